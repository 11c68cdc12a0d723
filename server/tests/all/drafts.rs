//! What she keeps before she sends it, and what she gets back when she was signed out while writing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser, signed_in};
use chrono::Duration;
use contract::Locale;
use domain::{
    Role,
    forum::{self, NewTopic, Sent},
    identity::{
        self, Passphrase,
        two_step::{TotpSecret, totp::step_at},
    },
    kept_form,
};
use entity::forum::draft;
use sea_orm::{EntityTrait, PaginatorTrait};

const SECRET: &str = "colline lampe safran train";
const TEXT: &str = "نصّ كتبته بعناية & <محبّة> زعفران";

async fn apps() -> Vec<TestApp> {
    let apps = TestApp::each_with(|config| config.limits.post_burst = 1_000_000).await;
    for app in &apps {
        forum::seed::seed(&app.bed.services).await.unwrap();
    }
    apps
}

async fn published(app: &TestApp) -> Sent {
    let team = app.bed.member("سند", Role::Moderator).await;
    let form = NewTopic {
        category: "unions".into(),
        title: "عنوان النقاش".into(),
        body: "نصّ".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&app.bed.services, &team, &form, Locale::Ar).await.unwrap()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// What stands in the form's text field.
fn typed(page: &Answer) -> String {
    let text = page.text();
    let field = text.split("name=\"body\"").nth(1).expect("a text field");
    unescaped(field.split_once('>').unwrap().1.split("</textarea>").next().unwrap())
}

fn path(answer: &Answer) -> String {
    answer.location().split('#').next().unwrap().to_owned()
}

async fn count(app: &TestApp) -> u64 {
    draft::Entity::find().count(app.bed.services.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_draft_waits_in_its_form_until_it_is_sent() {
    for app in apps().await {
        let sent = published(&app).await;
        let (_, mut her) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut other) = signed_in(&app, "وردة", Role::Member).await;
        let topic = format!("/ar/forum/t/{}", sent.topic);
        let page = her.get(&topic).await;
        assert_eq!(page.hidden("sequence").as_deref(), Some("0"));
        let save = [
            ("body", TEXT),
            ("content_note", "loss"),
            ("anonymous", "yes"),
            ("sequence", "0"),
            ("action", "draft"),
        ];
        let kept = her.post(&topic, &save).await;
        kept.assert_status(303);
        assert_eq!(kept.location(), format!("{topic}?done=draft#draft"));
        let page = her.get(&path(&kept)).await;
        assert_eq!(typed(page.assert_status(200)), TEXT);
        page.assert_text("value=\"loss\" selected")
            .assert_text(&i18n::catalogue(Locale::Ar).msg_writing_draft_done());
        assert!(page.text().contains("name=\"anonymous\" value=\"yes\" checked"));
        assert_eq!(page.hidden("sequence").as_deref(), Some("1"));
        // What she wants to quote stands below it.
        let quoted = typed(&her.get(&format!("{topic}?quote={}", sent.post)).await);
        assert!(
            quoted.starts_with(TEXT) && quoted.contains(&format!("> [quote:{}:1]\n> نصّ", sent.post)),
            "{quoted}"
        );
        // It is hers alone, and nothing was sent.
        assert_eq!(typed(&other.get(&topic).await), "");
        assert!(!app.browser().get(&topic).await.text().contains(TEXT));
        let list = her.get("/ar/my/drafts").await;
        list.assert_status(200).assert_text("عنوان النقاش").assert_text("نصّ كتبته بعناية");
        assert!(!other.get("/ar/my/drafts").await.text().contains("بعناية"));
        her.get("/ar/my/contributions").await.assert_text("/ar/my/drafts");
        // Sent, it is gone; and an older window cannot bring it back unasked.
        let send = [("body", TEXT), ("sequence", "1"), ("action", "send")];
        her.post(&topic, &send).await.assert_status(303);
        assert_eq!(count(&app).await, 0);
        let stale = her.post(&topic, &[("body", TEXT), ("sequence", "1"), ("action", "draft")]).await;
        stale.assert_status(409).assert_text(&i18n::catalogue(Locale::Ar).msg_writing_newer_gone_title());
        assert_eq!(typed(&stale), TEXT);
        assert_eq!(stale.hidden("sequence").as_deref(), Some("0"), "she may keep it anew");
        assert_eq!(count(&app).await, 0);
        // Refusals keep the text, and a guest has no drafts.
        let empty = her.post(&topic, &[("body", " "), ("action", "draft")]).await;
        empty.assert_status(422);
        let long = "م".repeat(20_001);
        let answer = her.post(&topic, &[("body", &long), ("action", "draft")]).await;
        assert_eq!(typed(answer.assert_status(422)), long);
        her.post("/ar/forum/t/nowhere12345", &[("body", TEXT), ("action", "draft")]).await.assert_status(404);
        app.browser().post(&topic, &save).await.assert_status(401);
        assert_eq!(count(&app).await, 0);
    }
}

#[tokio::test]
async fn of_two_windows_none_overwrites_the_other() {
    for app in apps().await {
        let (_, mut her) = signed_in(&app, "ياسمين", Role::Member).await;
        let (new, with) = ("/ar/forum/new", "/ar/forum/new?category=unions");
        let form = |title: &'static str, body: &'static str, sequence: &'static str| {
            [
                ("category", "poverty"),
                ("title", title),
                ("body", body),
                ("poll_choices", "نعم\nلا"),
                ("place", "unions"),
                ("sequence", sequence),
                ("action", "draft"),
            ]
        };
        let kept = her.post(new, &form("أوّل", "نصّ أوّل", "0")).await;
        assert_eq!(kept.location(), format!("{with}&done=draft#draft"));
        // The place is that of the form, the category what she chose in it.
        let page = her.get(with).await;
        page.assert_text("value=\"poverty\" selected").assert_text("value=\"أوّل\"").assert_text("نعم\nلا");
        assert_eq!(typed(&page), "نصّ أوّل");
        assert_eq!(page.hidden("place").as_deref(), Some("unions"));
        assert_eq!(typed(&her.get(new).await), "", "another place");
        her.post(new, &form("ثان", "نصّ ثان", "1")).await.assert_status(303);
        // The other window is still at the first one.
        let conflict = her.post(new, &form("قديم", "نصّ قديم", "1")).await;
        conflict
            .assert_status(409)
            .assert_text("نصّ ثان")
            .assert_text("نصّ قديم")
            .assert_text("value=\"قديم\"");
        assert_eq!(typed(&conflict), "نصّ قديم");
        assert_eq!(typed(&her.get(with).await), "نصّ ثان", "nothing was overwritten");
        // Unless she says so, from that page.
        let sequence = conflict.hidden("sequence").unwrap();
        assert_eq!((sequence.as_str(), conflict.hidden("place").as_deref()), ("2", Some("unions")));
        let mut pairs = form("قديم", "نصّ قديم", "0").to_vec();
        pairs[5].1 = &sequence;
        her.post(new, &pairs).await.assert_status(303);
        assert_eq!(typed(&her.get(with).await), "نصّ قديم");
        // A text that is sent takes its own draft along, not what another window kept since.
        let mut send = form("قديم", "نصّ قديم", "2");
        send[0].1 = "unions";
        send[3].1 = "";
        send[6].1 = "send";
        her.post(new, &send).await.assert_status(303);
        assert_eq!(count(&app).await, 1);
        // Thrown away in the form, or in the list.
        let discard = [("place", "unions"), ("action", "discard")];
        assert_eq!(her.post(new, &discard).await.location(), with);
        assert_eq!(count(&app).await, 0);
        her.post(new, &form("آخر", "نصّ آخر", "0")).await.assert_status(303);
        let list = her.get("/fr/my/drafts").await;
        let place = list.hidden("place").unwrap();
        assert_eq!(place, "c/unions");
        let (_, mut other) = signed_in(&app, "وردة", Role::Member).await;
        other.post("/fr/my/drafts", &[("place", &place), ("action", "discard")]).await.assert_status(303);
        assert_eq!(count(&app).await, 1, "not hers to throw away");
        her.post("/fr/my/drafts", &[("place", "../x"), ("action", "discard")]).await.assert_status(422);
        let done = her.post("/fr/my/drafts", &[("place", &place), ("action", "discard")]).await;
        her.get(&path(&done)).await.assert_text(&i18n::catalogue(Locale::Fr).msg_writing_drafts_discarded());
        assert_eq!(count(&app).await, 0);
    }
}

#[tokio::test]
async fn drafts_are_exported_and_go_by_themselves_and_with_the_account() {
    use domain::privacy;
    for app in apps().await {
        let (actor, mut her) = signed_in(&app, "ياسمين", Role::Member).await;
        let save = [("title", "عنوان"), ("body", TEXT), ("action", "draft")];
        her.post("/ar/forum/new", &save).await.assert_status(303);
        let services = &app.bed.services;
        her.post("/ar/account/data/export", &[]).await.assert_status(303);
        let id = her.get("/ar/account/data").await.hidden("export").expect("a download");
        let mut seen = Vec::new();
        privacy::export::download(
            services,
            &actor,
            &id,
            Locale::Ar,
            privacy::export::Device::Own,
            |export| {
                seen.clone_from(&export.drafts);
                Ok(Vec::new())
            },
        )
        .await
        .unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].place.as_str(), seen[0].text.as_str()), ("new", TEXT));
        // Thirty days without a change.
        let rules = privacy::sweep::Rules { unlink_after_months: 0 };
        app.bed.clock.advance(Duration::days(29));
        privacy::sweep::sweep(services, rules).await.unwrap();
        assert_eq!(count(&app).await, 1);
        app.bed.clock.advance(Duration::days(2));
        privacy::sweep::sweep(services, rules).await.unwrap();
        assert_eq!(count(&app).await, 0);
    }
}

async fn account(app: &TestApp, name: &str) -> TestBrowser {
    identity::create_for_team(&app.bed.services, name, Role::Member, &Passphrase::read(SECRET))
        .await
        .unwrap();
    let mut browser = app.browser();
    browser.post("/ar/sign-in", &[("pseudonym", name), ("passphrase", SECRET)]).await.assert_status(303);
    browser
}

/// Every byte of the database's files and, where there is a server, every row of every table.
async fn stored(app: &TestApp) -> String {
    use sea_orm::{ConnectionTrait, Statement};
    let db = app.bed.services.db.read();
    if app.bed.services.db.is_sqlite() {
        let file = app.bed.url.trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
        let read = |end: &str| std::fs::read(format!("{file}{end}")).unwrap_or_default();
        return String::from_utf8_lossy(&[read(""), read("-wal")].concat()).into_owned();
    }
    let of = |sql: String| Statement::from_string(app.bed.services.db.backend(), sql);
    let tables = "SELECT table_name::text AS t FROM information_schema.tables WHERE table_schema = 'public'";
    let mut all = String::new();
    for row in db.query_all_raw(of(tables.to_owned())).await.unwrap() {
        let table: String = row.try_get("", "t").unwrap();
        let rows = db.query_all_raw(of(format!("SELECT row_to_json(x)::text AS r FROM \"{table}\" x"))).await;
        for row in rows.unwrap() {
            all.push_str(&row.try_get::<String>("", "r").unwrap());
        }
    }
    all
}

#[tokio::test]
async fn signed_out_while_writing_she_gets_it_back_and_nobody_else_does() {
    for app in apps().await {
        let sent = published(&app).await;
        let mut her = account(&app, "Yasmin 12").await;
        account(&app, "Warda 7").await;
        let new = "/ar/forum/new".to_owned();
        let topic = format!("/ar/forum/t/{}", sent.topic);
        for target in [&new, &topic] {
            let owner = her.get(target).await.hidden("owner").expect("whose form it is");
            // Her session ends, the page stays open.
            let mut lost = app.browser();
            let pairs = [
                ("category", "unions"),
                ("title", "عنوان يبقى"),
                ("body", TEXT),
                ("language", "ar"),
                ("owner", owner.as_str()),
                ("action", "send"),
            ];
            let pairs = if *target == new { pairs.to_vec() } else { pairs[2..].to_vec() };
            let closed = lost.post(target, &pairs).await;
            closed.assert_status(401).assert_text("name=\"passphrase\"");
            closed.assert_text(&i18n::catalogue(Locale::Ar).msg_writing_lost());
            assert_eq!(closed.header("cache-control"), "no-store");
            assert!(
                !closed.text().contains("زعفران") && !closed.text().contains("عنوان يبقى"),
                "it is closed"
            );
            let kept = closed.hidden("kept").unwrap();
            let sign_in = |name: &'static str, passphrase: &'static str, kept: &str| {
                let kept = kept.to_owned();
                let next = closed.hidden("next").unwrap_or_default();
                async move |browser: &mut TestBrowser| {
                    let pairs =
                        [("pseudonym", name), ("passphrase", passphrase), ("kept", &kept), ("next", &next)];
                    browser.post("/ar/sign-in", &pairs).await
                }
            };
            // A slip of the hand loses nothing.
            let wrong = sign_in("Yasmin 12", "colline lampe safran", &kept)(&mut app.browser()).await;
            wrong.assert_status(422);
            assert_eq!(wrong.hidden("kept").as_deref(), Some(kept.as_str()));
            // Somebody else gets where she wanted to go, and no word.
            let mut other = app.browser();
            let hers = sign_in("Warda 7", SECRET, &kept)(&mut other).await;
            hers.assert_status(303);
            assert!(!other.get(&path(&hers)).await.text().contains("زعفران"));
            // Changed, it opens for nobody.
            let broken = kept.replacen(|c: char| c.is_ascii_lowercase(), "A", 1);
            sign_in("Yasmin 12", SECRET, &broken)(&mut app.browser()).await.assert_status(303);
            // She herself has it again, in the answer that signs her in.
            let mut back = app.browser();
            let page = sign_in("Yasmin 12", SECRET, &kept)(&mut back).await;
            page.assert_status(200).assert_text(&i18n::catalogue(Locale::Ar).msg_writing_lost_back());
            assert_eq!(page.header("cache-control"), "no-store");
            assert_eq!(typed(&page), TEXT);
            assert!(!page.text().contains("hreflang"));
            if *target == new {
                page.assert_text("value=\"عنوان يبقى\"").assert_text("value=\"unions\" selected");
            }
            page.assert_text("value=\"ar\" selected").assert_text(&format!("action=\"{target}\""));
            // In no table, address or cookie.
            let all = stored(&app).await;
            assert!(!all.contains("زعفران") && !all.contains("عنوان يبقى") && !all.contains(&kept));
            for answer in [&closed, &wrong, &hers, &page] {
                let told = format!("{:?}", answer.headers);
                assert!(!told.contains(&kept[..40]), "{told}");
            }
            // And she can send it from there.
            let owner = page.hidden("owner").unwrap();
            let pairs: Vec<(&str, &str)> = pairs
                .iter()
                .map(|(name, value)| (*name, if *name == "owner" { owner.as_str() } else { *value }))
                .collect();
            back.post(target, &pairs).await.assert_status(303);
            // Half an hour later it opens no more.
            let mut lost = app.browser();
            let mut again = pairs.clone();
            let body = again.iter_mut().find(|(name, _)| *name == "body").unwrap();
            body.1 = "ياقوت أزرق";
            let closed = lost.post(target, &again).await;
            app.bed.clock.advance(Duration::minutes(kept_form::MINUTES + 1));
            let late = closed.hidden("kept").unwrap();
            sign_in("Yasmin 12", SECRET, &late)(&mut lost).await.assert_status(303);
            assert!(!stored(&app).await.contains("ياقوت"));
            her = app.browser();
            her.post("/ar/sign-in", &[("pseudonym", "Yasmin 12"), ("passphrase", SECRET)])
                .await
                .assert_status(303);
            // Her post of before is not what is looked for next time.
            let db = app.bed.services.db.writer();
            entity::forum::post::Entity::update_many()
                .col_expr(entity::forum::post::Column::Source, sea_orm::sea_query::Expr::value("x"))
                .col_expr(entity::forum::post::Column::Html, sea_orm::sea_query::Expr::value("x"))
                .exec(db)
                .await
                .unwrap();
            entity::forum::topic::Entity::update_many()
                .col_expr(entity::forum::topic::Column::Title, sea_orm::sea_query::Expr::value("x"))
                .exec(db)
                .await
                .unwrap();
            if app.bed.services.db.is_sqlite() {
                use sea_orm::ConnectionTrait;
                for statement in ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
                    db.execute_unprepared(statement).await.unwrap();
                }
            }
        }
        // A form of hers that is sent while somebody else is signed in is given to nobody either.
        let owner = her.get(&topic).await.hidden("owner").unwrap();
        let mut other = app.browser();
        other
            .post("/ar/sign-in", &[("pseudonym", "Warda 7"), ("passphrase", SECRET)])
            .await
            .assert_status(303);
        let pairs = [("body", TEXT), ("owner", owner.as_str()), ("action", "send")];
        let closed = other.post(&topic, &pairs).await;
        closed.assert_status(401);
        assert!(!closed.text().contains("زعفران"));
        // A form that does not say whose it is, or was changed, is shown to whoever sent it, as any other.
        let pairs = [("body", TEXT), ("owner", "00"), ("action", "send")];
        app.browser().post(&topic, &pairs).await.assert_status(401).assert_text("زعفران");
    }
}

#[tokio::test]
async fn it_goes_through_the_second_step_too() {
    for app in apps().await {
        let sent = published(&app).await;
        let topic = format!("/ar/forum/t/{}", sent.topic);
        let mut her = account(&app, "Yasmin 12").await;
        let page = her.get("/ar/account/two-step").await;
        let text = page.text();
        let shown = text.split("id=\"secret\"").nth(1).unwrap().split("</bdi>").next().unwrap();
        let secret = TotpSecret::parse(shown.rsplit('>').next().unwrap()).unwrap();
        let code = |app: &TestApp| secret.code_at(step_at(app.bed.services.now_ms()));
        let offer = page.hidden("offer").unwrap();
        let now = code(&app);
        let pairs = [("action", "set-up"), ("offer", offer.as_str()), ("code", &now)];
        her.post("/ar/account/two-step", &pairs).await.assert_status(303);
        let owner = her.get(&topic).await.hidden("owner").unwrap();
        app.bed.clock.advance(Duration::minutes(2));
        let form = [("body", TEXT), ("owner", owner.as_str()), ("action", "send")];
        let mut lost = app.browser();
        let closed = lost.post(&topic, &form).await;
        let kept = closed.assert_status(401).hidden("kept").unwrap();
        let pairs = [("pseudonym", "Yasmin 12"), ("passphrase", SECRET), ("kept", kept.as_str())];
        let step = lost.post("/ar/sign-in", &pairs).await;
        step.assert_status(200).assert_text("name=\"code\"");
        assert!(!step.text().contains("زعفران"), "not before the second step");
        let kept = step.hidden("kept").unwrap();
        let wrong = lost.post("/ar/sign-in/code", &[("code", "000000"), ("kept", kept.as_str())]).await;
        assert_eq!(wrong.assert_status(422).hidden("kept").as_deref(), Some(kept.as_str()));
        let now = code(&app);
        let page = lost.post("/ar/sign-in/code", &[("code", &now), ("kept", kept.as_str())]).await;
        assert_eq!(typed(page.assert_status(200)), TEXT);
        lost.get("/ar/account").await.assert_status(200);
        // Between the two steps a form of hers leads to the second one, closed as well.
        app.bed.clock.advance(Duration::minutes(2));
        let mut half = app.browser();
        half.post("/ar/sign-in", &[("pseudonym", "Yasmin 12"), ("passphrase", SECRET)])
            .await
            .assert_status(303);
        let closed = half.post(&topic, &form).await;
        assert!(closed.text().contains("name=\"code\"") && !closed.text().contains("زعفران"));
        let now = code(&app);
        let kept = closed.hidden("kept").unwrap();
        let page = half.post("/ar/sign-in/code", &[("code", &now), ("kept", kept.as_str())]).await;
        assert_eq!(typed(page.assert_status(200)), TEXT);
    }
}
