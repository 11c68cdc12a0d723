//! The file of outlines as the operator brings it: what it must hold, and what is wrong with it.

use serde::Deserialize;

use super::ShapesError;
use crate::statistics::map::GOVERNORATES;

/// Around Tunisia, its islands included: longitude and latitude do not overlap, so swapped ones are noticed.
const EAST: std::ops::RangeInclusive<f64> = 7.0..=12.0;
const NORTH: std::ops::RangeInclusive<f64> = 30.0..=38.0;

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
pub(super) struct Degrees(pub(super) f64, pub(super) f64);

impl TryFrom<Vec<f64>> for Degrees {
    type Error = &'static str;

    fn try_from(numbers: Vec<f64>) -> Result<Self, Self::Error> {
        match numbers.as_slice() {
            [longitude, latitude, ..] => Ok(Self(*longitude, *latitude)),
            _ => Err("a position of fewer than two numbers"),
        }
    }
}

/// A governorate as the file has it.
pub(super) struct Land {
    pub(super) code: &'static str,
    pub(super) polygons: Vec<Polygon>,
}

impl Land {
    pub(super) fn positions(&self) -> impl Iterator<Item = Degrees> {
        self.polygons.iter().flatten().flatten().copied()
    }
}

/// The governorates of a file, by their codes.
pub(super) fn lands(bytes: &[u8]) -> Result<Vec<Land>, ShapesError> {
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
