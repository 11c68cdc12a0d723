//! The life of an item on both databases: what is seen when, what is found, what is left.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use chrono::Duration;
use contract::{ErrorCode, Locale, Tongue, ids::ItemId};
use domain::{
    Actor, Role, Services,
    library::{
        self, Dates, FileDates, Filter, ItemState, SegmentForm, SegmentText, Sheet, Withdrawal,
        WithdrawalReason, blobs,
    },
    search,
    services::day_of,
    testing::TestBed,
};
use entity::library::{blob, file, item, item_text};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

const AR: Locale = Locale::Ar;
const DAY: i64 = 86_400_000;

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
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

async fn found(services: &Services, typed: &str) -> Vec<String> {
    let query = search::Query::parse(typed).unwrap();
    let found = search::find(services, &query, AR, None).await.unwrap();
    let items = found.groups.into_iter().filter(|group| group.kind == search::Kind::Item);
    let items: Vec<String> = items.flat_map(|group| group.hits).map(|hit| hit.target_id).collect();
    let offered = offered(services, typed).await;
    assert!(offered.iter().all(|id| items.contains(id)), "{offered:?} is offered, {items:?} is found");
    items
}

/// Items that are offered while somebody types.
async fn offered(services: &Services, typed: &str) -> Vec<String> {
    let query = search::Query::parse(typed).unwrap();
    let offers = search::offer(services, &Actor::Guest, &query, AR).await.unwrap();
    let items = offers.into_iter().filter(|offer| offer.kind == search::Kind::Item);
    items.map(|offer| offer.target_id).collect()
}

/// What the world gets of the audio: item, list, file.
async fn codes(services: &Services) -> [Option<ErrorCode>; 3] {
    let audio = id("safetyaudio");
    [
        library::item(services, AR, &audio).await.err().map(|error| error.code),
        library::record(services, &audio).await.err().map(|error| error.code),
        library::file(services, &"safetyaudioar".parse().unwrap()).await.err().map(|error| error.code),
    ]
}

async fn listed(services: &Services) -> bool {
    let index = library::index(services, AR, Filter::default()).await.unwrap();
    index.collections.iter().flat_map(|shelf| &shelf.items).any(|card| card.id == id("safetyaudio"))
}

async fn row(services: &Services) -> item::Model {
    item::Entity::find_by_id("safetyaudio").one(services.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn dates_open_and_close_without_a_job() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let audio = id("safetyaudio");
        assert_eq!(found(s, "استمعي").await, ["safetyaudio"]);
        assert_eq!(offered(s, "استمعي").await, ["safetyaudio"]);
        let before = row(s).await.datestamp;
        let day = |days: i64| day_of(s.now_ms() + days * DAY);
        let dates = Dates { from: day(2), to: day(3) };
        bed.clock.advance(Duration::seconds(1));
        library::embargo(s, &librarian, &audio, &dates).await.unwrap();
        assert!(row(s).await.datestamp > before, "{}", bed.backend);
        assert!(row(s).await.seen_at.is_some(), "it was seen before");
        assert_eq!(codes(s).await, [Some(ErrorCode::NotFound); 3]);
        assert!(!listed(s).await);
        assert!(found(s, "استمعي").await.is_empty(), "{}", bed.backend);
        let section = contract::Section::ProtectionOfWomen;
        let shown = library::items_of_section(s, AR, section, 99).await.unwrap();
        assert!(!shown.is_empty() && shown.iter().all(|card| card.id != audio));

        bed.clock.advance(Duration::days(2));
        assert_eq!(codes(s).await, [None; 3], "{}", bed.backend);
        assert!(listed(s).await);
        assert_eq!(found(s, "استمعي").await, ["safetyaudio"]);

        bed.clock.advance(Duration::days(2));
        assert_eq!(codes(s).await, [Some(ErrorCode::NotFound); 3]);
        assert!(found(s, "استمعي").await.is_empty());
    }
}

/// What a reader is told of the recording: open files, files that open later, time and size on its card.
async fn told(services: &Services) -> (usize, usize, Option<u32>, bool) {
    let read = library::item(services, AR, &id("safetyaudio")).await.unwrap();
    (read.files.len(), read.coming.len(), read.card.minutes, read.card.size > 0)
}

#[tokio::test]
async fn a_file_opens_and_closes_by_itself_and_the_others_stay() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let audio = id("safetyaudio");
        // What is written down of it, in Arabic: found in no other way than by this file.
        let words = "zafaranword";
        let text = domain::testing::TestFile {
            id: "dated",
            item: "safetyaudio",
            role: "transcript",
            language: "ar",
            media: "text/plain",
            name: "dated.txt",
        };
        file::Entity::delete_many()
            .filter(file::Column::Id.eq("safetytextar"))
            .exec(s.db.writer())
            .await
            .unwrap();
        text.put(s, words).await;
        let whole = told(s).await;
        assert!(whole.0 == 6 && whole.1 == 0 && whole.2.is_some() && whole.3, "{whole:?}");
        let day = |days: i64| day_of(s.now_ms() + days * DAY);
        let typed =
            FileDates { dates: Dates { from: day(2), to: day(3) }, reason: " \u{202e}Parce que ".to_owned() };
        for name in ["dated", "safetyaudioar", "safetyaudiofr", "safetyaudioen"] {
            library::embargo_file(s, &librarian, &audio, &name.parse().unwrap(), &typed).await.unwrap();
        }
        let row = file::Entity::find_by_id("dated").one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(row.embargo_reason.as_deref(), Some("Parce que"));
        let file = |name: &'static str| async move {
            library::file(s, &name.parse().unwrap()).await.err().map(|error| error.code)
        };
        let closed = Some(ErrorCode::NotFound);
        // Nothing is heard: the transcripts alone are there.
        assert_eq!(told(s).await, (2, 4, None, true), "{}", bed.backend);
        assert_eq!((file("dated").await, file("safetytextfr").await), (closed, None));
        assert_eq!(library::record(s, &audio).await.unwrap().minutes, None);
        assert!(found(s, words).await.is_empty(), "{}", bed.backend);
        assert_eq!(found(s, "استمعي").await, ["safetyaudio"], "its title is found");
        // A new index is no way around it.
        search::reindex(s).await.unwrap();
        assert!(found(s, words).await.is_empty(), "{}", bed.backend);

        bed.clock.advance(Duration::days(2));
        assert_eq!(told(s).await, whole, "{}", bed.backend);
        assert_eq!(file("dated").await, None);
        assert_eq!(found(s, words).await, ["safetyaudio"], "{}", bed.backend);
        bed.clock.advance(Duration::days(2));
        assert_eq!(told(s).await, (2, 0, None, true), "{}", bed.backend);
        assert_eq!(file("dated").await, closed);
        assert!(found(s, words).await.is_empty(), "{}", bed.backend);

        // The item's own dates hold for its files.
        let none = FileDates::default();
        library::embargo_file(s, &librarian, &audio, &"dated".parse().unwrap(), &none).await.unwrap();
        assert_eq!(found(s, words).await, ["safetyaudio"], "{}", bed.backend);
        let away = Dates { from: day(9), to: String::new() };
        library::embargo(s, &librarian, &audio, &away).await.unwrap();
        assert_eq!(file("dated").await, closed);
        assert!(found(s, words).await.is_empty(), "{}", bed.backend);
        let member = bed.member("zahra", Role::Member).await;
        let refused =
            library::embargo_file(s, &member, &audio, &"dated".parse().unwrap(), &none).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden);
    }
}

#[tokio::test]
async fn what_opens_later_is_told_in_every_language() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let audio = id("safetyaudio");
        let text = domain::testing::TestFile {
            id: "distant",
            item: "safetyaudio",
            role: "transcript",
            language: "it",
            media: "text/plain",
            name: "distante.txt",
        };
        text.put(s, "Parole.").await;
        let dates = Dates { from: day_of(s.now_ms() + 2 * DAY), to: String::new() };
        let typed = FileDates { dates, reason: String::new() };
        for name in ["distant", "safetytextar"] {
            library::embargo_file(s, &librarian, &audio, &name.parse().unwrap(), &typed).await.unwrap();
        }
        let read = library::item(s, AR, &audio).await.unwrap();
        let languages: Vec<Tongue> = read.coming.iter().map(|one| one.language).collect();
        assert_eq!(languages, [Tongue::Ar, Tongue::It], "{}", bed.backend);
    }
}

#[tokio::test]
async fn parts_of_a_closed_recording_do_not_open_when_it_is_damaged() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let audio = id("safetyaudio");
        let words = "zafaranword";
        let text = SegmentText { title: words.to_owned(), ..SegmentText::default() };
        let part = SegmentForm { id: String::new(), start: "1:05".to_owned(), texts: [(AR, text)].into() };
        library::write_segment(s, &librarian, &audio, &part).await.unwrap();
        assert_eq!(found(s, words).await, ["safetyaudio"], "{}", bed.backend);
        let dates = Dates { from: day_of(s.now_ms() + 2 * DAY), to: String::new() };
        let typed = FileDates { dates, reason: String::new() };
        let recordings = ["safetyaudioar", "safetyaudiofr", "safetyaudioen"];
        for name in recordings {
            library::embargo_file(s, &librarian, &audio, &name.parse().unwrap(), &typed).await.unwrap();
        }
        assert!(found(s, words).await.is_empty(), "{}", bed.backend);
        let rows =
            file::Entity::find().filter(file::Column::Id.is_in(recordings)).all(s.db.read()).await.unwrap();
        blob::Entity::update_many()
            .col_expr(blob::Column::BadSince, Expr::value(s.now_ms()))
            .filter(blob::Column::Sha256.is_in(rows.iter().map(|row| row.sha256.as_str())))
            .exec(s.db.writer())
            .await
            .unwrap();
        let tx = s.db.begin().await.unwrap();
        search::index_item(s, &tx, "safetyaudio").await.unwrap();
        tx.commit().await.unwrap();
        assert!(found(s, words).await.is_empty(), "{}: damaged, and closed all the same", bed.backend);
        bed.clock.advance(Duration::days(2));
        assert_eq!(found(s, words).await, ["safetyaudio"], "{}", bed.backend);
    }
}

#[tokio::test]
async fn parts_of_a_recording_that_nobody_plays_here_are_closed_with_it() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let audio = id("safetyaudio");
        let words = "zafaranword";
        let text = SegmentText { title: words.to_owned(), ..SegmentText::default() };
        let part = SegmentForm { id: String::new(), start: "1:05".to_owned(), texts: [(AR, text)].into() };
        library::write_segment(s, &librarian, &audio, &part).await.unwrap();
        file::Entity::update_many()
            .col_expr(file::Column::Role, Expr::value("original"))
            .filter(file::Column::ItemId.eq("safetyaudio"))
            .filter(file::Column::Role.eq("audio"))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(library::parts_of(s, &audio).await.unwrap().len(), 1);
        let dates = Dates { from: day_of(s.now_ms() + 2 * DAY), to: String::new() };
        let typed = FileDates { dates, reason: String::new() };
        let of_item = file::Entity::find().filter(file::Column::ItemId.eq("safetyaudio"));
        let recordings = of_item.filter(file::Column::Role.eq("original")).all(s.db.read()).await.unwrap();
        assert_eq!(recordings.len(), 3);
        for one in recordings {
            library::embargo_file(s, &librarian, &audio, &one.id.parse().unwrap(), &typed).await.unwrap();
        }
        assert!(library::parts_of(s, &audio).await.unwrap().is_empty(), "{}", bed.backend);
        assert!(found(s, words).await.is_empty(), "{}", bed.backend);
        bed.clock.advance(Duration::days(2));
        assert_eq!(library::parts_of(s, &audio).await.unwrap().len(), 1, "{}", bed.backend);
        assert_eq!(found(s, words).await, ["safetyaudio"], "{}", bed.backend);
    }
}

#[tokio::test]
async fn a_description_that_was_taken_away_is_found_no_more() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let titles = [(Locale::Fr, "Zafaran".to_owned()), (Locale::En, "Samovar".to_owned())];
        let mut sheet = Sheet {
            kind: "document".to_owned(),
            language: "fr".to_owned(),
            licence: "cc-by-4.0".to_owned(),
            source_url: "https://example.org/texte".to_owned(),
            titles: titles.into(),
            ..Sheet::default()
        };
        let made = library::create(s, &librarian, "", &sheet, None).await.unwrap();
        assert!(found(s, "Samovar").await.is_empty(), "a draft");
        library::publish(s, &librarian, &made).await.unwrap();
        assert_eq!(found(s, "Samovar").await, [made.to_string()], "{}", bed.backend);
        sheet.titles.remove(&Locale::En);
        library::edit(s, &librarian, &made, "0", &sheet).await.unwrap();
        assert!(found(s, "Samovar").await.is_empty(), "{}", bed.backend);
        assert_eq!(found(s, "Zafaran").await, [made.to_string()], "{}", bed.backend);

        // Its last day was over before its first: nobody saw it, so no stone tells its title.
        let late = library::create(s, &librarian, "", &sheet, None).await.unwrap();
        let dates = Dates { from: String::new(), to: day_of(s.now_ms() - 2 * DAY) };
        library::embargo(s, &librarian, &late, &dates).await.unwrap();
        library::publish(s, &librarian, &late).await.unwrap();
        assert!(!library::desk_item(s, &librarian, AR, &late).await.unwrap().line.seen);
        let stone = Withdrawal { reason: "may_harm".to_owned(), sure: true, ..Withdrawal::default() };
        let refused = library::withdraw(s, &librarian, &late, &stone).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Conflict, "{}", bed.backend);
    }
}

#[tokio::test]
async fn taken_back_and_published_again() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let audio = id("safetyaudio");
        library::unpublish(s, &librarian, &audio).await.unwrap();
        assert_eq!(codes(s).await, [Some(ErrorCode::NotFound); 3]);
        assert!(found(s, "استمعي").await.is_empty() && !listed(s).await);
        assert_eq!(library::tombstone(s, AR, &audio).await.unwrap(), None);
        // Neither a new index nor a new seed brings it back.
        search::reindex(s).await.unwrap();
        assert_eq!(library::seed(s).await.unwrap(), 0);
        assert!(found(s, "استمعي").await.is_empty());
        let twice = library::unpublish(s, &librarian, &audio).await.unwrap_err();
        assert_eq!(twice.code, ErrorCode::Conflict);
        library::publish(s, &librarian, &audio).await.unwrap();
        assert_eq!(codes(s).await, [None; 3]);
        assert_eq!(found(s, "استمعي").await, ["safetyaudio"]);
    }
}

#[tokio::test]
async fn withdrawn_with_a_note_and_erased_without_a_trace() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let audio = id("safetyaudio");
        let mut withdrawal = Withdrawal {
            reason: String::new(),
            notes: [(AR, "  كلمة  ".to_owned()), (Locale::Fr, String::new())].into(),
            sure: false,
        };
        let refused = library::withdraw(s, &librarian, &audio, &withdrawal).await.unwrap_err();
        let fields: Vec<&str> = refused.fields.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["reason", "sure"]);
        withdrawal.reason = "rights_claim".into();
        withdrawal.sure = true;
        bed.clock.advance(Duration::seconds(1));
        library::withdraw(s, &librarian, &audio, &withdrawal).await.unwrap();
        assert_eq!(codes(s).await, [Some(ErrorCode::Gone); 3], "{}", bed.backend);
        assert!(found(s, "استمعي").await.is_empty() && !listed(s).await);
        let stone = library::tombstone(s, Locale::Fr, &audio).await.unwrap().unwrap();
        assert!(!stone.erased && stone.title.is_some());
        assert_eq!(stone.reason, Some(WithdrawalReason::RightsClaim));
        assert_eq!(stone.note.map(|note| (note.locale, note.text)), Some((AR, "كلمة".to_owned())));
        let row_then = row(s).await;
        assert_eq!(Some(row_then.datestamp), row_then.withdrawn_at);
        let back = library::publish(s, &librarian, &audio).await.unwrap_err();
        assert_eq!(back.code, ErrorCode::Conflict);

        let hashes: Vec<String> = file::Entity::find()
            .filter(file::Column::ItemId.eq("safetyaudio"))
            .all(s.db.read())
            .await
            .unwrap()
            .into_iter()
            .map(|file| file.sha256)
            .collect();
        assert_eq!(hashes.len(), 6);
        let unsure = library::erase(s, &librarian, &audio, false).await.unwrap_err();
        assert_eq!(unsure.code, ErrorCode::InvalidForm);
        bed.clock.advance(Duration::seconds(1));
        library::erase(s, &librarian, &audio, true).await.unwrap();
        for sha256 in &hashes {
            assert_eq!(blobs::size(s, sha256).await.unwrap(), None);
            assert!(blob::Entity::find_by_id(&**sha256).one(s.db.read()).await.unwrap().is_none());
        }
        let texts = item_text::Entity::find().filter(item_text::Column::ItemId.eq("safetyaudio"));
        assert_eq!(texts.count(s.db.read()).await.unwrap(), 0);
        let left = row(s).await;
        assert!(
            left.datestamp > row_then.datestamp && left.kind.is_empty() && left.withdrawal_reason.is_none()
        );
        let stone = library::tombstone(s, AR, &audio).await.unwrap().unwrap();
        assert!(stone.erased && stone.title.is_none() && stone.kind.is_none() && stone.note.is_none());
        assert_eq!(library::seed(s).await.unwrap(), 0, "it does not come back");
        assert_eq!(library::item(s, AR, &audio).await.unwrap_err().code, ErrorCode::Gone);
        let sheet = Sheet { kind: "book".into(), language: "fr".into(), ..Sheet::default() };
        let sheet = Sheet { titles: [(Locale::Fr, "Zafaran".to_owned())].into(), ..sheet };
        let draft = library::create(s, &librarian, "", &sheet, None).await.unwrap();
        library::erase(s, &librarian, &draft, true).await.unwrap();
        assert_eq!(library::item(s, AR, &draft).await.unwrap_err().code, ErrorCode::NotFound);
        assert_eq!(library::tombstone(s, AR, &draft).await.unwrap(), None);
        let again = library::erase(s, &librarian, &audio, true).await.unwrap_err();
        assert_eq!(again.code, ErrorCode::Conflict);
        let line = library::desk_item(s, &librarian, AR, &audio).await.unwrap();
        assert!(line.record.is_none() && line.line.state == ItemState::Erased && line.files.is_empty());
    }
}

#[tokio::test]
async fn bytes_that_others_stand_on_stay() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let shared = file::Entity::find_by_id("udhrfrhtml").one(s.db.read()).await.unwrap().unwrap();
        file::Entity::update_many()
            .col_expr(file::Column::Sha256, sea_orm::sea_query::Expr::value(shared.sha256.as_str()))
            .filter(file::Column::Id.eq("udhrenhtml"))
            .exec(s.db.writer())
            .await
            .unwrap();
        library::erase(s, &librarian, &id("udhrfr"), true).await.unwrap();
        assert!(blobs::size(s, &shared.sha256).await.unwrap().is_some(), "{}", bed.backend);
        // The bytes that the other file stood on before are orphans now; the sweep leaves what is young.
        assert_eq!(library::upload::sweep(s).await.unwrap().blobs, 0);
        bed.clock.advance(Duration::days(20_000));
        assert_eq!(library::upload::sweep(s).await.unwrap().blobs, 1, "{}", bed.backend);
        assert_eq!(library::upload::sweep(s).await.unwrap().blobs, 0);
    }
}

#[tokio::test]
async fn only_who_keeps_the_library_acts() {
    for (bed, librarian) in shelf().await {
        let s = &bed.services;
        let editor = bed.member("salma", Role::Editor).await;
        let audio = id("safetyaudio");
        for who in [&editor, &Actor::Guest] {
            let code = if *who == Actor::Guest { ErrorCode::SignInNeeded } else { ErrorCode::Forbidden };
            let refused = [
                library::publish(s, who, &audio).await.unwrap_err(),
                library::unpublish(s, who, &audio).await.unwrap_err(),
                library::embargo(s, who, &audio, &Dates::default()).await.unwrap_err(),
                library::withdraw(s, who, &audio, &Withdrawal::default()).await.unwrap_err(),
                library::erase(s, who, &audio, true).await.unwrap_err(),
                library::desk_list(s, who, AR, None, None).await.unwrap_err(),
                library::desk_item(s, who, AR, &audio).await.unwrap_err(),
            ];
            assert!(refused.iter().all(|error| error.code == code), "{refused:?}");
        }
        assert_eq!(codes(s).await, [None; 3]);
        let published = Some(ItemState::Published);
        let mut list = library::desk_list(s, &librarian, AR, published, None).await.unwrap();
        let after = list.next.take();
        assert!(after.is_some(), "more than a page");
        let rest = library::desk_list(s, &librarian, AR, published, after.as_ref()).await.unwrap();
        assert!(rest.next.is_none());
        list.rows.extend(rest.rows);
        assert_eq!(list.rows.len(), 33);
        assert!(list.rows.iter().all(|line| line.visible && line.seen));
    }
}

#[tokio::test]
async fn the_record_says_what_the_shelf_says() {
    for (bed, _) in shelf().await {
        let s = &bed.services;
        let book = library::item(s, Locale::Fr, &id("udhrfr")).await.unwrap();
        let labels: Vec<_> =
            book.record.subjects.iter().filter_map(|one| library::best(&one.labels, Locale::Fr)).collect();
        assert_eq!(labels.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Droits humains"]);
        assert_eq!(book.record.rights_note(Locale::En).unwrap().locale, Locale::En);
        assert!(book.record.holder.is_some() && !book.record.accessibility.is_empty());
        assert!(
            matches!(&book.relations[..], [(library::RelationKind::TranslationOf, library::Related::Item(card))]
            if card.id == id("udhren"))
        );
        // An alternative name finds what is about it, and a broader subject what is about its parts.
        assert!(found(s, "الشرعة").await.contains(&"udhrar".to_owned()), "{}", bed.backend);
        let about = |subject: &str| Filter { subject: Some(subject.to_owned()), ..Filter::default() };
        let rights = library::index(s, AR, about("rights")).await.unwrap();
        assert_eq!(rights.items.len(), 12);
        assert_eq!(rights.facets.subject.unwrap().text, "الحقوق");
        let none = library::index(s, AR, about("moon")).await.unwrap();
        assert!(none.items.is_empty() && none.facets.subject.is_none());
    }
}
