//! Codes that a camera reads.

use qrcodegen::{QrCode, QrCodeEcc};

/// The quiet zone around a code, in its units.
const MARGIN: i32 = 4;

/// A text as the `d` of one SVG path, to be stroked one unit wide, and the side of the square in which it stands, quiet
/// zone included. Nothing where the text is too long for a code.
pub fn stroked(text: &str) -> Option<(String, i32)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let start = x;
            // Outside of the code everything is light.
            while code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                path.push_str(&format!("M{} {}.5h{}", start + MARGIN, y + MARGIN, x - start));
            } else {
                x += 1;
            }
        }
    }
    Some((path, size + 2 * MARGIN))
}

#[cfg(test)]
mod tests {
    use super::stroked;

    #[test]
    fn draws_every_dark_module_once() {
        let (path, side) = stroked("https://portal.example/a/askunit").expect("a code");
        let code =
            qrcodegen::QrCode::encode_text("https://portal.example/a/askunit", qrcodegen::QrCodeEcc::Medium);
        let code = code.expect("a code");
        assert_eq!(side, code.size() + 8);
        let dark = (0..code.size())
            .flat_map(|y| (0..code.size()).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y))
            .count();
        let drawn: usize = path
            .split('M')
            .skip(1)
            .filter_map(|run| run.split('h').nth(1))
            .filter_map(|length| length.parse::<usize>().ok())
            .sum();
        assert_eq!(drawn, dark);
        assert!(path.starts_with("M4 4.5h7"), "the corner that every code has: {path}");
        assert!(stroked(&"x".repeat(5_000)).is_none());
    }
}
