//! What a chart shows, in sentences that say nothing wrong: only figures that are shown and can be compared are put beside
//! each other; what is missing, withheld or measured otherwise is said so.

use contract::Locale;
use domain::statistics::{
    Dataset,
    chart::{Plot, PlotKind, PlotPoint, PlotSeries, Story},
    map,
};
use i18n::plurals;

use super::words;

/// All sentences: for lines how each series went, for bars each figure.
pub fn description(locale: Locale, set: &Dataset, plot: &Plot) -> String {
    match plot.kind {
        PlotKind::Map => of_places(locale, set, plot, &|_| true),
        kind if kind.has_categories() => each_figure(locale, set, plot),
        _ => stories(locale, set, plot),
    }
}

/// The sentences that stand under the drawing: of bars only the highest and the lowest.
pub fn summary(locale: Locale, set: &Dataset, plot: &Plot) -> String {
    match plot.kind {
        PlotKind::Map => {
            let home = of_places(locale, set, plot, &|code| code == map::HOME);
            [home, extremes(locale, set, plot)].join(" ").trim().to_owned()
        }
        kind if kind.has_categories() => extremes(locale, set, plot),
        _ => stories(locale, set, plot),
    }
}

/// How one series went.
pub fn of_series(locale: Locale, set: &Dataset, plot: &Plot, series: &PlotSeries) -> String {
    let Some(indicator) = set.indicator(&plot.indicator) else { return String::new() };
    let said = |value: f64| words::amount(locale, &indicator.unit, value, indicator.decimals);
    let name = words::name(locale, set, plot.series_by, &series.code);
    series.story().map_or_else(String::new, |story| told(locale, name, &story, &said))
}

fn stories(locale: Locale, set: &Dataset, plot: &Plot) -> String {
    let all = plot.series.iter().map(|series| of_series(locale, set, plot, series));
    all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

fn told(locale: Locale, name: String, story: &Story<'_>, said: &dyn Fn(f64) -> String) -> String {
    let l = i18n::catalogue(locale);
    let value = |point: &PlotPoint| said(point.value.unwrap_or_default());
    let when = |point: &PlotPoint| words::period(locale, point.period);
    let (a, b) = (value(story.first), value(story.last));
    let (start, end) = (when(story.first), when(story.last));
    let mut sentences = vec![if story.first == story.last {
        l.msg_statistics_trend_one(format!("{name} ({end})"), b)
    } else if a == b {
        // What reads the same neither rose nor fell.
        l.msg_statistics_trend_same(name, a, start, end)
    } else if story.last.value > story.first.value {
        l.msg_statistics_trend_rose(name, a, start, b, end)
    } else {
        l.msg_statistics_trend_fell(name, a, start, b, end)
    }];
    sentences.extend(story.highest.map(|point| l.msg_statistics_trend_highest(value(point), when(point))));
    sentences.extend(story.lowest.map(|point| l.msg_statistics_trend_lowest(value(point), when(point))));
    if story.without > 0 {
        let (n, text) = plurals::counted(story.without);
        sentences.push(l.msg_statistics_trend_without(n, text));
    }
    if story.broken {
        sentences.push(l.msg_statistics_trend_broken(when(story.first)));
    }
    sentences.join(" ")
}

/// Each governorate of a map that is wanted, also one without a figure.
fn of_places(locale: Locale, set: &Dataset, plot: &Plot, wanted: &dyn Fn(&str) -> bool) -> String {
    let l = i18n::catalogue(locale);
    let Some(indicator) = set.indicator(&plot.indicator) else { return String::new() };
    let points = plot.series.first().map(|series| series.points.as_slice()).unwrap_or_default();
    let places = plot.categories.iter().filter(|code| wanted(code)).map(|code| {
        let point = points.iter().find(|point| point.category == *code);
        let value = match point.and_then(|point| point.value) {
            Some(value) => words::amount(locale, &indicator.unit, value, indicator.decimals),
            None if point.is_some_and(|point| point.withheld) => l.msg_statistics_withheld(),
            None => l.msg_statistics_missing(),
        };
        l.msg_statistics_trend_one(words::name(locale, set, plot.categories_by, code), value)
    });
    places.collect::<Vec<_>>().join(" ")
}

fn each_figure(locale: Locale, set: &Dataset, plot: &Plot) -> String {
    let l = i18n::catalogue(locale);
    let Some(indicator) = set.indicator(&plot.indicator) else { return String::new() };
    let mut sentences = Vec::new();
    for series in &plot.series {
        let name = words::name(locale, set, plot.series_by, &series.code);
        for point in &series.points {
            let category = words::name(locale, set, plot.categories_by, &point.category);
            let name = if plot.series.len() > 1 { format!("{category}, {name}") } else { category };
            let value = match point.value {
                Some(value) => words::amount(locale, &indicator.unit, value, indicator.decimals),
                None if point.withheld => l.msg_statistics_withheld(),
                None => l.msg_statistics_missing(),
            };
            sentences.push(l.msg_statistics_trend_one(name, value));
        }
    }
    sentences.join(" ")
}

/// Of three bars or more, the highest and the lowest that are shown.
fn extremes(locale: Locale, set: &Dataset, plot: &Plot) -> String {
    let l = i18n::catalogue(locale);
    let Some(indicator) = set.indicator(&plot.indicator) else { return String::new() };
    let said = |value: f64| words::amount(locale, &indicator.unit, value, indicator.decimals);
    let mut shown: Vec<(String, f64)> = Vec::new();
    for series in &plot.series {
        let name = words::name(locale, set, plot.series_by, &series.code);
        for point in &series.points {
            let Some(value) = point.value.filter(|value| value.is_finite()) else { continue };
            let category = words::name(locale, set, plot.categories_by, &point.category);
            let name = if plot.series.len() > 1 { format!("{category}, {name}") } else { category };
            shown.push((name, value));
        }
    }
    shown.sort_by(|a, b| b.1.partial_cmp(&a.1).unwrap_or(std::cmp::Ordering::Equal));
    match (shown.first(), shown.last()) {
        (Some(high), Some(low)) if shown.len() > 2 && said(high.1) != said(low.1) => {
            l.msg_statistics_extremes(high.0.clone(), said(high.1), low.0.clone(), said(low.1))
        }
        _ => String::new(),
    }
}
