//! Parts that make a whole: one bar for each group, its parts one behind the other.

use domain::statistics::chart::Plot;

use super::{
    Anchor, Label, Number, WIDTH, Wording, across,
    bars::{Bar, Bars, ruled, wrap},
    scale,
};

/// Room for the whole beside the longest bar.
const VALUE: f64 = 76.0;
const BAR: f64 = 24.0;
const GAP: f64 = 14.0;
const LINE: f64 = 20.0;
const NAME: usize = 40;

/// Computes stacked bars; nothing when there is no part to draw. A group of which a part is missing or withheld has no
/// whole: the shown parts alone are not it.
pub fn stacked(plot: &Plot, words: &Wording, rtl: bool, number: Number<'_>) -> Option<Bars> {
    let part = |series: usize, category: &str| {
        let points = plot.series.get(series).map(|series| series.points.as_slice()).unwrap_or_default();
        let point = points.iter().find(|point| point.category == category)?;
        point.value.filter(|value| value.is_finite() && *value >= 0.0)
    };
    let shown = |category: &str| -> Vec<(usize, f64)> {
        (0..plot.series.len()).filter_map(|series| Some((series, part(series, category)?))).collect()
    };
    let whole = |parts: &[(usize, f64)]| parts.iter().map(|(_, value)| value).sum::<f64>();
    let longest: Vec<f64> = plot.categories.iter().map(|category| whole(&shown(category))).collect();
    if !plot.categories.iter().any(|category| !shown(category).is_empty()) {
        return None;
    }
    let scale = scale::Scale::over(longest.iter().copied(), 4);
    let room = WIDTH - VALUE - 2.0;
    let place = |value: f64| 1.0 + room * scale.share(value);
    let mut y = 4.0;
    let (mut names, mut drawn, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (index, category) in plot.categories.iter().enumerate() {
        let name = words.categories.get(index).map_or(category.as_str(), String::as_str);
        for line in wrap(name, NAME) {
            y += LINE;
            names.push(Label { x: across(1.0, rtl), y: y - 7.0, anchor: Anchor::Start, text: line });
        }
        let parts = shown(category);
        let mut sum = 0.0;
        for (series, value) in &parts {
            let (from, to) = (place(sum), place(sum + value));
            sum += value;
            let x = if rtl { WIDTH - to } else { from };
            drawn.push(Bar { series: *series, x, y, width: (to - from).max(0.0), height: BAR });
        }
        let text = if parts.len() == plot.series.len() { number(sum, None) } else { words.missing.clone() };
        let x = across(place(sum) + 7.0, rtl);
        values.push(Label { x, y: y + BAR - 7.0, anchor: Anchor::Start, text });
        y += BAR + GAP;
    }
    Some(Bars { names, bars: drawn, values, ..ruled(&scale, &place, y, rtl, number) })
}
