//! Where she is led after signing in: to a page of ours, whatever the address says.

use oauth2::url::Url;

use super::{
    op::Op,
    way::{apps, arrive, callback, first, go},
};
use crate::support::encode;

const OURS: &str = "https://jusoor.example";

/// More than two hundred ways of writing "elsewhere".
fn elsewhere() -> Vec<String> {
    let hosts = [
        "evil.example",
        "evil.example/ar",
        "jusoor.example.evil.example",
        "evil.example:443",
        "[::1]",
        "3232235777",
    ];
    let before = [
        "//",
        "///",
        "////",
        "\\\\",
        "/\\",
        "\\/",
        "/\\/",
        "//\\",
        "https://",
        "http://",
        "HTTPS://",
        "https:",
        "https:/",
        "http:\\\\",
        "javascript:alert(1)//",
        "data:text/html,",
        "ftp://",
        "//\t",
        "/\t/",
        "\t//",
        " //",
        "//%00",
        "/%09/",
        "/%2f",
        "%2f%2f",
        "%5c%5c",
        "/%5c",
        "//jusoor.example@",
        "https://jusoor.example@",
        "/ar@",
        "@",
        "/ar\r\nLocation: https://",
        "/ar%0d%0aLocation:%20https://",
        "/.",
        "/./",
        "/../",
        "/ar\\..\\",
        ".",
        "..//",
        "?next=//",
        "#//",
        "/evil/",
        "/arx/",
        "/AR/",
        "ar/",
        "\u{2044}\u{2044}",
        "/\u{FF0F}",
        "\u{3002}",
        "//\u{E0}",
        "/\u{200B}/",
    ];
    let mut all: Vec<String> =
        before.iter().flat_map(|start| hosts.iter().map(move |host| format!("{start}{host}"))).collect();
    all.extend([format!("/ar/{}", "a".repeat(400)), String::new(), "\0".to_owned(), "/".to_owned()]);
    all
}

/// What looks like a page of ours and stays one, whatever is behind it.
const HERE: [&str; 8] = [
    "/ar//evil.example",
    "/fr/..//evil.example",
    "/fr/%2f%2fevil.example",
    "/fr/%5cevil.example",
    "/fr?next=https://evil.example",
    "/fr/forum?x=%0d%0aSet-Cookie:%20a=b",
    "/en/https://evil.example",
    "/ar/./../../evil.example",
];

#[tokio::test]
async fn no_address_leads_away() {
    let all: Vec<String> = elsewhere().into_iter().chain(HERE.map(str::to_owned)).collect();
    assert!(all.len() >= 200, "{}", all.len());
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        first(&mut app.browser(), &op, "a", "Olive Tranquille").await.assert_status(200);
        for next in &all {
            // All the way: her click, the provider, and back.
            let mut browser = app.browser();
            let start = format!("/auth/a?l=fr&{}", encode(&[("next", next)]));
            let back = go(&mut browser, &op, &start).await;
            let there = arrive(&mut browser, &callback("a", &back)).await;
            there.assert_status(303);
            let base = Url::parse(OURS).unwrap();
            let led = base.join(there.location()).unwrap();
            assert_eq!(led.origin(), base.origin(), "{next:?} led to {}", there.location());
            if !HERE.contains(&next.as_str()) {
                assert_eq!(there.location(), "/fr/account", "{next:?}");
            }
            assert_eq!(there.headers.get_all("location").iter().count(), 1);
        }
        // What cannot begin there is led to a page that carries nothing of it either.
        for next in &all {
            let mut browser = app.browser();
            let asked = browser.get(&format!("/auth/a?l=fr&{}", encode(&[("next", next)]))).await;
            assert!(asked.location().starts_with("/fr/sign-in/a"), "{next:?}: {}", asked.location());
        }
        op.forget();
    }
}
