//! The moderators' use cases on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use crate::support::forums;
use chrono::Duration;
use contract::{ErrorCode, FieldCode, Locale, ids::PostId};
use domain::{
    Actor, Role,
    forum::{self, NewReply, NewTopic, PostState, Sent},
    moderation::{self, Decision, Filters, Outcome, Verdict},
    testing::TestBed,
};
use entity::forum::{mod_log, post, topic};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};

const AR: Locale = Locale::Ar;

async fn ask(bed: &TestBed, actor: &Actor, category: &str) -> Sent {
    bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: category.into(),
        title: "سؤال عن العقد".into(),
        body: "نصّ السؤال".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&bed.services, actor, &form, AR).await.unwrap()
}

async fn answer(bed: &TestBed, actor: &Actor, sent: &Sent) -> Sent {
    bed.clock.advance(Duration::minutes(2));
    let form = NewReply { body: "Bonjour, c'est une réponse pour vous".into(), ..NewReply::default() };
    forum::reply(&bed.services, actor, &sent.topic, &form, AR).await.unwrap()
}

fn decision(post: &PostId, action: &str) -> Decision {
    Decision { post: post.to_string(), version: "1".into(), action: action.into(), ..Decision::default() }
}

async fn decide(bed: &TestBed, actor: &Actor, form: &Decision) -> Result<Outcome, ErrorCode> {
    moderation::decide(&bed.services, actor, form).await.map_err(|error| error.code)
}

fn posts_of(queue: &moderation::Queue) -> Vec<PostId> {
    queue.items.iter().map(|item| item.text.as_ref().unwrap().post.clone()).collect()
}

async fn log(bed: &TestBed) -> Vec<mod_log::Model> {
    mod_log::Entity::find().order_by_asc(mod_log::Column::At).all(bed.services.db.read()).await.unwrap()
}

#[tokio::test]
async fn two_approvals_at_once_publish_once() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let team = [bed.member("م1", Role::Moderator).await, bed.member("م2", Role::Admin).await];
        for round in 0..10 {
            let sent = ask(&bed, &author, "unions").await;
            let mut tasks = tokio::task::JoinSet::new();
            for moderator in &team {
                let (services, moderator) = (bed.services.clone(), moderator.clone());
                let form = decision(&sent.post, "approve");
                tasks.spawn(async move { moderation::decide(&services, &moderator, &form).await.unwrap() });
            }
            let outcomes = tasks.join_all().await;
            let done = outcomes.iter().filter(|outcome| **outcome == Outcome::Done(Verdict::Approve)).count();
            let stale = outcomes
                .iter()
                .filter(|outcome| matches!(outcome, Outcome::Stale(now) if now.state == PostState::Published))
                .count();
            assert_eq!((done, stale), (1, 1), "{} round {round}", bed.backend);
            let view = forum::read_topic(&bed.services, &Actor::Guest, &sent.topic, 1, AR).await.unwrap();
            assert_eq!(view.posts.len(), 1);
        }
        assert_eq!(log(&bed).await.len(), 10);
        let published = topic::Entity::find().filter(topic::Column::State.eq("published"));
        assert_eq!(published.count(bed.services.db.read()).await.unwrap(), 10);
    }
}

#[tokio::test]
async fn many_replies_approved_at_once_get_each_their_own_number() {
    for bed in forums().await {
        let moderator = bed.member("م", Role::Moderator).await;
        let sent = ask(&bed, &moderator, "unions").await;
        let mut replies = Vec::new();
        for n in 0..8 {
            let author = bed.member(&format!("ع{n}"), Role::Member).await;
            replies.push(answer(&bed, &author, &sent).await);
        }
        let mut tasks = tokio::task::JoinSet::new();
        for reply in &replies {
            let (services, moderator) = (bed.services.clone(), moderator.clone());
            let form = decision(&reply.post, "approve");
            tasks.spawn(async move { moderation::decide(&services, &moderator, &form).await.unwrap() });
        }
        assert!(tasks.join_all().await.into_iter().all(|outcome| outcome == Outcome::Done(Verdict::Approve)));
        let view = forum::read_topic(&bed.services, &Actor::Guest, &sent.topic, 1, AR).await.unwrap();
        let positions: Vec<_> = view.posts.iter().filter_map(|post| post.position).collect();
        assert_eq!(positions, (1..=9).collect::<Vec<_>>(), "{}", bed.backend);
        assert_eq!(view.replies, 8);
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn every_decision_leaves_its_line_and_no_line_can_be_changed() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let first = ask(&bed, &author, "unions").await;
        decide(&bed, &moderator, &decision(&first.post, "approve")).await.unwrap();
        let reply = answer(&bed, &author, &first).await;
        let form = Decision {
            reason: "names_others".into(),
            note: "احذفي اسم الجارة".into(),
            ..decision(&reply.post, "reject")
        };
        decide(&bed, &moderator, &form).await.unwrap();
        answer(&bed, &moderator, &first).await;

        let lines = log(&bed).await;
        let shape: Vec<_> = lines
            .iter()
            .map(|line| {
                assert_eq!(line.actor_role, "moderator");
                assert_eq!(line.actor_id.as_deref(), moderator.member_id().map(|id| id.as_str()));
                assert_eq!(line.category_id.as_deref(), Some("unions"));
                assert_eq!(line.before_state.as_deref(), Some("pending"));
                (line.action.as_str(), line.target_type.as_str(), line.after_state.as_deref().unwrap())
            })
            .collect();
        assert_eq!(
            shape,
            [
                ("approve", "topic", "published"),
                ("reject", "post", "rejected"),
                ("publish_directly", "post", "published")
            ]
        );
        assert_eq!(lines[0].target_id, first.topic.as_str());
        assert_eq!(lines[1].reason_code.as_deref(), Some("names_others"));
        assert_eq!(lines[1].note.as_deref(), Some("احذفي اسم الجارة"));
        assert!(
            lines.iter().all(|line| !format!("{line:?}").contains("نصّ السؤال")),
            "the log carries no text"
        );

        for change in ["UPDATE mod_log SET note = 'x'", "DELETE FROM mod_log"] {
            let error = bed.services.db.writer().execute_unprepared(change).await.unwrap_err();
            assert!(error.to_string().contains("append-only"), "{}: {error}", bed.backend);
        }
        assert_eq!(log(&bed).await, lines);
    }
}

#[tokio::test]
async fn decisions_that_cannot_be_read_or_are_not_hers_change_nothing() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let sent = ask(&bed, &author, "unions").await;
        let fields = |form: Decision| {
            let (services, moderator) = (bed.services.clone(), moderator.clone());
            async move {
                let error = moderation::decide(&services, &moderator, &form).await.unwrap_err();
                assert_eq!(error.code, ErrorCode::InvalidForm);
                error.fields.into_iter().map(|field| (field.field, field.code)).collect::<Vec<_>>()
            }
        };
        let approve = || decision(&sent.post, "approve");
        let reject = || decision(&sent.post, "reject");
        use FieldCode::{Required, TooLong, UnknownChoice};
        for (form, field, code) in [
            (Decision { version: String::new(), ..approve() }, "version", Required),
            (Decision { version: "one".into(), ..approve() }, "version", UnknownChoice),
            (Decision { post: String::new(), ..approve() }, "post", Required),
            (Decision { post: "../../etc".into(), ..approve() }, "post", UnknownChoice),
            (Decision { action: String::new(), ..approve() }, "action", Required),
            (Decision { action: "purge".into(), ..approve() }, "action", UnknownChoice),
            (reject(), "reason", Required),
            (Decision { reason: "ugly".into(), ..reject() }, "reason", UnknownChoice),
            (Decision { reason: "other".into(), ..reject() }, "note", Required),
            (
                Decision { reason: "other".into(), note: "م".repeat(1_001), ..reject() },
                "note",
                TooLong(1_000),
            ),
        ] {
            assert_eq!(fields(form).await, [(field.to_owned(), code)]);
        }
        let other = bed.member("ب", Role::Member).await;
        assert_eq!(decide(&bed, &Actor::Guest, &approve()).await, Err(ErrorCode::SignInNeeded));
        assert_eq!(decide(&bed, &other, &approve()).await, Err(ErrorCode::Forbidden));
        assert_eq!(decide(&bed, &author, &approve()).await, Err(ErrorCode::Forbidden));
        let unknown = Decision { post: "abcd1234".into(), ..approve() };
        assert_eq!(decide(&bed, &moderator, &unknown).await, Err(ErrorCode::NotFound));
        let wrong = decide(&bed, &moderator, &Decision { version: "2".into(), ..approve() }).await.unwrap();
        assert!(matches!(wrong, Outcome::Stale(now) if now.state == PostState::Pending));

        // The author was made a moderator while her text waited: another one decides.
        let Actor::Member(mut promoted) = author.clone() else { panic!("a member") };
        promoted.role = Role::Moderator;
        let promoted = domain::testing::signed_in(promoted, bed.services.now_ms());
        assert_eq!(decide(&bed, &promoted, &approve()).await, Err(ErrorCode::Forbidden));
        let queue = moderation::queue(&bed.services, &promoted, &Filters::default(), AR).await.unwrap();
        assert!(queue.items[0].text.as_ref().unwrap().is_mine);

        assert!(log(&bed).await.is_empty());
        let row =
            post::Entity::find_by_id(sent.post.as_str()).one(bed.services.db.read()).await.unwrap().unwrap();
        assert_eq!((row.state.as_str(), row.version), ("pending", 1));
    }
}

#[tokio::test]
async fn a_reply_is_not_published_into_a_topic_that_is_not() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let sent = ask(&bed, &author, "unions").await;
        let added = answer(&bed, &author, &sent).await;
        let outcome = decide(&bed, &moderator, &decision(&added.post, "approve")).await.unwrap();
        assert_eq!(outcome, Outcome::TopicNotPublic(sent.topic.clone()));
        let db = bed.services.db.writer();
        assert!(log(&bed).await.is_empty());
        decide(&bed, &moderator, &decision(&sent.post, "approve")).await.unwrap();

        let mut row = topic::Entity::find_by_id(sent.topic.as_str())
            .one(db)
            .await
            .unwrap()
            .unwrap()
            .into_active_model();
        row.state = Set("removed".into());
        row.update(db).await.unwrap();
        let outcome = decide(&bed, &moderator, &decision(&added.post, "approve")).await.unwrap();
        assert_eq!(outcome, Outcome::TopicNotPublic(sent.topic.clone()));
        let form = Decision { reason: "off_topic".into(), ..decision(&added.post, "reject") };
        assert_eq!(decide(&bed, &moderator, &form).await, Ok(Outcome::Done(Verdict::Reject)));
    }
}

#[tokio::test]
async fn the_queue_is_fair_filtered_and_for_moderators_only() {
    for bed in forums().await {
        let s = &bed.services;
        let moderator = bed.member("م", Role::Moderator).await;
        let mut all = Vec::new();
        for n in 0..5 {
            let author = bed.member(&format!("ع{n}"), Role::Member).await;
            for m in 0..5 {
                all.push(ask(&bed, &author, if m == 0 { "poverty" } else { "unions" }).await.post);
                if m == 0 {
                    // On her first day only three questions are taken.
                    bed.clock.advance(Duration::hours(25));
                }
            }
        }
        let page = moderation::queue(s, &moderator, &Filters::default(), AR).await.unwrap();
        let ids = posts_of(&page);
        assert_eq!(ids, all[..20]);
        assert_eq!(page.overview.waiting, 25);
        // The last item of the page is decided: the next page still begins behind it.
        let after = page.next.clone().unwrap();
        let last = page.items.last().unwrap().text.as_ref().unwrap().post.clone();
        decide(&bed, &moderator, &decision(&last, "approve")).await.unwrap();
        let filters = Filters { after: Some(after), ..Filters::default() };
        let rest = moderation::queue(s, &moderator, &filters, AR).await.unwrap();
        assert_eq!(posts_of(&rest), all[20..]);
        assert!(rest.next.is_none());

        let filters = |kind: &'static str, category: &'static str, language: &'static str| {
            Filters::parse(move |name| match name {
                "kind" => kind,
                "category" => category,
                "language" => language,
                _ => "",
            })
            .unwrap()
        };
        let poverty = filters("topic", "poverty", "ar");
        assert_eq!(moderation::queue(s, &moderator, &poverty, AR).await.unwrap().items.len(), 5);
        for nothing in [("reply", "", ""), ("", "unknown", ""), ("", "", "fr"), ("edit", "", "")] {
            let filters = filters(nothing.0, nothing.1, nothing.2);
            assert!(moderation::queue(s, &moderator, &filters, AR).await.unwrap().items.is_empty());
        }
        bed.clock.advance(Duration::days(3));
        let overview = moderation::overview(s, &moderator).await.unwrap();
        assert_eq!((overview.waiting, overview.oldest_days), (24, Some(8)));

        let member = bed.member("ب", Role::Member).await;
        for (who, code) in [(&Actor::Guest, ErrorCode::SignInNeeded), (&member, ErrorCode::Forbidden)] {
            assert_eq!(moderation::queue(s, who, &Filters::default(), AR).await.unwrap_err().code, code);
            assert_eq!(moderation::overview(s, who).await.unwrap_err().code, code);
        }
    }
}
