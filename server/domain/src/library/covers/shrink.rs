//! A picture of somebody made small: unpacked within bounds, turned as the camera says, and written anew, so that
//! nothing else that stood in it goes along. Runs where it may block.

use std::io::{BufRead, Cursor, Seek};

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
    imageops::FilterType,
    metadata::Orientation,
};

use super::{HEIGHT, Made, Trouble, WIDTH};

/// Points that are unpacked: a progressive JPEG takes up to nine bytes for each, which stays below 128 MB. Telephones
/// make twelve million.
const MOST_POINTS: u64 = 13_000_000;
/// Bytes of the unpacked picture.
const MOST_BYTES: u64 = 56 * 1024 * 1024;
/// Bytes that a decoder may take.
const MOST_MEMORY: u64 = 112 * 1024 * 1024;
/// Points of one side.
const MOST_SIDE: u32 = 20_000;
/// Of a hundred; what covers need.
const QUALITY: u8 = 80;
/// What shines through where a picture is none.
const PAPER: [u8; 3] = [0xFF, 0xFA, 0xF3];

fn trouble(error: &ImageError) -> Trouble {
    if matches!(error, ImageError::Limits(_)) { Trouble::TooLarge } else { Trouble::Damaged }
}

/// Unpacks a JPEG, PNG or WebP and makes it small; one that is small already stays as large as it is.
pub(super) fn small(packed: impl BufRead + Seek) -> Result<RgbImage, Trouble> {
    let mut reader = ImageReader::new(packed).with_guessed_format().map_err(|_| Trouble::Damaged)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(Trouble::Damaged);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| trouble(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS || decoder.total_bytes() > MOST_BYTES {
        return Err(Trouble::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(|error| trouble(&error))?;
    let lies = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (most_wide, most_high) = if lies { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
    let mut picture = fit(whole, most_wide, most_high);
    picture.apply_orientation(orientation);
    Ok(opaque(picture))
}

/// Coarsely to twice the size first: the fine way takes memory for every point that it is given.
fn fit(mut picture: DynamicImage, wide: u32, high: u32) -> DynamicImage {
    if picture.width() > wide * 2 || picture.height() > high * 2 {
        picture = picture.thumbnail(wide * 2, high * 2);
    }
    if picture.width() > wide || picture.height() > high {
        picture = picture.resize(wide, high, FilterType::CatmullRom);
    }
    picture
}

fn opaque(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let over = |ink: u8, paper: u8| {
            let mixed = u16::from(ink) * u16::from(alpha) + u16::from(paper) * (255 - u16::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        let [paper_red, paper_green, paper_blue] = PAPER;
        image::Rgb([over(red, paper_red), over(green, paper_green), over(blue, paper_blue)])
    })
}

/// Writes a picture in both forms, the WebP without loss.
pub(super) fn write(picture: &RgbImage) -> Result<Made, Trouble> {
    let (width, height) = picture.dimensions();
    let mut made = Made { jpeg: Vec::new(), webp: Vec::new(), width, height };
    JpegEncoder::new_with_quality(&mut made.jpeg, QUALITY)
        .encode_image(picture)
        .map_err(|error| trouble(&error))?;
    WebPEncoder::new_lossless(&mut made.webp)
        .encode(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .map_err(|error| trouble(&error))?;
    Ok(made)
}

/// The same as PNG, for a program that writes smaller WebPs.
pub(super) fn png(picture: &RgbImage) -> Option<Vec<u8>> {
    let mut packed = Cursor::new(Vec::new());
    picture.write_to(&mut packed, ImageFormat::Png).ok()?;
    Some(packed.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("a picture");
        bytes.into_inner()
    }

    #[test]
    fn makes_small_and_never_large_and_takes_nothing_along() {
        let wide = RgbImage::from_pixel(1200, 300, image::Rgb([200, 30, 30]));
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let made = small(Cursor::new(packed(&wide, format))).expect("a picture");
            assert_eq!(made.dimensions(), (480, 120), "{format:?}");
        }
        let tiny = RgbImage::from_pixel(20, 30, image::Rgb([1, 2, 3]));
        let made = small(Cursor::new(packed(&tiny, ImageFormat::Png))).expect("a picture");
        assert_eq!(made.dimensions(), (20, 30));

        // A camera that lay on its side, and said where it was.
        let plain = packed(&wide, ImageFormat::Jpeg);
        let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0 36.18N 8.71E";
        let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
        let tagged = [&plain[..2], &b"\xFF\xE1"[..], &length[..], &exif[..], &plain[2..]].concat();
        let turned = small(Cursor::new(tagged)).expect("a picture");
        assert_eq!(turned.dimensions(), (180, 720));
        let made = write(&turned).expect("both forms");
        for (bytes, start) in [(&made.jpeg, &b"\xFF\xD8\xFF"[..]), (&made.webp, &b"RIFF"[..])] {
            assert!(bytes.starts_with(start));
            assert!(!bytes.windows(4).any(|part| part == b"Exif" || part == b"EXIF" || part == b"36.1"));
        }
        assert!(png(&turned).is_some_and(|png| png.starts_with(b"\x89PNG")));
        let clear = image::RgbaImage::from_pixel(2, 2, image::Rgba([0, 0, 0, 0]));
        assert_eq!(opaque(DynamicImage::ImageRgba8(clear)).get_pixel(0, 0).0, PAPER);
    }

    #[test]
    fn refuses_bombs_and_what_is_no_picture() {
        // A few bytes that say that they are a picture of ten thousand points by ten thousand.
        let mut bomb = packed(&RgbImage::new(8, 8), ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10]);
        let crc = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(small(Cursor::new(bomb)).err(), Some(Trouble::TooLarge));
        let mut cut = packed(&RgbImage::new(64, 64), ImageFormat::Png);
        cut.truncate(60);
        for none in [&b""[..], b"GIF89a\x01\0\x01\0", b"<svg/>", b"%PDF-1.7", &cut] {
            assert_eq!(small(Cursor::new(none)).err(), Some(Trouble::Damaged));
        }
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (!(crc & 1)).wrapping_add(1))
            })
        })
    }
}
