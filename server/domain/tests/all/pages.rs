//! PDFs page by page on both databases: read by the programs of the system, measured, drawn, typed, and gone with their
//! item.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use chrono::Duration;
use contract::{
    ErrorCode, Locale, Tongue,
    ids::{FileId, ItemId},
};
use domain::{
    Actor, Role, Services,
    library::{
        self, PageState, Withdrawal, blobs,
        pages::{self, PageText, Unread},
        programs::Program,
        upload,
    },
    search::{self, Query},
    testing::{TestBed, TestFile, pdf_with_contents},
};
use entity::library::{file, outline, page, page_picture, page_reading};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

const FR: Locale = Locale::Fr;
const TEXTS: [&str; 3] = [
    "Les ouvrieres agricoles ont droit a un contrat ecrit et a un transport sur.",
    "MS 12",
    "Le salaire des femmes doit etre celui des hommes, dit la loi zafaran.",
];

fn item() -> ItemId {
    "safetyaudio".parse().unwrap()
}

fn the_file() -> FileId {
    "thepages".parse().unwrap()
}

/// One PDF, whatever the starter shelf has.
async fn with_pdf(services: &Services) {
    let others = file::Entity::delete_many().filter(file::Column::Role.eq("pdf"));
    others.exec(services.db.writer()).await.unwrap();
    let file = TestFile {
        id: "thepages",
        item: "safetyaudio",
        role: "pdf",
        language: "fr",
        media: "application/pdf",
        name: "droits.pdf",
    };
    file.put(services, pdf_with_contents(&TEXTS, &[("Droits", 1), ("Salaire <1>", 3)])).await;
}

async fn finds(services: &Services, words: &str) -> bool {
    let query = Query::parse(words).unwrap();
    search::find(services, &query, FR, None).await.unwrap().total > 0
}

async fn rows(services: &Services) -> [u64; 3] {
    let db = services.db.read();
    [
        page::Entity::find().count(db).await.unwrap(),
        page_reading::Entity::find().count(db).await.unwrap(),
        page_picture::Entity::find().count(db).await.unwrap(),
    ]
}

fn typed(version: &str, text: &str) -> PageText {
    PageText { version: version.to_owned(), text: text.to_owned(), ..PageText::default() }
}

async fn text_of(services: &Services, number: u32) -> Option<String> {
    let document = pages::open(services, FR, &item(), None).await.unwrap();
    let written = pages::written(services, &document, number, &Query::parse("").unwrap()).await.unwrap()?;
    Some(written.paragraphs.concat().into_iter().map(|piece| piece.text).collect())
}

#[tokio::test]
async fn pages_are_read_measured_typed_and_go_with_their_item() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        library::seed(s).await.unwrap();
        search::seed(s).await.unwrap();
        let librarian = bed.member("warda", Role::Librarian).await;
        with_pdf(s).await;
        let document = pages::open(s, FR, &item(), None).await.unwrap();
        assert_eq!(document.pages, None, "nobody read it");
        assert_eq!(pages::queue(s, &librarian, FR, None).await.unwrap().files.len(), 1, "it waits");
        assert_eq!(pages::read_waiting(s).await.unwrap(), 1, "poppler-utils must be installed");
        assert_eq!(pages::read_waiting(s).await.unwrap(), 0);
        assert_eq!(rows(s).await, [3, 1, 0]);

        // What reads well is text and is found; the rest is neither.
        let document = pages::open(s, FR, &item(), None).await.unwrap();
        assert_eq!((document.pages, document.drawn), (Some(3), true));
        if Program::PdfToHtml.is_there() {
            let contents: Vec<_> =
                document.contents.iter().map(|one| (one.title.as_str(), one.page)).collect();
            assert_eq!(contents, [("Droits", 1), ("Salaire <1>", 3)]);
        } else {
            println!("skipped: pdftohtml is not installed");
        }
        assert!(text_of(s, 1).await.unwrap().contains("ouvrieres agricoles"));
        assert_eq!(text_of(s, 2).await, None);
        assert!(finds(s, "zafaran").await);
        let query = Query::parse("zafaran").unwrap();
        let found = search::find(s, &query, FR, None).await.unwrap();
        let inside = found.groups[0].hits[0].inside.clone().map(|inside| (inside.spot, inside.language));
        assert_eq!(inside, Some((search::Spot::Page(3), Tongue::Fr)), "{}", bed.backend);
        let query = Query::parse("SALAIRES").unwrap();
        let looked = pages::look(s, &document, &query, 1).await.unwrap();
        assert_eq!(looked.hits.iter().map(|hit| hit.page).collect::<Vec<_>>(), [3]);
        assert!(looked.hits[0].passage.iter().any(|piece| piece.marked && piece.text == "salaire"));
        let beyond = pages::look(s, &document, &query, 4).await.unwrap_err();
        assert_eq!(beyond.code, ErrorCode::NotFound);

        // A machine tries; what it reads stands in no row.
        let stranger = pages::guess(s, &Actor::Guest, &the_file(), 2).await.unwrap_err();
        assert_eq!(stranger.code, ErrorCode::SignInNeeded);
        let read = pages::guess(s, &librarian, &the_file(), 2).await.unwrap();
        if Program::Tesseract.is_there() {
            assert!(read.is_ok_and(|text| text.contains("MS")));
        } else {
            println!("skipped: tesseract is not installed");
            assert_eq!(read, Err(Unread::Absent));
        }
        let beyond = pages::guess(s, &librarian, &the_file(), 9).await.unwrap_err();
        assert_eq!(beyond.code, ErrorCode::NotFound);
        assert_eq!(text_of(s, 2).await, None);

        // Somebody types it.
        let queue = pages::queue(s, &librarian, FR, None).await.unwrap();
        assert_eq!((queue.files[0].pages.as_slice(), queue.programs), (&[2][..], true));
        let form = pages::page_form(s, &librarian, FR, &the_file(), 2).await.unwrap();
        assert_eq!((form.state, form.version, form.text.as_str()), (PageState::Unreadable, 0, ""));
        for (actor, version, text, code) in [
            (&Actor::Guest, "0", "cannelle", ErrorCode::SignInNeeded),
            (&librarian, "0", "", ErrorCode::InvalidForm),
            (&librarian, "7", "cannelle", ErrorCode::Conflict),
        ] {
            let refused = pages::type_page(s, actor, &the_file(), 2, &typed(version, text)).await;
            assert_eq!(refused.unwrap_err().code, code);
        }
        pages::type_page(s, &librarian, &the_file(), 2, &typed("0", "Maison cannelle")).await.unwrap();
        assert!(finds(s, "cannelle").await);
        assert_eq!(text_of(s, 2).await.as_deref(), Some("Maison cannelle"));
        assert!(pages::queue(s, &librarian, FR, None).await.unwrap().files.is_empty());

        // Read again by hand: what was typed stays.
        pages::read_again(s, &librarian, &the_file()).await.unwrap();
        assert_eq!(pages::read_waiting(s).await.unwrap(), 1);
        assert_eq!(text_of(s, 2).await.as_deref(), Some("Maison cannelle"));
        assert_eq!(rows(s).await, [3, 1, 0]);

        // Pictures are drawn once, and no sweep takes them.
        let (_, picture) = pages::picture(s, &the_file(), 1).await.unwrap();
        assert!(picture.bytes.starts_with(b"\xFF\xD8\xFF"));
        assert_eq!(pages::picture(s, &the_file(), 1).await.unwrap().1, picture);
        assert_eq!(rows(s).await[2], 1);
        assert_eq!(pages::picture(s, &the_file(), 4).await.unwrap_err().code, ErrorCode::NotFound);
        bed.clock.advance(Duration::days(400));
        upload::sweep(s).await.unwrap();
        assert!(blobs::size(s, &picture.sha256).await.unwrap().is_some());

        // All of it goes with the item, at once.
        library::unpublish(s, &librarian, &item()).await.unwrap();
        assert_eq!(pages::picture(s, &the_file(), 1).await.unwrap_err().code, ErrorCode::NotFound);
        assert!(!finds(s, "cannelle").await);
        let shown = pages::desk_picture(s, &librarian, &the_file(), 1).await.unwrap();
        assert_eq!(shown, picture);
        let withdrawal =
            Withdrawal { reason: "wrong_content".to_owned(), sure: true, ..Withdrawal::default() };
        library::withdraw(s, &librarian, &item(), &withdrawal).await.unwrap();
        assert_eq!(rows(s).await, [0, 0, 0]);
        assert_eq!(outline::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(blobs::size(s, &picture.sha256).await.unwrap(), None, "{}", bed.backend);
        assert_eq!(pages::picture(s, &the_file(), 1).await.unwrap_err().code, ErrorCode::Gone);
        assert_eq!(pages::open(s, FR, &item(), None).await.unwrap_err().code, ErrorCode::Gone);
        assert_eq!(pages::read_waiting(s).await.unwrap(), 0, "nobody reads what is gone");
        let late = pages::desk_picture(s, &librarian, &the_file(), 1).await.unwrap_err();
        assert_eq!(late.code, ErrorCode::NotFound);
    }
}
