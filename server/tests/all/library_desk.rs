//! From a file that was brought here to an item on the shelf: made, described, reviewed, published, read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod full_records;

use bytes::Bytes;
use contract::ids::ItemId;
use domain::{
    Actor, Role,
    library::{self, Attachment, Hand, Sheet, blobs, programs::Program, upload},
    search,
    testing::{TestFile, pdf},
    zip::Archive,
};
use entity::{
    library::{agent, agent_text, file, item, item_agent, upload as row},
    staff::audit_log,
};
use futures::stream;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{Answer, TestApp, TestBrowser};

/// A book that says who wrote it.
pub(crate) fn epub() -> Vec<u8> {
    let mut archive = Archive::default();
    archive.store("mimetype", b"application/epub+zip").unwrap();
    let container = "<?xml version=\"1.0\"?><container><rootfiles>\
                     <rootfile full-path=\"a/content.opf\"/></rootfiles></container>";
    archive.deflate("META-INF/container.xml", container.as_bytes()).unwrap();
    let package = "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata>\
                   <dc:title>Droits des ouvrières agricoles</dc:title><dc:creator>Fatma Kefi</dc:creator>\
                   <dc:language>fr-TN</dc:language><dc:date>2021-05-01</dc:date></metadata>\
                   <manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
    archive.deflate("a/content.opf", package.as_bytes()).unwrap();
    archive.finish().unwrap()
}

struct Desk {
    app: TestApp,
    maker: Actor,
    hers: TestBrowser,
}

impl Desk {
    async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for app in TestApp::each_store().await {
            library::seed(&app.bed.services).await.unwrap();
            search::seed(&app.bed.services).await.unwrap();
            let maker = app.bed.member("warda", Role::Librarian).await;
            let mut hers = app.browser();
            hers.sign_in_as(&maker).await;
            all.push(Self { app, maker, hers });
        }
        all
    }

    /// A file of hers that is ready.
    async fn bring(&self, name: &str, content: Vec<u8>) -> String {
        let s = &self.app.bed.services;
        let stream = stream::iter([Ok(Bytes::from(content))]);
        let id = upload::receive(s, &self.maker, "", name, stream).await.unwrap();
        upload::ingest(s, &id).await.unwrap();
        id
    }

    async fn somebody(&self, name: &str, role: Role) -> TestBrowser {
        let somebody = self.app.bed.member(name, role).await;
        let mut browser = self.app.browser();
        browser.sign_in_as(&somebody).await;
        browser
    }

    async fn uploads(&self) -> u64 {
        row::Entity::find().count(self.app.bed.services.db.read()).await.unwrap()
    }
}

/// The item to which an answer leads.
fn made(answer: &Answer) -> String {
    answer.assert_status(303);
    let path = answer.location().split('?').next().unwrap();
    path.rsplit('/').next().unwrap().to_owned()
}

const RECORD: [(&str, &str); 6] = [
    ("kind", "book"),
    ("language", "fr"),
    ("title_fr", "Droits des ouvrières agricoles"),
    ("summary_fr", "Ce que la loi promet aux champs."),
    ("hand1_role", "author"),
    ("hand1_fr", "Fatma Kefi"),
];

fn with(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    RECORD.into_iter().chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn a_book_comes_onto_the_shelf_by_two_persons() {
    for mut desk in Desk::each().await {
        let mut second = desk.somebody("salma", Role::Librarian).await;
        let mut member = desk.somebody("yasmin", Role::Member).await;
        let mut reader = desk.app.browser();
        let bytes = epub();
        let brought = desk.bring("كتاب.epub", bytes.clone()).await;
        let new = format!("/fr/desk/library/new?upload={brought}");
        desk.hers.get("/fr/desk/library/upload").await.assert_status(200).assert_text(&new);
        let form = desk.hers.get(&new).await;
        form.assert_status(200)
            .assert_text("value=\"Droits des ouvrières agricoles\"")
            .assert_text("value=\"Fatma Kefi\"")
            .assert_text("value=\"2021\"");

        // What she typed comes back.
        let key = form.hidden("form_key").unwrap();
        let lacking =
            [("form_key", &*key), ("upload", &*brought), ("purpose", "epub"), ("summary_fr", "Mes mots <b>")];
        let refused = desk.hers.post("/fr/desk/library/new", &lacking).await;
        refused.assert_status(422).assert_text("Mes mots &lt;b&gt;").assert_text("href=\"#title_fr\"");
        assert_eq!(refused.hidden("form_key").unwrap(), key);
        let mut whole = with(&[("purpose", "epub")]);
        whole.extend([("form_key", &*key), ("upload", &*brought)]);
        let done = desk.hers.post("/fr/desk/library/new", &whole).await;
        let id = made(&done);
        assert_eq!(made(&desk.hers.post("/fr/desk/library/new", &whole).await), id, "one form, one item");
        assert_eq!(desk.uploads().await, 0, "the file is of the item now");

        let page = format!("/fr/desk/library/{id}");
        let record = format!("{page}/record");
        for browser in [&mut member, &mut reader] {
            let answer = browser.get(&record).await;
            assert!([303, 403].contains(&answer.status.as_u16()), "{}", answer.status);
            let answer = browser.post(&record, &with(&[("version", "0")])).await;
            assert!([401, 403].contains(&answer.status.as_u16()), "{}", answer.status);
        }
        reader.get(&format!("/fr/library/{id}")).await.assert_status(404);
        desk.hers.get(&page).await.assert_status(200).assert_text("id=\"licence\"");
        let refused = second.post(&page, &[("action", "publish")]).await;
        refused.assert_status(422).assert_text("href=\"#licence\"");

        // Two who change it at once: nobody's words are lost.
        let before = desk.hers.get(&record).await;
        assert_eq!(before.hidden("version").unwrap(), "0");
        let licensed = with(&[("version", "0"), ("licence", "cc-by-4.0"), ("subject", "human-rights")]);
        second.post(&record, &licensed).await.assert_status(303);
        let late = with(&[("version", "0"), ("source_url", "https://example.org/mine")]);
        let late = desk.hers.post(&record, &late).await;
        late.assert_status(409).assert_text("https://example.org/mine").assert_text("Quelqu’un a modifié");
        assert_eq!(late.hidden("version").unwrap(), "1");
        let wrong = with(&[("version", "1"), ("number1_kind", "isbn"), ("number1_value", "123")]);
        desk.hers.post(&record, &wrong).await.assert_status(422).assert_text("href=\"#number1_value\"");
        let right = with(&[
            ("version", "1"),
            ("licence", "cc-by-4.0"),
            ("number1_kind", "isbn"),
            ("number1_value", "978-0-306-40615-7"),
            ("warning", "violence"),
        ]);
        desk.hers.post(&record, &right).await.assert_status(303);

        // Who made it does not publish it while there is another librarian.
        let own = desk.hers.post(&page, &[("action", "publish")]).await;
        own.assert_status(422).assert_text("href=\"#person\"");
        assert!(!reader.get("/fr/search?q=ouvri%C3%A8res").await.text().contains(&id));
        second.post(&page, &[("action", "publish")]).await.assert_status(303);
        let shown = reader.visit(&format!("/fr/library/{id}")).await;
        shown.assert_status(200).assert_text("Ce que la loi promet aux champs.").assert_text("Fatma Kefi");
        let text = shown.text().replace("&amp;", "&");
        let path = text.split('"').find(|part| part.starts_with("/media/")).unwrap().to_owned();
        let file = reader.get(&path).await;
        file.assert_status(200);
        assert!(file.body == bytes, "{}", desk.app.bed.backend);
        assert_eq!(file.header("cache-control"), "public, max-age=300, must-revalidate");
        reader.get("/fr/search?q=ouvri%C3%A8res").await.assert_text(&id);

        // What is published cannot lose what it needs, nor a file.
        let bare = with(&[("version", "2")]);
        desk.hers.post(&record, &bare).await.assert_status(422).assert_text("href=\"#licence\"");
        let kept = file::Entity::find().filter(file::Column::ItemId.eq(&*id));
        let kept = kept.one(desk.app.bed.services.db.read()).await.unwrap().unwrap();
        let out = [("action", "detach"), ("file", kept.id.as_str())];
        desk.hers.post(&page, &out).await.assert_status(409);

        // A file for what is published waits for a second person; words do not, and the log says which.
        let captions = b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n".to_vec();
        let notes = desk.bring("a/\u{202e}notes.exe", captions.clone()).await;
        let add =
            [("action", "attach"), ("upload", &*notes), ("purpose", "original"), ("file_language", "fr")];
        let waits = desk.hers.post(&page, &add).await;
        waits.assert_status(303);
        assert!(waits.location().ends_with("?done=waits"), "{}", waits.location());
        let db = desk.app.bed.services.db.read();
        let of_item = || file::Entity::find().filter(file::Column::ItemId.eq(&*id));
        assert_eq!(of_item().count(db).await.unwrap(), 1);
        let release = [("action", "release"), ("upload", &*notes)];
        desk.hers.post(&page, &release).await.assert_status(422).assert_text("href=\"#person\"");
        second.get(&page).await.assert_status(200).assert_text("value=\"release\"");
        second.post("/fr/desk/library/udhrfr", &release).await.assert_status(404);
        second.post(&page, &release).await.assert_status(303);
        second.post(&page, &release).await.assert_status(404);
        let joined = of_item().filter(file::Column::FileName.eq("notes.vtt")).one(db).await.unwrap().unwrap();
        reader.get(&format!("/media/{}/notes.vtt", joined.id)).await.assert_status(200);
        let named =
            [("action", "rename"), ("file", joined.id.as_str()), ("name", "../Mes \u{202e}notes.exe")];
        desk.hers.post(&page, &named).await.assert_status(303);
        reader.get(&format!("/media/{}/Mes%20notes.vtt", joined.id)).await.assert_status(200);
        let version = desk.hers.get(&record).await.hidden("version").unwrap();
        let mut edited: Vec<(&str, &str)> = with(&[("licence", "cc0-1.0"), ("title_ar", "حقوق العاملات")]);
        edited.push(("version", &version));
        desk.hers.post(&record, &edited).await.assert_status(303);
        let log =
            audit_log::Entity::find().filter(audit_log::Column::TargetId.eq(&*id)).all(db).await.unwrap();
        let of = |action: &str| -> Vec<&str> {
            let rows = log.iter().filter(|row| row.action == action);
            rows.filter_map(|row| row.detail.as_deref()).collect()
        };
        let mut added = of("library_attach");
        added.sort_unstable();
        assert_eq!(added, ["second_person", "waits"]);
        let [changes] = of("library_edit")[..] else { panic!("{log:?}") };
        assert!(changes.contains("licence:cc-by-4.0>cc0-1.0") && changes.contains("title_ar"), "{changes}");
        assert!(!changes.contains("حقوق"), "{changes}");

        // The same bytes once more: not in the same item, and gone when it is erased.
        let again = desk.bring("copie.epub", bytes).await;
        let twice = [("action", "attach"), ("upload", &*again), ("purpose", "epub"), ("file_language", "fr")];
        desk.hers.post(&page, &twice).await.assert_status(422).assert_text("href=\"#upload\"");
        assert_eq!(desk.uploads().await, 1);
        let last = desk.bring("last.vtt", [captions, b"\n".to_vec()].concat()).await;
        let add =
            [("action", "attach"), ("upload", &*last), ("purpose", "original"), ("file_language", "ber")];
        desk.hers.post(&page, &add).await.assert_status(303);
        second.post(&page, &[("action", "erase"), ("sure", "yes")]).await.assert_status(303);
        assert_eq!(desk.uploads().await, 0, "{}", desk.app.bed.backend);
        assert_eq!(blobs::size(&desk.app.bed.services, &kept.sha256).await.unwrap(), None);
        reader.get(&path).await.assert_status(404);
        desk.hers.get(&record).await.assert_status(409);
    }
}

#[tokio::test]
async fn recordings_and_pictures_want_words() {
    for mut desk in Desk::each().await {
        let s = desk.app.bed.services.clone();
        let mut reader = desk.app.browser();
        let sheet = Sheet {
            kind: "audio".into(),
            language: "fr".into(),
            licence: "cc0-1.0".into(),
            titles: [(contract::Locale::Fr, "Une voix".to_owned())].into(),
            ..Sheet::default()
        };
        let attachment = |upload: String, role: &str| Attachment {
            upload,
            role: role.to_owned(),
            language: "fr".to_owned(),
            alt: String::new(),
        };
        let voice = desk.bring("voix.mp3", b"ID3\x04\0\0\0\0\0\0 a voice".to_vec()).await;
        let voice = attachment(voice, "audio");
        let id: ItemId = library::create(&s, &desk.maker, "", &sheet, Some(&voice)).await.unwrap();
        let page = format!("/fr/desk/library/{id}");
        let picture = desk
            .bring("affiche.webp", b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x02\0\x03\0".to_vec())
            .await;
        // A picture is no book.
        let wrong = library::attach(&s, &desk.maker, &id, &attachment(picture.clone(), "epub")).await;
        assert_eq!(wrong.unwrap_err().fields.first().unwrap().field, "purpose");
        library::attach(&s, &desk.maker, &id, &attachment(picture, "picture")).await.unwrap();
        let publish = [("action", "publish")];
        let refused = desk.hers.post(&page, &publish).await;
        refused.assert_status(422).assert_text("href=\"#text\"").assert_text("href=\"#alternative\"");

        let files = file::Entity::find().filter(file::Column::Role.eq("picture"));
        let file = files.one(s.db.read()).await.unwrap().unwrap();
        let words = [("action", "describe"), ("file", file.id.as_str()), ("alt", "Une affiche bleue")];
        desk.hers.post(&page, &words).await.assert_status(303);
        let record = format!("{page}/record");
        let version = desk.hers.get(&record).await.hidden("version").unwrap();
        let form = [
            ("version", version.as_str()),
            ("kind", "audio"),
            ("language", "fr"),
            ("licence", "cc0-1.0"),
            ("title_fr", "Une voix"),
            ("without_text", "Sans paroles : de la musique."),
        ];
        desk.hers.post(&record, &form).await.assert_status(303);
        // She is the only librarian: the log says so.
        desk.hers.post(&page, &publish).await.assert_status(303);
        let logged = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq("library_publish"))
            .filter(audit_log::Column::TargetId.eq(id.as_str()));
        let logged = logged.one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(logged.detail.as_deref(), Some("only_librarian"));
        let shown = reader.visit(&format!("/fr/library/{id}")).await;
        shown
            .assert_status(200)
            .assert_text("Sans paroles : de la musique.")
            .assert_text("Une affiche bleue");

        // The starter shelf does not write over what the desk changed.
        let record = "/fr/desk/library/udhrfr/record";
        let answer = desk.hers.get(record).await;
        answer.assert_status(200).assert_text("Déclaration universelle");
        let sheet = library::record_form(&s, &desk.maker, &"udhrfr".parse().unwrap()).await.unwrap();
        let year = Sheet { year: "1949".into(), ..sheet.sheet };
        library::edit(&s, &desk.maker, &"udhrfr".parse().unwrap(), "0", &year).await.unwrap();
        item::Entity::update_many()
            .col_expr(item::Column::ContentHash, sea_orm::sea_query::Expr::value("older"))
            .filter(item::Column::Id.eq("udhrfr"))
            .exec(s.db.writer())
            .await
            .unwrap();
        library::seed(&s).await.unwrap();
        let row = item::Entity::find_by_id("udhrfr").one(s.db.read()).await.unwrap().unwrap();
        assert_eq!((row.year, row.version), (Some(1949), 1));
    }
}

#[tokio::test]
async fn a_picture_does_not_tell_where_it_was_taken() {
    // Two points by three, of a camera that knew where it was.
    let telling = b"\xFF\xD8\xFF\xE1\0\x13Exif\0\0+36.18+8.71\xFF\xC0\0\x11\x08\0\x03\0\x02\x03\x01\"\0\x02\x11\x01\x03\x11\x01\xFF\xD9";
    let tells = |bytes: &[u8]| bytes.windows(4).any(|part| part == b"36.1" || part == b"Exif");
    for mut desk in Desk::each().await {
        let s = desk.app.bed.services.clone();
        let mut reader = desk.app.browser();
        let sheet = Sheet {
            kind: "document".into(),
            language: "fr".into(),
            licence: "cc0-1.0".into(),
            titles: [(contract::Locale::Fr, "La place".to_owned())].into(),
            ..Sheet::default()
        };
        let picture = Attachment {
            upload: desk.bring("place.jpg", telling.to_vec()).await,
            role: "picture".to_owned(),
            language: "fr".to_owned(),
            alt: "La place vide".to_owned(),
        };
        let id: ItemId = library::create(&s, &desk.maker, "", &sheet, Some(&picture)).await.unwrap();
        let publish = [("action", "publish")];
        desk.hers.post(&format!("/fr/desk/library/{id}"), &publish).await.assert_status(303);
        let files = file::Entity::find().filter(file::Column::ItemId.eq(id.as_str()));
        let kept = files.one(s.db.read()).await.unwrap().unwrap();
        let shown = reader.get(&format!("/media/{}/place.jpg", kept.id)).await;
        shown.assert_status(200);
        assert!(shown.body.starts_with(b"\xFF\xD8\xFF\xC0") && !tells(&shown.body));

        // What lay there before.
        let before = TestFile {
            id: "older",
            item: id.as_str(),
            role: "picture",
            language: "fr",
            media: "image/jpeg",
            name: "older.jpg",
        };
        let stored = before.put(&s, telling.to_vec()).await;
        assert!(tells(&reader.get("/media/older/older.jpg").await.body));
        let done = library::silence(&s).await.unwrap();
        assert!(done.changed >= 1 && done.faults.is_empty(), "{done:?}");
        let shown = reader.get("/media/older/older.jpg").await;
        shown.assert_status(200);
        assert!(!shown.body.is_empty() && !tells(&shown.body));
        assert_eq!(blobs::size(&s, &stored.sha256).await.unwrap(), None, "nowhere any more");
        assert_eq!(library::silence(&s).await.unwrap().changed, 0, "once is enough");
    }
}

/// A recording that says who speaks and who packed it.
fn mp3() -> Vec<u8> {
    let frames: Vec<u8> = [(b"TPE1", "Nardjes"), (b"TENC", "Bureau 9"), (b"TSSE", "Lavf60")]
        .into_iter()
        .flat_map(|(name, text)| {
            let length = u8::try_from(text.len() + 1).unwrap();
            [&name[..], &[0, 0, 0, length, 0, 0, 3], text.as_bytes()].concat()
        })
        .collect();
    let head = [&b"ID3\x04\0\0\0\0\0"[..], &[u8::try_from(frames.len()).unwrap()]].concat();
    [head, frames, include_bytes!("../../../style/public/digits-fr.mp3").to_vec()].concat()
}

#[tokio::test]
async fn the_desk_is_told_what_a_file_tells_of_people() {
    const SAID: &str = "Qui reçoit ce fichier reçoit aussi ceci";
    for mut desk in Desk::each().await {
        let mut second = desk.somebody("salma", Role::Librarian).await;
        let book = desk.bring("livre.epub", epub()).await;
        let told = desk.hers.get(&format!("/fr/desk/library/upload/{book}")).await;
        told.assert_status(200).assert_text(SAID).assert_text("Fatma Kefi");
        for (locale, said) in [("ar", "من يأخذ هذا الملفّ"), ("en", "Whoever gets this file")]
        {
            desk.hers.get(&format!("/{locale}/desk/library/upload")).await.assert_text(said);
        }
        desk.hers.get(&format!("/fr/desk/library/new?upload={book}")).await.assert_text(SAID);

        // As part of an item it is still said of it, and what it says is kept no more.
        let sheet = Sheet {
            kind: "book".into(),
            language: "fr".into(),
            titles: [(contract::Locale::Fr, "Un livre".to_owned())].into(),
            ..Sheet::default()
        };
        let book = Attachment {
            upload: book,
            role: "epub".to_owned(),
            language: "fr".to_owned(),
            alt: String::new(),
        };
        let s = &desk.app.bed.services;
        let id: ItemId = library::create(s, &desk.maker, "", &sheet, Some(&book)).await.unwrap();
        let shown = second.get(&format!("/fr/desk/library/{id}")).await;
        shown.assert_status(200).assert_text(SAID).assert_text("Personne ou bureau");
        assert!(!shown.text().contains("Fatma Kefi"));

        // What tells nothing, and what loses it on its way in, is told of by no word.
        let captions = b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n".to_vec();
        let plain = desk.bring("x.vtt", captions).await;
        let told = desk.hers.get(&format!("/fr/desk/library/upload/{plain}")).await;
        assert!(!told.text().contains(SAID));

        if Program::FfProbe.is_there() {
            let sound = desk.bring("voix.mp3", mp3()).await;
            let told = desk.hers.get(&format!("/fr/desk/library/upload/{sound}")).await;
            told.assert_text(SAID).assert_text("Nardjes").assert_text("Bureau 9");
            assert!(!told.text().contains("Lavf60"), "packers say nothing of anybody");
        }
        if !Program::PdfInfo.is_there() {
            continue;
        }
        let telling = String::from_utf8(pdf(&["Droits"])).unwrap();
        let telling =
            telling.replace("/Root 1 0 R>>", "/Root 1 0 R/Info<</Author(Zohra K)/Creator(Writer 7)>>>>");
        let paper = desk.bring("guide.pdf", telling.into_bytes()).await;
        let told = desk.hers.get(&format!("/fr/desk/library/upload/{paper}")).await;
        told.assert_text(SAID).assert_text("Zohra K").assert_text("Writer 7");
        // Taken out of the fields, and left behind them.
        let xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description photoshop:City='Nebeur'/></rdf:RDF></x:xmpmeta>";
        let left = String::from_utf8(pdf(&["Droits"])).unwrap();
        let at = left.find("xref\n").unwrap();
        let object = format!(
            "90 0 obj\n<</Type/Metadata/Subtype/XML/Length {}>>\nstream\n{xmp}\nendstream\nendobj\n",
            xmp.len()
        );
        // The table says where it is not; readers look for it then, and find it.
        let left = format!("{}{object}{}", &left[..at], &left[at..]);
        let left = left.replace("<</Type/Catalog", "<</Metadata 90 0 R/Type/Catalog");
        let left = desk.bring("guide-2.pdf", left.into_bytes()).await;
        let told = desk.hers.get(&format!("/fr/desk/library/upload/{left}")).await;
        told.assert_text(SAID).assert_text("Nebeur");
        // Whoever lets it out is told as well.
        let page = "/fr/desk/library/udhrfr";
        let add =
            [("action", "attach"), ("upload", &*paper), ("purpose", "original"), ("file_language", "fr")];
        let waits = desk.hers.post(page, &add).await;
        waits.assert_status(303);
        assert!(waits.location().ends_with("?done=waits"), "{}", waits.location());
        second.get(page).await.assert_status(200).assert_text(SAID).assert_text("Zohra K");
        second.post(page, &[("action", "release"), ("upload", &*paper)]).await.assert_status(303);
    }
}
