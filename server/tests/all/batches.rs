//! Many items at once at the desk: tried first, imported as drafts all together, taken back together.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use bytes::Bytes;
use domain::{Role, library, library::upload, zip::Archive};
use entity::library::{batch, file, item, trial};
use futures::stream;
use http::{Request, header};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    library_desk::epub,
    support::{Answer, TestApp, TestBrowser},
};

const HERE: &str = "/fr/desk/library/batch";
const CAPTIONS: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nنعم\n";

/// The form as a browser sends it.
async fn bring(browser: &mut TestBrowser, key: &str, files: &[(&str, &str, &[u8])]) -> Answer {
    let mut body =
        format!("--x\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n{key}\r\n").into_bytes();
    for (field, name, content) in files {
        let head =
            format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let request = Request::post(HERE)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::CONTENT_LENGTH, body.len())
        .header("sec-fetch-site", "same-origin");
    browser.send_with(request, body).await
}

async fn count(app: &TestApp) -> u64 {
    item::Entity::find().count(app.bed.services.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_table_is_tried_imported_and_taken_back() {
    for app in TestApp::each_store().await {
        let services = &app.bed.services;
        library::seed(services).await.unwrap();
        let librarian = app.bed.member("Rayonnage", Role::Librarian).await;
        let mut hers = app.browser();
        hers.sign_in_as(&librarian).await;
        let mut other = app.browser();
        other.sign_in_as(&app.bed.member("Étagère", Role::Librarian).await).await;
        let before = count(&app).await;
        let folder = app.bed.uploads.path().join("uploads");
        let left = || std::fs::read_dir(&folder).map_or(0, Iterator::count);

        for (lang, word) in
            [("ar", "موادّ كثيرة دفعة واحدة"), ("fr", "Beaucoup de documents"), ("en", "Many items at once")]
        {
            let page = hers.get(&format!("/{lang}/desk/library/batch")).await;
            page.assert_status(200).assert_text(word).assert_text(&format!("/{lang}/desk/library/export"));
        }
        // Without a table, with a field that there is not, with an empty file.
        bring(&mut hers, "", &[]).await.assert_status(422);
        bring(&mut hers, "", &[("table", "", b"")]).await.assert_status(422);
        bring(&mut hers, "", &[("archive", "a.zip", b"PK")]).await.assert_status(422);
        bring(&mut hers, "", &[("owner", "a.csv", b"kind\n")]).await.assert_status(400);
        assert_eq!(left(), 0, "what does not come to its end leaves nothing");

        // Everything that is wrong is told at once, in her language.
        let wrong = "title[fr],kind,languages,files,colour\n,boook,de,gone.vtt,red\nBien,book,fr,,\n";
        let answer = bring(&mut hers, "", &[("table", "a.csv", wrong.as_bytes())]).await;
        answer.assert_status(303);
        let faulty = answer.location().to_owned();
        let page = hers.get(&faulty).await;
        page.assert_status(200).assert_text("boook").assert_text("colour").assert_text("gone.vtt");
        page.assert_text("un titre dans une langue au moins").assert_text("l’un de");
        assert!(page.hidden("token").is_none(), "nothing to confirm");
        let in_arabic = faulty.replacen("/fr/", "/ar/", 1);
        hers.get(&in_arabic).await.assert_text("عنوان بلغة واحدة على الأقلّ");
        hers.post(&faulty, &[("action", "import"), ("token", "")]).await.assert_status(409);
        hers.post(&faulty, &[("action", "again")]).await.assert_status(303);
        hers.post(&faulty, &[("action", "dance")]).await.assert_status(400);
        // An archive that is none, and a table that is too long.
        let answer =
            bring(&mut hers, "", &[("table", "a.csv", b"kind\nbook\n"), ("archive", "a.zip", b"none")]).await;
        hers.get(answer.location()).await.assert_text("une archive ZIP qui s’ouvre");
        let long = format!("title[fr],kind,languages\n{}", "Livre,book,fr\n".repeat(2_001));
        let answer = bring(&mut hers, "", &[("table", "a.csv", long.as_bytes())]).await;
        let page = hers.get(answer.location()).await;
        page.assert_text("2001");
        assert!(page.text().replace(['\u{2068}', '\u{2069}'], "").contains("2000 lignes au plus"));
        assert_eq!(count(&app).await, before, "nothing was written");

        // What is fine.
        let mut archive = Archive::default();
        archive.store("a.vtt", CAPTIONS.as_bytes()).unwrap();
        archive.store("livre.epub", &epub()).unwrap();
        let packed = archive.finish().unwrap();
        // What she brought before is found by its name.
        let film = stream::iter([Ok(Bytes::from(format!("{CAPTIONS}\n")))]);
        let brought = upload::receive(services, &librarian, "", "brought.vtt", film).await.unwrap();
        upload::ingest(services, &brought).await.unwrap();
        let rows = "title[fr],kind,languages,files\nPremier,book,fr,a.vtt||livre.epub\nDeuxième,document,fr,brought.vtt\n";
        let files: [(&str, &str, &[u8]); 2] =
            [("table", "../livres.csv", rows.as_bytes()), ("archive", "f.zip", &packed)];
        let answer = bring(&mut hers, "one-form-key", &files).await;
        let fine = answer.location().to_owned();
        // The same form sent twice is one table.
        assert_eq!(bring(&mut hers, "one-form-key", &files).await.location(), fine);
        let page = hers.get(&fine).await;
        page.assert_status(200).assert_text("Premier").assert_text("Deuxième").assert_text("livres.csv");
        assert!(!page.text().contains("../livres"));
        let token = page.hidden("token").expect("what she confirms");
        assert_eq!(count(&app).await, before, "tried only");
        other.get(&fine).await.assert_status(404);
        let import = [("action", "import"), ("token", token.as_str())];
        other.post(&fine, &import).await.assert_status(404);
        hers.post(&fine, &[("action", "import"), ("token", "another")]).await.assert_status(409);
        for _ in 0..2 {
            hers.post(&fine, &import).await.assert_status(303);
        }
        assert_eq!(count(&app).await, before + 2, "once, however often it is sent");
        let page = hers.get(&fine).await;
        page.assert_status(200).assert_text("Importé");
        let made = item::Entity::find()
            .filter(item::Column::CreatedBy.eq(librarian.member_id().unwrap().as_str()))
            .all(services.db.read())
            .await
            .unwrap();
        assert_eq!(made.len(), 2, "hers, so that somebody else publishes them");
        for one in &made {
            page.assert_text(&format!("/fr/desk/library/{}", one.id));
            assert_eq!(one.state, "draft");
        }

        let kept = file::Entity::find()
            .filter(file::Column::ItemId.is_in(made.iter().map(|one| one.id.as_str())))
            .count(services.db.read())
            .await
            .unwrap();
        assert_eq!(kept, 3);
        // One of them is worked on; its book says who wrote it, and whoever publishes it is told.
        let first = made.iter().find(|one| one.kind == "book").unwrap();
        let shown = other.get(&format!("/fr/desk/library/{}", first.id)).await;
        shown.assert_status(200).assert_text("livre.epub").assert_text("Personne ou bureau");
        app.bed.clock.advance(chrono::Duration::minutes(1));
        let dates = [("action", "embargo"), ("from", "2027-01-01")];
        other.post(&format!("/fr/desk/library/{}", first.id), &dates).await.assert_status(303);
        let found = batch::Entity::find().one(services.db.read()).await.unwrap().expect("a batch");
        hers.get(HERE).await.assert_status(200).assert_text(&found.id);
        let undo = format!("{HERE}/{}/undo", found.id);
        // What came together is the library's: any librarian takes it back.
        other.get(&undo).await.assert_status(200).assert_text("Reste").assert_text("Deuxième");
        other.post(&undo, &[]).await.assert_status(422);
        assert_eq!(count(&app).await, before + 2);
        let done = other.post(&undo, &[("sure", "yes")]).await;
        assert_eq!(done.location(), format!("{HERE}?done=undone&removed=1&kept=1"));
        other.get(done.location()).await.assert_text("Gardés parce que");
        assert_eq!(count(&app).await, before + 1);

        // Thrown away, or over.
        hers.post(&faulty, &[("action", "discard")]).await.assert_status(303);
        hers.get(&faulty).await.assert_status(404);
        assert!(left() > 0);
        app.bed.clock.advance(chrono::Duration::days(4));
        upload::sweep(services).await.unwrap();
        assert_eq!(trial::Entity::find().count(services.db.read()).await.unwrap(), 0);
        assert_eq!(left(), 0);
    }
}
