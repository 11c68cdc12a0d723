//! Reading a PDF on pages of the portal, page by page and without scripts; typing a page that no program reads; what is
//! answered once the document is gone.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use domain::{
    Role,
    library::{self, pages, programs::Program},
    testing::{TestFile, pdf_with_contents},
};
use entity::library::file;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::{config::Config, handlers::files::SiteFiles, http::AppState, routes};

use crate::support::{TestApp, TestBrowser};

const READ: &str = "/fr/library/safetyaudio/read";
const TEXTS: [&str; 3] = [
    "Les ouvrieres agricoles ont droit a un contrat ecrit et a un transport sur.",
    "MS 12",
    "Le salaire des femmes doit etre celui des hommes, dit la loi zafaran.",
];

/// An item without a page to read gets a document.
async fn shelves() -> Vec<(TestApp, TestBrowser)> {
    let mut all = Vec::new();
    for app in TestApp::each_store().await {
        let services = &app.bed.services;
        library::seed(services).await.unwrap();
        // Whatever the starter shelf has.
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
        let reader = app.browser();
        all.push((app, reader));
    }
    all
}

#[tokio::test]
async fn a_document_is_read_page_by_page_until_it_is_gone() {
    for (app, mut reader) in shelves().await {
        let s = &app.bed.services;
        // Nobody read it yet: the file is there, and a sentence.
        reader.visit("/fr/library/safetyaudio").await.assert_text("/read\"");
        let waiting = reader.visit(READ).await;
        waiting.assert_status(200).assert_text("download=1").assert_text("pas encore");
        reader.get("/media/page/thepages/1.jpg").await.assert_status(404);
        assert_eq!(pages::read_waiting(s).await.unwrap(), 1, "poppler-utils must be installed");

        if Program::PdfToHtml.is_there() {
            // Its contents lead to its pages.
            let contents = reader.visit(READ).await;
            contents.assert_text("id=\"contents\"").assert_text("Salaire &lt;1&gt;");
            assert!(contents.text().contains("/read?page=3"), "{}", contents.text());
        } else {
            println!("skipped: pdftohtml is not installed");
        }
        let first = reader.visit(READ).await;
        first.assert_status(200).assert_text("ouvrieres agricoles").assert_text("data-pages=\"3\"");
        let text = first.text().replace("&amp;", "&");
        assert!(text.contains("data-pdf=\"/media/thepages/droits.pdf?v="), "{text}");
        assert!(text.contains("data-page=\"1\"") && text.contains("name=\"page\""));
        assert!(text.contains("rel=\"next\"") && !text.contains("rel=\"prev\""));
        let picture = text.split('"').find(|part| part.starts_with("/media/page/")).unwrap().to_owned();
        let drawn = reader.get(&picture).await;
        drawn.assert_status(200);
        assert_eq!(drawn.header("content-type"), "image/jpeg");
        assert_eq!(drawn.header("cache-control"), "public, max-age=300, must-revalidate");
        for none in ["0.jpg", "4.jpg", "1.png", "x.jpg"] {
            reader.get(&format!("/media/page/thepages/{none}")).await.assert_status(404);
        }

        is_drawn_only_where_that_was_built(&app, &text).await;

        // A page that nobody can read is a picture, and no text.
        let second = reader.visit(&format!("{READ}?page=2")).await;
        second.assert_status(200).assert_text("/media/page/thepages/2.jpg").assert_text("rel=\"prev\"");
        assert!(!second.text().contains("class=\"prose\""));
        reader
            .visit(&format!("{READ}?page=9"))
            .await
            .assert_status(404)
            .assert_text("\u{2068}3\u{2069} pages");
        for lost in ["page=0", "page=x", "page=-1", "page=1&q=salaire&from=9", "page=1&language=ar"] {
            reader.visit(&format!("{READ}?{lost}")).await.assert_status(404);
        }

        let found = reader.visit(&format!("{READ}?page=1&q=SALAIRES")).await;
        found.assert_status(200).assert_text("<mark>salaire</mark>");
        assert_eq!(found.text().matches("class=\"result\"").count(), 1);
        assert!(found.header("cache-control").contains("no-store"));
        let text = found.text().replace("&amp;", "&");
        assert!(text.contains("?page=3&mark=SALAIRES\""), "{text}");
        let marked = reader.visit(&format!("{READ}?page=3&mark=SALAIRES")).await;
        marked.assert_status(200).assert_text("<mark>salaire</mark>");

        let keeper = app.bed.member("warda", Role::Librarian).await;
        let mut desk = app.browser();
        desk.sign_in_as(&keeper).await;
        let away = [("action", "withdraw"), ("reason", "wrong_content"), ("sure", "yes")];
        desk.post("/fr/desk/library/safetyaudio", &away).await.assert_status(303);
        reader.visit(&format!("{READ}?page=1")).await.assert_status(410);
        let gone = reader.get(&picture).await;
        gone.assert_status(410);
        assert!(gone.body != drawn.body, "{}", app.bed.backend);
        desk.get("/fr/desk/library/pages/thepages/1").await.assert_status(404);
        desk.get("/fr/desk/library/pages/thepages/1/picture").await.assert_status(404);
    }
}

/// PDF.js is offered where the site has it, by name, and nothing of it is loaded with the page.
async fn is_drawn_only_where_that_was_built(app: &TestApp, without: &str) {
    for part in ["data-reader", "pdf.js"] {
        assert!(!without.contains(part), "{part}");
    }
    assert!(without.contains("data-place=\"safetyaudio-text\"") && without.contains("place.js"));
    let mut files = SiteFiles::none();
    for name in ["pdf.min.mjs", "pdf.worker.min.mjs", "openjpeg.wasm"] {
        files.assets.files.insert(name.into(), format!("/pkg/0a1b.{name}"));
        files.assets.weights.insert(name.into(), 200_000);
    }
    let state = AppState::new(app.bed.services.clone(), Config::default(), files);
    let mut reader = TestBrowser::new(routes::router(state.clone()), state);
    let page = reader.visit(&format!("{READ}?page=2")).await;
    page.assert_status(200);
    let text = page.text();
    for part in [
        "data-pdf-lib=\"/pkg/0a1b.pdf.min.mjs\"",
        "data-pdf-worker=\"/pkg/0a1b.pdf.worker.min.mjs\"",
        "data-openjpeg=\"/pkg/0a1b.openjpeg.wasm\"",
        "src=\"/pkg/pdf.js\"",
        "data-leaf",
        "data-here",
        "data-picture",
        // The weight of both together.
        "400",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for part in ["data-jbig2", "src=\"/pkg/0a1b", "href=\"/pkg/0a1b"] {
        assert!(!text.contains(part), "{part}");
    }
    let policy = page.header("content-security-policy");
    for rule in ["script-src 'self' 'wasm-unsafe-eval';", "worker-src 'self';", "connect-src 'self';"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("'unsafe-eval'") && !policy.contains("blob:"), "{policy}");
    // What she looked for is in the address: that is no place to be kept.
    let marked = reader.visit(&format!("{READ}?page=3&mark=salaire")).await.text();
    assert!(marked.contains("data-reader") && !marked.contains("data-place"));
    for other in ["/fr/library/safetyaudio".to_owned(), format!("{READ}?page=9"), format!("{READ}?q=salaire")]
    {
        assert!(!reader.visit(&other).await.text().contains("pdf.js"), "{other}");
    }
}

#[tokio::test]
async fn a_page_that_no_program_reads_is_typed() {
    for (app, mut reader) in shelves().await {
        let keeper = app.bed.member("warda", Role::Librarian).await;
        let mut desk = app.browser();
        desk.sign_in_as(&keeper).await;
        let queue = "/fr/desk/library/pages";
        desk.get(queue).await.assert_status(200).assert_text("droits.pdf");
        assert_eq!(pages::read_waiting(&app.bed.services).await.unwrap(), 1);
        let page = format!("{queue}/thepages/2");
        desk.get(queue).await.assert_status(200).assert_text(&page);
        desk.get("/fr/desk/library").await.assert_text(queue);
        let item = "/fr/desk/library/safetyaudio";
        desk.get(item).await.assert_text(&page);
        let form = desk.get(&page).await;
        form.assert_status(200).assert_text(&format!("{page}/picture")).assert_text("name=\"text\"");
        let version = form.hidden("version").unwrap();
        let drawn = desk.get(&format!("{page}/picture")).await;
        drawn.assert_status(200);
        assert_eq!(drawn.header("cache-control"), "no-store");

        // What she typed comes back.
        let typed = "Maison <b> cannelle";
        let wrong = [("action", "save"), ("version", &*version), ("text", typed), ("direction", "up")];
        let refused = desk.post(&page, &wrong).await;
        refused.assert_status(422).assert_text("cannelle").assert_text("href=\"#direction\"");
        let right = [("action", "save"), ("version", &*version), ("text", typed), ("direction", "ltr")];
        desk.post(&page, &right).await.assert_status(303);
        let shown = reader.visit(&format!("{READ}?page=2")).await;
        shown.assert_status(200).assert_text("Maison &lt;b&gt; cannelle").assert_text("dir=\"ltr\"");
        assert!(!desk.get(queue).await.text().contains(&page));
        assert!(!desk.get(item).await.text().contains(&page));

        // Who comes late sees both texts.
        let late = [("action", "save"), ("version", &*version), ("text", "Safran"), ("direction", "")];
        desk.post(&page, &late).await.assert_status(409).assert_text("cannelle").assert_text("Safran");
        // Nobody else gets so far.
        let member = app.bed.member("yasmin", Role::Member).await;
        reader.sign_in_as(&member).await;
        reader.get(&format!("{page}/picture")).await.assert_status(403);

        // What is published no more is shown to the desk alone.
        desk.post("/fr/desk/library/safetyaudio", &[("action", "unpublish")]).await.assert_status(303);
        reader.visit(&format!("{READ}?page=2")).await.assert_status(404);
        reader.get("/media/page/thepages/2.jpg").await.assert_status(404);
        desk.get(&format!("{page}/picture")).await.assert_status(200);
        let again = [("action", "again"), ("file", "thepages")];
        desk.post(queue, &again).await.assert_status(303);
    }
}
