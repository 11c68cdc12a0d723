//! What the team changes about a topic: each is one line of the log and one event without a name.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod by_days;

use chrono::Duration;
use contract::{ErrorCode, FieldCode, Locale, ids::TopicId};
use domain::{
    Actor, Member, Role, Scope,
    forum::{self, NewReply, NewTopic, PostState, Sent, TopicChange, TopicEvent},
    moderation::{
        self, Decision, Filters,
        appeal::{self, NewAppeal},
        report::{self, NewReport},
        sanction::{self, NewSanction},
    },
    testing::TestBed,
};
use entity::{
    forum::{category, mod_log, post, review_item},
    moderation as desk,
    report::report_case,
    safety::safety_case,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

const AR: Locale = Locale::Ar;

struct Place {
    bed: TestBed,
    author: Actor,
    team: Actor,
    topic: Sent,
}

impl Place {
    async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for bed in TestBed::each().await {
            forum::seed::seed(&bed.services).await.unwrap();
            let author = bed.member("زيتونة", Role::Member).await;
            let team = bed.member("سند", Role::Moderator).await;
            let form = NewTopic {
                category: "unions".into(),
                title: "سؤال عن العقد".into(),
                body: "نصّ السؤال".into(),
                ..NewTopic::default()
            };
            let topic = forum::create_topic(&bed.services, &author, &form, AR).await.unwrap();
            let form = Decision {
                post: topic.post.to_string(),
                version: "1".into(),
                action: "approve".into(),
                ..Decision::default()
            };
            moderation::decide(&bed.services, &team, &form).await.unwrap();
            all.push(Self { bed, author, team, topic });
        }
        all
    }

    async fn change(&self, who: &Actor, form: TopicChange) -> Result<TopicEvent, domain::DomainError> {
        forum::change_topic(&self.bed.services, who, &self.topic.topic, &form).await
    }

    async fn done(&self, form: TopicChange) {
        self.bed.clock.advance(Duration::minutes(1));
        self.change(&self.team, form).await.unwrap();
    }

    async fn answer(&self, who: &Actor, body: &str) -> Result<Sent, ErrorCode> {
        let form = NewReply { body: body.into(), ..NewReply::default() };
        forum::reply(&self.bed.services, who, &self.topic.topic, &form, AR).await.map_err(|error| error.code)
    }

    async fn view(&self, who: &Actor) -> Result<forum::TopicView, ErrorCode> {
        forum::read_topic(&self.bed.services, who, &self.topic.topic, 1, AR).await.map_err(|error| error.code)
    }

    async fn lines(&self, action: &str) -> u64 {
        mod_log::Entity::find()
            .filter(mod_log::Column::Action.eq(action))
            .count(self.bed.services.db.read())
            .await
            .unwrap()
    }
}

fn to(action: &str) -> TopicChange {
    TopicChange { action: action.into(), reason: "room_order".into(), ..TopicChange::default() }
}

#[tokio::test]
async fn another_title_and_another_place() {
    for place in Place::each().await {
        let s = &place.bed.services;
        place.answer(&place.author, "ينتظر").await.unwrap();
        place.done(TopicChange { title: " عقد العمل ".into(), ..to("retitle") }).await;
        place.done(TopicChange { title: "عقد العمل".into(), ..to("retitle") }).await;
        assert_eq!(place.view(&Actor::Guest).await.unwrap().title, "عقد العمل");
        let query = domain::search::Query::parse("عقد العمل").unwrap();
        assert!(domain::search::find(s, &query, AR, None).await.unwrap().total > 0);

        place.done(TopicChange { category: "poverty".into(), ..to("move") }).await;
        let view = place.view(&Actor::Guest).await.unwrap();
        assert_eq!((view.category.as_str(), view.moved_lately), ("poverty", true));
        let items = review_item::Entity::find()
            .filter(review_item::Column::Category.eq("poverty"))
            .count(s.db.read())
            .await
            .unwrap();
        assert_eq!(items, 2, "what waits goes with it");
        assert_eq!(forum::counters::repair(s).await.unwrap(), 0, "{}", place.bed.backend);
        // Whoever moderates only where it was has nothing to do with it any more, also by a guessed id.
        let there = |slug: &str| {
            let scope = Scope::Categories(vec![slug.into()]);
            Actor::Member(Member { scope, ..place.team.member().unwrap().clone() })
        };
        let old = place.change(&there("unions"), to("review")).await.unwrap_err();
        assert_eq!(old.code, ErrorCode::NotFound);
        let queue = moderation::queue(s, &there("unions"), &Filters::default(), AR).await.unwrap();
        assert!(queue.items.is_empty());
        let beyond = TopicChange { category: "unions".into(), ..to("move") };
        let refused = place.change(&there("poverty"), beyond).await.unwrap_err();
        assert_eq!(
            (refused.fields[0].field.as_str(), refused.fields[0].code),
            ("category", FieldCode::UnknownChoice)
        );
        // A narrower audience shuts out at once.
        let audience = |slug: &'static str, audience: &'static str| {
            category::Entity::update_many()
                .col_expr(category::Column::Audience, Expr::value(audience))
                .filter(category::Column::Slug.eq(slug))
                .exec(s.db.writer())
        };
        audience("womens-job", "members").await.unwrap();
        place.done(TopicChange { category: "womens-job".into(), ..to("move") }).await;
        assert_eq!(place.view(&Actor::Guest).await.unwrap_err(), ErrorCode::NotFound);
        assert!(place.view(&place.author).await.is_ok());
        place.done(to("move_back")).await;
        assert_eq!(place.view(&Actor::Guest).await.unwrap().category, "poverty");
        assert!(place.change(&place.team, to("move_back")).await.is_err(), "once");
        place.done(TopicChange { category: "unions".into(), ..to("move") }).await;
        place.bed.clock.advance(Duration::hours(25));
        let late = place.change(&place.team, to("move_back")).await.unwrap_err();
        assert_eq!(late.fields[0].field, "action");

        for (action, lines) in [("retitle", 1), ("move", 3), ("move_back", 1)] {
            assert_eq!(place.lines(action).await, lines, "{action}");
        }
        let view = place.view(&Actor::Guest).await.unwrap();
        let events: Vec<_> = view.events.iter().map(|(kind, _)| *kind).collect();
        use TopicEvent::{Move, MoveBack, Retitle};
        assert_eq!(events, [Retitle, Move, Move, MoveBack, Move]);
        assert!(!format!("{view:?}").contains("سند"), "never who");
    }
}

#[tokio::test]
async fn what_the_desk_has_about_a_topic_goes_along() {
    for place in Place::each().await {
        let s = &place.bed.services;
        let db = s.db.read();
        for (name, code) in [("ليلى", "hate"), ("نور", "danger")] {
            let who = place.bed.member(name, Role::Member).await;
            let form = NewReport {
                post: place.topic.post.to_string(),
                code: code.into(),
                text: "كلمة".into(),
                ..NewReport::default()
            };
            report::report(s, &who, &form).await.unwrap();
        }
        let lead = place.bed.member("رائدة", Role::LeadModerator).await;
        let form = NewSanction {
            post: place.topic.post.to_string(),
            kind: "notice".into(),
            rule: "insult".into(),
            reason: "سبب داخليّ".into(),
            message: "كلمة من الفريق".into(),
            for_good: true,
            ..NewSanction::default()
        };
        let given = sanction::give(s, &lead, &form).await.unwrap();
        let form = NewAppeal {
            decision: format!("sanction-{given}"),
            body: "لا أوافق على هذا".into(),
            ..NewAppeal::default()
        };
        appeal::appeal(s, &place.author, &form).await.unwrap();
        for slug in ["poverty", "unions"] {
            let action = if slug == "unions" { "move_back" } else { "move" };
            place.done(TopicChange { category: slug.into(), ..to(action) }).await;
            let mut found: Vec<(&str, String)> = Vec::new();
            let rows = review_item::Entity::find().all(db).await.unwrap();
            found.extend(rows.into_iter().map(|row| ("item", row.category)));
            let rows = report_case::Entity::find().all(db).await.unwrap();
            found.extend(rows.into_iter().map(|row| ("report", row.category)));
            let rows = safety_case::Entity::find().all(db).await.unwrap();
            found.extend(rows.into_iter().map(|row| ("safety", row.category)));
            let rows = desk::sanction::Entity::find().all(db).await.unwrap();
            found.extend(rows.into_iter().map(|row| ("sanction", row.category)));
            let rows = desk::appeal::Entity::find().all(db).await.unwrap();
            found.extend(rows.into_iter().map(|row| ("appeal", row.category)));
            for what in ["item", "report", "safety", "sanction", "appeal"] {
                assert!(found.iter().any(|(kind, _)| *kind == what), "{what} {}", place.bed.backend);
            }
            assert!(found.iter().all(|(_, category)| category == slug), "{slug}: {found:?}");
            // Whoever moderates where it stands now has it, and nobody else.
            for here in ["poverty", "unions"] {
                let scope = Scope::Categories(vec![here.into()]);
                let who = Actor::Member(Member { scope, ..place.team.member().unwrap().clone() });
                assert_eq!(report::cases(s, &who, AR).await.unwrap().is_empty(), here != slug);
            }
        }
    }
}

#[tokio::test]
async fn answers_are_read_first_and_follow_slowly() {
    for place in Place::each().await {
        let s = &place.bed.services;
        category::Entity::update_many()
            .col_expr(category::Column::ReviewMode, Expr::value("none"))
            .filter(category::Column::Slug.eq("unions"))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(place.answer(&place.author, "يظهر فورًا").await.unwrap().state, PostState::Published);
        place.done(to("review")).await;
        assert_eq!(place.answer(&place.author, "يُقرأ أوّلًا").await.unwrap().state, PostState::Pending);
        assert_eq!(place.answer(&place.team, "من الفريق").await.unwrap().state, PostState::Published);
        place.done(to("trust")).await;
        place.done(TopicChange { seconds: "600".into(), ..to("slow") }).await;
        place.bed.clock.advance(Duration::minutes(9));
        let other = place.bed.member("ياسمين", Role::Member).await;
        assert_eq!(place.answer(&other, "جواب أوّل").await.unwrap().state, PostState::Published);
        place.bed.clock.advance(Duration::minutes(9));
        assert_eq!(place.answer(&other, "جواب سريع").await, Err(ErrorCode::TooManyRequests));
        assert!(place.answer(&place.team, "الفريق لا ينتظر").await.is_ok());
        place.bed.clock.advance(Duration::minutes(2));
        assert!(place.answer(&other, "جواب ثانٍ").await.is_ok());
        place.done(to("quick")).await;
        assert!(place.answer(&other, "جواب ثالث").await.is_ok());
        let view = place.view(&Actor::Guest).await.unwrap();
        use TopicEvent::{Quick, Review, Slow, Trust};
        assert_eq!(
            view.events.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
            [Review, Trust, Slow, Quick]
        );
    }
}

#[tokio::test]
async fn changes_that_cannot_be_read_or_are_not_hers_change_nothing() {
    for place in Place::each().await {
        let s = &place.bed.services;
        for (form, field, code) in [
            (to(""), "action", FieldCode::Required),
            (to("purge"), "action", FieldCode::UnknownChoice),
            (to("close"), "action", FieldCode::UnknownChoice),
            (to("retitle"), "title", FieldCode::Required),
            (to("move"), "category", FieldCode::Required),
            (TopicChange { category: "nowhere".into(), ..to("move") }, "category", FieldCode::UnknownChoice),
            (TopicChange { seconds: "1".into(), ..to("slow") }, "seconds", FieldCode::UnknownChoice),
            (TopicChange { reason: String::new(), ..to("unlist") }, "reason", FieldCode::Required),
            (
                TopicChange { seconds: "600".into(), reason: "because".into(), ..to("slow") },
                "reason",
                FieldCode::UnknownChoice,
            ),
            (
                TopicChange { title: "عنوان آخر".into(), reason: String::new(), ..to("retitle") },
                "reason",
                FieldCode::Required,
            ),
            (to("move_back"), "action", FieldCode::UnknownChoice),
        ] {
            let error = place.change(&place.team, form.clone()).await.unwrap_err();
            assert_eq!((error.fields[0].field.as_str(), error.fields[0].code), (field, code), "{form:?}");
        }
        for (who, code) in [(&Actor::Guest, ErrorCode::SignInNeeded), (&place.author, ErrorCode::Forbidden)] {
            assert_eq!(place.change(who, to("review")).await.unwrap_err().code, code);
        }
        let nowhere = TopicId::trusted("abcd1234abcd");
        let error = forum::change_topic(s, &place.team, &nowhere, &to("review")).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::NotFound);
        assert!(place.view(&Actor::Guest).await.unwrap().events.is_empty());
    }
}

#[tokio::test]
async fn an_unlisted_topic_is_read_by_its_address_alone() {
    for place in Place::each().await {
        let s = &place.bed.services;
        let query = domain::search::Query::parse("العقد").unwrap();
        let everywhere = async || {
            let listed = forum::list_topics(s, "unions", &forum::Cursor::Start, AR).await.unwrap();
            let feed = forum::feed(s, "unions", AR).await.unwrap();
            let latest = forum::latest_topics(s, &place.team, 10).await.unwrap();
            let counted = listed.category.topics;
            let found = domain::search::find(s, &query, AR, None).await.unwrap().total;
            let offers = domain::search::offer(s, &Actor::Guest, &query, AR).await.unwrap();
            assert_eq!(found > 0, !offers.is_empty());
            let found = found > 0;
            (listed.rows.len(), feed.entries.len(), latest.len(), counted, found)
        };
        assert_eq!(everywhere().await, (1, 1, 1, 1, true), "{}", place.bed.backend);
        place.done(to("unlist")).await;
        place.done(to("unlist")).await;
        assert_eq!(everywhere().await, (0, 0, 0, 0, false), "{}", place.bed.backend);
        assert_eq!(forum::counters::repair(s).await.unwrap(), 0);
        let view = place.view(&Actor::Guest).await.unwrap();
        assert!(view.unlisted && view.undoable == [TopicEvent::Unlist]);
        // An answer there does not bring it back.
        place.bed.clock.advance(Duration::minutes(5));
        place.answer(&place.team, "جواب من الفريق").await.unwrap();
        assert_eq!(everywhere().await, (0, 0, 0, 0, false), "{}", place.bed.backend);
        assert_eq!(place.lines("unlist").await, 1);
        let line =
            mod_log::Entity::find().filter(mod_log::Column::Action.eq("unlist")).one(s.db.read()).await;
        assert_eq!(line.unwrap().unwrap().reason_code.as_deref(), Some("room_order"), "it says why");
        forum::undo_change(s, &place.team, &place.topic.topic, "unlist").await.unwrap();
        assert_eq!(everywhere().await.0, 1);
        let line =
            mod_log::Entity::find().filter(mod_log::Column::Action.eq("relist")).one(s.db.read()).await;
        let line = line.unwrap().unwrap();
        assert!(line.is_revert && line.parent_id.is_some());
    }
}
