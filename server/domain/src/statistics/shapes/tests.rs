//! Outlines that are read, thinned and drawn.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    rings::{edges, is_inside},
    *,
};
use crate::{statistics::map::GOVERNORATES, testing::squares};

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
        (changed(|all| drop(all["features"].as_array_mut().expect("features").pop())), "no outline of TN-83"),
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
            changed(|all| all["features"][0]["geometry"] = json!({"type": "Point", "coordinates": [8, 36]})),
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
        let error = Shapes::read(text.as_bytes(), "An office", "A licence").expect_err(expected).to_string();
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
