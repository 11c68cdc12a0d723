//! The drawn cover: the arches of the house in the colour of the section, by what the item is. The same every time, so
//! that a few dozen pictures serve everything.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use bytes::Bytes;
use contract::{ErrorCode, Section};
use image::RgbImage;
use resvg::{tiny_skia, usvg};

use super::{
    super::{blobs::sha256_hex, words::Kind},
    Made, shrink,
};
use crate::{DomainError, DomainResult};

const WIDE: u32 = 480;
const HIGH: u32 = 640;

/// A drawn cover with the hashes of its forms.
pub(super) struct Drawn {
    pub jpeg: (Bytes, String),
    pub webp: (Bytes, String),
}

type Key = (Kind, Option<Section>);

/// At most one for each pair of kind and section.
static DRAWN: LazyLock<Mutex<HashMap<Key, Arc<Drawn>>>> = LazyLock::new(Mutex::default);

/// The cover of what has none of its own.
pub(super) async fn drawn(kind: Kind, section: Option<Section>) -> DomainResult<Arc<Drawn>> {
    let key = (kind, section);
    if let Some(drawn) = DRAWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(drawn.clone());
    }
    let made = tokio::task::spawn_blocking(move || draw(kind, section))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "a cover cannot be drawn"))?;
    let hashed = |bytes: Vec<u8>| {
        let hash = sha256_hex(&bytes);
        (Bytes::from(bytes), hash)
    };
    let drawn = Arc::new(Drawn { jpeg: hashed(made.jpeg), webp: hashed(made.webp) });
    DRAWN.lock().unwrap_or_else(PoisonError::into_inner).insert(key, drawn.clone());
    Ok(drawn)
}

fn draw(kind: Kind, section: Option<Section>) -> Option<Made> {
    let tree = usvg::Tree::from_str(&svg(kind, section), &usvg::Options::default()).ok()?;
    let mut canvas = tiny_skia::Pixmap::new(WIDE, HIGH)?;
    resvg::render(&tree, tiny_skia::Transform::default(), &mut canvas.as_mut());
    // Nothing shines through: the ground covers all of it.
    let points: Vec<u8> =
        canvas.data().chunks_exact(4).flat_map(|point| point.iter().copied().take(3)).collect();
    shrink::write(&RgbImage::from_raw(WIDE, HIGH, points)?).ok()
}

/// The deep and the soft colour of a section (`style/tokens/colour.css`).
fn colours(section: Option<Section>) -> ([u8; 3], [u8; 3]) {
    match section {
        None | Some(Section::WomensJob) => ([0x2f, 0x3c, 0x7e], [0xa9, 0xb4, 0xf0]),
        Some(Section::Poverty) => ([0x7a, 0x4a, 0x12], [0xe2, 0xb5, 0x7c]),
        Some(Section::CivilSociety) => ([0x12, 0x62, 0x5f], [0x7f, 0xd1, 0xcb]),
        Some(Section::Unions) => ([0x9c, 0x3d, 0x22], [0xf0, 0xa1, 0x84]),
        Some(Section::EconomicSituation) => ([0x4f, 0x5d, 0x23], [0xc3, 0xcf, 0x8b]),
        Some(Section::ProtectionOfWomen) => ([0x6b, 0x35, 0x77], [0xd3, 0xaa, 0xe0]),
        Some(Section::WomensParticipation) => ([0xa0, 0x2c, 0x54], [0xf2, 0xa0, 0xbd]),
        Some(Section::StatisticalData) => ([0x3d, 0x51, 0x66], [0xa9, 0xc0, 0xd8]),
    }
}

/// `share` hundredths of the soft colour in the deep one.
fn mixed(deep: [u8; 3], soft: [u8; 3], share: u32) -> String {
    deep.into_iter().zip(soft).fold("#".to_owned(), |mut all, (deep, soft)| {
        let _ = write!(all, "{:02x}", (u32::from(soft) * share + u32::from(deep) * (100 - share)) / 100);
        all
    })
}

/// One arch on the floor.
fn arch(left: u32, wide: u32, top: u32, colour: &str) -> String {
    let round = wide / 2;
    let side = top + round;
    format!("<path d=\"M{left} 556V{side}a{round} {round} 0 0 1 {wide} 0V556z\" fill=\"{colour}\"/>")
}

/// One arch of the frieze (`style/public/pattern-arches.svg`).
const TILE: &str =
    "M0 0h64v36h-6v-3a26 26 0 0 0-52 0v3H0zM13 36v-3a19 19 0 0 1 38 0v3h-3v-3a16 16 0 0 0-32 0v3z";

/// What the item is (`style/public/icons.svg`).
fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Book => {
            "M12 6.5c-2-1.5-5-2-8.5-2v13.5c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2V4.5c-3.5 0-6.5.5-8.5 2zV20"
        }
        Kind::Document => "M5.5 3.5H14L18.5 8v12.5h-13zM14 3.5V8h4.5M9 12.5h6M9 16.2h6",
        Kind::Audio => {
            "M4 14.5V12a8 8 0 0 1 16 0v2.5M4 14h3.5v6H6a2 2 0 0 1-2-2zM20 14h-3.5v6H18a2 2 0 0 0 2-2z"
        }
        Kind::Video => "M3.5 5.5h17v13h-17zM10 9v6l5-3z",
    }
}

fn svg(kind: Kind, section: Option<Section>) -> String {
    let (deep, soft) = colours(section);
    let [ground, faint, light, line, bright] = [0, 16, 34, 60, 100].map(|share| mixed(deep, soft, share));
    let arches = match kind {
        Kind::Book => arch(76, 328, 118, &light) + &arch(120, 240, 176, &ground),
        Kind::Document => {
            arch(60, 360, 150, &light)
                + &arch(76, 328, 166, &ground)
                + &arch(120, 240, 196, &faint)
                + &arch(132, 216, 208, &ground)
        }
        Kind::Audio => {
            arch(60, 360, 92, &light)
                + &arch(90, 300, 122, &ground)
                + &arch(120, 240, 152, &faint)
                + &arch(150, 180, 182, &ground)
        }
        Kind::Video => {
            arch(48, 112, 330, &faint)
                + &arch(320, 112, 330, &faint)
                + &arch(116, 248, 140, &light)
                + &arch(140, 200, 176, &ground)
        }
    };
    let frieze = (0..8).fold(String::new(), |mut all, n| {
        let left = 30.0 + 52.5 * f64::from(n);
        let _ = write!(all, "<path transform=\"translate({left} 562) scale(.8203)\" d=\"{TILE}\"/>");
        all
    });
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" height=\"{HIGH}\" viewBox=\"0 0 {WIDE} {HIGH}\">\
         <rect width=\"{WIDE}\" height=\"{HIGH}\" fill=\"{ground}\"/>\
         <rect x=\"17\" y=\"17\" width=\"446\" height=\"606\" rx=\"8\" fill=\"none\" stroke=\"{line}\" stroke-width=\"2\"/>\
         {arches}<path d=\"M30 559H450\" stroke=\"{line}\" stroke-width=\"3\"/><g fill=\"{light}\">{frieze}</g>\
         <g transform=\"translate(184 330) scale(4.7)\" fill=\"none\" stroke=\"{bright}\" stroke-width=\"1.4\" \
         stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"{sign}\"/></g></svg>",
        sign = sign(kind),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_same_small_picture_each_time_and_another_for_each_kind() {
        let mut seen = std::collections::BTreeSet::new();
        for (kind, section) in [
            (Kind::Book, None),
            (Kind::Document, Some(Section::Unions)),
            (Kind::Audio, Some(Section::ProtectionOfWomen)),
            (Kind::Video, Some(Section::CivilSociety)),
        ] {
            let made = draw(kind, section).expect("a drawing");
            assert_eq!((made.width, made.height), (WIDE, HIGH));
            assert!(made.jpeg.len() < 64_000 && made.webp.len() < 64_000, "{kind:?}");
            assert!(seen.insert(sha256_hex(&made.jpeg)));
            assert!(
                draw(kind, section).is_some_and(|again| again.jpeg == made.jpeg && again.webp == made.webp)
            );
        }
        assert_eq!(mixed([0, 0, 0], [255, 255, 255], 34), "#565656");
    }
}
