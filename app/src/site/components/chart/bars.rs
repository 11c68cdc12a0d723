//! Few figures side by side: horizontal bars, each group under its name.

use domain::statistics::chart::{Plot, PlotPoint};

use super::{Anchor, Label, Number, Rule, WIDTH, Wording, across, scale};

/// Room for the value beside the longest bar.
const VALUE: f64 = 76.0;
const BAR: f64 = 20.0;
const GAP: f64 = 5.0;
const LINE: f64 = 20.0;
/// Characters of a group's name that fit beside each other.
const NAME: usize = 40;

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Number of the series; it has its own pattern.
    pub series: usize,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Length.
    pub width: f64,
    /// Thickness.
    pub height: f64,
}

/// A computed drawing of bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// Height of the drawing.
    pub height: f64,
    /// Grid lines.
    pub grid: Vec<Rule>,
    /// The line on which bars stand.
    pub axis: Rule,
    /// Values of the grid lines.
    pub lengths: Vec<Label>,
    /// Names of the groups.
    pub names: Vec<Label>,
    /// Bars.
    pub bars: Vec<Bar>,
    /// Value of each bar.
    pub values: Vec<Label>,
}

/// A name in lines that fit.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Computes bars; nothing when there is none. `number` writes a value.
pub fn bars(plot: &Plot, words: &Wording, rtl: bool, number: Number<'_>) -> Option<Bars> {
    let points = || plot.series.iter().flat_map(|series| &series.points);
    let known = || points().filter_map(|point| point.value.filter(|value| value.is_finite()));
    known().next()?;
    let scale = scale::Scale::over(known().map(|value| value.max(0.0)), 4);
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
        for (series, entry) in plot.series.iter().enumerate() {
            for point in entry.points.iter().filter(|point| point.category == *category) {
                let (length, text) = measure(point, &place, number, &words.missing);
                let x = if rtl { WIDTH - 1.0 - length } else { 1.0 };
                drawn.push(Bar { series, x, y, width: length, height: BAR });
                values.push(Label {
                    x: across(1.0 + length + 7.0, rtl),
                    y: y + BAR - 5.0,
                    anchor: Anchor::Start,
                    text,
                });
                y += BAR + GAP;
            }
        }
        y += GAP * 2.0;
    }
    Some(Bars { names, bars: drawn, values, ..ruled(&scale, &place, y, rtl, number) })
}

/// An empty drawing with the lines and values of a scale over `floor`, the lower edge of what will stand in it.
pub(super) fn ruled(
    scale: &scale::Scale,
    place: &dyn Fn(f64) -> f64,
    floor: f64,
    rtl: bool,
    number: Number<'_>,
) -> Bars {
    let grid = scale.ticks().into_iter().skip(1).map(|value| {
        let x = across(place(value), rtl);
        Rule { from: (x, 2.0), to: (x, floor) }
    });
    let lengths = scale.ticks().into_iter().enumerate().map(|(index, value)| Label {
        x: across(place(value), rtl),
        y: floor + 18.0,
        anchor: if index == 0 { Anchor::Start } else { Anchor::Middle },
        text: number(value, Some(scale.decimals())),
    });
    let zero = across(1.0, rtl);
    Bars {
        height: floor + 26.0,
        grid: grid.collect(),
        axis: Rule { from: (zero, 2.0), to: (zero, floor) },
        lengths: lengths.collect(),
        names: Vec::new(),
        bars: Vec::new(),
        values: Vec::new(),
    }
}

fn measure(
    point: &PlotPoint,
    place: &dyn Fn(f64) -> f64,
    number: Number<'_>,
    missing: &str,
) -> (f64, String) {
    match point.value.filter(|value| value.is_finite()) {
        Some(value) => ((place(value.max(0.0)) - 1.0).max(0.0), number(value, None)),
        None => (0.0, missing.to_owned()),
    }
}
