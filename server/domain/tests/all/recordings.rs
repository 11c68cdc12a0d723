//! Recordings on both databases: what is said in them, and the index of their parts.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use contract::{ErrorCode, FieldCode, Locale, ids::ItemId};
use domain::{
    Actor, Role, Services,
    library::{self, Said, SegmentForm, SegmentText},
    search,
    testing::{TestBed, TestFile},
};
use entity::library::{segment, segment_text};
use sea_orm::{EntityTrait, PaginatorTrait};

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
        assert_eq!(text.languages, Locale::ALL);
        assert!(matches!(text.said, Said::Text { .. }), "{}", bed.backend);

        with_captions(s).await;
        library::write_segment(s, &librarian, &audio(), &part("1:05", "L’école", "")).await.unwrap();
        let along = library::read_along(s, FR, &audio(), None, "droit").await.unwrap();
        assert_eq!((along.language, along.found), (FR, 1));
        let Said::Timed(parts) = along.said else { panic!("no moments") };
        let lines: Vec<Vec<u32>> =
            parts.iter().map(|part| part.lines.iter().map(|line| line.start).collect()).collect();
        assert_eq!(lines, [vec![1], vec![66]]);
        let said: String = parts[0].lines[0].pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(said, "Sana: Bonjour à toutes.");
        assert_eq!(parts[1].segment.as_ref().map(|segment| segment.start), Some(65));
        // Another language still has its text.
        let arabic = library::read_along(s, FR, &audio(), Some(Locale::Ar), "").await.unwrap();
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
