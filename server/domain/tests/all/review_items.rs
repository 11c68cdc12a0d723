//! One row for everything that waits for the team, and what becomes of it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use crate::support::forums;
use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Role,
    forum::{self, NewTopic, Sent},
    moderation::{
        self, Decision, Outcome, Verdict,
        item::{self, Class, ItemKind, NewItem},
    },
    privacy::{self, Leaving},
    testing::{TestBed, signed_in},
};
use entity::forum::review_item;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

async fn ask(bed: &TestBed, actor: &Actor) -> Sent {
    bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال عن العقد".into(),
        body: "نصّ السؤال".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&bed.services, actor, &form, Locale::Ar).await.unwrap()
}

async fn rows(bed: &TestBed, post: &str) -> Vec<review_item::Model> {
    review_item::Entity::find()
        .filter(review_item::Column::PostId.eq(post))
        .order_by_asc(review_item::Column::OpenedAt)
        .all(bed.services.db.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_text_that_waits_has_one_item_until_it_is_decided() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let team = bed.member("م", Role::Moderator).await;
        let sent = ask(&bed, &author).await;
        let found = rows(&bed, sent.post.as_str()).await;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind.as_str(), found[0].state.as_str(), found[0].class), ("post", "open", 3));
        assert_eq!((found[0].category.as_str(), found[0].language.as_str()), ("unions", "ar"));

        let form = Decision {
            post: sent.post.to_string(),
            version: "1".into(),
            action: "approve".into(),
            ..Decision::default()
        };
        let outcome = moderation::decide(&bed.services, &team, &form).await.unwrap();
        assert_eq!(outcome, Outcome::Done(Verdict::Approve));
        let found = rows(&bed, sent.post.as_str()).await;
        assert_eq!((found[0].state.as_str(), found[0].outcome.as_deref()), ("done", Some("approve")));
        assert!(found[0].decided_at.is_some() && found[0].version == 2, "{}", bed.backend);

        // What a moderator writes waits for nobody.
        let direct = ask(&bed, &team).await;
        assert!(rows(&bed, direct.post.as_str()).await.is_empty());
    }
}

#[tokio::test]
async fn opening_twice_finds_the_first_and_classes_only_rise() {
    for bed in forums().await {
        let now = bed.services.now_ms();
        let tx = bed.services.db.begin().await.unwrap();
        let new = NewItem {
            kind: ItemKind::Report,
            target: "case",
            post: None,
            topic: None,
            category: "unions",
            language: "fr",
            class: Class::Report,
            gate: Some("test"),
            now,
        };
        let first = item::open(&tx, &new).await.unwrap();
        assert_eq!(item::open(&tx, &new).await.unwrap(), first);
        assert!(item::raise(&tx, ItemKind::Report, "case", Class::Danger).await.unwrap());
        assert!(!item::raise(&tx, ItemKind::Report, "case", Class::Severe).await.unwrap());
        assert!(item::close(&tx, ItemKind::Report, "case", "upheld", now).await.unwrap());
        assert!(!item::close(&tx, ItemKind::Report, "case", "upheld", now).await.unwrap());
        // Decided ones do not stand in the way of a new one.
        assert_ne!(item::open(&tx, &new).await.unwrap(), first);
        tx.commit().await.unwrap();
        let all = review_item::Entity::find().all(bed.services.db.read()).await.unwrap();
        let closed = all.iter().find(|row| row.id == first).unwrap();
        assert_eq!((closed.class, closed.outcome.as_deref()), (0, Some("upheld")), "{}", bed.backend);
        assert_eq!(all.len(), 2);
    }
}

#[tokio::test]
async fn items_go_and_come_with_their_author() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let sent = ask(&bed, &author).await;
        let her = || signed_in(author.member().unwrap().clone(), bed.services.now_ms());
        let leave = |choice: &str| Leaving { choice: choice.into(), days: String::new(), sure: true };
        privacy::leave(&bed.services, &her(), &leave("vanish")).await.unwrap();
        assert_eq!(rows(&bed, sent.post.as_str()).await[0].state, "aside", "{}", bed.backend);
        let team = bed.member("م", Role::Moderator).await;
        let overview = moderation::overview(&bed.services, &team).await.unwrap();
        assert_eq!(overview.waiting, 0);
    }
}
