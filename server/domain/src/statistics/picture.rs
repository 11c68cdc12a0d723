//! A chart as a picture, for those who share it: what the page draws, with the house's own faces. Kept in memory by what
//! is drawn, so that another figure is another picture.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use bytes::Bytes;
use contract::ErrorCode;
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use resvg::{tiny_skia, usvg};

use super::catalogue::sha256;
use crate::{DomainError, DomainResult};

/// Pictures kept in memory, and what they may weigh together.
const MOST: usize = 64;
const BYTES: usize = 8 * 1024 * 1024;

/// The faces: Noto Sans and Noto Sans Arabic (SIL OFL 1.1, `fonts/OFL.txt`), cut to the letters of three languages.
const FACES: [&[u8]; 2] =
    [include_bytes!("../../fonts/noto-sans.ttf"), include_bytes!("../../fonts/noto-sans-arabic.ttf")];

static OPTIONS: LazyLock<usvg::Options<'static>> = LazyLock::new(|| {
    let mut options = usvg::Options { font_family: "Noto Sans".to_owned(), ..usvg::Options::default() };
    for face in FACES {
        options.fontdb_mut().load_font_data(face.to_vec());
    }
    options
});

static DRAWN: LazyLock<Mutex<HashMap<String, Bytes>>> = LazyLock::new(Mutex::default);

/// The picture of an SVG of ours.
///
/// # Errors
/// The SVG is none.
pub async fn png(svg: String) -> DomainResult<Bytes> {
    let key = sha256(&[svg.as_bytes()]);
    if let Some(known) = DRAWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(known.clone());
    }
    let made = tokio::task::spawn_blocking(move || draw(&svg))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "a chart cannot be drawn"))?;
    let made = Bytes::from(made);
    let mut all = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MOST || all.values().map(Bytes::len).sum::<usize>() + made.len() > BYTES {
        all.clear();
    }
    all.insert(key, made.clone());
    Ok(made)
}

fn draw(svg: &str) -> Option<Vec<u8>> {
    let tree = usvg::Tree::from_str(svg, &OPTIONS).ok()?;
    let size = tree.size().to_int_size();
    let mut canvas = tiny_skia::Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, tiny_skia::Transform::default(), &mut canvas.as_mut());
    // Nothing shines through: the ground covers all of it.
    let points: Vec<u8> =
        canvas.data().chunks_exact(4).flat_map(|point| point.iter().copied().take(3)).collect();
    let mut out = Vec::new();
    PngEncoder::new(&mut out)
        .write_image(&points, size.width(), size.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dark(text: &str) -> usize {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"60\">\
             <rect width=\"200\" height=\"60\" fill=\"#fff\"/>\
             <text x=\"10\" y=\"40\" font-family=\"Noto Sans Arabic, Noto Sans\" font-size=\"30\">{text}</text></svg>"
        );
        let png = draw(&svg).expect("a picture");
        let points = image::load_from_memory(&png).expect("a PNG").to_luma8();
        points.pixels().filter(|point| point.0[0] < 128).count()
    }

    #[test]
    fn letters_of_three_languages_are_drawn() {
        assert_eq!(dark(""), 0);
        for text in ["النساء", "Égalité", "2024", "26,7 %"] {
            assert!(dark(text) > 100, "{text}");
        }
        // Letters that join: the word is not as wide as its letters one by one.
        assert_ne!(dark("نساء"), dark("ن س ا ء"));
    }
}
