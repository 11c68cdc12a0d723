//! The emergency exit.

use domain::Role;
use entity::identity::session;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::{Answer, TestApp};

fn assert_out(answer: &Answer) {
    answer.assert_status(303);
    assert_eq!(answer.location(), "https://www.meteo.tn/");
    assert_eq!(answer.header("clear-site-data"), "\"cookies\", \"storage\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn ends_the_session_and_leaves_nothing() {
    for app in TestApp::each().await {
        let member = app.bed.member("yasmin", Role::Member).await;
        let mut browser = app.browser();
        browser.sign_in_as(&member).await;
        browser.jar.insert("lang".into(), "fr".into());
        browser.jar.insert("view".into(), "simple".into());
        let token = browser.jar["sid"].clone();
        let answer = browser.get("/exit").await;
        assert_out(&answer);
        assert!(answer.cookies().iter().any(|line| line.starts_with("sid=; Path=/; Max-Age=0")));
        assert!(answer.cookies().iter().any(|line| line.starts_with("lang=; Path=/; Max-Age=0")));
        assert!(browser.jar.is_empty());
        assert_eq!(session::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 0);
        browser.jar.insert("sid".into(), token);
        let page = browser.get("/ar/account").await;
        assert!(page.location().starts_with("/ar/sign-in") || page.status == 404, "signed out");
    }
}

#[tokio::test]
async fn works_for_guests_by_post_with_nonsense_and_without_a_database() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let guest = browser.get("/exit").await;
    assert_out(&guest);
    assert!(guest.cookies().is_empty());
    assert_out(&browser.post("/exit", &[]).await);
    browser.jar.insert("sid".into(), "nonsense".into());
    assert_out(&browser.get("/exit").await);
    let member = app.bed.member("yasmin", Role::Member).await;
    browser.sign_in_as(&member).await;
    app.bed.services.db.close().await;
    let begun = std::time::Instant::now();
    assert_out(&browser.get("/exit").await);
    assert!(begun.elapsed().as_millis() < 1_000);
    assert!(browser.jar.is_empty());
}
