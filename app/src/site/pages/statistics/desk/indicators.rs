//! What a dataset measures.

use contract::Locale;
use domain::statistics::{
    desk::{self, DIRECTIONS, IndicatorForm, IndicatorPage},
    text,
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{
    describe::{edition, in_language, summary},
    done,
};
use crate::site::{
    components::{TextArea, TextField, error_summary::Labels},
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("code", |l| l.msg_statdesk_field_code()),
    ("label_ar", |l| in_language(l, &l.msg_statdesk_field_label(), Locale::Ar)),
    ("label_fr", |l| in_language(l, &l.msg_statdesk_field_label(), Locale::Fr)),
    ("label_en", |l| in_language(l, &l.msg_statdesk_field_label(), Locale::En)),
    ("definition_ar", |l| in_language(l, &l.msg_statdesk_field_definition(), Locale::Ar)),
    ("definition_fr", |l| in_language(l, &l.msg_statdesk_field_definition(), Locale::Fr)),
    ("definition_en", |l| in_language(l, &l.msg_statdesk_field_definition(), Locale::En)),
    ("unit", |l| l.msg_statdesk_field_unit()),
    ("decimals", |l| l.msg_statdesk_field_decimals()),
    ("direction", |l| l.msg_statdesk_field_direction()),
    ("part_of", |l| l.msg_statdesk_field_part_of()),
];

/// The indicators of a dataset. `?code=` fills the form with one of them.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::StatisticsManage`]; not found.
pub async fn indicators(ctx: RequestCtx, id: String) -> PageResult {
    let found = desk::indicators(&ctx.services, &ctx.actor, &id).await?;
    let title = text(&found.title, ctx.locale).to_owned();
    let lead = ctx.l().msg_statdesk_indicators_lead();
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, found, &id)).into())
}

fn direction(l: &L10nLanguage, code: &str) -> String {
    match code {
        "up" => l.msg_statdesk_direction_up(),
        "down" => l.msg_statdesk_direction_down(),
        _ => l.msg_statdesk_direction_neutral(),
    }
}

fn view(ctx: &RequestCtx, found: IndicatorPage, id: &str) -> AnyView {
    let l = ctx.l();
    let wanted = ctx.query.get("code");
    let filled = found.indicators.iter().find(|one| one.code == wanted).cloned().unwrap_or_default();
    let heads = vec![l.msg_statdesk_field_code(), l.msg_statdesk_field_label(), l.msg_statdesk_change()];
    let rows: Vec<AnyView> = found
        .indicators
        .iter()
        .map(|one| {
            let href = routes::with_pairs(
                &routes::figures_indicators(ctx.locale, id),
                &[("code", one.code.clone())],
            );
            view! {
                <tr>
                    <th scope="row"><code dir="ltr">{one.code.clone()}</code></th>
                    <td>{text(&one.label, ctx.locale).to_owned()}</td>
                    <td><a href=href>{l.msg_statdesk_change()}</a></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let list = (!rows.is_empty()).then(|| table("indicators", l.msg_statdesk_indicators(), heads, rows));
    view! {
        {done(ctx)}
        {summary(ctx, LABELS)}
        {list}
        {form(ctx, &found, &filled, id)}
        <p><a href=routes::figures_set(ctx.locale, id)>{l.msg_statdesk_edit()}</a></p>
    }
    .into_any()
}

fn form(ctx: &RequestCtx, found: &IndicatorPage, said: &IndicatorForm, id: &str) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.is_some();
    let units =
        found.units.iter().map(|(code, label)| (code.clone(), text(label, ctx.locale).to_owned())).collect();
    let directions = DIRECTIONS.map(|code| (code.to_owned(), direction(l, code))).to_vec();
    // What it may be part of, with "of nothing" first.
    let wholes = std::iter::once((String::new(), l.msg_statdesk_part_of_none()))
        .chain(
            found
                .indicators
                .iter()
                .filter(|one| one.code != said.code)
                .map(|one| (one.code.clone(), text(&one.label, ctx.locale).to_owned())),
        )
        .collect();
    let edit = edition(ctx, found.edit);
    view! {
        <form class="form panel" method="post" action=routes::figures_indicators(ctx.locale, id)>
            <input r#type="hidden" name="edit" value=edit/>
            <TextField name="code" labels=LABELS value=said.code.clone()/>
            <TextField name="label_ar" labels=LABELS value=said.label.ar.clone()/>
            <TextField name="label_fr" labels=LABELS value=said.label.fr.clone()/>
            <TextField name="label_en" labels=LABELS value=said.label.en.clone()/>
            <TextArea name="definition_ar" labels=LABELS rows=3 value=said.definition.ar.clone()/>
            <TextArea name="definition_fr" labels=LABELS rows=3 value=said.definition.fr.clone()/>
            <TextArea name="definition_en" labels=LABELS rows=3 value=said.definition.en.clone()/>
            {choice_of(LABELS, "", "unit", units, &said.unit, refused)}
            <TextField name="decimals" labels=LABELS value=said.decimals.clone()/>
            {choice_of(LABELS, "", "direction", directions, &said.direction, refused)}
            {choice_of(LABELS, "", "part_of", wholes, &said.part_of, refused)}
            <p class="actions"><button class="button" r#type="submit">{l.msg_statdesk_save()}</button></p>
        </form>
    }
    .into_any()
}
