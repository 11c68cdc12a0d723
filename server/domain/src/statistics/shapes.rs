//! Outlines of the governorates, as the operator brings them: a GeoJSON file that is read once, projected, and thinned to what
//! a small drawing needs. None are shipped: whoever runs a portal knows which ones it may show.
//!
//! Points are thinned by a grid. All that fall into one cell become one point, the same for every outline that passes there,
//! so neighbours that shared their border go on sharing it and no gap opens between them.

mod file;
mod rings;

use std::collections::HashMap;

use self::{
    file::{Degrees, Land, lands},
    rings::{doubled, mark},
};

/// Largest file, in bytes.
pub const MOST_BYTES: u64 = 2 * 1024 * 1024;
/// Width of the drawing: that of every chart.
pub const WIDTH: i32 = 360;
/// Most height that it may have.
const TALLEST: f64 = 470.0;
/// Around it, for the strokes.
const MARGIN: f64 = 4.0;
/// Units of the drawing to a cell of the grid.
const CELL: f64 = 3.0;

/// Across and down, in units of the drawing.
pub type Point = (i32, i32);

/// A governorate on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its code in the list of places; names come from there.
    pub code: &'static str,
    /// Where a mark stands inside it.
    pub mark: Point,
    /// Its rings: land runs one way, holes run the other.
    pub rings: Vec<Vec<Point>>,
}

/// Outlines of all governorates, and whose they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shapes {
    outlines: Vec<Outline>,
    height: i32,
    source: String,
    licence: String,
}

/// Why there is no map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapesError {
    /// Too large a file.
    #[error("it has more than {} bytes", MOST_BYTES)]
    Large,
    /// Nobody says whose the outlines are, or what they may be used for.
    #[error("its source or its licence is not said")]
    Unsourced,
    /// Not what was expected.
    #[error("it is no GeoJSON FeatureCollection of polygons: {0}")]
    Unreadable(String),
    /// A feature without a code, counted from 1.
    #[error("feature {0} has no property \"code\"")]
    Unnamed(usize),
    /// A code that no governorate has.
    #[error("{0:?} is not the code of a governorate")]
    Unknown(String),
    /// A governorate with two features.
    #[error("{0} stands there twice")]
    Twice(&'static str),
    /// Governorates without a feature.
    #[error("there is no outline of {0}")]
    Missing(String),
    /// Coordinates elsewhere.
    #[error("the outline of {0} leaves Tunisia: expected longitude, then latitude, in degrees (WGS 84)")]
    Outside(&'static str),
    /// Nothing is left to draw.
    #[error("the outline of {0} encloses nothing that can be drawn")]
    Empty(&'static str),
}

impl Shapes {
    /// Reads a GeoJSON file: a `FeatureCollection` in WGS 84, one feature (`Polygon` or `MultiPolygon`) for each governorate,
    /// with its code in the property `code`.
    ///
    /// # Errors
    /// What is wrong with it, in words for whoever runs the portal.
    pub fn read(bytes: &[u8], source: &str, licence: &str) -> Result<Self, ShapesError> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(ShapesError::Large);
        }
        let (source, licence) = (source.trim().to_owned(), licence.trim().to_owned());
        if source.is_empty() || licence.is_empty() {
            return Err(ShapesError::Unsourced);
        }
        let lands = lands(bytes)?;
        let frame = Frame::around(&lands);
        let grid = Grid::over(&lands, &frame);
        let outlines =
            lands.iter().map(|land| grid.outline(land, &frame)).collect::<Result<Vec<_>, ShapesError>>()?;
        Ok(Self { outlines, height: frame.height(), source, licence })
    }

    /// All governorates, by their codes.
    pub fn outlines(&self) -> &[Outline] {
        &self.outlines
    }

    /// How high the drawing is.
    pub fn height(&self) -> i32 {
        self.height
    }

    /// Whose outlines these are.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What they may be used for.
    pub fn licence(&self) -> &str {
        &self.licence
    }
}

/// How degrees become units of the drawing: a degree of longitude is narrower, as in the middle of the country.
struct Frame {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
    left: f64,
    high: f64,
}

impl Frame {
    fn around(lands: &[Land]) -> Self {
        let (mut west, mut east, mut south, mut north) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for Degrees(longitude, latitude) in lands.iter().flat_map(Land::positions) {
            (west, east) = (west.min(longitude), east.max(longitude));
            (south, north) = (south.min(latitude), north.max(latitude));
        }
        let narrower = f64::midpoint(south, north).to_radians().cos();
        // Never nothing: what has no extent at all is refused afterwards.
        let (wide, high) = (((east - west) * narrower).max(0.001), (north - south).max(0.001));
        let width = f64::from(WIDTH);
        let down = ((width - 2.0 * MARGIN) / wide).min((TALLEST - 2.0 * MARGIN) / high);
        Self {
            west,
            north,
            across: down * narrower,
            down,
            left: (width - wide * down) / 2.0,
            high: high * down + 2.0 * MARGIN,
        }
    }

    fn height(&self) -> i32 {
        self.high.ceil() as i32
    }

    fn place(&self, Degrees(longitude, latitude): Degrees) -> (f64, f64) {
        (self.left + (longitude - self.west) * self.across, MARGIN + (self.north - latitude) * self.down)
    }
}

/// The one point of each cell: the middle of all that fall into it.
struct Grid(HashMap<Point, Point>);

fn cell((x, y): (f64, f64)) -> Point {
    ((x / CELL).floor() as i32, (y / CELL).floor() as i32)
}

impl Grid {
    fn over(lands: &[Land], frame: &Frame) -> Self {
        let mut sums: HashMap<Point, (f64, f64, f64)> = HashMap::new();
        for position in lands.iter().flat_map(Land::positions) {
            let (x, y) = frame.place(position);
            let sum = sums.entry(cell((x, y))).or_default();
            *sum = (sum.0 + x, sum.1 + y, sum.2 + 1.0);
        }
        let middle =
            |(x, y, count): (f64, f64, f64)| ((x / count).round() as i32, (y / count).round() as i32);
        Self(sums.into_iter().map(|(cell, sum)| (cell, middle(sum))).collect())
    }

    /// A ring in points of the grid, the last not the first again; nothing when no area is left of it.
    fn ring(&self, ring: &[Degrees], frame: &Frame, is_hole: bool) -> Option<Vec<Point>> {
        let mut points: Vec<Point> =
            ring.iter().filter_map(|position| self.0.get(&cell(frame.place(*position))).copied()).collect();
        points.dedup();
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        let area = doubled(&points);
        if area == 0 {
            return None;
        }
        // Whichever way they ran in the file: a hole is one by running against its land.
        if (area < 0) != is_hole {
            points.reverse();
        }
        Some(points)
    }

    fn outline(&self, land: &Land, frame: &Frame) -> Result<Outline, ShapesError> {
        let mut rings = Vec::new();
        for polygon in &land.polygons {
            let mut parts = polygon.iter();
            // Without its land a hole is nothing.
            let Some(outer) = parts.next().and_then(|ring| self.ring(ring, frame, false)) else { continue };
            rings.push(outer);
            rings.extend(parts.filter_map(|ring| self.ring(ring, frame, true)));
        }
        let largest = rings.iter().max_by_key(|ring| doubled(ring)).ok_or(ShapesError::Empty(land.code))?;
        let mark = mark(largest, &rings);
        Ok(Outline { code: land.code, mark, rings })
    }
}

#[cfg(test)]
mod tests;
