//! The forum's use cases on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

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
async fn counters_are_what_a_guest_sees() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let moderator = bed.member("م", Role::Moderator).await;
        for n in 0..4 {
            let author = bed.member(&format!("ع{n}"), Role::Member).await;
            let sent = f.ask(&author, n).await;
            match n {
                0 => f.reject(&moderator, &sent.post).await,
                1 => {}
                _ => {
                    f.approve(&moderator, &sent.post).await;
                    for m in 0..n {
                        let reply = f.answer(&author, &sent.topic, &format!("جواب {m}")).await;
                        if m % 2 == 0 {
                            f.approve(&moderator, &reply.post).await;
                        }
                    }
                    f.answer(&moderator, &sent.topic, "من الفريق").await;
                }
            }
        }
        let db = bed.services.db.read();
        let mut checked = 0;
        for row in topic::Entity::find().all(db).await.unwrap() {
            let visible = post::Entity::find()
                .filter(post::Column::TopicId.eq(row.id.as_str()))
                .filter(visibility::visible_posts(&Actor::Guest))
                .count(db)
                .await
                .unwrap();
            assert_eq!(row.published_posts, i64::try_from(visible).unwrap());
            checked += visible;
        }
        assert!(checked > 5);
        for row in category::Entity::find().all(db).await.unwrap() {
            let visible = topic::Entity::find()
                .filter(topic::Column::Category.eq(row.slug.as_str()))
                .filter(visibility::visible_topics(&Actor::Guest))
                .count(db)
                .await
                .unwrap();
            assert_eq!(row.published_topics, i64::try_from(visible).unwrap());
        }
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 0);
        bed.services.db.writer().execute_unprepared("UPDATE topic SET published_posts = 77").await.unwrap();
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 4);
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn replies_stand_in_the_order_of_publication() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let old = f.ask(&author, 1).await;
        let new = f.ask(&author, 2).await;
        f.approve(&moderator, &old.post).await;
        f.approve(&moderator, &new.post).await;
        let order = |list: &forum::TopicList| list.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let list = forum::list_topics(&bed.services, "unions", &Cursor::Start, AR).await.unwrap();
        assert_eq!(order(&list), [new.topic.clone(), old.topic.clone()]);

        let first = f.answer(&author, &old.topic, "الأوّل إرسالًا").await;
        let second = f.answer(&author, &old.topic, "الثاني إرسالًا").await;
        bed.clock.advance(Duration::days(3));
        f.approve(&moderator, &second.post).await;
        f.approve(&moderator, &first.post).await;
        let view = f.read(&Actor::Guest, &old.topic).await;
        let ids: Vec<_> = view.posts.iter().map(|post| (post.position.unwrap(), post.id.clone())).collect();
        assert_eq!(ids, [(1, old.post.clone()), (2, second.post), (3, first.post)]);
        // Shown with the day of publication, and moved up by it.
        let list = forum::list_topics(&bed.services, "unions", &Cursor::Start, AR).await.unwrap();
        assert_eq!(order(&list), [old.topic, new.topic]);
        assert_eq!(list.rows[0].day, bed.services.today());
        assert_eq!(list.rows[0].replies, 2);
    }
}

#[tokio::test]
async fn a_form_sent_twenty_times_gives_one_post() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let form = NewTopic { form_key: "5d0e6f4a-twenty".into(), ..new_topic(1) };
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (services, author, form) = (bed.services.clone(), author.clone(), form.clone());
            tasks.spawn(async move { forum::create_topic(&services, &author, &form, AR).await });
        }
        let results: Vec<_> = tasks.join_all().await.into_iter().map(Result::unwrap).collect();
        assert_eq!(
            results.iter().map(|sent| sent.post.clone()).collect::<BTreeSet<_>>().len(),
            1,
            "{}",
            bed.backend
        );
        assert_eq!(results.iter().filter(|sent| !sent.replayed).count(), 1);
        assert_eq!(post::Entity::find().count(bed.services.db.read()).await.unwrap(), 1);

        let sent = results.into_iter().next().unwrap();
        f.approve(&moderator, &sent.post).await;
        let form = NewReply { form_key: "5d0e6f4a-twenty".into(), ..new_reply("جواب") };
        for _ in 0..3 {
            forum::reply(&bed.services, &author, &sent.topic, &form, AR).await.unwrap();
        }
        assert_eq!(post::Entity::find().count(bed.services.db.read()).await.unwrap(), 2);
    }
}

/// How many texts of a member wait is what administrators say.
#[tokio::test]
async fn how_many_may_wait_is_said_by_administrators() {
    for bed in forums().await {
        let s = &bed.services;
        let f = Forum { bed: &bed };
        let author = bed.member("أ", Role::Member).await;
        let admin = bed.member("م", Role::Admin).await;
        let lead = bed.member("ق", Role::LeadModerator).await;
        let refused = limits::set(s, &lead, Number::PendingMost, "2").await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden, "{}", bed.backend);
        for wrong in ["", "0", "51", "-1", "many"] {
            let refused = limits::set(s, &admin, Number::PendingMost, wrong).await.unwrap_err();
            let code = if wrong.is_empty() { FieldCode::Required } else { FieldCode::NotANumber };
            let said = (refused.fields[0].field.as_str(), refused.fields[0].code);
            assert_eq!(said, ("pending_most", code), "{}: {wrong}", bed.backend);
        }
        limits::set(s, &admin, Number::PendingMost, " 2 ").await.unwrap();
        f.ask(&author, 0).await;
        f.ask(&author, 1).await;
        bed.clock.advance(Duration::hours(25));
        let error = forum::create_topic(s, &author, &new_topic(2), AR).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::TooManyWaiting, "{}", bed.backend);
        limits::set(s, &admin, Number::PendingMost, "3").await.unwrap();
        f.ask(&author, 2).await;
    }
}

#[tokio::test]
async fn the_sixth_text_does_not_wait_and_fast_hands_are_slowed() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let first = f.ask(&author, 0).await;
        // On her first day only three questions are taken.
        bed.clock.advance(Duration::hours(25));
        for n in 1..5 {
            f.ask(&author, n).await;
        }
        bed.clock.advance(Duration::hours(1));
        let error = forum::create_topic(&bed.services, &author, &new_topic(6), AR).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::TooManyWaiting);
        f.approve(&moderator, &first.post).await;
        f.ask(&author, 6).await;

        // At the same moment, from several tabs: still five at most.
        let other = bed.member("ب", Role::Member).await;
        f.ask(&other, 0).await;
        bed.clock.advance(Duration::hours(25));
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..12 {
            let (services, other) = (bed.services.clone(), other.clone());
            tasks.spawn(async move { forum::create_topic(&services, &other, &new_topic(n), AR).await });
        }
        let sent = tasks.join_all().await.into_iter().filter(Result::is_ok).count();
        assert_eq!(sent, 4, "with the first: {}", bed.backend);

        // The team has no waiting texts, but hurries no more than others.
        bed.clock.advance(Duration::hours(1));
        for n in 0..6 {
            forum::create_topic(&bed.services, &moderator, &new_topic(n), AR).await.unwrap();
        }
        let error = forum::create_topic(&bed.services, &moderator, &new_topic(7), AR).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::TooManyRequests);
    }
}

#[tokio::test]
async fn refused_fields_are_named_and_nothing_is_stored() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let s = &bed.services;
        let codes = |error: domain::DomainError| {
            error.fields.into_iter().map(|field| (field.field, field.code)).collect::<Vec<_>>()
        };
        let error = forum::create_topic(s, &author, &NewTopic::default(), AR).await.unwrap_err();
        assert_eq!(
            codes(error),
            [
                ("category".to_owned(), FieldCode::Required),
                ("title".to_owned(), FieldCode::Required),
                ("body".to_owned(), FieldCode::Required)
            ]
        );
        let form = NewTopic {
            category: "../unions".into(),
            title: "م".repeat(121),
            body: "م".repeat(10_001),
            language: "tlh".into(),
            ..NewTopic::default()
        };
        let error = forum::create_topic(s, &author, &form, AR).await.unwrap_err();
        assert_eq!(
            codes(error),
            [
                ("category".to_owned(), FieldCode::UnknownChoice),
                ("title".to_owned(), FieldCode::TooLong(120)),
                ("body".to_owned(), FieldCode::TooLong(10_000)),
                ("language".to_owned(), FieldCode::UnknownChoice)
            ]
        );
        for form in [
            NewTopic { form_key: "x'; DROP".into(), ..new_topic(1) },
            NewTopic { title: "\u{202E}\u{200B}  ".into(), ..new_topic(1) },
        ] {
            assert_eq!(
                forum::create_topic(s, &author, &form, AR).await.unwrap_err().code,
                ErrorCode::InvalidForm
            );
        }
        let error = forum::create_topic(s, &Actor::Guest, &new_topic(1), AR).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::SignInNeeded);
        let nul = NewTopic { category: "uni\0ns".into(), ..new_topic(1) };
        assert_eq!(forum::create_topic(s, &author, &nul, AR).await.unwrap_err().code, ErrorCode::InvalidForm);
        let foreign = NewTopic { correct: "abcd1234".into(), ..new_topic(1) };
        assert_eq!(
            forum::create_topic(s, &author, &foreign, AR).await.unwrap_err().code,
            ErrorCode::NotFound
        );
        assert_eq!(topic::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(post::Entity::find().count(s.db.read()).await.unwrap(), 0);
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

#[tokio::test]
async fn a_topic_page_takes_two_queries_and_three_for_a_member() {
    for mut bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let sent = Forum { bed: &bed }.ask(&author, 1).await;
        Forum { bed: &bed }.approve(&moderator, &sent.post).await;
        for n in 0..24 {
            Forum { bed: &bed }.answer(&moderator, &sent.topic, &format!("جواب {n}")).await;
        }
        Forum { bed: &bed }.answer(&author, &sent.topic, "ينتظر").await;
        let count = bed.services.db.count_statements();
        for (who, waiting) in [(&Actor::Guest, 0), (&author, 1), (&moderator, 0)] {
            for (page, posts) in [(1, 20), (2, 5)] {
                count.store(0, Ordering::Relaxed);
                let view = forum::read_topic(&bed.services, who, &sent.topic, page, AR).await.unwrap();
                let queries = if who.member().is_some() { 3 } else { 2 };
                assert_eq!(count.load(Ordering::Relaxed), queries, "{}", bed.backend);
                assert_eq!((view.posts.len(), view.waiting.len(), view.pages), (posts, waiting, 2));
                let positions: Vec<_> = view.posts.iter().filter_map(|post| post.position).collect();
                assert!(positions.is_sorted());
            }
            for page in [0, 3, u64::MAX] {
                let error = forum::read_topic(&bed.services, who, &sent.topic, page, AR).await.unwrap_err();
                assert_eq!(error.code, ErrorCode::NotFound);
            }
        }
        count.store(0, Ordering::Relaxed);
        forum::list_categories(&bed.services, AR).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 1);
        forum::list_topics(&bed.services, "unions", &Cursor::Start, AR).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 4, "three: the category, what is pinned, the page");
        // What is looked at at the desk is noted in the audit log, in the same transaction.
        moderation::queue(&bed.services, &moderator, &moderation::Filters::default(), AR).await.unwrap();
        let queries = count.load(Ordering::Relaxed) - 4;
        assert!((3..=5).contains(&queries), "{} {queries}", bed.backend);
    }
}

#[tokio::test]
async fn lists_are_walked_forth_and_back_without_a_gap() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let moderator = bed.member("م", Role::Moderator).await;
        let mut sent = Vec::new();
        for n in 0..45 {
            sent.push(f.ask(&moderator, n).await.topic);
        }
        sent.reverse();
        let mut seen = Vec::new();
        let mut cursor = Some(Cursor::Start);
        let mut last = None;
        while let Some(here) = cursor {
            let list = forum::list_topics(&bed.services, "unions", &here, AR).await.unwrap();
            assert!(list.rows.len() <= 20);
            seen.extend(list.rows.iter().map(|row| row.id.clone()));
            cursor = list.older.clone();
            last = Some(list);
        }
        assert_eq!(seen, sent);
        let mut back = Vec::new();
        let mut cursor = last.unwrap().newer;
        while let Some(here) = cursor {
            let list = forum::list_topics(&bed.services, "unions", &here, AR).await.unwrap();
            back.splice(0..0, list.rows.iter().map(|row| row.id.clone()));
            cursor = list.newer;
        }
        assert_eq!(back, sent[..40]);
        let nowhere = Cursor::After(TopicId::trusted("nowhere12345"));
        assert!(forum::list_topics(&bed.services, "unions", &nowhere, AR).await.is_err());
        assert!(forum::list_topics(&bed.services, "nothing", &Cursor::Start, AR).await.is_err());

        let mut count = 0;
        let mut after = None;
        loop {
            let page = forum::my_contributions(&bed.services, &moderator, after.as_ref()).await.unwrap();
            count += page.rows.len();
            after = page.older;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(count, 45);
    }
}
