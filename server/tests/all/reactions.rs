//! Reactions, bookmarks and content notes through the real router, as a browser without scripts uses them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, forums, signed_in};
use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Role,
    forum::{self, NewTopic, Sent},
    moderation::{self, Decision},
};
use entity::forum::{bookmark, post, reaction, topic};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

async fn published(app: &TestApp, author: &Actor, team: &Actor) -> Sent {
    app.bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال".into(),
        body: "نصّ السؤال".into(),
        ..NewTopic::default()
    };
    let sent = forum::create_topic(&app.bed.services, author, &form, Locale::Ar).await.unwrap();
    let decision = Decision {
        post: sent.post.to_string(),
        version: "1".into(),
        action: "approve".into(),
        ..Decision::default()
    };
    moderation::decide(&app.bed.services, team, &decision).await.unwrap();
    sent
}

fn plain(answer: &Answer) -> String {
    answer.text().replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test]
async fn kind_words_without_words() {
    for app in forums().await {
        let (author, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let sent = published(&app, &author, &team).await;
        let topic = format!("/en/forum/t/{}", sent.topic);
        let target = format!("/en/forum/p/{}", sent.post);
        let mut guest = app.browser();
        assert!(!guest.get(&topic).await.text().contains("name=\"do\""));
        guest.post(&target, &[("do", "thanks")]).await.assert_status(401);

        let mut readers = Vec::new();
        for name in ["وردة", "نجمة", "زيتونة"] {
            readers.push(signed_in(&app, name, Role::Member).await.1);
        }
        for (at, reader) in readers.iter_mut().enumerate() {
            let page = reader.get(&topic).await;
            page.assert_text(&format!("action=\"{target}\"")).assert_text("value=\"thanks\"");
            // Twice is once.
            for _ in 0..2 {
                let done = reader.post(&target, &[("do", "thanks")]).await;
                done.assert_status(303);
                assert_eq!(done.location(), format!("{topic}#p-{}", sent.post));
            }
            reader.get(&topic).await.assert_text("value=\"no-thanks\"").assert_text("aria-pressed=\"true\"");
            for browser in [&mut guest, &mut asker] {
                let page = plain(&browser.get(&topic).await);
                assert_eq!(page.contains("Thank you: 3"), at == 2, "shown from three on");
                assert!(!page.contains("Thank you: 1") && !page.contains("Thank you: 2"));
            }
        }
        let db = app.bed.services.db.read();
        assert_eq!(reaction::Entity::find().count(db).await.unwrap(), 3);
        readers[0].post(&target, &[("do", "no-thanks")]).await.assert_status(303);
        readers[0].post(&target, &[("do", "no-thanks")]).await.assert_status(303);
        assert!(!plain(&guest.get(&topic).await).contains("Thank you:"));
        let row = post::Entity::find_by_id(sent.post.as_str()).one(db).await.unwrap().unwrap();
        assert_eq!((row.support_count, row.thanks_count, row.same_count), (0, 2, 0));

        // Nobody is named, not even to the author; nothing for her own text but keeping it.
        let own = asker.get(&topic).await;
        assert!(["وردة", "نجمة", "زيتونة"].iter().all(|name| !own.text().contains(name)));
        assert!(!own.text().contains("value=\"thanks\""));
        asker.post(&target, &[("do", "thanks")]).await.assert_status(403);
        for wrong in ["", "against", "no-"] {
            readers[1].post(&target, &[("do", wrong)]).await.assert_status(422);
        }
        readers[1].post("/en/forum/p/nowhere12345", &[("do", "thanks")]).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_block_parts_the_two_and_the_blocked_one_cannot_tell() {
    for app in forums().await {
        let s = &app.bed.services;
        let (author, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let (blocked, mut hers) = signed_in(&app, "نجمة", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let sent = published(&app, &author, &team).await;
        let masked = published(&app, &author, &team).await;
        let answer = published(&app, &blocked, &team).await;
        let db = s.db.read();
        post::Entity::update_many()
            .col_expr(post::Column::Alias, Expr::value(3))
            .filter(post::Column::Id.eq(masked.post.as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        let topic = format!("/en/forum/t/{}", sent.topic);
        let of = |sent: &Sent| format!("/en/forum/p/{}", sent.post);
        let thanks = [("do", "thanks")];
        let mut guest = app.browser();
        for name in ["وردة", "زيتونة"] {
            let mut reader = signed_in(&app, name, Role::Member).await.1;
            reader.post(&of(&sent), &thanks).await.assert_status(303);
        }
        hers.post(&of(&sent), &thanks).await.assert_status(303);
        let count = async |sent: &Sent| {
            post::Entity::find_by_id(sent.post.as_str()).one(db).await.unwrap().unwrap().thanks_count
        };
        let set = async |change| {
            domain::mute::by_post(s, &author, &answer.post, change).await.unwrap();
            assert_eq!(forum::counters::repair(s).await.unwrap(), 0, "the numbers are right at once");
        };
        hers.get(&topic).await;
        forum::position::waiting::settled().await;
        // Keys and seals are drawn anew for every page.
        let without = |page: String, field: &str| -> String {
            page.split(&format!("name=\"{field}\""))
                .map(|part| part.split_once('>').map_or(part, |(_, rest)| rest))
                .collect()
        };
        let steady = |page: String| without(without(page, "form_key"), "owner");
        let before = steady(hers.get(&topic).await.text());
        assert!(before.replace(['\u{2068}', '\u{2069}'], "").contains("Thank you: 3"));
        for _ in 0..2 {
            set(domain::mute::Change::Block).await;
            assert_eq!(count(&sent).await, 2, "it counts for nobody else");
            for browser in [&mut guest, &mut asker] {
                assert!(!plain(&browser.get(&topic).await).contains("Thank you:"));
            }
            assert_eq!(steady(hers.get(&topic).await.text()), before, "she sees no difference");
            // Taking it back and sending it again leave everything as it was.
            hers.post(&of(&sent), &[("do", "no-thanks")]).await.assert_status(303);
            assert!(!plain(&hers.get(&topic).await).contains("Thank you:"));
            assert_eq!(count(&sent).await, 2);
            hers.post(&of(&sent), &thanks).await.assert_status(303);
            assert_eq!(count(&sent).await, 2);
            assert_eq!(steady(hers.get(&topic).await.text()), before);
            set(domain::mute::Change::Mute).await;
            assert_eq!(count(&sent).await, 3, "a mute parts nobody");
        }
        set(domain::mute::Change::Block).await;
        // Whoever blocked is told why; what she sent before she may take back.
        let refused = asker.post(&of(&answer), &thanks).await;
        refused
            .assert_status(409)
            .assert_text(&i18n::errors::message(i18n::catalogue(Locale::En), contract::ErrorCode::Blocked));
        asker.post(&of(&answer), &[("do", "no-thanks")]).await.assert_status(303);
        assert_eq!(count(&answer).await, 0);
        // Under an alias nobody is blocked: anything else would tell who stands there.
        hers.post(&of(&masked), &thanks).await.assert_status(303);
        assert_eq!(count(&masked).await, 1);
        assert_eq!(forum::counters::repair(s).await.unwrap(), 0);
        set(domain::mute::Change::Lift).await;
        assert_eq!(count(&sent).await, 3);
        assert!(plain(&guest.get(&topic).await).contains("Thank you: 3"));
    }
}

#[tokio::test]
async fn what_is_not_open_takes_no_reaction() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut reader) = signed_in(&app, "وردة", Role::Member).await;
        let sent = published(&app, &author, &team).await;
        let target = format!("/ar/forum/p/{}", sent.post);
        reader.post(&target, &[("do", "bookmark")]).await.assert_status(303);
        for state in ["held", "removed", "withdrawn", "pending", "vanished", "purged"] {
            let db = app.bed.services.db.writer();
            post::Entity::update_many()
                .col_expr(post::Column::State, Expr::value(state))
                .filter(post::Column::Id.eq(sent.post.as_str()))
                .exec(db)
                .await
                .unwrap();
            topic::Entity::update_many()
                .col_expr(topic::Column::State, Expr::value(state))
                .filter(topic::Column::Id.eq(sent.topic.as_str()))
                .exec(db)
                .await
                .unwrap();
            let answer = reader.post(&target, &[("do", "thanks")]).await;
            assert_eq!(answer.status.as_u16(), if state == "purged" { 410 } else { 404 }, "{state}");
            let kept = reader.get("/ar/my/bookmarks").await;
            kept.assert_status(200);
            assert!(!kept.text().contains("سؤال</a>"), "{state}: a bookmark shows nothing that is hidden");
        }
    }
}

#[tokio::test]
async fn bookmarks_are_hers_alone() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut reader) = signed_in(&app, "وردة", Role::Member).await;
        let (_, mut other) = signed_in(&app, "نجمة", Role::Member).await;
        let mut guest = app.browser();
        assert!(guest.get("/ar/my/bookmarks").await.location().starts_with("/ar/sign-in"));
        reader.get("/ar/my/bookmarks").await.assert_text("لم تحتفظي بشيء بعد");
        let mut posts = Vec::new();
        for _ in 0..22 {
            let sent = published(&app, &author, &team).await;
            let target = format!("/ar/forum/p/{}", sent.post);
            for _ in 0..2 {
                reader.post(&target, &[("do", "bookmark")]).await.assert_status(303);
            }
            posts.push(sent.post);
        }
        assert_eq!(bookmark::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 22);
        let first = reader.get("/ar/my/bookmarks").await;
        assert!(first.header("cache-control").contains("no-store"));
        assert_eq!(first.text().matches("href=\"/p/").count(), 20);
        let next = first.text().split("?after=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let second = reader.get(&format!("/ar/my/bookmarks?after={next}")).await;
        assert_eq!(second.text().matches("href=\"/p/").count(), 2);
        other.get(&format!("/ar/my/bookmarks?after={next}")).await.assert_status(404);

        let newest = posts.last().unwrap().to_string();
        let label = [("post", newest.as_str()), ("action", "label"), ("label", " قهوة \u{202e}الصباح ")];
        reader.post("/ar/my/bookmarks", &label).await.assert_status(303);
        let named = reader.get("/ar/my/bookmarks").await;
        named.assert_text("قهوة الصباح");
        let long = "م".repeat(61);
        let too_long = [("post", newest.as_str()), ("action", "label"), ("label", long.as_str())];
        reader.post("/ar/my/bookmarks", &too_long).await.assert_status(422).assert_text(&long);
        other.post("/ar/my/bookmarks", &label).await.assert_status(404);
        let remove = [("post", newest.as_str()), ("action", "remove")];
        for _ in 0..2 {
            reader.post("/ar/my/bookmarks", &remove).await.assert_status(303);
        }
        assert!(!reader.get("/ar/my/bookmarks").await.text().contains("قهوة"));
        other.get("/ar/my/bookmarks").await.assert_text("لم تحتفظي بشيء بعد");
    }
}

#[tokio::test]
async fn a_content_note_stands_before_the_text() {
    for app in forums().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let form = member.get("/fr/forum/new?category=unions").await;
        form.assert_text("name=\"content_note\"").assert_text("value=\"loss\"");
        let mut pairs = vec![
            ("category", "unions"),
            ("title", "سؤال صعب"),
            ("body", "نصّ عن الفقدان"),
            ("content_note", "loss"),
        ];
        let sent = member.post("/fr/forum/new", &pairs).await;
        let topic = member.topic_of(&sent).await;
        // The team sees it before it decides.
        moderator.get("/fr/desk/queue").await.assert_text("Mort et deuil");
        let id = topic.rsplit('/').next().unwrap().parse().unwrap();
        let view = forum::read_topic(&app.bed.services, &team, &id, 1, Locale::Ar).await.unwrap();
        let decision = Decision {
            post: view.waiting[0].id.to_string(),
            version: "1".into(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(&app.bed.services, &team, &decision).await.unwrap();
        let mut guest = app.browser();
        for (l, words) in [("ar", "موت وفقدان"), ("fr", "Mort et deuil"), ("en", "Death and loss")] {
            let page = plain(&guest.get(&topic.replace("/fr/", &format!("/{l}/"))).await);
            let before = page.split("نصّ عن الفقدان").next().unwrap();
            let summary = before.rsplit("<details").next().unwrap();
            assert!(summary.contains(words) && !summary.contains("</details>"), "{l}");
            let tag = summary.split('>').next().unwrap();
            assert!(!tag.contains("open"), "{l}: folded");
        }
        pairs[3].1 = "spoiler";
        let refused = member.post("/fr/forum/new", &pairs).await;
        refused.assert_status(422).assert_text("href=\"#content_note\"").assert_text("نصّ عن الفقدان");
    }
}
