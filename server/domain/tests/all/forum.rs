//! The forum's use cases on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod counted;
mod sent_again;

use crate::support::forums;
use std::{collections::BTreeSet, sync::atomic::Ordering};

use chrono::Duration;
use contract::{
    ErrorCode, FieldCode, Locale,
    ids::{PostId, TopicId},
};
use domain::{
    Actor, Role,
    forum::{
        self, Cursor, NewReply, NewTopic, PostState,
        gate::limits::{self, Number},
        visibility,
    },
    moderation::{self, Decision, Outcome, Verdict},
    testing::TestBed,
};
use entity::forum::{category, post, topic};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    PaginatorTrait, QueryFilter, QuerySelect,
};

const AR: Locale = Locale::Ar;

fn new_topic(n: usize) -> NewTopic {
    NewTopic {
        category: "unions".into(),
        title: format!("سؤال رقم {n}"),
        body: format!("نصّ السؤال {n}"),
        ..NewTopic::default()
    }
}

fn new_reply(text: &str) -> NewReply {
    NewReply { body: text.into(), ..NewReply::default() }
}

fn approval(post: &PostId, version: i64) -> Decision {
    Decision {
        post: post.to_string(),
        version: version.to_string(),
        action: "approve".into(),
        ..Decision::default()
    }
}

fn refusal(post: &PostId, reason: &str, note: &str) -> Decision {
    Decision {
        post: post.to_string(),
        version: "1".into(),
        action: "reject".into(),
        reason: reason.into(),
        note: note.into(),
        ..Decision::default()
    }
}

impl Forum<'_> {
    async fn ask(&self, actor: &Actor, n: usize) -> forum::Sent {
        self.bed.clock.advance(Duration::minutes(2));
        forum::create_topic(&self.bed.services, actor, &new_topic(n), AR).await.unwrap()
    }

    async fn answer(&self, actor: &Actor, topic: &TopicId, text: &str) -> forum::Sent {
        self.bed.clock.advance(Duration::minutes(2));
        forum::reply(&self.bed.services, actor, topic, &new_reply(text), AR).await.unwrap()
    }

    async fn approve(&self, moderator: &Actor, post: &PostId) {
        self.bed.clock.advance(Duration::minutes(2));
        let outcome = moderation::decide(&self.bed.services, moderator, &approval(post, 1)).await.unwrap();
        assert_eq!(outcome, Outcome::Done(Verdict::Approve));
    }

    async fn reject(&self, moderator: &Actor, post: &PostId) {
        let form = refusal(post, "off_topic", "جرّبي قسمًا آخر");
        let outcome = moderation::decide(&self.bed.services, moderator, &form).await.unwrap();
        assert_eq!(outcome, Outcome::Done(Verdict::Reject));
    }

    async fn read(&self, actor: &Actor, topic: &TopicId) -> forum::TopicView {
        forum::read_topic(&self.bed.services, actor, topic, 1, AR).await.unwrap()
    }

    async fn set_state(&self, sent: &forum::Sent, state: &str) {
        let db = self.bed.services.db.writer();
        let mut row =
            post::Entity::find_by_id(sent.post.as_str()).one(db).await.unwrap().unwrap().into_active_model();
        row.state = Set(state.into());
        let row = row.update(db).await.unwrap();
        if row.is_opening {
            let mut row = topic::Entity::find_by_id(sent.topic.as_str())
                .one(db)
                .await
                .unwrap()
                .unwrap()
                .into_active_model();
            row.state = Set(state.into());
            row.update(db).await.unwrap();
        }
    }
}

struct Forum<'a> {
    bed: &'a TestBed,
}

#[tokio::test]
async fn seeding_twice_changes_nothing() {
    for bed in forums().await {
        assert_eq!(forum::seed::seed(&bed.services).await.unwrap(), 0, "{}", bed.backend);
        for locale in Locale::ALL {
            let list = forum::list_categories(&bed.services, locale).await.unwrap();
            assert_eq!(list.len(), 8);
            assert!(list.iter().all(|c| !c.name.is_empty() && !c.description.is_empty() && c.topics == 0));
            assert_eq!(list.first().map(|c| c.slug.as_str()), Some("poverty"));
        }
    }
}

#[tokio::test]
async fn a_question_waits_is_approved_and_answered() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let (author, other) =
            (bed.member("ياسمين", Role::Member).await, bed.member("زيتونة", Role::Member).await);
        let moderator = bed.member("فريق", Role::Moderator).await;

        let sent = f.ask(&author, 1).await;
        assert_eq!(sent.state, PostState::Pending);
        let own = f.read(&author, &sent.topic).await;
        assert!(own.is_mine && own.posts.is_empty() && own.can_reply);
        assert_eq!(own.waiting.len(), 1);
        assert_eq!(own.language, forum::TextLanguage::Known(Locale::Ar));
        for stranger in [&Actor::Guest, &other] {
            let error = forum::read_topic(&bed.services, stranger, &sent.topic, 1, AR).await.unwrap_err();
            assert_eq!(error.code, ErrorCode::NotFound);
            let error =
                forum::reply(&bed.services, stranger, &sent.topic, &new_reply("جواب"), AR).await.unwrap_err();
            assert_eq!(error.code, ErrorCode::NotFound);
        }
        assert_eq!(f.read(&moderator, &sent.topic).await.waiting.len(), 1);

        f.approve(&moderator, &sent.post).await;
        let seen = f.read(&Actor::Guest, &sent.topic).await;
        assert_eq!((seen.posts.len(), seen.waiting.len(), seen.replies), (1, 0, 0));
        assert!(!seen.can_reply && !seen.is_mine);
        assert!(seen.posts[0].source.is_none() && seen.posts[0].by_asker);

        let reply = f.answer(&other, &sent.topic, "جواب **أوّل**").await;
        assert_eq!(f.read(&Actor::Guest, &sent.topic).await.posts.len(), 1);
        assert_eq!(f.read(&author, &sent.topic).await.waiting.len(), 0);
        assert_eq!(f.read(&moderator, &sent.topic).await.waiting.len(), 0);
        assert_eq!(f.read(&other, &sent.topic).await.waiting.len(), 1);
        f.approve(&moderator, &reply.post).await;
        let seen = f.read(&Actor::Guest, &sent.topic).await;
        assert_eq!((seen.posts.len(), seen.replies), (2, 1));
        assert!(seen.posts[1].html.as_str().contains("<strong>"));
        assert!(!seen.posts[1].by_asker);
    }
}

/// Everything that the rooms show, as one text, for one person.
async fn everything(bed: &TestBed, actor: &Actor, topics: &[TopicId]) -> String {
    let s = &bed.services;
    let mut all = String::new();
    for locale in Locale::ALL {
        all += &format!("{:?}", forum::list_categories(s, locale).await.unwrap());
        for category in ["unions", "poverty"] {
            all += &format!("{:?}", forum::list_topics(s, category, &Cursor::Start, locale).await.unwrap());
        }
        for topic in topics {
            for page in 1..3 {
                all += &format!(
                    "{:?}",
                    forum::read_topic(s, actor, topic, page, locale).await.map_err(|e| e.code)
                );
            }
        }
    }
    all += &format!("{:?}", forum::latest_topics(s, &Actor::Guest, 50).await.unwrap());
    all += &format!("{:?}", forum::my_contributions(s, actor, None).await.map_err(|e| e.code));
    all += &format!(
        "{:?}",
        moderation::queue(s, actor, &moderation::Filters::default(), AR).await.map_err(|e| e.code)
    );
    all += &format!("{:?}", moderation::overview(s, actor).await.map_err(|e| e.code));
    all
}

#[tokio::test]
async fn what_is_not_published_shows_nowhere() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let (author, other) = (bed.member("أ", Role::Member).await, bed.member("ب", Role::Member).await);
        let moderator = bed.member("م", Role::Moderator).await;
        let public = f.ask(&author, 1).await;
        f.approve(&moderator, &public.post).await;

        for state in PostState::ALL.into_iter().filter(|state| *state != PostState::Published) {
            let before_guest = everything(&bed, &Actor::Guest, std::slice::from_ref(&public.topic)).await;
            let before_other = everything(&bed, &other, std::slice::from_ref(&public.topic)).await;
            // A member may have five texts waiting: each round has its own author.
            let hidden_author = bed.member(&format!("خفي {}", state.as_str()), Role::Member).await;
            let form = NewTopic {
                category: "poverty".into(),
                title: "خفي-عنوان".into(),
                body: "خفي-نص".into(),
                ..NewTopic::default()
            };
            let topic = forum::create_topic(&bed.services, &hidden_author, &form, AR).await.unwrap();
            let reply = f.answer(&hidden_author, &public.topic, "خفي-جواب").await;
            f.set_state(&topic, state.as_str()).await;
            f.set_state(&reply, state.as_str()).await;

            let topics = [public.topic.clone()];
            assert_eq!(
                everything(&bed, &Actor::Guest, &topics).await,
                before_guest,
                "{state:?} {}",
                bed.backend
            );
            assert_eq!(everything(&bed, &other, &topics).await, before_other, "{state:?} {}", bed.backend);
            let asked = [public.topic.clone(), topic.topic.clone()];
            for actor in [&Actor::Guest, &other] {
                let all = everything(&bed, actor, &asked).await;
                assert!(!all.contains("خفي"), "{state:?} {}", bed.backend);
            }
            let own = everything(&bed, &hidden_author, &asked).await;
            assert_eq!(
                own.contains("خفي-نص") && own.contains("خفي-جواب"),
                !matches!(state, PostState::Vanished | PostState::Purged),
                "{state:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_condition_and_the_function_agree() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let people = [
            Actor::Guest,
            bed.member("أ", Role::Member).await,
            bed.member("ب", Role::Member).await,
            bed.member("م", Role::Moderator).await,
        ];
        for state in PostState::ALL {
            let author = bed.member(&format!("ك {}", state.as_str()), Role::Member).await;
            let sent = f.ask(&author, 1).await;
            f.set_state(&sent, state.as_str()).await;
            for actor in people.iter().chain([&author]) {
                let rows = post::Entity::find()
                    .join(
                        JoinType::InnerJoin,
                        post::Entity::belongs_to(topic::Entity)
                            .from(post::Column::TopicId)
                            .to(topic::Column::Id)
                            .into(),
                    )
                    .filter(visibility::visible_in_forum(actor))
                    .filter(post::Column::Id.eq(sent.post.as_str()))
                    .count(bed.services.db.read())
                    .await
                    .unwrap();
                let expected = visibility::can_see(actor, state, "unions", author.member_id());
                assert_eq!(rows == 1, expected, "{state:?} {actor:?}");
                let page = forum::read_topic(&bed.services, actor, &sent.topic, 1, AR).await;
                assert_eq!(page.is_ok(), expected, "{state:?} {actor:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_refused_text_comes_back_with_its_reason_and_can_be_corrected() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let (author, other) = (bed.member("أ", Role::Member).await, bed.member("ب", Role::Member).await);
        let moderator = bed.member("م", Role::Moderator).await;
        let sent = f.ask(&author, 1).await;
        f.reject(&moderator, &sent.post).await;
        let mine = forum::my_contributions(&bed.services, &author, None).await.unwrap();
        let row = mine.rows.first().unwrap();
        assert_eq!((row.state, row.reason), (PostState::Rejected, Some(moderation::Reason::OffTopic)));
        assert_eq!(row.note.as_deref(), Some("جرّبي قسمًا آخر"));
        let view = f.read(&author, &sent.topic).await;
        assert_eq!(view.waiting[0].source.as_deref(), Some("نصّ السؤال 1"));
        assert!(!view.can_reply);

        let error = forum::correction(&bed.services, &other, &sent.post).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::NotFound);
        let old = forum::correction(&bed.services, &author, &sent.post).await.unwrap();
        assert_eq!((old.category.as_str(), old.source.as_str()), ("unions", "نصّ السؤال 1"));
        let form = NewTopic { correct: old.post.to_string(), ..new_topic(2) };
        let again = forum::create_topic(&bed.services, &author, &form, AR).await.unwrap();
        let queue =
            moderation::queue(&bed.services, &moderator, &moderation::Filters::default(), AR).await.unwrap();
        assert_eq!(queue.items.len(), 1);
        let text = queue.items[0].text.as_ref().unwrap();
        assert!(text.is_correction && text.post == again.post);
    }
}
