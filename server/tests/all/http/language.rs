//! Which language, and which of two addresses.

use http::Request;

use crate::support::TestApp;

#[tokio::test]
async fn the_front_door_knows_her_language() {
    let app = TestApp::sqlite().await;
    for (cookie, accepts, home) in [
        ("", "", "/ar"),
        ("", "fr-TN,fr;q=0.9,en;q=0.8", "/fr"),
        ("", "de, en;q=0.2, fr;q=0.1", "/en"),
        ("", "fr;q=0, zz", "/ar"),
        ("lang=en", "fr", "/en"),
        ("lang=ar", "fr", "/ar"),
        ("lang=<script>", "fr", "/fr"),
    ] {
        let mut request = Request::get("/");
        if !cookie.is_empty() {
            request = request.header("cookie", cookie);
        }
        if !accepts.is_empty() {
            request = request.header("accept-language", accepts);
        }
        let answer = app.browser().send(request).await;
        answer.assert_status(303);
        assert_eq!(answer.location(), home, "{cookie} {accepts}");
        assert_eq!(answer.header("vary"), "Cookie, Accept-Language");
    }
}

#[tokio::test]
async fn addresses_without_language_lead_to_hers_and_a_slash_too_many_goes() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    browser.always("accept-language", "fr");
    for (from, status, to) in [
        ("/forum", 303, "/fr/forum"),
        ("/forum/", 303, "/fr/forum"),
        ("/forum/new?category=unions", 303, "/fr/forum/new?category=unions"),
        ("/safety", 303, "/fr/safety"),
        ("/sign-in?next=%2Far", 303, "/fr/sign-in?next=%2Far"),
        ("/ar/", 308, "/ar"),
        ("/en/forum/?page=2", 308, "/en/forum?page=2"),
        ("/en/forum///", 308, "/en/forum"),
    ] {
        let answer = browser.get(from).await;
        answer.assert_status(status);
        assert_eq!(answer.location(), to, "{from}");
    }
    for elsewhere in
        ["//evil.example/", "//evil.example/ar/", "/%2f%2fevil.example/", "/\\evil/", "/evil.example/"]
    {
        let Ok(uri) = elsewhere.parse::<http::Uri>() else { continue };
        let answer = browser.send(Request::get(uri)).await;
        answer.assert_status(404);
        assert_eq!(answer.location(), "");
    }
}

#[tokio::test]
async fn a_language_is_remembered_only_when_it_was_not_expected() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let page = browser.get("/ar/forum").await;
    page.assert_status(200);
    assert!(page.cookies().is_empty(), "a guest has no cookie");
    let page = browser.get("/fr/forum").await;
    assert_eq!(page.cookies(), ["lang=fr; Path=/; SameSite=Lax; HttpOnly"]);
    assert_eq!(browser.get("/").await.location(), "/fr");
    assert!(browser.get("/fr/forum").await.cookies().is_empty());
    assert!(browser.get("/en/nothing").await.cookies().is_empty(), "an error page says nothing of her");
}

#[tokio::test]
async fn errors_speak_the_language_of_the_address_or_hers() {
    let app = TestApp::sqlite().await;
    for (path, accepts, lang) in [
        ("/fr/x", "ar", "fr"),
        ("/x", "en", "en"),
        ("/x", "", "ar"),
        ("/api/x", "fr", "fr"),
        ("/ar/x", "fr", "ar"),
    ] {
        let mut browser = app.browser();
        browser.always("accept-language", accepts);
        let answer =
            if path.starts_with("/api") { browser.post(path, &[]).await } else { browser.get(path).await };
        answer.assert_status(404).assert_text(&format!("<html lang=\"{lang}\""));
    }
}
