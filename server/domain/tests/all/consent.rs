//! Testimonies on both databases: who sees what on which day, what may be published, what taking it back leaves.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use chrono::Duration;
use contract::{ErrorCode, FieldCode, Locale, ids::ItemId};
use domain::{
    Actor, Role, Services,
    library::{
        self, ConsentForm, CopyKind, FileRole, Filter, ItemState, Lack, RevokeGround, bag, blobs, harvest,
        shelf_feed,
    },
    search,
    services::day_of,
    testing::TestBed,
};
use entity::{
    library::{
        blob, consent, cover, file, item, item_text, outline, page, page_picture, reading_list_item, receipt,
        waveform,
    },
    staff::audit_log,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

const AR: Locale = Locale::Ar;
const DAY: i64 = 86_400_000;

fn audio() -> ItemId {
    "safetyaudio".parse().unwrap()
}

fn form(s: &Services, allows: &[&str], gives: &str, days: Option<i64>) -> ConsentForm {
    ConsentForm {
        who: "Nardjes".to_owned(),
        allows: allows.iter().map(|one| (*one).to_owned()).collect(),
        gives: gives.to_owned(),
        until: days.map(|days| day_of(s.now_ms() + days * DAY)).unwrap_or_default(),
        contact: "through the Samovar".to_owned(),
        language: "ar".to_owned(),
        given_on: s.today(),
        note: String::new(),
    }
}

/// What one reader meets: item, record, list, search, offer, voice, words. The first five are always the same.
async fn meets(s: &Services, voice: &str, words: &str) -> [bool; 3] {
    let there = library::item(s, AR, &audio()).await.is_ok();
    let index = library::index(s, AR, Filter::default()).await.unwrap();
    let listed = index.collections.iter().flat_map(|shelf| &shelf.items).any(|card| card.id == audio());
    let query = search::Query::parse("استمعي").unwrap();
    let found = search::find(s, &query, AR, None).await.unwrap();
    let found = found.groups.iter().flat_map(|group| &group.hits).any(|hit| hit.target_id == "safetyaudio");
    let offers = search::offer(s, &Actor::Guest, &query, AR).await.unwrap();
    let offered = offers.iter().any(|offer| offer.target_id == "safetyaudio");
    assert_eq!([library::record(s, &audio()).await.is_ok(), listed, found, offered], [there; 4]);
    let file = async |id: &str| library::file(s, &id.parse().unwrap()).await.is_ok();
    [there, file(voice).await, file(words).await]
}

const NOTHING: [bool; 3] = [false; 3];
const WORDS: [bool; 3] = [true, false, true];
const ALL: [bool; 3] = [true; 3];

/// To whom, what, until when; then for a guest, for a member and on a screen of the house: whether it is there, its voice,
/// its words.
type Case<'a> = (&'a [&'a str], &'a str, Option<i64>, [[bool; 3]; 3]);

#[tokio::test]
async fn who_sees_a_testimony_and_until_when() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        library::seed(s).await.unwrap();
        search::seed(s).await.unwrap();
        let librarian = bed.member("warda", Role::Librarian).await;
        let member = s.as_read_by(&bed.member("yasmin", Role::Member).await);
        let screen = s.as_shown_here();
        let of_role = |role: FileRole| {
            file::Entity::find()
                .filter(file::Column::ItemId.eq("safetyaudio"))
                .filter(file::Column::Role.eq(role.as_str()))
                .one(s.db.read())
        };
        let voice = of_role(FileRole::Audio).await.unwrap().unwrap().id;
        let words = of_role(FileRole::Transcript).await.unwrap().unwrap().id;
        assert_eq!(meets(s, &voice, &words).await, ALL);
        let cases: [Case; 8] = [
            (&["web"], "whole", None, [ALL, ALL, NOTHING]),
            (&["web", "kiosk"], "text", None, [WORDS, WORDS, WORDS]),
            (&["web"], "whole", Some(1), [ALL, ALL, NOTHING]),
            (&["members", "kiosk"], "whole", None, [NOTHING, ALL, ALL]),
            (&["members", "researchers"], "text", Some(0), [NOTHING, WORDS, NOTHING]),
            (&["kiosk"], "whole", None, [NOTHING, NOTHING, ALL]),
            (&["researchers"], "text", None, [NOTHING, NOTHING, NOTHING]),
            (&["web"], "whole", Some(2), [ALL, ALL, NOTHING]),
        ];
        for (version, (allows, gives, days, [guest_meets, member_meets, screen_meets])) in
            cases.into_iter().enumerate()
        {
            let what = format!("{} {allows:?} {gives} {days:?}", bed.backend);
            bed.clock.advance(Duration::seconds(1));
            let form = form(s, allows, gives, days);
            library::give_consent(s, &librarian, &audio(), &version.to_string(), &form).await.unwrap();
            assert_eq!(meets(s, &voice, &words).await, guest_meets, "a guest, {what}");
            assert_eq!(meets(&member, &voice, &words).await, member_meets, "a member, {what}");
            assert_eq!(meets(&screen, &voice, &words).await, screen_meets, "a screen of the house, {what}");
            // By a door whose answers others may get: what both it and the web may show.
            let both = if guest_meets[0] && screen_meets[0] { guest_meets } else { NOTHING };
            assert_eq!(meets(&s.at_screen(), &voice, &words).await, both, "a screen's other doors, {what}");
            // It was seen before: whoever harvests is told that it went.
            assert_eq!(harvest::exists(s, &audio()).await.unwrap(), Some(!guest_meets[0]), "{what}");
            assert_eq!(shelf_feed::publication(s, &audio()).await.is_ok(), guest_meets[0], "{what}");
            if let Some(days) = days {
                let stamp = async || harvest::one(s, &audio()).await.unwrap().unwrap().header.datestamp;
                let before = stamp().await;
                bed.clock.advance(Duration::days(days + 1));
                assert_eq!(meets(s, &voice, &words).await, NOTHING, "lapsed, {what}");
                assert_eq!(meets(&member, &voice, &words).await, NOTHING, "lapsed, {what}");
                assert_eq!(meets(&screen, &voice, &words).await, NOTHING, "lapsed, {what}");
                assert_eq!(harvest::exists(s, &audio()).await.unwrap(), Some(true), "{what}");
                assert!(stamp().await > before, "no act, but an instant of its own: {what}");
            }
        }

        // It is over: it is not published again, nor does a bag take it along.
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(bag::export(s, folder.path(), true).await.unwrap().kept_back, 1, "{}", bed.backend);
        let written = std::fs::read_to_string(folder.path().join("metadata.csv")).unwrap();
        assert!(!written.contains("safetyaudio") && !written.contains("Nardjes"));
        library::unpublish(s, &librarian, &audio()).await.unwrap();
        let refused = library::publish(s, &librarian, &audio()).await.unwrap_err();
        assert_eq!(refused.fields[0].field, "consent");
        assert_eq!(refused.fields[0].code, FieldCode::NoConsent);
        let kiosk = form(s, &["researchers"], "whole", None);
        library::give_consent(s, &librarian, &audio(), "8", &kiosk).await.unwrap();
        let desk = library::desk_item(s, &librarian, AR, &audio()).await.unwrap();
        assert_eq!(desk.lacks, [Lack::Consent]);
        assert!(library::publish(s, &librarian, &audio()).await.is_err());
        let late = library::give_consent(s, &librarian, &audio(), "8", &kiosk).await.unwrap_err();
        assert_eq!(late.code, ErrorCode::Conflict);
        let over = form(s, &["web"], "whole", Some(-1));
        let over = library::give_consent(s, &librarian, &audio(), "9", &over).await.unwrap_err();
        assert_eq!((&*over.fields[0].field, over.fields[0].code), ("until", FieldCode::InThePast));
        let nothing = library::give_consent(s, &librarian, &audio(), "9", &ConsentForm::default()).await;
        let fields: Vec<String> = nothing.unwrap_err().fields.into_iter().map(|one| one.field).collect();
        assert_eq!(fields, ["allows", "gives", "language", "given_on", "who"]);
        library::give_consent(s, &librarian, &audio(), "9", &form(s, &["members"], "whole", None))
            .await
            .unwrap();
        library::publish(s, &librarian, &audio()).await.unwrap();
        assert_eq!(meets(&member, &voice, &words).await, ALL);
        assert_eq!(meets(s, &voice, &words).await, NOTHING);
    }
}

/// What the house makes of the files of an item as time goes by.
async fn made_of(s: &Services, file: &file::Model) {
    let db = s.db.writer();
    let sha256 = blobs::put_bytes(s, "a picture".into()).await.unwrap().sha256;
    let row = blob::ActiveModel {
        sha256: Set(sha256.clone()),
        size: Set(9),
        media_type: Set("image/jpeg".to_owned()),
        stored_at: Set(0),
        checked_at: Set(0),
        bad_since: Set(None),
        traces: Set(None),
    };
    row.insert(db).await.unwrap();
    cover::Entity::delete_by_id(file.item_id.as_str()).exec(db).await.unwrap();
    let row = cover::ActiveModel {
        item_id: Set(file.item_id.clone()),
        jpeg: Set(Some(sha256.clone())),
        webp: Set(None),
        width: Set(Some(1)),
        height: Set(Some(1)),
        lean: Set(None),
        made_from: Set(Some(file.sha256.clone())),
        trouble: Set(None),
        made_at: Set(0),
    };
    row.insert(db).await.unwrap();
    for number in 1..=2 {
        let row = page::ActiveModel {
            file_id: Set(file.id.clone()),
            number: Set(number),
            text: Set("said".to_owned()),
            quality: Set(100),
            state: Set("extracted".to_owned()),
            direction: Set(None),
            version: Set(0),
        };
        row.insert(db).await.unwrap();
    }
    let row = page_picture::ActiveModel {
        file_id: Set(file.id.clone()),
        number: Set(1),
        sha256: Set("0".repeat(64)),
        made_at: Set(0),
    };
    row.insert(db).await.unwrap();
    let row = outline::ActiveModel { file_id: Set(file.id.clone()), entries: Set("[]".to_owned()) };
    row.insert(db).await.unwrap();
    waveform::Entity::delete_by_id(file.sha256.as_str()).exec(db).await.unwrap();
    let row = waveform::ActiveModel {
        sha256: Set(file.sha256.clone()),
        peaks: Set("00ff".to_owned()),
        made_at: Set(0),
    };
    row.insert(db).await.unwrap();
}

#[tokio::test]
async fn taken_back_it_leaves_a_receipt_and_nothing_else() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        library::seed(s).await.unwrap();
        search::seed(s).await.unwrap();
        let librarian = bed.member("warda", Role::Librarian).await;
        let other = bed.member("salma", Role::Librarian).await;
        let voice = file::Entity::find()
            .filter(file::Column::ItemId.eq("safetyaudio"))
            .filter(file::Column::Role.eq(FileRole::Audio.as_str()));
        let voice = voice.one(s.db.read()).await.unwrap().unwrap();
        made_of(s, &voice).await;
        library::switch_list(s, &other, true).await.unwrap();
        library::keep(s, &other, &audio(), true).await.unwrap();
        let none = library::revoke_consent(s, &librarian, &audio(), "by_contact", true).await.unwrap_err();
        assert_eq!(none.code, ErrorCode::NotFound);
        let given = form(s, &["web"], "whole", None);
        library::give_consent(s, &librarian, &audio(), "0", &given).await.unwrap();
        let row = consent::Entity::find_by_id("safetyaudio").one(s.db.read()).await.unwrap().unwrap();
        assert!(!format!("{row:?}").contains("Nardjes") && !format!("{row:?}").contains("Samovar"));
        let desk = library::consent_desk(s, &other, AR, &audio()).await.unwrap();
        let read = desk.consent.unwrap();
        assert_eq!((&*read.who, read.contact.as_deref()), ("Nardjes", Some("through the Samovar")));
        assert_eq!(read.taken_by.as_deref(), Some("warda"));
        assert_eq!(ConsentForm::of(&read), given);

        let unsure = library::revoke_consent(s, &librarian, &audio(), "", false).await.unwrap_err();
        let fields: Vec<&str> = unsure.fields.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["ground", "sure"]);
        library::revoke_consent(s, &librarian, &audio(), "by_pseudonym", true).await.unwrap();
        assert!(consent::Entity::find().one(s.db.read()).await.unwrap().is_none());
        let left = item::Entity::find_by_id("safetyaudio").one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(left.state, ItemState::Erased.as_str());
        assert!(!left.testimony && left.audience.is_none());
        assert_eq!(library::item(s, AR, &audio()).await.unwrap_err().code, ErrorCode::Gone);
        let stone = library::tombstone(s, AR, &audio()).await.unwrap().unwrap();
        assert!(stone.erased && stone.title.is_none());

        let row = receipt::Entity::find_by_id("safetyaudio").one(s.db.read()).await.unwrap().unwrap();
        assert!(!format!("{row:?}").contains("Nardjes"));
        let printed = library::receipt(s, &other, &audio()).await.unwrap();
        assert_eq!((&*printed.who, printed.ground), ("Nardjes", RevokeGround::Pseudonym));
        assert_eq!(printed.copies, desk.copies, "what was announced is what went");
        let of = |kind: CopyKind| printed.copies.iter().filter(|line| line.kind == kind).collect::<Vec<_>>();
        let voices = of(CopyKind::File);
        assert!(!voices.is_empty() && voices.iter().all(|line| line.name.is_some() && line.number > 0));
        for kind in [CopyKind::Transcript, CopyKind::Descriptions, CopyKind::Search, CopyKind::Feeds] {
            assert!(!of(kind).is_empty(), "{kind:?} {}", bed.backend);
        }
        assert_eq!((of(CopyKind::Harvest).len(), of(CopyKind::Offline).len()), (1, 1));
        for (kind, number) in [
            (CopyKind::CoverPictures, 1),
            (CopyKind::PagePictures, 1),
            (CopyKind::PageTexts, 2),
            (CopyKind::Outline, 1),
            (CopyKind::Waveform, 1),
        ] {
            let lines = of(kind);
            assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [number], "{kind:?}");
            assert!(lines[0].is_removed());
        }
        let db = s.db.read();
        let left = [
            cover::Entity::find_by_id("safetyaudio").count(db).await.unwrap(),
            page::Entity::find().filter(page::Column::FileId.eq(voice.id.as_str())).count(db).await.unwrap(),
            waveform::Entity::find_by_id(voice.sha256.as_str()).count(db).await.unwrap(),
            reading_list_item::Entity::find().count(db).await.unwrap(),
        ];
        assert_eq!(left, [0; 4], "nothing of it, on no list of anybody: {}", bed.backend);
        assert!(printed.number.starts_with("20") && !printed.number.contains("safetyaudio"));
        let again = library::receipt(s, &librarian, &audio()).await.unwrap();
        assert_eq!(again, printed);
        let twice = library::revoke_consent(s, &librarian, &audio(), "by_contact", true).await.unwrap_err();
        assert_eq!(twice.code, ErrorCode::Conflict);
        let member = bed.member("yasmin", Role::Member).await;
        assert_eq!(library::receipt(s, &member, &audio()).await.unwrap_err().code, ErrorCode::Forbidden);
        assert_eq!(
            library::consent_desk(s, &member, AR, &audio()).await.unwrap_err().code,
            ErrorCode::Forbidden
        );
    }
}

#[tokio::test]
async fn what_was_erased_stays_so_when_a_backup_is_put_back() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        library::seed(s).await.unwrap();
        let librarian = bed.member("warda", Role::Librarian).await;
        assert_eq!(library::erase_again(s).await.unwrap(), 0, "nothing was erased");
        library::give_consent(s, &librarian, &audio(), "0", &form(s, &["web"], "whole", None)).await.unwrap();
        let find = async || item::Entity::find_by_id("safetyaudio").one(s.db.read()).await.unwrap().unwrap();
        let texts = async || {
            let of_it = item_text::Entity::find().filter(item_text::Column::ItemId.eq("safetyaudio"));
            of_it.all(s.db.read()).await.unwrap()
        };
        // What a backup holds.
        let (kept, words) = (find().await, texts().await);

        // Erased without the way of taking a consent back, it leaves a receipt all the same.
        library::erase(s, &librarian, &audio(), true).await.unwrap();
        let printed = library::receipt(s, &librarian, &audio()).await.unwrap();
        assert_eq!((&*printed.who, printed.ground), ("Nardjes", RevokeGround::House));
        assert!(printed.copies.iter().any(|line| line.kind == CopyKind::File), "{}", bed.backend);
        library::erase(s, &librarian, &"udhrfr".parse().unwrap(), true).await.unwrap();
        let none = library::receipt(s, &librarian, &"udhrfr".parse().unwrap()).await.unwrap_err();
        assert_eq!(none.code, ErrorCode::NotFound, "a book is no testimony");
        assert_eq!(library::erase_again(s).await.unwrap(), 0, "nothing came back");

        // Back it comes, and goes: also after the file lost its last line, half written.
        let path = bed.uploads.path().join("erased.log");
        let log = std::fs::read_to_string(&path).unwrap();
        assert_eq!(log.lines().filter(|line| line.starts_with("safetyaudio ")).count(), 1);
        assert!(!log.contains("Nardjes"));
        std::fs::write(&path, format!("{log}\nlateitem")).unwrap();
        kept.into_active_model().reset_all().update(s.db.writer()).await.unwrap();
        for row in words {
            item_text::Entity::insert(row.into_active_model().reset_all())
                .exec_without_returning(s.db.writer())
                .await
                .unwrap();
        }
        receipt::Entity::delete_many().exec(s.db.writer()).await.unwrap();
        assert_eq!(library::item(s, AR, &audio()).await.map(|_| ()).ok(), Some(()));
        assert_eq!(library::erase_again(s).await.unwrap(), 1, "{}", bed.backend);
        assert_eq!(library::erase_again(s).await.unwrap(), 0);
        assert_eq!(find().await.state, ItemState::Erased.as_str());
        assert!(texts().await.is_empty());
        assert_eq!(library::receipt(s, &librarian, &audio()).await.unwrap().ground, RevokeGround::House);
        assert_eq!(library::item(s, AR, &audio()).await.unwrap_err().code, ErrorCode::Gone);
        let logged = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq("library_erase"))
            .filter(audit_log::Column::ActorId.is_null())
            .all(s.db.read())
            .await
            .unwrap();
        assert_eq!(logged.len(), 1, "by the machine itself");
    }
}
