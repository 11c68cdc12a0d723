//! Outlines of the governorates, as the operator brings them: a GeoJSON file that is read once, projected, and thinned to what
//! a small drawing needs. None are shipped: whoever runs a portal knows which ones it may show.
//!
//! Points are thinned by a grid. All that fall into one cell become one point, the same for every outline that passes there,
//! so neighbours that shared their border go on sharing it and no gap opens between them.

use std::collections::HashMap;

use serde::Deserialize;

use super::map::GOVERNORATES;

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
/// Around Tunisia, its islands included: longitude and latitude do not overlap, so swapped ones are noticed.
const EAST: std::ops::RangeInclusive<f64> = 7.0..=12.0;
const NORTH: std::ops::RangeInclusive<f64> = 30.0..=38.0;
/// Places that are tried for a mark, along each side.
const TRIED: i32 = 24;

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

#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Option<Properties>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Properties {
    code: Option<String>,
}

/// The land, then its holes.
type Polygon = Vec<Vec<Degrees>>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Polygon),
    MultiPolygon(Vec<Polygon>),
}

/// Longitude and latitude.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "Vec<f64>")]
struct Degrees(f64, f64);

impl TryFrom<Vec<f64>> for Degrees {
    type Error = &'static str;

    fn try_from(numbers: Vec<f64>) -> Result<Self, Self::Error> {
        match numbers.as_slice() {
            [longitude, latitude, ..] => Ok(Self(*longitude, *latitude)),
            _ => Err("a position of fewer than two numbers"),
        }
    }
}

struct Land {
    code: &'static str,
    polygons: Vec<Polygon>,
}

impl Land {
    fn positions(&self) -> impl Iterator<Item = Degrees> {
        self.polygons.iter().flatten().flatten().copied()
    }
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

fn lands(bytes: &[u8]) -> Result<Vec<Land>, ShapesError> {
    // What some programs write at the beginning of a text.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let collection: Collection =
        serde_json::from_slice(bytes).map_err(|error| ShapesError::Unreadable(error.to_string()))?;
    if collection.kind != "FeatureCollection" {
        return Err(ShapesError::Unreadable(format!("its type is {:?}", collection.kind)));
    }
    let mut lands: Vec<Land> = Vec::new();
    for (at, feature) in collection.features.into_iter().enumerate() {
        let said = feature.properties.and_then(|properties| properties.code);
        let said = said.ok_or(ShapesError::Unnamed(at + 1))?;
        let Some(code) = GOVERNORATES.into_iter().find(|code| *code == said) else {
            return Err(ShapesError::Unknown(said.chars().take(40).collect()));
        };
        if lands.iter().any(|land| land.code == code) {
            return Err(ShapesError::Twice(code));
        }
        let polygons = match feature.geometry {
            Some(Geometry::Polygon(polygon)) => vec![polygon],
            Some(Geometry::MultiPolygon(polygons)) => polygons,
            None => Vec::new(),
        };
        let land = Land { code, polygons };
        if land.positions().next().is_none() {
            return Err(ShapesError::Empty(code));
        }
        if !land
            .positions()
            .all(|Degrees(longitude, latitude)| EAST.contains(&longitude) && NORTH.contains(&latitude))
        {
            return Err(ShapesError::Outside(code));
        }
        lands.push(land);
    }
    let missing: Vec<&str> =
        GOVERNORATES.into_iter().filter(|code| !lands.iter().any(|land| land.code == *code)).collect();
    if !missing.is_empty() {
        return Err(ShapesError::Missing(missing.join(", ")));
    }
    lands.sort_by_key(|land| land.code);
    Ok(lands)
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

fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Twice the area of a ring, negative when it runs against the others.
fn doubled(ring: &[Point]) -> i64 {
    edges(ring).map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum()
}

fn is_inside(rings: &[Vec<Point>], (x, y): (f64, f64)) -> bool {
    let crossed = rings.iter().flat_map(|ring| edges(ring)).filter(|(a, b)| {
        let (ax, ay, bx, by) = (f64::from(a.0), f64::from(a.1), f64::from(b.0), f64::from(b.1));
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    });
    crossed.count() % 2 == 1
}

/// How far a place is from a stretch, squared.
fn distance((x, y): (f64, f64), (a, b): (Point, Point)) -> f64 {
    let (ax, ay) = (f64::from(a.0), f64::from(a.1));
    let (dx, dy) = (f64::from(b.0) - ax, f64::from(b.1) - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (px, py) = (ax + along * dx - x, ay + along * dy - y);
    px * px + py * py
}

/// The place inside that is farthest from every border: a mark has most room there.
fn mark(largest: &[Point], rings: &[Vec<Point>]) -> Point {
    let start = largest.first().copied().unwrap_or_default();
    let (mut low, mut high) = (start, start);
    for (x, y) in largest {
        (low.0, high.0) = (low.0.min(*x), high.0.max(*x));
        (low.1, high.1) = (low.1.min(*y), high.1.max(*y));
    }
    let mut best = (0.0, start);
    for down in 0..=TRIED {
        for across in 0..=TRIED {
            let point = (low.0 + (high.0 - low.0) * across / TRIED, low.1 + (high.1 - low.1) * down / TRIED);
            let place = (f64::from(point.0), f64::from(point.1));
            if !is_inside(rings, place) {
                continue;
            }
            let room = rings
                .iter()
                .flat_map(|ring| edges(ring))
                .map(|edge| distance(place, edge))
                .fold(f64::MAX, f64::min);
            if room > best.0 {
                best = (room, point);
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::{Value, json};

    use super::*;
    use crate::testing::squares;

    fn value() -> Value {
        serde_json::from_str(&squares()).expect("JSON")
    }

    fn read(value: &Value) -> Result<Shapes, ShapesError> {
        Shapes::read(value.to_string().as_bytes(), "An office", "A licence")
    }

    #[test]
    fn squares_become_24_outlines_that_lie_where_they_lay() {
        let shapes = read(&value()).expect("shapes");
        assert_eq!((shapes.source(), shapes.licence()), ("An office", "A licence"));
        let codes: Vec<&str> = shapes.outlines().iter().map(|outline| outline.code).collect();
        assert_eq!(codes, GOVERNORATES);
        assert!((460..=470).contains(&shapes.height()), "{}", shapes.height());
        for outline in shapes.outlines() {
            let [ring] = outline.rings.as_slice() else { panic!("{outline:?}") };
            assert_eq!(ring.len(), 4, "{outline:?}");
            assert!(ring.iter().all(|(x, y)| (0..=WIDTH).contains(x) && (0..=shapes.height()).contains(y)));
            // A degree is narrower than it is high.
            let size = |of: fn(&Point) -> i32| {
                ring.iter().map(of).max().unwrap_or_default() - ring.iter().map(of).min().unwrap_or_default()
            };
            let (wide, high) = (size(|point| point.0), size(|point| point.1));
            assert!((62..=66).contains(&wide) && (76..=78).contains(&high), "{wide} {high}");
            let (x, y) = outline.mark;
            assert!(is_inside(&outline.rings, (f64::from(x), f64::from(y))), "{outline:?}");
        }
        // The first stands north-west, four to a row.
        let at = |index: usize| shapes.outlines()[index].mark;
        assert!(at(0).0 < at(3).0 && at(0).1 == at(3).1 && at(0).1 < at(4).1);
        // The same whatever order they come in, and with what some programs write before a text.
        let mut turned = value();
        turned["features"].as_array_mut().expect("features").reverse();
        let text = format!("\u{feff}{turned}");
        assert_eq!(Shapes::read(text.as_bytes(), "An office", " A licence "), Ok(shapes));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        let changed = |change: fn(&mut Value)| {
            let mut value = value();
            change(&mut value);
            value.to_string()
        };
        let cases: [(String, &str); 14] = [
            ("24 squares".to_owned(), "no GeoJSON FeatureCollection"),
            ("{}".to_owned(), "no GeoJSON FeatureCollection"),
            (changed(|all| all["type"] = json!("Topology")), "\"Topology\""),
            (changed(|all| all["features"][1]["properties"] = json!(null)), "feature 2 has no property"),
            (
                changed(|all| all["features"][1]["properties"] = json!({"name": "TN-12"})),
                "feature 2 has no property",
            ),
            (
                changed(|all| all["features"][1]["properties"]["code"] = json!("TN-99")),
                "\"TN-99\" is not the code",
            ),
            (
                changed(|all| all["features"][1]["properties"]["code"] = json!("TN-11")),
                "TN-11 stands there twice",
            ),
            (
                changed(|all| drop(all["features"].as_array_mut().expect("features").pop())),
                "no outline of TN-83",
            ),
            // Latitude first; metres; not a number of the earth.
            (
                changed(|all| all["features"][0]["geometry"]["coordinates"][0][0] = json!([37.0, 7.5])),
                "the outline of TN-11 leaves Tunisia",
            ),
            (
                changed(|all| all["features"][0]["geometry"]["coordinates"][0][0] = json!([5e5, 4e6])),
                "the outline of TN-11 leaves Tunisia",
            ),
            (
                changed(|all| all["features"][0]["geometry"]["coordinates"][0][0] = json!([7.5])),
                "fewer than two numbers",
            ),
            (
                changed(|all| {
                    all["features"][0]["geometry"] = json!({"type": "Point", "coordinates": [8, 36]})
                }),
                "Point",
            ),
            (changed(|all| all["features"][0]["geometry"] = json!(null)), "TN-11 encloses nothing"),
            (
                changed(|all| {
                    all["features"][0]["geometry"]["coordinates"] = json!([[[8, 36], [8, 36], [8, 36]]])
                }),
                "TN-11 encloses nothing",
            ),
        ];
        for (text, expected) in cases {
            let error =
                Shapes::read(text.as_bytes(), "An office", "A licence").expect_err(expected).to_string();
            assert!(error.contains(expected), "{expected}: {error}");
        }
        let fine = squares();
        for (source, licence) in [("", "A licence"), ("An office", " ")] {
            assert_eq!(Shapes::read(fine.as_bytes(), source, licence), Err(ShapesError::Unsourced));
        }
        let large = vec![b' '; usize::try_from(MOST_BYTES).expect("a size") + 1];
        assert_eq!(Shapes::read(&large, "An office", "A licence"), Err(ShapesError::Large));
    }

    #[test]
    fn islands_and_holes_are_kept_whichever_way_they_run() {
        let square = |west: f64, north: f64, size: f64| {
            json!([
                [west, north],
                [west + size, north],
                [west + size, north - size],
                [west, north - size],
                [west, north]
            ])
        };
        let mut turned = square(7.8, 36.7, 0.4);
        turned.as_array_mut().expect("a ring").reverse();
        let mut outlines = Vec::new();
        for hole in [square(7.8, 36.7, 0.4), turned] {
            let mut all = value();
            // The second island is a grain of sand.
            let islands = [json!([square(7.1, 36.4, 0.2)]), json!([square(7.2, 36.9, 0.001)])];
            all["features"][0]["geometry"] = json!({
                "type": "MultiPolygon",
                "coordinates": [[square(7.5, 37.0, 1.0), hole], islands[0], islands[1]],
            });
            let shapes = read(&all).expect("shapes");
            outlines.push(shapes.outlines()[0].clone());
        }
        let ways: Vec<bool> = outlines[0].rings.iter().map(|ring| doubled(ring) > 0).collect();
        assert_eq!(ways, [true, false, true]);
        let areas = |outline: &Outline| outline.rings.iter().map(|ring| doubled(ring)).collect::<Vec<_>>();
        assert_eq!(areas(&outlines[0]), areas(&outlines[1]));
        let (x, y) = outlines[0].mark;
        assert!(is_inside(&outlines[0].rings, (f64::from(x), f64::from(y))), "a mark in a lake");
    }

    /// Borders that wind, in very many points.
    fn winding() -> Value {
        const STEPS: i32 = 200;
        let bend = |at: f64| 0.03 * (23.0 * at).sin();
        let row = |west: f64, north: f64| -> Vec<(f64, f64)> {
            (0..=STEPS)
                .map(|step| west + f64::from(step) / f64::from(STEPS))
                .map(|x| (x, north + bend(x) * (std::f64::consts::PI * (x - 7.5)).sin()))
                .collect()
        };
        let column = |west: f64, south: f64| -> Vec<(f64, f64)> {
            (0..=STEPS)
                .map(|step| south + f64::from(step) / f64::from(STEPS))
                .map(|y| (west + bend(y) * (std::f64::consts::PI * y).sin(), y))
                .collect()
        };
        let mut all = value();
        for (index, feature) in all["features"].as_array_mut().expect("features").iter_mut().enumerate() {
            let (west, north) = (7.5 + (index % 4) as f64, 37.0 - (index / 4) as f64);
            let mut ring = row(west, north);
            ring.extend(column(west + 1.0, north - 1.0).into_iter().rev());
            ring.extend(row(west, north - 1.0).into_iter().rev());
            ring.extend(column(west, north - 1.0));
            let ring: Vec<[f64; 2]> =
                ring.into_iter().map(|(x, y)| [(x * 1e5).round() / 1e5, (y * 1e5).round() / 1e5]).collect();
            feature["geometry"]["coordinates"] = json!([ring]);
        }
        all
    }

    #[test]
    fn thinned_neighbours_share_their_borders_and_leave_no_gap() {
        let shapes = read(&winding()).expect("shapes");
        let rings = || shapes.outlines().iter().flat_map(|outline| &outline.rings);
        let all: HashSet<(Point, Point)> = rings().flat_map(|ring| edges(ring)).collect();
        for (index, outline) in shapes.outlines().iter().enumerate() {
            let is_inner = (1..=2).contains(&(index % 4)) && (1..=4).contains(&(index / 4));
            for (a, b) in outline.rings.iter().flat_map(|ring| edges(ring)).filter(|_| is_inner) {
                assert!(all.contains(&(b, a)), "{}: {a:?} {b:?} is nobody else's border", outline.code);
            }
        }
        // Together they are as large as the whole, whose border winds as much outwards as inwards.
        let whole: i64 = rings().map(|ring| doubled(ring)).sum();
        let size = 2 * 462 * 4 * 64;
        assert!((whole - size).abs() < size / 25, "{whole} {size}");
        // Of 19 000 points few enough for a page are left, and the borders still wind.
        let points: usize = rings().map(Vec::len).sum();
        assert!((1_500..4_500).contains(&points), "{points}");
    }
}
