//! Governorates in classes of values. A class has its shade and its number, which stands in each governorate and in the
//! legend; what is withheld is hatched, what is missing has a dotted edge. North is above and west to the left in every language.

use domain::statistics::{
    chart::{Plot, PlotPoint},
    map,
    shapes::{Outline, Point},
};

use super::{Number, Wording};

/// How an area is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A class of values, from 0.
    Class(usize),
    /// A figure that is not shown.
    Withheld,
    /// No figure.
    Missing,
    /// The outline of El Kef, over its own mark.
    Home,
}

/// A governorate.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its outline, as an SVG path.
    pub d: String,
    /// How it is marked.
    pub mark: Mark,
    /// Where the number of its class stands.
    pub at: (f64, f64),
    /// Its name and its figure.
    pub said: String,
}

/// A computed map.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Height of the drawing.
    pub height: f64,
    /// How many classes there are.
    pub classes: usize,
    /// All governorates.
    pub areas: Vec<Area>,
    /// The outline of El Kef.
    pub home: Option<String>,
    /// What each mark means.
    pub key: Vec<(Mark, String)>,
}

/// How dark a class is, the highest most; ink stays readable on each of them.
pub fn opacity(class: usize, classes: usize) -> f64 {
    let steps = classes.saturating_sub(1);
    if steps == 0 { 0.25 } else { 0.08 + 0.42 * class as f64 / steps as f64 }
}

/// Each point as the way from the one before: short.
fn path(outline: &Outline) -> String {
    let mut d = String::new();
    for ring in &outline.rings {
        let mut last: Option<Point> = None;
        for (x, y) in ring {
            match last {
                None => d.push_str(&format!("M{x} {y}l")),
                Some(before) => d.push_str(&format!("{} {} ", x - before.0, y - before.1)),
            }
            last = Some((*x, *y));
        }
        d.push('z');
    }
    d
}

/// A range, each end of it kept together where reading runs from right to left.
fn range((low, high): (f64, f64), number: Number<'_>) -> String {
    let end = |value: f64| format!("\u{2066}{}\u{2069}", number(value, None));
    if number(low, None) == number(high, None) { end(low) } else { format!("{} – {}", end(low), end(high)) }
}

/// Computes a map; nothing without outlines, or when no figure is shown. `number` writes a value.
pub fn map(plot: &Plot, words: &Wording, number: Number<'_>) -> Option<Map> {
    let shapes = plot.shapes.as_deref()?;
    let points = plot.series.first().map(|series| series.points.as_slice()).unwrap_or_default();
    let value = |point: &PlotPoint| point.value.filter(|value| value.is_finite());
    let values: Vec<f64> = points.iter().filter_map(value).collect();
    let classes = map::classes(&values, |a, b| number(a, None) == number(b, None));
    if classes.is_empty() {
        return None;
    }
    let name = |code: &str| -> String {
        let known = plot.categories.iter().position(|category| category == code);
        known.and_then(|index| words.categories.get(index)).cloned().unwrap_or_else(|| code.to_owned())
    };
    let areas: Vec<Area> = shapes
        .outlines()
        .iter()
        .map(|outline| {
            let point = points.iter().find(|point| point.category == outline.code);
            let class = point.and_then(value).and_then(|value| map::class_of(value, &classes));
            let (mark, said) = match (class, point) {
                (Some(class), Some(point)) => {
                    (Mark::Class(class), number(point.value.unwrap_or_default(), None))
                }
                (None, Some(point)) if point.withheld => (Mark::Withheld, words.withheld.clone()),
                _ => (Mark::Missing, words.missing.clone()),
            };
            Area {
                d: path(outline),
                mark,
                at: (f64::from(outline.mark.0), f64::from(outline.mark.1)),
                said: format!("{}: {said}", name(outline.code)),
            }
        })
        .collect();
    let home = shapes.outlines().iter().find(|outline| outline.code == map::HOME).map(path);
    let mut key: Vec<(Mark, String)> = classes
        .iter()
        .enumerate()
        .map(|(class, ends)| (Mark::Class(class), format!("{}: {}", class + 1, range(*ends, number))))
        .collect();
    for (mark, text) in [(Mark::Withheld, &words.withheld), (Mark::Missing, &words.missing)] {
        if areas.iter().any(|area| area.mark == mark) {
            key.push((mark, text.clone()));
        }
    }
    if home.is_some() {
        key.push((Mark::Home, name(map::HOME)));
    }
    Some(Map { height: f64::from(shapes.height()), classes: classes.len(), areas, home, key })
}
