//! Figures over time: lines, or steps for amounts that hold until the next one.

use std::fmt::Write as _;

use domain::statistics::chart::{PlotPoint, PlotSeries};

use super::{Anchor, Label, Number, Rule, WIDTH, across, scale};

const HEIGHT: f64 = 250.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 214.0;
/// Room for half a year's name beside the outermost points.
const EDGE: f64 = 20.0;
/// Width of a digit of the tick labels.
const DIGIT: f64 = 8.5;
/// With more points than this only the first, the last and those without a line get a mark.
const MARKED: usize = 14;
/// With more figures than this none can be pointed at: the page would weigh too much.
const POINTED: usize = 240;

/// Points that are joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Number of the series.
    pub series: usize,
    /// The path's `d`.
    pub d: String,
    /// Comparability keys of the joined points (all the same).
    pub comparable: Vec<String>,
}

/// A mark on a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Number of the series; it has its own shape.
    pub series: usize,
    /// Across.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A figure that can be pointed at, with a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Across.
    pub x: f64,
    /// Down.
    pub y: f64,
    /// Number of the series.
    pub series: usize,
    /// When, and how much.
    pub text: String,
}

/// A computed drawing of lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// Height of the drawing.
    pub height: f64,
    /// Grid lines, from the lowest.
    pub grid: Vec<Rule>,
    /// The time axis.
    pub axis: Rule,
    /// Values of the grid lines.
    pub heights: Vec<Label>,
    /// Years.
    pub years: Vec<Label>,
    /// Joined points.
    pub runs: Vec<Run>,
    /// Marks.
    pub dots: Vec<Dot>,
    /// Every figure, for those who point at it; none when there are very many.
    pub hits: Vec<Hit>,
    /// Upright marks where the way of measuring changed.
    pub breaks: Vec<Rule>,
    /// First and last value of each series.
    pub values: Vec<Label>,
}

struct Frame {
    scale: scale::Scale,
    first: f64,
    last: f64,
    start: f64,
    rtl: bool,
}

impl Frame {
    fn x(&self, at: f64) -> f64 {
        let (from, to) = (self.start + EDGE, WIDTH - EDGE);
        let share = if self.last > self.first { (at - self.first) / (self.last - self.first) } else { 0.5 };
        across(from + (to - from) * share.clamp(0.0, 1.0), self.rtl)
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * self.scale.share(value)
    }

    fn point(&self, point: &PlotPoint) -> Option<(f64, f64)> {
        let value = point.value.filter(|value| value.is_finite())?;
        Some((self.x(point.period.position()), self.y(value)))
    }
}

/// Computes lines (or steps); nothing when no figure is known. `number` writes a value.
pub fn lines(series: &[PlotSeries], step: bool, rtl: bool, number: Number<'_>) -> Option<Lines> {
    lines_among(series, series, step, rtl, number)
}

/// The same on the scale of `all`, so that drawings beside each other can be compared.
pub fn lines_among(
    series: &[PlotSeries],
    all: &[PlotSeries],
    step: bool,
    rtl: bool,
    number: Number<'_>,
) -> Option<Lines> {
    let is_known = |point: &PlotPoint| point.value.is_some_and(f64::is_finite);
    if !series.iter().flat_map(|series| &series.points).any(is_known) {
        return None;
    }
    let known: Vec<(f64, f64)> = all
        .iter()
        .flat_map(|series| &series.points)
        .filter_map(|point| Some((point.period.position(), point.value.filter(|value| value.is_finite())?)))
        .collect();
    let first = known.iter().map(|(at, _)| *at).reduce(f64::min)?;
    let last = known.iter().map(|(at, _)| *at).reduce(f64::max)?;
    let scale = scale::Scale::over(known.iter().map(|(_, value)| *value), 4);
    let tick = |value: f64| number(value, Some(scale.decimals()));
    let widest = scale.ticks().iter().map(|value| tick(*value).chars().count()).max().unwrap_or(1);
    let start = 8.0 + DIGIT * f64::from(u32::try_from(widest).unwrap_or(8).min(10));
    let frame = Frame { scale, first, last, start, rtl };
    let rule = |y: f64| Rule { from: (across(start, rtl), y), to: (across(WIDTH, rtl), y) };
    let grid = scale.ticks().into_iter().map(|value| rule(frame.y(value))).collect();
    let heights = scale
        .ticks()
        .into_iter()
        .map(|value| Label {
            x: across(start - 6.0, rtl),
            y: frame.y(value) + 5.0,
            anchor: Anchor::End,
            text: tick(value),
        })
        .collect();
    // A year's name is about 36 units wide; with its air it needs 46.
    let distance = 46.0 * (last - first) / (WIDTH - start - 2.0 * EDGE);
    let years = scale::years(first.floor(), last.floor(), distance)
        .into_iter()
        .map(|year| Label {
            x: frame.x(year),
            y: BOTTOM + 24.0,
            anchor: Anchor::Middle,
            text: format!("{year:.0}"),
        })
        .collect();
    let mut out = Lines {
        height: HEIGHT,
        grid,
        axis: rule(BOTTOM),
        heights,
        years,
        runs: Vec::new(),
        dots: Vec::new(),
        hits: hits(series, &frame, number),
        breaks: Vec::new(),
        values: values(series, &frame, number),
    };
    for (index, series) in series.iter().enumerate() {
        add_series(&mut out, index, series, &frame, step, known.len() <= MARKED * 2);
    }
    Some(out)
}

fn add_series(out: &mut Lines, index: usize, series: &PlotSeries, frame: &Frame, step: bool, mark_all: bool) {
    let count = series.points.iter().filter(|point| point.value.is_some()).count();
    let runs = series.runs();
    out.breaks.extend(breaks(&runs, frame));
    let (outer_first, outer_last) =
        (runs.first().and_then(|run| run.first()), runs.last().and_then(|run| run.last()));
    for run in &runs {
        let places: Vec<(f64, f64)> = run.iter().filter_map(|point| frame.point(point)).collect();
        if places.len() > 1 {
            let mut d = String::new();
            for (place, (x, y)) in places.iter().enumerate() {
                // Writing into a string cannot fail.
                let _ = match place {
                    0 => write!(d, "M{x:.1} {y:.1}"),
                    _ if step => write!(d, "H{x:.1}V{y:.1}"),
                    _ => write!(d, "L{x:.1} {y:.1}"),
                };
            }
            let comparable = run.iter().map(|point| point.comparable.clone()).collect();
            out.runs.push(Run { series: index, d, comparable });
        }
        for point in run {
            let outer = outer_first == Some(point) || outer_last == Some(point);
            if (mark_all && count <= MARKED) || outer || run.len() == 1 {
                out.dots.extend(frame.point(point).map(|(x, y)| Dot { series: index, x, y }));
            }
        }
    }
}

fn hits(series: &[PlotSeries], frame: &Frame, number: Number<'_>) -> Vec<Hit> {
    let all = series.iter().enumerate().flat_map(|(n, series)| series.points.iter().map(move |p| (n, p)));
    let hits: Vec<Hit> = all
        .filter_map(|(series, point)| {
            let (x, y) = frame.point(point)?;
            let text = format!("{} · {}", point.period, number(point.value?, None));
            Some(Hit { x, y, series, text })
        })
        .collect();
    if hits.len() > POINTED { Vec::new() } else { hits }
}

/// A mark halfway between two figures that were measured in different ways.
fn breaks(runs: &[Vec<&PlotPoint>], frame: &Frame) -> Vec<Rule> {
    let places = runs.windows(2).filter_map(|pair| {
        let (before, after) = (pair.first()?.last()?, pair.last()?.first()?);
        if before.comparable == after.comparable {
            return None;
        }
        let x = frame.x((before.period.position() + after.period.position()) / 2.0);
        Some(Rule { from: (x, TOP - 12.0), to: (x, BOTTOM) })
    });
    let mut places: Vec<Rule> = places.collect();
    // Several series change together: one mark is enough.
    places.dedup();
    places
}

/// First and last value of each series; the highest series has them above its line, the others below.
fn values(series: &[PlotSeries], frame: &Frame, number: Number<'_>) -> Vec<Label> {
    let ends: Vec<(Option<&PlotPoint>, Option<&PlotPoint>)> = series
        .iter()
        .map(|series| {
            let known = || series.points.iter().filter(|point| point.value.is_some_and(f64::is_finite));
            (known().next(), known().next_back())
        })
        .collect();
    let mut labels = Vec::new();
    for side in 0..2 {
        let at = |ends: &(Option<&PlotPoint>, Option<&PlotPoint>)| {
            let point = if side == 0 { ends.0 } else { ends.1 };
            point.and_then(|point| Some((frame.point(point)?, point.value?)))
        };
        let top = ends.iter().filter_map(at).map(|((_, y), _)| y).fold(f64::INFINITY, f64::min);
        for end in &ends {
            let Some(((x, y), value)) = at(end) else { continue };
            if side == 1 && end.0 == end.1 {
                continue;
            }
            let above = y <= top || y + 24.0 > BOTTOM;
            // Held by its outer side, so that it never leaves the drawing.
            let anchor = if side == 0 { Anchor::Start } else { Anchor::End };
            let outwards = if side == 0 { -8.0 } else { 14.0 };
            labels.push(Label {
                x: if frame.rtl { x - outwards } else { x + outwards },
                y: if above { y - 10.0 } else { y + 22.0 },
                anchor,
                text: number(value, None),
            });
        }
    }
    labels
}
