//! Built files.

use std::fs;

use http::Request;
use server::{config::Config, handlers::files::SiteFiles, http::AppState, routes};

use crate::support::{TestApp, TestBrowser};

fn site(folder: &std::path::Path) {
    fs::create_dir_all(folder.join("pkg/fonts")).unwrap();
    let css = "body{color:red}".repeat(50);
    fs::write(folder.join("pkg/main.ab12cd34.css"), &css).unwrap();
    fs::write(folder.join("pkg/main.ab12cd34.css.br"), b"brotli twin").unwrap();
    fs::write(folder.join("pkg/main.ab12cd34.css.gz"), b"gzip twin").unwrap();
    fs::write(folder.join("pkg/fonts/arabic.ff00ff00.woff2"), b"font").unwrap();
    fs::write(folder.join("pkg/digits-ar.aa11bb22.mp3"), b"0123456789").unwrap();
    fs::write(folder.join("pkg/unlisted.css"), b"secret").unwrap();
    fs::write(folder.join("robots.txt"), b"User-agent: *\n").unwrap();
    fs::write(
        folder.join("manifest.json"),
        r#"{"fonts/arabic.woff2": "/pkg/fonts/arabic.ff00ff00.woff2", "island_exports": ["A_1"],
            "digits-ar.mp3": "/pkg/digits-ar.aa11bb22.mp3", "islands": true, "main.css": "/pkg/main.ab12cd34.css"}"#,
    )
    .unwrap();
}

/// Some browsers play no sound of which they cannot ask for a part.
#[tokio::test]
async fn a_built_sound_is_answered_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let app = TestApp::sqlite().await;
    let files = SiteFiles::load(folder.path()).unwrap();
    let state = AppState::new(app.bed.services.clone(), Config::default(), files);
    let mut browser = TestBrowser::new(routes::router(state.clone()), state);
    let path = "/pkg/digits-ar.aa11bb22.mp3";
    let whole = browser.send(Request::get(path)).await;
    whole.assert_status(200);
    assert_eq!((whole.text().as_str(), whole.header("content-type")), ("0123456789", "audio/mpeg"));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let tag = whole.header("etag").to_owned();
    for (range, held_by, status, body, part) in [
        ("bytes=0-1", None, 206, "01", "bytes 0-1/10"),
        ("bytes=8-", None, 206, "89", "bytes 8-9/10"),
        ("bytes=8-", Some(tag.as_str()), 206, "89", "bytes 8-9/10"),
        ("bytes=8-", Some("\"other\""), 200, "0123456789", ""),
        ("bytes=10-", None, 416, "", "bytes */10"),
    ] {
        let mut request = Request::get(path).header("range", range);
        if let Some(tag) = held_by {
            request = request.header("if-range", tag);
        }
        let answer = browser.send(request).await;
        answer.assert_status(status);
        assert_eq!((answer.text().as_str(), answer.header("content-range")), (body, part), "{range}");
    }
    let text = browser.send(Request::get("/pkg/main.ab12cd34.css").header("range", "bytes=0-1")).await;
    text.assert_status(200);
}

#[tokio::test]
async fn hashed_files_are_served_for_good_in_the_best_coding() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let app = TestApp::sqlite().await;
    let files = SiteFiles::load(folder.path()).unwrap();
    assert!(files.assets.islands);
    assert_eq!(files.assets.href("main.css"), "/pkg/main.ab12cd34.css");
    // As they travel.
    assert_eq!(files.assets.weight(&["main.css", "fonts/arabic.woff2", "none"]), 11 + 4);
    assert!(files.assets.built("none").is_none());
    // The service worker knows the files of this build alone; another build is another version of it.
    assert!(files.worker.contains("FILES = {\"main.css\":\"/pkg/main.ab12cd34.css\"};"), "{}", files.worker);
    let version = |files: &SiteFiles| files.worker.split('\'').nth(1).unwrap().to_owned();
    assert_ne!(version(&files), version(&SiteFiles::none()));
    let state = AppState::new(app.bed.services.clone(), Config::default(), files);
    let mut browser = TestBrowser::new(routes::router(state.clone()), state);
    let path = "/pkg/main.ab12cd34.css";
    for (list, coding, body) in [
        ("gzip, br", "br", "brotli twin"),
        ("gzip", "gzip", "gzip twin"),
        ("br;q=0.1, gzip;q=0.5", "gzip", "gzip twin"),
        ("br;q=0, identity", "", "body{color:red}"),
    ] {
        let answer = browser.send(Request::get(path).header("accept-encoding", list)).await;
        answer.assert_status(200);
        assert_eq!(answer.header("content-encoding"), coding, "{list}");
        assert!(answer.text().starts_with(body), "{list}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
        assert_eq!(answer.header("vary"), "Accept-Encoding");
        let tag = answer.header("etag").to_owned();
        let again = Request::get(path)
            .header("accept-encoding", list)
            .header("if-none-match", format!("\"x\", {tag}"));
        let again = browser.send(again).await;
        again.assert_status(304);
        assert!(again.body.is_empty());
    }
    let font = browser.get("/pkg/fonts/arabic.ff00ff00.woff2").await;
    assert_eq!((font.header("content-type"), font.text().as_str()), ("font/woff2", "font"));
    let head = browser.send(Request::head(path)).await;
    assert_eq!(head.header("content-length"), "750");
    for unknown in
        ["/pkg/unlisted.css", "/pkg/../manifest.json", "/pkg/%2e%2e/manifest.json", "/pkg/", "/manifest.json"]
    {
        browser.get(unknown).await.assert_status(404);
    }
    let robots = browser.get("/robots.txt").await.text();
    assert!(robots.starts_with("User-agent: *\n") && robots.contains("\nSitemap: http"), "{robots}");
    assert_eq!(browser.get("/favicon.svg").await.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn without_a_site_pages_are_served_and_the_reason_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let missing = SiteFiles::load(folder.path()).unwrap_err();
    assert!(missing.contains("manifest.json"), "{missing}");
    fs::write(folder.path().join("manifest.json"), "{").unwrap();
    assert!(SiteFiles::load(folder.path()).is_err());
    let app = TestApp::sqlite().await;
    app.browser().get("/ar/forum").await.assert_status(200);
}
