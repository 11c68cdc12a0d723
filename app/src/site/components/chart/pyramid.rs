//! A population pyramid: the first series to one side, the second to the other, the youngest below.

use domain::statistics::chart::Plot;

use super::{
    Anchor, Label, Number, Rule, WIDTH, Wording, across,
    bars::{Bar, Bars},
    scale,
};

const BAR: f64 = 16.0;
const LINE: f64 = 18.0;
const GAP: f64 = 6.0;
/// Room for a value outside the longest bar.
const VALUE: f64 = 60.0;

/// Computes a pyramid; nothing when there is no figure to draw.
pub fn pyramid(plot: &Plot, words: &Wording, rtl: bool, number: Number<'_>) -> Option<Bars> {
    let figure = |series: usize, category: &str| {
        let points = plot.series.get(series).map(|series| series.points.as_slice()).unwrap_or_default();
        let point = points.iter().find(|point| point.category == category)?;
        Some(point.value.filter(|value| value.is_finite()).map(|value| value.max(0.0)))
    };
    let known: Vec<f64> = plot
        .categories
        .iter()
        .flat_map(|category| (0..2).filter_map(move |series| figure(series, category).flatten()))
        .collect();
    if known.is_empty() {
        return None;
    }
    let scale = scale::Scale::over(known.into_iter(), 2);
    let middle = WIDTH / 2.0;
    let room = middle - VALUE;
    // The first series stands where reading begins.
    let side = |series: usize| if (series == 0) == rtl { 1.0 } else { -1.0 };
    let mut y = 4.0;
    let (mut names, mut drawn, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (index, category) in plot.categories.iter().enumerate().rev() {
        let name = words.categories.get(index).map_or(category.as_str(), String::as_str);
        y += LINE;
        names.push(Label { x: middle, y: y - 5.0, anchor: Anchor::Middle, text: name.to_owned() });
        for series in 0..2 {
            let Some(found) = figure(series, category) else { continue };
            let length = room * found.map_or(0.0, |value| scale.share(value));
            let x = if side(series) > 0.0 { middle } else { middle - length };
            drawn.push(Bar { series, x, y, width: length, height: BAR });
            let text = found.map_or_else(|| words.missing.clone(), |value| number(value, None));
            values.push(Label {
                x: middle + side(series) * (length + 6.0),
                y: y + BAR - 3.0,
                // Held by the side of its bar.
                anchor: if series == 0 { Anchor::End } else { Anchor::Start },
                text,
            });
        }
        y += BAR + GAP;
    }
    let floor = y;
    let ticks = scale.ticks();
    let both = || ticks.iter().skip(1).flat_map(|value| [(-1.0, *value), (1.0, *value)]);
    let x_of = |side: f64, value: f64| middle + side * room * scale.share(value);
    let grid = both().map(|(side, value)| {
        let x = x_of(side, value);
        Rule { from: (x, 2.0), to: (x, floor) }
    });
    let lengths = both().chain([(1.0, 0.0)]).map(|(side, value)| Label {
        x: x_of(side, value),
        y: floor + 18.0,
        anchor: Anchor::Middle,
        text: number(value, Some(scale.decimals())),
    });
    let axis = across(middle, rtl);
    Some(Bars {
        height: floor + 26.0,
        grid: grid.collect(),
        axis: Rule { from: (axis, 2.0), to: (axis, floor) },
        lengths: lengths.collect(),
        names,
        bars: drawn,
        values,
    })
}
