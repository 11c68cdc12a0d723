//! Charts with their words, and the figure that stands on other pages.

use contract::Locale;
use domain::statistics::{
    Dataset, HeadlineFigure,
    chart::{Chart, Plot, PlotKind, PlotPoint},
    text,
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{
        Icon,
        chart::{self, Wording},
    },
    request::RequestCtx,
};

/// All charts of a dataset; a sentence when its figures do not belong into one.
pub fn charts(ctx: &RequestCtx, set: &Dataset) -> AnyView {
    if set.charts.is_empty() {
        return view! { <p class="muted">{ctx.l().msg_statistics_chart_none()}</p> }.into_any();
    }
    set.charts.iter().map(|chart| one(ctx, set, chart)).collect_view().into_any()
}

fn one(ctx: &RequestCtx, set: &Dataset, chart: &Chart) -> Option<AnyView> {
    let l = ctx.l();
    let locale = ctx.locale;
    let words = wording(locale, set, chart);
    let indicator = set.indicator(&chart.plot.indicator)?;
    let (unit, decimals) = (indicator.unit.clone(), indicator.decimals);
    let number = |value: f64, wanted: Option<usize>| {
        let decimals = wanted.unwrap_or(decimals);
        if chart.plot.kind == PlotKind::Bars {
            words::short(locale, &unit, value, decimals)
        } else {
            i18n::numbers::decimal(locale, value, decimals)
        }
    };
    let drawing = chart::draw(&chart.plot, &words, locale == Locale::Ar, &number)?;
    let unit_name = words::unit(locale, set, &unit);
    let broken =
        chart.plot.kind != PlotKind::Bars && chart.plot.series.iter().any(|series| series.runs().len() > 1);
    let note = chart.note.as_ref().map(|note| text(note, locale).to_owned());
    let outdated = chart.outdated.then(|| l.msg_statistics_chart_outdated());
    let remarks: Vec<String> =
        [note, broken.then(|| l.msg_statistics_chart_gaps()), outdated].into_iter().flatten().collect();
    Some(
        view! {
            <figure class="figure">
                <figcaption class="figure__caption">
                    <span class="figure__title">{words.title.clone()}</span>
                    " "<span class="figure__subtitle">{unit_name}</span>
                </figcaption>
                {chart::legend(&drawing, &words)}
                {chart::svg(&drawing, &words)}
                {remarks.into_iter().map(|remark| view! { <p class="figure__source">{remark}</p> }).collect_view()}
            </figure>
        }
        .into_any(),
    )
}

/// The words of a chart.
fn wording(locale: Locale, set: &Dataset, chart: &Chart) -> Wording {
    let plot = &chart.plot;
    Wording {
        id: chart.id.clone(),
        title: text(&chart.title, locale).to_owned(),
        description: description(locale, set, plot),
        series: plot
            .series
            .iter()
            .map(|series| words::name(locale, set, plot.series_by, &series.code))
            .collect(),
        categories: plot
            .categories
            .iter()
            .map(|code| words::name(locale, set, plot.categories_by, code))
            .collect(),
        missing: i18n::catalogue(locale).msg_statistics_missing(),
    }
}

/// What a chart shows, in sentences: for lines how each series went, for bars each figure.
fn description(locale: Locale, set: &Dataset, plot: &Plot) -> String {
    let l = i18n::catalogue(locale);
    let Some(indicator) = set.indicator(&plot.indicator) else { return String::new() };
    let said = |value: f64| words::amount(locale, &indicator.unit, value, indicator.decimals);
    let mut sentences = Vec::new();
    for series in &plot.series {
        let name = words::name(locale, set, plot.series_by, &series.code);
        if plot.kind == PlotKind::Bars {
            for point in &series.points {
                let category = words::name(locale, set, plot.categories_by, &point.category);
                let name = if plot.series.len() > 1 { format!("{category}, {name}") } else { category };
                let value = point.value.map_or_else(|| l.msg_statistics_missing(), said);
                sentences.push(l.msg_statistics_trend_one(name, value));
            }
            continue;
        }
        let known = || series.points.iter().filter(|point| point.value.is_some());
        let (Some(first), Some(last)) = (known().next(), known().next_back()) else { continue };
        sentences.push(trend(locale, name, first, last, &said));
    }
    sentences.join(" ")
}

fn trend(
    locale: Locale,
    name: String,
    first: &PlotPoint,
    last: &PlotPoint,
    said: &dyn Fn(f64) -> String,
) -> String {
    let l = i18n::catalogue(locale);
    let (a, b) = (first.value.unwrap_or_default(), last.value.unwrap_or_default());
    let (start, end) = (words::period(locale, first.period), words::period(locale, last.period));
    if first == last {
        l.msg_statistics_trend_one(name, said(a))
    } else if b > a {
        l.msg_statistics_trend_rose(name, said(a), start, said(b), end)
    } else if b < a {
        l.msg_statistics_trend_fell(name, said(a), start, said(b), end)
    } else {
        l.msg_statistics_trend_same(name, said(a), start, end)
    }
}

/// A figure on another page (home, section): number, sentence, source, the way to its table.
pub fn teaser(ctx: &RequestCtx, figure: &HeadlineFigure, title: String) -> AnyView {
    let l = ctx.l();
    let words = words::figure(ctx.locale, figure);
    view! {
        <section class="figure-teaser" data-section=figure.section.clone() aria-labelledby="figure">
            <h2 class="figure-teaser__title" id="figure">{title}</h2>
            <p class="big-number">
                <span class="big-number__value"><bdi>{words.value}</bdi></span>
                " "<span class="big-number__text">{words.sentence}</span>
            </p>
            <p class="figure__source">
                {l.msg_statistics_sources_title()}": "
                <a href=figure.source_url.clone() rel="noreferrer noopener">{words.source}</a>
            </p>
            <p>
                <a class="more-link" href=words.href>
                    {l.msg_statistics_more()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                </a>
            </p>
        </section>
    }
    .into_any()
}
