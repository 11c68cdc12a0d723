//! Charts with their words, and the figure that stands on other pages.

use contract::Locale;
use domain::statistics::{
    Choice, Dataset, HeadlineFigure,
    chart::{Chart, PlotKind},
    text,
};
use leptos::prelude::*;

use super::{story, words};
use crate::site::{
    components::{
        Icon,
        chart::{self, Wording},
    },
    request::RequestCtx,
    routes,
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
    let rtl = locale == Locale::Ar;
    let words = wording(locale, set, chart);
    let indicator = set.indicator(&chart.plot.indicator)?;
    let number = number(locale, chart.plot.kind, &indicator.unit, indicator.decimals);
    let drawing = match chart.plot.kind {
        PlotKind::Number => large(locale, set, chart)?,
        PlotKind::Multiples => multiples(chart, &words, rtl, &number)?,
        // Without outlines there are the sentence and the table.
        PlotKind::Map if chart.plot.shapes.is_none() => ().into_any(),
        PlotKind::Map => {
            let drawing = chart::draw(&chart.plot, &words, rtl, &number)?;
            // Side by side where there is room: a map as wide as the page would be higher than the screen.
            view! { <div class="grid">{chart::svg(&drawing, &words)}<div>{chart::legend(&drawing, &words)}</div></div> }
                .into_any()
        }
        _ => {
            let drawing = chart::draw(&chart.plot, &words, rtl, &number)?;
            view! { {chart::legend(&drawing, &words)}{chart::svg(&drawing, &words)} }.into_any()
        }
    };
    let is_drawn = chart.plot.kind != PlotKind::Number
        && (chart.plot.kind != PlotKind::Map || chart.plot.shapes.is_some());
    let unit_name = words::unit(locale, set, &indicator.unit);
    let summary = story::summary(locale, set, &chart.plot);
    let summary = (!summary.is_empty() && chart.plot.kind != PlotKind::Number).then(|| {
        // The drawing's description says the same: heard once is enough.
        let hidden = is_drawn.then_some("true");
        view! { <p class="figure__subtitle" aria-hidden=hidden>{summary}</p> }
    });
    let remarks = remarks(ctx, chart)
        .into_iter()
        .map(|remark| view! { <p class="figure__source">{remark}</p> })
        .collect_view();
    let outdated = chart.outdated.then(|| {
        view! {
            <p class="figure__source">
                {l.msg_statistics_chart_version(chart.version)}" "
                <a href="#table-caption">{l.msg_statistics_chart_outdated()}</a>
            </p>
        }
    });
    let shared = is_drawn.then(|| {
        let name = format!("/{}.png", chart.id);
        let whole = Choice::default();
        let href = routes::dataset_file(locale, &set.id, set.slug_in(locale), &name, &whole);
        let label = l.msg_statistics_chart_picture_of(words.title.clone());
        view! {
            <p class="figure__source"><a href=href rel="nofollow">{label}</a></p>
        }
    });
    Some(
        view! {
            <figure class="figure">
                <figcaption class="figure__caption">
                    <span class="figure__title">{words.title.clone()}</span>
                    " "<span class="figure__subtitle">{unit_name}</span>
                </figcaption>
                {drawing}
                {summary}
                {remarks}
                {outdated}
                {shared}
            </figure>
        }
        .into_any(),
    )
}

/// How values are written on a drawing.
fn number(
    locale: Locale,
    kind: PlotKind,
    unit: &str,
    decimals: usize,
) -> impl Fn(f64, Option<usize>) -> String + use<> {
    let unit = unit.to_owned();
    move |value, wanted| {
        let decimals = wanted.unwrap_or(decimals);
        if kind.is_over_time() {
            i18n::numbers::decimal(locale, value, decimals)
        } else {
            words::short(locale, &unit, value, decimals)
        }
    }
}

/// The note of a chart, and why its lines break off.
fn remarks(ctx: &RequestCtx, chart: &Chart) -> Vec<String> {
    let l = ctx.l();
    let mut remarks: Vec<String> =
        chart.note.as_ref().map(|note| text(note, ctx.locale).to_owned()).into_iter().collect();
    remarks.extend(outlines(ctx.locale, chart));
    if !chart.plot.kind.is_over_time() {
        return remarks;
    }
    let (mut changed, mut gaps) = (false, false);
    for series in &chart.plot.series {
        for pair in series.runs().windows(2) {
            let before = pair.first().and_then(|run| run.last());
            let after = pair.last().and_then(|run| run.first());
            let alike = before.zip(after).is_some_and(|(a, b)| a.comparable == b.comparable);
            changed |= !alike;
            gaps |= alike;
        }
    }
    if changed {
        remarks.push(l.msg_statistics_chart_break());
    }
    if gaps || changed {
        remarks.push(l.msg_statistics_chart_gaps());
    }
    remarks
}

/// Whose the outlines of a map are, and under which licence.
fn outlines(locale: Locale, chart: &Chart) -> Option<String> {
    let shapes = chart.plot.shapes.as_deref()?;
    let (source, licence) = (shapes.source().to_owned(), shapes.licence().to_owned());
    Some(i18n::catalogue(locale).msg_statistics_map_shapes(source, licence))
}

/// The newest figure of a chart, large, with what it did.
fn large(locale: Locale, set: &Dataset, chart: &Chart) -> Option<AnyView> {
    let series = chart.plot.series.first()?;
    let indicator = set.indicator(&chart.plot.indicator)?;
    let last = series.story()?.last.value?;
    let value = words::short(locale, &indicator.unit, last, indicator.decimals);
    let said = story::of_series(locale, set, &chart.plot, series);
    Some(
        view! {
            <p class="big-number">
                <span class="big-number__value" aria-hidden="true"><bdi>{value}</bdi></span>
                " "<span class="big-number__text">{said}</span>
            </p>
        }
        .into_any(),
    )
}

/// One small drawing for each series, each under its name, all on one scale.
fn multiples(chart: &Chart, words: &Wording, rtl: bool, number: chart::Number<'_>) -> Option<AnyView> {
    let parts: Vec<AnyView> = (0..chart.plot.series.len())
        .filter_map(|series| {
            let drawing = chart::part(&chart.plot, series, rtl, number)?;
            let name = words.series.get(series).cloned().unwrap_or_default();
            let one = Wording {
                id: format!("{}-{series}", words.id),
                title: format!("{} – {name}", words.title),
                description: words.parts.get(series).cloned().unwrap_or_default(),
                series: vec![name.clone()],
                ..words.clone()
            };
            Some(
                view! { <div><p class="figure__subtitle">{name}</p>{chart::svg(&drawing, &one)}</div> }
                    .into_any(),
            )
        })
        .collect();
    (!parts.is_empty()).then(|| view! { <div class="grid">{parts}</div> }.into_any())
}

/// The SVG of a chart for sharing; nothing when there is nothing to draw.
pub fn for_sharing(locale: Locale, set: &Dataset, shown: &Chart) -> Option<String> {
    let rtl = locale == Locale::Ar;
    let words = wording(locale, set, shown);
    let indicator = set.indicator(&shown.plot.indicator)?;
    let number = number(locale, shown.plot.kind, &indicator.unit, indicator.decimals);
    let drawing = chart::draw(&shown.plot, &words, rtl, &number)?;
    let l = i18n::catalogue(locale);
    let source = set
        .sources
        .first()
        .map(|source| format!("{}: {}", l.msg_statistics_sources_title(), text(&source.title, locale)));
    let foot: Vec<String> = [
        Some(words::unit(locale, set, &indicator.unit)),
        source,
        outlines(locale, shown),
        Some(l.msg_site_name()),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(chart::picture(&drawing, &words, rtl, &foot))
}

/// The words of a chart.
fn wording(locale: Locale, set: &Dataset, chart: &Chart) -> Wording {
    let plot = &chart.plot;
    Wording {
        id: chart.id.clone(),
        title: text(&chart.title, locale).to_owned(),
        description: story::description(locale, set, plot),
        parts: plot.series.iter().map(|series| story::of_series(locale, set, plot, series)).collect(),
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
        withheld: i18n::catalogue(locale).msg_statistics_withheld(),
    }
}

/// A figure on another page (home, section): number, sentence, what it means, source, the way to its table.
pub fn teaser(ctx: &RequestCtx, figure: &HeadlineFigure, title: String) -> AnyView {
    let l = ctx.l();
    let words = words::figure(ctx.locale, figure);
    let meaning = text(&figure.meaning, ctx.locale).to_owned();
    view! {
        <section class="figure-teaser" data-section=figure.section.clone() aria-labelledby="figure">
            <h2 class="figure-teaser__title" id="figure">{title}</h2>
            <p class="big-number">
                // The sentence says the number too: heard once is enough.
                <span class="big-number__value" aria-hidden="true"><bdi>{words.value}</bdi></span>
                " "<span class="big-number__text">{words.sentence}</span>
            </p>
            <p>{meaning}</p>
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
