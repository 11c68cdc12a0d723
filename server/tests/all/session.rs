//! Sessions: who is signed in, for how long, and what of it is stored.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp};
use app::site::{
    page::{Reply, SessionChange},
    request::RequestCtx,
};
use axum::Router;
use chrono::Duration;
use domain::{Role, testing::TestBed};
use entity::identity::{member, session};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};
use server::{
    config::Config,
    http::{
        AppState,
        answer::{form, page},
    },
};

/// A page that says who asks, and forms that begin and end a session, as the room identity has them.
fn probe() -> Router<AppState> {
    let who = |ctx: RequestCtx, _| async move {
        let text =
            ctx.actor.member().map_or("guest".to_owned(), |m| format!("{} {}", m.pseudonym, m.role.as_str()));
        Ok(Reply::see_other(format!("/who/{}", text.replace(' ', "/"))))
    };
    Router::new()
        .route("/ar/who", page(who).into())
        .route(
            "/ar/begin",
            axum::routing::post(form(&["id"], |_, _, form| async move {
                let id = contract::ids::MemberId::trusted(form.get("id"));
                Ok(Reply::see_other("/ar/who").with_session(SessionChange::Begin(id)))
            })),
        )
        .route(
            "/ar/end",
            axum::routing::post(form(&[], |_, _, _| async move {
                Ok(Reply::see_other("/ar").with_session(SessionChange::End))
            })),
        )
}

async fn apps(change: impl Fn(&mut Config)) -> Vec<TestApp> {
    let mut config = Config::default();
    change(&mut config);
    TestBed::each().await.into_iter().map(|bed| TestApp::over(bed, config.clone(), probe())).collect()
}

fn session_line(answer: &Answer) -> String {
    answer.cookies().into_iter().find(|line| line.contains("sid=")).expect("a session cookie").to_owned()
}

#[tokio::test]
async fn begins_and_ends() {
    for app in apps(|_| ()).await {
        let actor = app.bed.member("yasmin", Role::Moderator).await;
        let id = actor.member_id().unwrap().as_str().to_owned();
        let mut browser = app.browser();
        assert_eq!(browser.get("/ar/who").await.location(), "/who/guest");
        let begun = browser.post("/ar/begin", &[("id", &id)]).await;
        begun.assert_status(303);
        let line = session_line(&begun);
        assert!(line.starts_with("sid="), "{line}");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(line.contains(attribute), "{line}");
        }
        assert!(!line.contains("Max-Age") && !line.contains("Domain") && !line.contains("Secure"), "{line}");
        assert_eq!(browser.get("/ar/who").await.location(), "/who/yasmin/moderator");

        // What is stored opens nothing.
        let token = browser.jar["sid"].clone();
        let rows = session::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert!(!format!("{rows:?}").contains(&token));
        assert_eq!(rows[0].id_hash.len(), 64);
        let mut thief = app.browser();
        thief.jar.insert("sid".into(), rows[0].id_hash.clone());
        assert_eq!(thief.get("/ar/who").await.location(), "/who/guest");

        let ended = browser.post("/ar/end", &[]).await;
        assert_eq!(ended.header("clear-site-data"), "\"cookies\", \"storage\"");
        assert!(session_line(&ended).starts_with("sid=;"));
        assert_eq!(session::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 0);
        let mut old = app.browser();
        old.jar.insert("sid".into(), token);
        let answer = old.get("/ar/who").await;
        assert_eq!(answer.location(), "/who/guest");
        assert!(session_line(&answer).starts_with("sid=;"), "a dead cookie is taken away");
    }
}

#[tokio::test]
async fn a_session_planted_before_sign_in_is_worthless() {
    for app in apps(|_| ()).await {
        let victim = app.bed.member("victim", Role::Member).await;
        let attacker = app.bed.member("attacker", Role::Member).await;
        let mut browser = app.browser();
        browser.sign_in_as(&attacker).await;
        let planted = browser.jar["sid"].clone();
        browser.post("/ar/begin", &[("id", victim.member_id().unwrap().as_str())]).await.assert_status(303);
        assert_ne!(browser.jar["sid"], planted);
        assert_eq!(browser.get("/ar/who").await.location(), "/who/victim/member");
        let mut other = app.browser();
        other.jar.insert("sid".into(), planted);
        assert_eq!(other.get("/ar/who").await.location(), "/who/guest");
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    for app in apps(|config| config.server.public_url = "https://jusoor.example".into()).await {
        let actor = app.bed.member("yasmin", Role::Member).await;
        let mut browser = app.browser();
        let begun = browser.post("/ar/begin", &[("id", actor.member_id().unwrap().as_str())]).await;
        let line = session_line(&begun);
        assert!(line.starts_with("__Host-sid=") && line.contains("Secure"), "{line}");
        assert_eq!(begun.header("strict-transport-security"), "max-age=31536000");
        let removed = session_line(&browser.post("/ar/end", &[]).await);
        assert!(removed.starts_with("__Host-sid=;") && removed.contains("Secure"), "{removed}");
    }
}

#[tokio::test]
async fn role_and_state_are_those_of_this_moment() {
    for app in apps(|_| ()).await {
        let actor = app.bed.member("yasmin", Role::Member).await;
        let id = actor.member_id().unwrap().as_str().to_owned();
        let mut browser = app.browser();
        browser.sign_in_as(&actor).await;
        let change = |column: &'static str, value: &'static str| {
            let mut row = member::ActiveModel { id: Set(id.clone()), ..Default::default() };
            match column {
                "role" => row.role = Set(value.into()),
                _ => row.state = Set(value.into()),
            }
            row.update(app.bed.services.db.writer())
        };
        change("role", "admin").await.unwrap();
        assert_eq!(browser.get("/ar/who").await.location(), "/who/yasmin/admin");
        change("state", "disabled").await.unwrap();
        assert_eq!(browser.clone().get("/ar/who").await.location(), "/who/guest");
        change("state", "active").await.unwrap();
        assert_eq!(browser.get("/ar/who").await.location(), "/who/yasmin/admin");
    }
}

#[tokio::test]
async fn ends_by_itself_when_idle_and_in_any_case() {
    let rules = |config: &mut Config| {
        config.session.idle_minutes = 240;
        config.session.absolute_hours = 10;
    };
    for app in apps(rules).await {
        let actor = app.bed.member("yasmin", Role::Member).await;
        let mut idle = app.browser();
        idle.sign_in_as(&actor).await;
        let mut busy = app.browser();
        busy.sign_in_as(&actor).await;
        for _ in 0..3 {
            app.bed.clock.advance(Duration::minutes(150));
            assert_eq!(busy.get("/ar/who").await.location(), "/who/yasmin/member");
            // The limit moves beside the request.
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
        assert_eq!(idle.get("/ar/who").await.location(), "/who/guest");
        app.bed.clock.advance(Duration::minutes(151));
        assert_eq!(busy.get("/ar/who").await.location(), "/who/guest", "ten hours are over");
        app.browser().sign_in_as(&actor).await;
        assert_eq!(
            session::Entity::find().count(app.bed.services.db.read()).await.unwrap(),
            1,
            "the dead are gone"
        );
    }
}

#[tokio::test]
async fn reading_writes_at_most_once_an_hour() {
    for app in apps(|_| ()).await {
        let actor = app.bed.member("yasmin", Role::Member).await;
        let mut browser = app.browser();
        browser.sign_in_as(&actor).await;
        let limit = || async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            session::Entity::find().one(app.bed.services.db.read()).await.unwrap().unwrap().expires_at
        };
        let first = limit().await;
        app.bed.clock.advance(Duration::minutes(59));
        browser.get("/ar/who").await;
        assert_eq!(limit().await, first);
        app.bed.clock.advance(Duration::minutes(2));
        browser.get("/ar/who").await;
        assert_eq!(limit().await, first + 61 * 60_000);
    }
}

#[tokio::test]
async fn guests_have_no_session_and_broken_cookies_are_harmless() {
    for app in apps(|_| ()).await {
        let mut browser = app.browser();
        assert!(browser.get("/ar/who").await.cookies().is_empty());
        for broken in ["x", "", "%C3%28", "AAAAAAAAAAAAAAAAAAAAAA", &"A".repeat(5_000)] {
            let mut browser = app.browser();
            browser.jar.insert("sid".into(), broken.into());
            browser.get("/ar/who").await.assert_status(303);
        }
        assert_eq!(session::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 0);
    }
}
