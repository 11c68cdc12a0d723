//! However large a file is, or says that it is, or becomes when it is unpacked: the portal's memory grows by less than
//! 128 MB while it is taken, looked at, drawn small and read. Measured at a portal of its own, by what the kernel says.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs,
    io::Write,
    time::{Duration, Instant},
};

use domain::library::upload::{Refusal, State};
use entity::library::{cover, upload};
use flate2::{
    Compression, Crc,
    write::{DeflateEncoder, ZlibEncoder},
};
use sea_orm::EntityTrait;
use server::boot;

use crate::{
    support::{encode, running::answer},
    upload_kill::{MIB, Portal, Town, header, patch, recording},
};

/// More than this no file may cost.
const MOST: usize = 128 * MIB;
/// What swells becomes this large: if it were unpacked as a whole, it would be seen.
const SWOLLEN: usize = 400;
const PATIENCE: Duration = Duration::from_secs(240);

/// The highest mark of the memory of a process, in bytes.
fn highest(portal: &Portal) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", portal.running.child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a highest mark");
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
}

/// Sets the mark back to what is there now, and answers it.
fn mark(portal: &Portal) -> usize {
    // Where that is not allowed the mark is an older one, and grows all the same.
    let _ = fs::write(format!("/proc/{}/clear_refs", portal.running.child.id()), "5");
    highest(portal)
}

/// So many MiB of spaces, packed into very little: the same piece again and again, and an end.
fn swelling(mib: usize) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; MIB]).unwrap();
    // A whole piece: it ends at a byte, and looks back at nothing before itself.
    encoder.flush().unwrap();
    let mut packed = encoder.get_ref().repeat(mib);
    // The end: a last piece with nothing in it.
    packed.extend_from_slice(&[3, 0]);
    packed
}

fn long(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

/// A file of an archive: name, whether it is packed, its bytes there, and how long it says that it is.
struct Packed(&'static str, bool, Vec<u8>, usize);

impl Packed {
    fn plain(name: &'static str, content: Vec<u8>) -> Self {
        let length = content.len();
        Self(name, false, content, length)
    }
}

/// An archive that may lie about how long its files are.
fn zip(files: &[Packed]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for Packed(name, packed, content, says) in files {
        let at = all.len();
        let mut common = vec![20, 0, 0, 0, if *packed { 8 } else { 0 }, 0, 0, 0, 0x21, 0];
        common.extend_from_slice(&[0; 4]);
        common.extend_from_slice(&long(content.len()));
        common.extend_from_slice(&long(*says));
        common.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend_from_slice(&[0, 0]);
        all.extend_from_slice(b"PK\x03\x04");
        all.extend_from_slice(&common);
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(content);
        directory.extend_from_slice(b"PK\x01\x02\x14\0");
        directory.extend_from_slice(&common);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&long(at));
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, count) = (all.len(), u16::try_from(files.len()).unwrap().to_le_bytes());
    all.extend_from_slice(&directory);
    all.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    all.extend_from_slice(&count);
    all.extend_from_slice(&count);
    all.extend_from_slice(&long(directory.len()));
    all.extend_from_slice(&long(start));
    all.extend_from_slice(&[0, 0]);
    all
}

const CONTAINER: &str = "<?xml version=\"1.0\"?><container><rootfiles>\
                         <rootfile full-path=\"a/content.opf\"/></rootfiles></container>";
const PACKAGE: &str = "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata>\
                       <dc:title>Champs</dc:title><dc:language>fr</dc:language>\
                       <meta name=\"cover\" content=\"c\"/></metadata><manifest>\
                       <item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>\
                       <item id=\"b\" href=\"b.mp3\" media-type=\"audio/mpeg\"/>\
                       <item id=\"c\" href=\"c.png\" media-type=\"image/png\"/></manifest>\
                       <spine><itemref idref=\"a\"/></spine></package>";

/// What an EPUB begins with, and more files.
fn epub(more: Vec<Packed>) -> Vec<u8> {
    let mut files = vec![
        Packed::plain("mimetype", b"application/epub+zip".to_vec()),
        Packed::plain("META-INF/container.xml", CONTAINER.into()),
    ];
    files.extend(more);
    zip(&files)
}

/// A picture of this many points; its body is as long as it says, or left out.
fn png(width: u32, height: u32, body: Option<(&[u8], Compression)>) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(content);
        bytes.extend_from_slice(&u32::try_from(content.len()).unwrap().to_be_bytes());
        bytes.extend_from_slice(kind);
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(&sum.sum().to_be_bytes());
    };
    chunk(b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes()[..], b"\x08\x02\0\0\0"].concat());
    let mut drawn = Vec::new();
    if let Some((colours, compression)) = body {
        let mut encoder = ZlibEncoder::new(Vec::new(), compression);
        let mut row = vec![0; 1];
        row.extend(colours.iter().cycle().take(width as usize * 3));
        for _ in 0..height {
            encoder.write_all(&row).unwrap();
        }
        drawn = encoder.finish().unwrap();
    }
    chunk(b"IDAT", &drawn);
    chunk(b"IEND", b"");
    bytes
}

/// Brings a file by tus, and waits until it is looked at.
async fn bring(town: &Town, portal: &Portal, content: &[u8]) -> upload::Model {
    let length = format!("Upload-Length: {}\r\n", content.len());
    let begun = answer(&mut portal.open("POST", "/uploads", &length));
    assert!(begun.starts_with("HTTP/1.1 201"), "{begun}");
    let path = header(&begun, "location");
    let mut stream = portal.open("PATCH", &path, &patch(0, content.len()));
    stream.write_all(content).unwrap();
    let done = answer(&mut stream);
    assert!(done.starts_with("HTTP/1.1 204"), "{done} {}", town.log());
    let waiting = Instant::now();
    loop {
        let row = town.row(path.rsplit('/').next().unwrap()).await;
        if [State::Ready, State::Rejected].map(State::as_str).contains(&&*row.state) {
            return row;
        }
        assert!(waiting.elapsed() < PATIENCE, "{row:?} {}", town.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn post(portal: &Portal, path: &str, fields: &[(&str, &str)]) -> String {
    let body = encode(fields);
    let head =
        format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len());
    let mut stream = portal.open("POST", path, &head);
    stream.write_all(body.as_bytes()).unwrap();
    answer(&mut stream)
}

/// Makes an item of an upload, and waits until there is a cover, or it is known why there is none.
async fn make(
    town: &Town,
    portal: &Portal,
    upload: &str,
    kind: &str,
    purpose: &str,
) -> (String, cover::Model) {
    let fields = [
        ("kind", kind),
        ("language", "fr"),
        ("licence", "cc0-1.0"),
        ("title_fr", "Aux champs"),
        ("summary_fr", "Ce que la loi promet aux champs."),
        ("alt", "Un champ"),
        ("purpose", purpose),
        ("upload", upload),
    ];
    let made = post(portal, "/fr/desk/library/new", &fields);
    assert!(made.starts_with("HTTP/1.1 303"), "{made} {}", town.log());
    let location = header(&made, "location");
    let item = location.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let db = boot::connect(&town.config).await.unwrap();
    let waiting = Instant::now();
    let cover = loop {
        if let Some(row) = cover::Entity::find_by_id(&*item).one(db.read()).await.unwrap() {
            break row;
        }
        assert!(waiting.elapsed() < PATIENCE, "no cover: {}", town.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    db.close().await;
    (item, cover)
}

#[tokio::test]
async fn no_file_costs_more_than_128_megabytes() {
    let town = Town::new(None).await;
    let portal = Portal::start(&town);
    // Whatever is made once, for pages and for files.
    assert!(answer(&mut portal.open("GET", "/fr/library", "")).starts_with("HTTP/1.1 200"));
    bring(&town, &portal, &recording(MIB)).await;
    let grown = |before: usize, what: &str| {
        let grown = highest(&portal).saturating_sub(before);
        println!("{what}: {} MiB more", grown / MIB);
        assert!(grown < MOST, "{what} cost {} MiB: {}", grown / MIB, town.log());
    };

    // Refused: what says that it swells, and what lies about it; more points than anybody may bring.
    let swollen = swelling(SWOLLEN);
    assert!(swollen.len() < 2 * MIB, "packed into {}", swollen.len());
    let honest = vec![Packed("zeros", true, swollen.clone(), SWOLLEN * MIB)];
    let lying = vec![Packed("a/content.opf", true, swollen.clone(), 1_000)];
    for (what, content, refusal) in [
        ("a bomb", epub(honest), Refusal::Bomb),
        ("a bomb that lies", epub(lying), Refusal::EpubPackage),
        ("a picture of 3600 million points", png(60_000, 60_000, None), Refusal::TooManyPixels),
    ] {
        let before = mark(&portal);
        let row = bring(&town, &portal, &content).await;
        assert_eq!(row.refusal.as_deref(), Some(refusal.as_str()), "{what}: {row:?}");
        grown(before, what);
    }

    // Taken: a book nearly as large as may be, with a wide cover and a chapter that swells when it is opened.
    let book = epub(vec![
        Packed::plain("a/content.opf", PACKAGE.into()),
        Packed("a/a.xhtml", true, swollen, 1_000_000),
        Packed::plain("a/c.png", png(4_000, 3_200, Some(([200_u8, 30, 90].as_slice(), Compression::fast())))),
        Packed::plain("a/b.mp3", recording(120 * MIB)),
    ]);
    let before = mark(&portal);
    let row = bring(&town, &portal, &book).await;
    drop(book);
    assert_eq!((row.state.as_str(), row.refusal), (State::Ready.as_str(), None));
    grown(before, "a book of 120 MiB");
    let (item, drawn) = make(&town, &portal, &row.id, "book", "epub").await;
    assert!(drawn.jpeg.is_some(), "its cover is made small: {drawn:?}");
    let desk = format!("/fr/desk/library/{item}");
    let published = post(&portal, &desk, &[("action", "publish")]);
    assert!(published.starts_with("HTTP/1.1 303"), "{published}");
    let mut shown = answer(&mut portal.open("GET", &format!("/fr/library/{item}/read"), ""));
    while shown.starts_with("HTTP/1.1 30") {
        shown = answer(&mut portal.open("GET", &header(&shown, "location"), ""));
    }
    // The page of the book, which says that this chapter cannot be opened.
    assert!(!shown.starts_with("HTTP/1.1 5"), "{shown}");
    grown(before, "its cover and its chapter");

    // Pictures: one that is small on the wire, one that is heavy, one with as many points as may be.
    for (what, content, is_drawn) in [
        (
            "a picture of 13 million points",
            png(4_000, 3_200, Some(([30_u8, 90, 200].as_slice(), Compression::fast()))),
            true,
        ),
        (
            "a picture of 31 MiB",
            png(3_300, 3_300, Some(([1_u8, 2, 3, 5, 8, 13, 21].as_slice(), Compression::none()))),
            false,
        ),
        ("a picture of 49 million points", png(7_000, 7_000, None), false),
    ] {
        let before = mark(&portal);
        let row = bring(&town, &portal, &content).await;
        assert_eq!((row.state.as_str(), row.refusal), (State::Ready.as_str(), None), "{what}");
        let (_, cover) = make(&town, &portal, &row.id, "document", "picture").await;
        // What is too much for us, a program of its own may draw, where there is one.
        assert!(cover.jpeg.is_some() || (!is_drawn && cover.trouble.is_some()), "{what}: {cover:?}");
        grown(before, what);
    }
    portal.kill();
}
