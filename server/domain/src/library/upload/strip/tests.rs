use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, RgbImage, metadata::Orientation};

use super::*;

const PLACE: &[u8] = b"36.18N 8.71E Taieb's telephone";

/// Notes of a camera that lay on its side and knew where it was, with the other order of bytes too.
fn notes(little: bool) -> Vec<u8> {
    let head: &[u8] = if little {
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    } else {
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    };
    [head, PLACE].concat()
}

fn drawn(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, ((x * y) % 251) as u8]))
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], length.as_slice(), body].concat()
}

fn jpeg() -> Vec<u8> {
    let plain = drawn(ImageFormat::Jpeg);
    let second = [&plain[..2], &segment(0xE1, &[EXIF, &notes(false)].concat()), &plain[2..]].concat();
    [
        &plain[..2],
        &segment(0xE1, &[EXIF, &notes(false)].concat()),
        &segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), PLACE].concat()),
        &segment(0xED, &[b"Photoshop 3.0\0".as_slice(), PLACE].concat()),
        &segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
        &segment(0xFE, PLACE),
        &plain[2..],
        // A second picture behind the first, and a film.
        &second,
        PLACE,
    ]
    .concat()
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(body);
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [length.as_slice(), kind, body, &sum.sum().to_be_bytes()].concat()
}

fn png() -> Vec<u8> {
    let plain = drawn(ImageFormat::Png);
    // Behind the signature and the head.
    let (head, rest) = plain.split_at(33);
    [
        head,
        &chunk(b"eXIf", &notes(true)),
        &chunk(b"tEXt", &[b"Comment\0".as_slice(), PLACE].concat()),
        &chunk(b"zTXt", PLACE),
        &chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), PLACE].concat()),
        &chunk(b"tIME", &[7, 234, 3, 8, 1, 2, 3]),
        &chunk(b"pHYs", &[0, 0, 1, 0, 0, 0, 1, 0, 1]),
        rest,
        PLACE,
    ]
    .concat()
}

fn riff(parts: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, content) in parts {
        body.extend_from_slice(*kind);
        body.extend_from_slice(&u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend_from_slice(content);
        if content.len() % 2 == 1 {
            body.push(0);
        }
    }
    [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn webp() -> Vec<u8> {
    let plain = drawn(ImageFormat::WebP);
    // The only part of a plain one.
    let kind: [u8; 4] = plain[12..16].try_into().unwrap();
    let size = u32::from_le_bytes(plain[16..20].try_into().unwrap()) as usize;
    let extended = [0x0C, 0, 0, 0, 39, 0, 0, 29, 0, 0];
    riff(&[
        (b"VP8X", &extended),
        (&kind, &plain[20..20 + size]),
        (b"EXIF", &notes(false)),
        (b"XMP ", PLACE),
        (b"juNk", PLACE),
    ])
}

/// Taken out of a file on the disk.
fn out(media: Media, bytes: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    std::fs::write(&from, bytes).unwrap();
    File::create_new(&to).unwrap();
    strip(&from, media, &to).unwrap().then(|| std::fs::read(&to).unwrap())
}

/// Written over while it is sent, in pieces of this size.
fn over(media: Media, bytes: &[u8], size: usize) -> Vec<u8> {
    let mut strip = Strip::over(media.as_str()).unwrap();
    let mut out = Vec::new();
    for piece in bytes.chunks(size) {
        strip.push(piece, &mut out);
    }
    strip.end(&mut out);
    out
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

fn shown(bytes: &[u8], format: ImageFormat) -> (RgbImage, Orientation) {
    let mut decoder = image::ImageReader::with_format(Cursor::new(bytes), format).into_decoder().unwrap();
    let turned = decoder.orientation().unwrap();
    (image::DynamicImage::from_decoder(decoder).unwrap().into_rgb8(), turned)
}

#[test]
fn pictures_tell_nothing_any_more_and_look_as_before() {
    for (media, format, bytes) in [
        (Media::Jpeg, ImageFormat::Jpeg, jpeg()),
        (Media::Png, ImageFormat::Png, png()),
        (Media::Webp, ImageFormat::WebP, webp()),
    ] {
        assert!(holds(&bytes, PLACE));
        let before = shown(&drawn(format), format).0;
        let made = out(media, &bytes).expect("it told something");
        assert!(made.len() < bytes.len(), "{media:?}");
        assert!(out(media, &made).is_none_or(|again| again == made), "{media:?}: once is enough");
        let zeros = over(media, &bytes, 7);
        assert_eq!(zeros.len(), bytes.len(), "{media:?}: nothing changes its place");
        for size in [1, 64, 100_000] {
            assert_eq!(over(media, &bytes, size), zeros, "{media:?}: however it comes");
        }
        for left in [&made, &zeros] {
            for wanted in [PLACE, b"8.71E", b"Photoshop", b"adobe", b"juNk"] {
                assert!(!holds(left, wanted) || (wanted == b"juNk" && left == &zeros), "{media:?}");
            }
            let (picture, turned) = shown(left, format);
            assert_eq!(picture, before, "{media:?}");
            assert_eq!(turned, Orientation::Rotate90, "{media:?}: it is shown upright");
        }
    }
    assert!(holds(&out(Media::Jpeg, &jpeg()).unwrap(), b"ICC_PROFILE"));
    let made = out(Media::Webp, &webp()).unwrap();
    assert_eq!(u32::from_le_bytes(made[4..8].try_into().unwrap()) as usize, made.len() - 8);
    assert_eq!(made[20], 0x08, "how it was held, and nothing else");
}

#[test]
fn what_tells_nothing_stays_as_it_is() {
    for (media, format) in [(Media::Png, ImageFormat::Png), (Media::Webp, ImageFormat::WebP)] {
        let plain = drawn(format);
        assert_eq!(out(media, &plain), None);
        assert_eq!(over(media, &plain, 5), plain);
    }
    // Upright is what everything is.
    let plain = drawn(ImageFormat::Jpeg);
    let upright = notes(false).iter().map(|byte| if *byte == 6 { 1 } else { *byte }).collect::<Vec<_>>();
    let noted = segment(0xE1, &[EXIF, &upright].concat());
    let tagged = [&plain[..2], &noted, &plain[2..]].concat();
    let made = out(Media::Jpeg, &tagged).unwrap();
    assert!(!holds(&made, b"Exif"));
    assert_eq!(shown(&made, ImageFormat::Jpeg).1, Orientation::NoTransforms);
    // Broken ones are nothing to fall over.
    for bytes in
        [&b""[..], b"\xFF", b"\xFF\xD8\xFF", b"\xFF\xD8\xFF\xE1\0\x01", b"RIFF", b"\x89PNG\r\n\x1a\n\xFF"]
    {
        for media in [Media::Jpeg, Media::Png, Media::Webp, Media::Mp4] {
            let _ = out(media, bytes);
        }
    }
}
