//! Recordings on both databases: what is said in them, and the index of their parts.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use contract::{
    ErrorCode, FieldCode, Locale, Tongue,
    ids::{FileId, ItemId},
};
use domain::{
    Actor, Role, Services,
    library::{
        self, FileRole, Said, SegmentForm, SegmentText, Sheet,
        convert::{self, Conversion, Form, Standing, Trouble},
        programs::Program,
        waveform,
    },
    search,
    testing::{TestBed, TestFile},
};
use entity::library::{conversion, file, segment, segment_text, waveform as waves};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

const FR: Locale = Locale::Fr;
const CAPTIONS: &str = "WEBVTT\n\n00:01.500 --> 00:04.000\n<v Sana>Bonjour à toutes.\n\n\
                        01:06.000 --> 01:08.000\nVos droits à l’école.\n";

fn audio() -> ItemId {
    "safetyaudio".parse().unwrap()
}

async fn shelf() -> Vec<(TestBed, Actor)> {
    let mut all = Vec::new();
    for bed in TestBed::each().await {
        library::seed(&bed.services).await.unwrap();
        search::seed(&bed.services).await.unwrap();
        let librarian = bed.member("warda", Role::Librarian).await;
        all.push((bed, librarian));
    }
    all
}

async fn with_captions(services: &Services) {
    let file = TestFile {
        id: "safetycaptionsfr",
        item: "safetyaudio",
        role: "captions",
        language: "fr",
        media: "text/vtt",
        name: "captions.vtt",
    };
    file.put(services, CAPTIONS).await;
}

fn part(start: &str, title: &str, keywords: &str) -> SegmentForm {
    let text = SegmentText {
        title: title.to_owned(),
        synopsis: "Deux\r\nlignes".to_owned(),
        keywords: keywords.to_owned(),
    };
    SegmentForm { id: String::new(), start: start.to_owned(), texts: [(FR, text)].into() }
}

async fn found(services: &Services, typed: &str) -> Vec<String> {
    let query = search::Query::parse(typed).unwrap();
    let found = search::find(services, &query, FR, None).await.unwrap();
    let items = found.groups.into_iter().filter(|group| group.kind == search::Kind::Item);
    items.flat_map(|group| group.hits).map(|hit| hit.target_id).collect()
}

#[tokio::test]
async fn what_is_said_is_read_along_and_looked_through() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        // A text without moments.
        let text = library::read_along(s, FR, &audio(), None, "sécurité").await.unwrap();
        assert_eq!(text.languages, Locale::ALL.map(Tongue::from));
        assert!(matches!(text.said, Said::Text { .. }), "{}", bed.backend);

        with_captions(s).await;
        library::write_segment(s, &librarian, &audio(), &part("1:05", "L’école", "")).await.unwrap();
        let along = library::read_along(s, FR, &audio(), None, "droit").await.unwrap();
        assert_eq!((along.language, along.found), (Tongue::Fr, 1));
        let Said::Timed(parts) = along.said else { panic!("no moments") };
        let lines: Vec<Vec<u32>> =
            parts.iter().map(|part| part.lines.iter().map(|line| line.start).collect()).collect();
        assert_eq!(lines, [vec![1], vec![66]]);
        let said: String = parts[0].lines[0].pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(said, "Sana: Bonjour à toutes.");
        assert_eq!(parts[1].segment.as_ref().map(|segment| segment.start), Some(65));
        // Who looks for it in the whole portal comes to the second at which it is said; a part, to its beginning.
        search::reindex(s).await.unwrap();
        for (typed, second) in [("bonjour", 1), ("\"Deux lignes\"", 65)] {
            let query = search::Query::parse(typed).unwrap();
            let found = search::find(s, &query, FR, None).await.unwrap();
            let inside = found.groups[0].hits[0].inside.clone().map(|inside| inside.spot);
            assert_eq!(inside, Some(search::Spot::Listen(second)), "{}: {typed}", bed.backend);
        }
        // Another language still has its text.
        let arabic = library::read_along(s, FR, &audio(), Some(Tongue::Ar), "").await.unwrap();
        assert!(matches!(arabic.said, Said::Text { passages, .. } if passages.is_empty()));

        let book = library::read_along(s, FR, &"udhrfr".parse().unwrap(), None, "").await.unwrap_err();
        assert_eq!(book.code, ErrorCode::NotFound);
        library::unpublish(s, &librarian, &audio()).await.unwrap();
        let hidden = library::read_along(s, FR, &audio(), None, "").await.unwrap_err();
        assert_eq!(hidden.code, ErrorCode::NotFound);
    }
}

/// Parts of all items, and their texts.
async fn counted(s: &Services) -> (u64, u64) {
    let parts = segment::Entity::find().count(s.db.read()).await.unwrap();
    (parts, segment_text::Entity::find().count(s.db.read()).await.unwrap())
}

#[tokio::test]
async fn parts_are_kept_found_changed_and_taken_away() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let others = counted(s).await;
        let refused = library::write_segment(s, &Actor::Guest, &audio(), &part("1", "a", "")).await;
        assert_eq!(refused.unwrap_err().code, ErrorCode::SignInNeeded);
        assert!(found(s, "zafaran").await.is_empty());
        library::write_segment(s, &librarian, &audio(), &part("1:05", "Fin", "zafaran")).await.unwrap();
        library::write_segment(s, &librarian, &audio(), &part("0", "Début", "")).await.unwrap();
        assert_eq!(found(s, "zafaran").await, ["safetyaudio"], "{}", bed.backend);
        let twice = library::write_segment(s, &librarian, &audio(), &part("65", "x", "")).await.unwrap_err();
        assert_eq!(twice.fields[0].code, FieldCode::Taken);

        let item = library::item(s, FR, &audio()).await.unwrap();
        let starts: Vec<u32> = item.segments.iter().map(|one| one.start).collect();
        assert_eq!(starts, [0, 65], "in order of time");
        let synopsis = item.segments[0].synopsis(Locale::Ar).unwrap();
        assert_eq!((synopsis.locale, synopsis.text.as_str()), (FR, "Deux\nlignes"));
        let before = item.record.datestamp;

        bed.clock.advance(chrono::Duration::seconds(1));
        let changed = SegmentForm { id: item.segments[1].id.clone(), ..part("1:10", "Fin", "") };
        library::write_segment(s, &librarian, &audio(), &changed).await.unwrap();
        assert!(found(s, "zafaran").await.is_empty(), "{}", bed.backend);
        let item = library::item(s, FR, &audio()).await.unwrap();
        assert_eq!(item.segments[1].start, 70);
        assert!(item.record.datestamp > before);

        let unknown = SegmentForm { id: "nobody".to_owned(), ..part("9", "x", "") };
        let unknown = library::write_segment(s, &librarian, &audio(), &unknown).await.unwrap_err();
        assert_eq!(unknown.code, ErrorCode::NotFound);
        // A part of another item is none of this one.
        let other = "udhrfr".parse().unwrap();
        let foreign = library::remove_segment(s, &librarian, &other, &item.segments[1].id).await;
        assert_eq!(foreign.unwrap_err().code, ErrorCode::NotFound);
        library::remove_segment(s, &librarian, &audio(), &item.segments[1].id).await.unwrap();
        assert_eq!(library::item(s, FR, &audio()).await.unwrap().segments.len(), 1);

        library::erase(s, &librarian, &audio(), true).await.unwrap();
        assert_eq!(counted(s).await, others, "its parts and their texts are gone");
        let late = library::write_segment(s, &librarian, &audio(), &part("1", "a", "")).await.unwrap_err();
        assert_eq!(late.code, ErrorCode::Conflict);
    }
}

/// A film of two seconds that ffmpeg makes; nothing, and a word about it, where it is not installed.
fn film(form: &[&str]) -> Option<Vec<u8>> {
    if !Program::FfMpeg.is_there() || !Program::FfProbe.is_there() {
        println!("skipped: ffmpeg is not installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let made = std::process::Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc=d=2:s=101x75:r=5"])
        .args(["-f", "lavfi", "-i", "sine=d=2"])
        .args(form)
        .arg(&out)
        .status()
        .unwrap();
    assert!(made.success());
    Some(std::fs::read(out).unwrap())
}

async fn put(s: &Services, id: &str, item: &str, (language, media): (&str, &str), bytes: Vec<u8>) -> FileId {
    let role = if media == "video/mp4" { "video" } else { "original" };
    let file = TestFile { id, item, role, language, media, name: "film.avi" };
    file.put(s, bytes).await;
    id.parse().unwrap()
}

/// Files of an item at the desk: role, name, what can be made out of it and how that stands.
async fn files(s: &Services, who: &Actor, item: &ItemId) -> Vec<(FileRole, String, Vec<Conversion>)> {
    let desk = library::desk_item(s, who, FR, item).await.unwrap();
    desk.files.into_iter().map(|file| (file.role, file.name, file.conversions)).collect()
}

#[tokio::test]
async fn other_forms_of_recordings_are_made_at_the_desk() {
    let mp4 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-vf", "scale=100:-2", "-c:a", "aac", "-f", "mp4"];
    let avi = ["-c:v", "mjpeg", "-pix_fmt", "yuvj422p", "-c:a", "pcm_s16le", "-f", "avi"];
    let (Some(seen), Some(old)) = (film(&mp4), film(&avi)) else { return };
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let ask = async |who: &Actor, item: &ItemId, file: &FileId, form: &str| {
            convert::convert(s, who, item, file, form).await.map_err(|error| error.code)
        };
        let sheet = Sheet { kind: "video".to_owned(), language: "fr".to_owned(), ..Sheet::default() };
        let sheet = Sheet { titles: [(FR, "Zafaran".to_owned())].into(), ..sheet };
        let draft = library::create(s, &librarian, "", &sheet, None).await.unwrap();
        let one = put(s, "film1", draft.as_str(), ("fr", "video/mp4"), seen.clone()).await;
        let two = put(s, "film2", draft.as_str(), ("en", "video/x-msvideo"), old.clone()).await;
        let bad =
            put(s, "film3", draft.as_str(), ("ar", "video/x-msvideo"), b"RIFF....AVI no".to_vec()).await;
        let offers = |form| vec![Conversion { form, standing: None, trouble: None }];
        let before = files(s, &librarian, &draft).await;
        let found: Vec<_> = before.iter().map(|(_, _, found)| found.clone()).collect();
        assert_eq!(found, [offers(Form::Sound), offers(Form::Playable), offers(Form::Playable)]);

        let member = bed.member("yasmin", Role::Member).await;
        assert_eq!(ask(&member, &draft, &one, "sound").await, Err(ErrorCode::Forbidden));
        assert_eq!(ask(&librarian, &draft, &one, "poem").await, Err(ErrorCode::UnreadableForm));
        assert_eq!(ask(&librarian, &draft, &one, "playable").await, Err(ErrorCode::Conflict));
        assert_eq!(ask(&librarian, &audio(), &one, "sound").await, Err(ErrorCode::NotFound));
        for (file, form) in [(&one, "sound"), (&two, "playable"), (&bad, "playable")] {
            assert_eq!(ask(&librarian, &draft, file, form).await, Ok(()));
            assert_eq!(ask(&librarian, &draft, file, form).await, Err(ErrorCode::Conflict), "it waits");
        }
        assert_eq!(convert::convert_waiting(s).await.unwrap(), 2, "{}", bed.backend);
        let after = files(s, &librarian, &draft).await;
        let failed = Conversion {
            form: Form::Playable,
            standing: Some(Standing::Failed),
            trouble: Some(Trouble::Damaged),
        };
        assert_eq!(after[2].2, [failed], "it can be tried once more");
        assert!(after[0].2.is_empty() && after[1].2.is_empty(), "what was made is not offered again");
        let mut made: Vec<(FileRole, &str)> =
            after.iter().skip(3).map(|(role, name, _)| (*role, name.as_str())).collect();
        made.sort();
        assert_eq!(made, [(FileRole::Audio, "film.mp3"), (FileRole::Video, "film.mp4")]);
        let rows = file::Entity::find().filter(file::Column::ItemId.eq(draft.as_str()));
        let lasts: Vec<i32> =
            rows.all(s.db.read()).await.unwrap().into_iter().filter_map(|row| row.seconds).collect();
        assert_eq!(lasts, [2, 2]);
        let left = std::fs::read_dir(bed.uploads.path().join("uploads")).unwrap().count();
        assert_eq!(left, 0, "nothing of it lies about");

        // How loud it is stands beside the bytes, and goes with them.
        let others = file::Entity::delete_many().filter(file::Column::Role.eq("audio"));
        others.filter(file::Column::ItemId.ne(draft.as_str())).exec(s.db.writer()).await.unwrap();
        assert_eq!((waveform::listen(s).await.unwrap(), waveform::listen(s).await.unwrap()), (1, 0));
        let drawn = waves::Entity::find().all(s.db.read()).await.unwrap();
        assert!(drawn[0].peaks.len() > 20 && drawn[0].peaks.contains("ff"));

        // Of what is before the world it waits for a second person; asked for by nobody it is not made again.
        let book = "udhrfr".parse().unwrap();
        bed.member("salma", Role::Librarian).await;
        let third = put(s, "film4", "udhrfr", ("fr", "video/mp4"), seen.clone()).await;
        assert_eq!(ask(&librarian, &book, &third, "sound").await, Ok(()));
        assert_eq!(convert::convert_waiting(s).await.unwrap(), 1);
        let desk = library::desk_item(s, &librarian, FR, &book).await.unwrap();
        let waits: Vec<_> = desk.waiting.iter().map(|one| (one.role, one.name.as_str(), one.may)).collect();
        assert_eq!(waits, [(FileRole::Audio, "film.mp3", false)]);
        assert!(
            library::item(s, FR, &book).await.unwrap().files.iter().all(|one| one.role != FileRole::Audio)
        );
        assert_eq!(ask(&librarian, &book, &third, "sound").await, Err(ErrorCode::Conflict));

        library::erase(s, &librarian, &draft, true).await.unwrap();
        assert_eq!(conversion::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}
