//! Choosing a part of a dataset: a plain form that leads to an address. Files are narrowed by it too.

use domain::statistics::{Dataset, Dimension, text};
use leptos::prelude::*;

use super::words;
use crate::site::{request::RequestCtx, routes};

/// More choices than this would weigh more than the table: the code is typed then.
const MOST: usize = 300;

/// The form; nothing where there is nothing to choose.
pub fn view(ctx: &RequestCtx, set: &Dataset) -> Option<AnyView> {
    let l = ctx.l();
    let locale = ctx.locale;
    let (choice, offers) = (&set.choice, &set.offers);
    let indicators =
        set.indicators.iter().map(|one| (one.code.clone(), text(&one.label, locale).to_owned())).collect();
    let named = |dimension: Dimension, codes: &[String]| -> Vec<(String, String)> {
        codes.iter().map(|code| (code.clone(), words::name(locale, set, dimension, code))).collect()
    };
    // A long table shows one indicator: all of them together are only in its files.
    let fields: Vec<AnyView> = [
        field(ctx, "indicator", l.msg_statistics_column_indicator(), indicators, choice.indicator.as_deref()),
        field(
            ctx,
            "place",
            l.msg_statistics_column_geo(),
            named(Dimension::Geo, &offers.geos),
            choice.geo.as_deref(),
        ),
        field(
            ctx,
            "sex",
            l.msg_statistics_column_sex(),
            named(Dimension::Sex, &offers.sexes),
            choice.sex.as_deref(),
        ),
        year(ctx, "from", l.msg_statistics_choose_from(), set, choice.from),
        year(ctx, "to", l.msg_statistics_choose_to(), set, choice.to),
    ]
    .into_iter()
    .flatten()
    .collect();
    if fields.is_empty() {
        return None;
    }
    let action = routes::dataset(locale, &set.id, set.slug_in(locale));
    let back = choice.is_narrow().then(|| {
        view! { " "<a href=action.clone()>{l.msg_statistics_choose_all()}</a> }
    });
    let open = choice.is_narrow() || set.pages.is_some();
    Some(
        view! {
            <details class="disclosure" id="choose" open=open>
                <summary>{l.msg_statistics_choose_title()}</summary>
                <form class="form" method="get" action=action.clone()>
                    {fields}
                    <p class="actions">
                        <button class="button button--secondary" r#type="submit">{l.msg_statistics_choose_button()}</button>
                        {back}
                    </p>
                </form>
            </details>
        }
        .into_any(),
    )
}

fn field(
    ctx: &RequestCtx,
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    chosen: Option<&str>,
) -> Option<AnyView> {
    if options.len() < 2 {
        return None;
    }
    let id = format!("choose-{name}");
    if options.len() > MOST {
        let value = chosen.unwrap_or_default().to_owned();
        return Some(
            view! {
                <div class="field">
                    <label class="field__label" for=id.clone()>{label}</label>
                    <input class="input" id=id.clone() name=name dir="ltr" autocomplete="off" value=value/>
                </div>
            }
            .into_any(),
        );
    }
    let options = options
        .into_iter()
        .map(|(code, text)| {
            let selected = chosen == Some(code.as_str());
            view! { <option value=code selected=selected>{text}</option> }
        })
        .collect_view();
    Some(
        view! {
            <div class="field">
                <label class="field__label" for=id.clone()>{label}</label>
                <select class="select" id=id.clone() name=name>
                    <option value="">{ctx.l().msg_statistics_choose_every()}</option>
                    {options}
                </select>
            </div>
        }
        .into_any(),
    )
}

fn year(
    ctx: &RequestCtx,
    name: &'static str,
    label: String,
    set: &Dataset,
    chosen: Option<u16>,
) -> Option<AnyView> {
    let (first, last) = set.offers.years.filter(|(first, last)| first < last)?;
    let years = (first..=last).map(|year| (year.to_string(), year.to_string())).collect();
    field(ctx, name, label, years, chosen.map(|year| year.to_string()).as_deref())
}
