//! Rings of points: their edges, their area, and where there is room in them for a mark.

use super::Point;

/// Places that are tried for a mark, along each side.
const TRIED: i32 = 24;

/// Its stretches, the last one back to the first point.
pub(super) fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Twice the area of a ring, negative when it runs against the others.
pub(super) fn doubled(ring: &[Point]) -> i64 {
    edges(ring).map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum()
}

/// Whether a place lies on land: within an odd number of rings.
pub(super) fn is_inside(rings: &[Vec<Point>], (x, y): (f64, f64)) -> bool {
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
pub(super) fn mark(largest: &[Point], rings: &[Vec<Point>]) -> Point {
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
