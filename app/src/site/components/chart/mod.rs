//! Charts drawn by the server as SVG: table first, drawing second, no script, no colour that speaks alone.
//!
//! `scale` finds round steps, `lines`, `bars`, `stacked`, `pyramid` and `map` compute where everything stands (pure numbers, mirrored
//! when the language runs from right to left, save a map), `svg` writes it down for the page and
//! `picture` for those who share it. What a chart shows, and which points
//! may be joined, was decided by `domain::statistics::chart`.

pub mod bars;
pub mod lines;
pub mod map;
mod picture;
pub mod pyramid;
pub mod scale;
pub mod stacked;
mod svg;

use domain::statistics::chart::{Plot, PlotKind};

pub use picture::picture;
pub use svg::{legend, svg};

/// Width of every drawing in its own units: that of a small phone, so that texts stay readable there.
pub const WIDTH: f64 = 360.0;

/// Where a text is held. `Start` and `End` follow the direction of the language, as in SVG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Begins at the point.
    Start,
    /// Is centred on it.
    Middle,
    /// Ends at the point.
    End,
}

/// A text in the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Across.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// Where it is held.
    pub anchor: Anchor,
    /// What it says.
    pub text: String,
}

/// A straight line of grid or axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// From.
    pub from: (f64, f64),
    /// To.
    pub to: (f64, f64),
}

/// The words of a chart, in the language of the page.
#[derive(Clone, Debug)]
pub struct Wording {
    /// Begins the ids of this drawing.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it shows, in sentences.
    pub description: String,
    /// What each series shows, in order.
    pub parts: Vec<String>,
    /// Names of the series, in order.
    pub series: Vec<String>,
    /// Names of the categories, in order.
    pub categories: Vec<String>,
    /// What stands for a missing figure.
    pub missing: String,
    /// What stands for a figure that is not shown.
    pub withheld: String,
}

/// A computed drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// Lines or steps over time.
    Lines(lines::Lines),
    /// Bars.
    Bars(bars::Bars),
    /// Governorates.
    Map(map::Map),
}

/// Writes a value with this many decimals; `None` means as many as the figure has.
pub type Number<'a> = &'a dyn Fn(f64, Option<usize>) -> String;

/// Computes a drawing; nothing when there is no figure to draw.
pub fn draw(plot: &Plot, words: &Wording, rtl: bool, number: Number<'_>) -> Option<Drawing> {
    match plot.kind {
        PlotKind::Line => lines::lines(&plot.series, false, rtl, number).map(Drawing::Lines),
        PlotKind::Step => lines::lines(&plot.series, true, rtl, number).map(Drawing::Lines),
        PlotKind::Bars | PlotKind::Ranked => bars::bars(plot, words, rtl, number).map(Drawing::Bars),
        PlotKind::Stacked => stacked::stacked(plot, words, rtl, number).map(Drawing::Bars),
        PlotKind::Pyramid => pyramid::pyramid(plot, words, rtl, number).map(Drawing::Bars),
        // Small multiples are drawn one by one (`part`); all in one drawing where there is room for one only.
        PlotKind::Multiples => lines::lines(&plot.series, false, rtl, number).map(Drawing::Lines),
        PlotKind::Map => map::map(plot, words, number).map(Drawing::Map),
        // Written, not drawn.
        PlotKind::Number => None,
    }
}

/// The drawing of one series of small multiples, on the scale that all of them share.
pub fn part(plot: &Plot, series: usize, rtl: bool, number: Number<'_>) -> Option<Drawing> {
    let one = plot.series.get(series..=series)?;
    lines::lines_among(one, &plot.series, false, rtl, number).map(Drawing::Lines)
}

/// Mirrors a place across the drawing when the language runs from right to left.
fn across(x: f64, rtl: bool) -> f64 {
    if rtl { WIDTH - x } else { x }
}
