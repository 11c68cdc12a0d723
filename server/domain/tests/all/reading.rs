//! Audiences, review modes, closed and pinned topics, reading positions, permalinks: on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use crate::support::forums;
use chrono::Duration;
use contract::{ErrorCode, Locale, ids::TopicId};
use domain::{
    Actor, Role,
    forum::{
        self, Arrangement, Audience, Browse, Change, Cursor, NewReply, NewTopic, PostState, ReviewMode, Sent,
        TextLanguage,
        gate::limits::{self, Number},
        position,
    },
    moderation::{self, Decision},
    search,
    staff::Action,
    testing::TestBed,
};
use entity::{
    forum::{category, mod_log, post, topic},
    staff::audit_log,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

const AR: Locale = Locale::Ar;

fn topic_in(category: &str, title: &str) -> NewTopic {
    NewTopic {
        category: category.into(),
        title: title.into(),
        body: format!("نصّ: {title}"),
        ..NewTopic::default()
    }
}

async fn ask(bed: &TestBed, who: &Actor, category: &str, title: &str) -> Sent {
    bed.clock.advance(Duration::minutes(2));
    forum::create_topic(&bed.services, who, &topic_in(category, title), AR).await.unwrap()
}

async fn answer(bed: &TestBed, who: &Actor, topic: &TopicId, body: &str) -> Sent {
    bed.clock.advance(Duration::minutes(2));
    let form = NewReply { body: body.into(), ..NewReply::default() };
    forum::reply(&bed.services, who, topic, &form, AR).await.unwrap()
}

async fn approve(bed: &TestBed, team: &Actor, sent: &Sent) {
    let form = Decision {
        post: sent.post.to_string(),
        version: "1".into(),
        action: "approve".into(),
        ..Decision::default()
    };
    moderation::decide(&bed.services, team, &form).await.unwrap();
}

async fn set(bed: &TestBed, slug: &str, audience: Audience, review: ReviewMode) {
    let change = Change {
        audience: Some(audience.as_str().into()),
        review: Some(review.as_str().into()),
        ..Change::default()
    };
    forum::change_category(&bed.services, slug, &change).await.unwrap();
}

/// Every way in which somebody could come upon a topic.
async fn ways(bed: &TestBed, who: &Actor, sent: &Sent, slug: &str) -> Vec<(&'static str, bool)> {
    let s = &bed.services;
    let read = forum::read_topic(s, who, &sent.topic, 1, AR).await;
    let permalink = forum::find_post(s, who, &sent.post).await;
    let list = forum::browse(s, who, slug, &Browse::default(), AR).await;
    let categories = forum::readable_categories(s, who, AR).await.unwrap();
    let code = |error: domain::DomainError| assert_eq!(error.code, ErrorCode::NotFound);
    vec![
        ("topic", read.map_err(code).is_ok()),
        ("permalink", permalink.map_err(code).is_ok()),
        ("list", list.map_err(code).is_ok_and(|list| list.rows.iter().any(|row| row.id == sent.topic))),
        ("categories", categories.iter().any(|category| category.slug == slug)),
    ]
}

#[tokio::test]
async fn an_audience_shuts_every_door() {
    for bed in forums().await {
        let s = &bed.services;
        let (author, new) = (bed.member("أ", Role::Member).await, bed.member("ب", Role::Member).await);
        let (known, team) = (bed.member("ج", Role::Member).await, bed.member("م", Role::Moderator).await);
        for n in 0..3 {
            let sent = ask(&bed, &known, "poverty", &format!("سؤال {n}")).await;
            approve(&bed, &team, &sent).await;
        }
        let sent = ask(&bed, &author, "unions", "زعفرانة").await;
        approve(&bed, &team, &sent).await;
        let people = [&Actor::Guest, &new, &known, &team];
        for (audience, readers) in [
            (Audience::Members, [false, true, true, true]),
            (Audience::Approved, [false, false, true, true]),
            (Audience::Staff, [false, false, false, true]),
            (Audience::Public, [true; 4]),
        ] {
            set(&bed, "unions", audience, ReviewMode::All).await;
            for (who, reads) in people.into_iter().zip(readers) {
                for (way, open) in ways(&bed, who, &sent, "unions").await {
                    assert_eq!(open, reads, "{way} {audience:?} {who:?} {}", bed.backend);
                }
                if who.member().is_some() {
                    let form = NewReply { body: "جواب".into(), ..NewReply::default() };
                    let reply = forum::reply(s, who, &sent.topic, &form, AR).await;
                    let code = reply.err().map(|error| error.code);
                    assert_eq!(code != Some(ErrorCode::NotFound), reads, "reply {audience:?} {code:?}");
                    let new_topic = forum::create_topic(s, who, &topic_in("unions", "جديد"), AR).await;
                    let refused = new_topic
                        .err()
                        .is_some_and(|error| error.fields.iter().any(|f| f.field == "category"));
                    assert_eq!(!refused, reads, "new topic {audience:?}");
                }
            }
            // What everybody finds, everybody may read.
            let public = audience == Audience::Public;
            let query = search::Query::parse("زعفرانة").unwrap();
            let found = search::find(s, &query, AR, None).await.unwrap();
            assert_eq!(found.total > 0, public, "search {audience:?} {}", bed.backend);
            let offers = search::offer(s, &Actor::Guest, &query, AR).await.unwrap();
            assert_eq!(!offers.is_empty(), public, "offer {audience:?} {}", bed.backend);
            let latest = forum::latest_topics(s, &Actor::Guest, 50).await.unwrap();
            assert_eq!(latest.iter().any(|row| row.id == sent.topic), public, "latest {audience:?}");
            let guest_list = forum::list_topics(s, "unions", &Cursor::Start, AR).await;
            assert_eq!(guest_list.is_ok(), public);
            // The author's own list keeps her text, without the title where she does not read any more.
            let mine = forum::my_contributions(s, &author, None).await.unwrap();
            let line = mine.rows.iter().find(|row| row.post == sent.post).unwrap();
            let reads = matches!(audience, Audience::Public | Audience::Members);
            assert_eq!(line.title.is_some(), reads, "mine {audience:?}");
            assert_eq!(forum::counters::repair(s).await.unwrap(), 0, "{audience:?}");
            bed.clock.advance(Duration::hours(1));
        }
        let log = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq(Action::CategoryChange.as_str()))
            .all(s.db.read())
            .await
            .unwrap();
        assert_eq!(log.len(), 4);
        assert!(
            log.iter().all(|row| row.actor_role == "system" && row.target_id.as_deref() == Some("unions"))
        );
        for (slug, change) in [
            ("nowhere", Change::default()),
            ("unions", Change { audience: Some("all".into()), ..Change::default() }),
            ("unions", Change { review: Some("never".into()), ..Change::default() }),
        ] {
            assert!(forum::change_category(s, slug, &change).await.is_err());
        }
    }
}

#[tokio::test]
async fn review_modes_decide_what_waits() {
    for bed in forums().await {
        let team = bed.member("م", Role::Moderator).await;
        let known = bed.member("ج", Role::Member).await;
        for n in 0..3 {
            let sent = ask(&bed, &known, "poverty", &format!("سؤال {n}")).await;
            approve(&bed, &team, &sent).await;
        }
        // Three texts are public and none of them is three days old: the gate does not know her yet.
        set(&bed, "unions", Audience::Public, ReviewMode::NewMembers).await;
        let base = ask(&bed, &team, "unions", "من الفريق").await;
        for (days, state) in [(2, PostState::Pending), (1, PostState::Published)] {
            bed.clock.advance(Duration::days(days));
            let sent = answer(&bed, &known, &base.topic, &format!("جواب بعد {days}")).await;
            assert_eq!(sent.state, state, "{}", bed.backend);
        }
        for (mode, expected) in [
            (ReviewMode::All, [false, false, false, false]),
            (ReviewMode::NewMembers, [false, false, true, true]),
            (ReviewMode::TopicsOnly, [false, true, false, true]),
            (ReviewMode::None, [true, true, true, true]),
        ] {
            set(&bed, "unions", Audience::Public, mode).await;
            let fresh = bed.member(&format!("ن {}", mode.as_str()), Role::Member).await;
            let base = ask(&bed, &team, "unions", "من الفريق").await;
            bed.clock.advance(Duration::hours(1));
            let mut found = Vec::new();
            for who in [&fresh, &known] {
                let asked = ask(&bed, who, "unions", "سؤال جديد").await;
                let answered = answer(&bed, who, &base.topic, "جواب").await;
                for sent in [asked, answered] {
                    found.push(sent.state == PostState::Published);
                    let open = forum::find_post(&bed.services, &Actor::Guest, &sent.post).await.is_ok();
                    assert_eq!(open, sent.state == PostState::Published);
                }
            }
            assert_eq!(found, expected, "{mode:?} {}", bed.backend);
        }
        // What a category let through names nobody in the team's logs.
        let db = bed.services.db.read();
        let rows = mod_log::Entity::find()
            .filter(mod_log::Column::Action.eq("publish_directly"))
            .filter(mod_log::Column::ActorRole.eq("system"))
            .all(db)
            .await
            .unwrap();
        assert_eq!(rows.len(), 9);
        assert!(rows.iter().all(|row| row.actor_id.is_none()));
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 0);
    }
}

/// With how many published texts a member is new no more is what administrators say; rooms for known members stay.
#[tokio::test]
async fn who_is_new_is_said_by_administrators() {
    for bed in forums().await {
        let s = &bed.services;
        let team = bed.member("م", Role::Moderator).await;
        let admin = bed.member("إ", Role::Admin).await;
        let her = bed.member("ج", Role::Member).await;
        for n in 0..2 {
            let sent = ask(&bed, &her, "poverty", &format!("سؤال {n}")).await;
            approve(&bed, &team, &sent).await;
        }
        set(&bed, "unions", Audience::Public, ReviewMode::NewMembers).await;
        let base = ask(&bed, &team, "unions", "من الفريق").await;
        bed.clock.advance(Duration::days(4));
        // Two of hers are public; with the third, after it was said that two are enough, three.
        for (said, state) in [
            ("", PostState::Pending),
            ("2", PostState::Published),
            ("4", PostState::Pending),
            ("3", PostState::Published),
            ("50", PostState::Pending),
        ] {
            if !said.is_empty() {
                limits::set(s, &admin, Number::ApprovedAfter, said).await.unwrap();
            }
            let sent = answer(&bed, &her, &base.topic, &format!("جواب {said}")).await;
            assert_eq!(sent.state, state, "{}: {said:?}", bed.backend);
        }
        set(&bed, "unions", Audience::Approved, ReviewMode::NewMembers).await;
        assert!(forum::find_post(s, &her, &base.post).await.is_ok(), "{}", bed.backend);
        let lead = bed.member("ق", Role::LeadModerator).await;
        let refused = limits::set(s, &lead, Number::ApprovedAfter, "1").await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden, "{}", bed.backend);
    }
}

fn arrangement(action: &str) -> Arrangement {
    Arrangement {
        action: action.into(),
        reason: "off_topic".into(),
        days: "7".into(),
        ..Arrangement::default()
    }
}

#[tokio::test]
async fn a_closed_topic_takes_no_reply_and_opens_again() {
    for bed in forums().await {
        let s = &bed.services;
        let (author, team) = (bed.member("أ", Role::Member).await, bed.member("م", Role::Moderator).await);
        let sent = ask(&bed, &author, "unions", "سؤال").await;
        let early = forum::operate(s, &team, &sent.topic, &arrangement("close")).await.unwrap_err();
        assert_eq!(early.code, ErrorCode::NotFound, "what waits is not arranged");
        approve(&bed, &team, &sent).await;
        for (who, code) in [(&Actor::Guest, ErrorCode::SignInNeeded), (&author, ErrorCode::Forbidden)] {
            let error = forum::operate(s, who, &sent.topic, &arrangement("close")).await.unwrap_err();
            assert_eq!(error.code, code);
        }
        let without = Arrangement { reason: String::new(), ..arrangement("close") };
        assert_eq!(
            forum::operate(s, &team, &sent.topic, &without).await.unwrap_err().fields[0].field,
            "reason"
        );
        for _ in 0..2 {
            forum::operate(s, &team, &sent.topic, &arrangement("close")).await.unwrap();
        }
        let form = NewReply { body: "جواب".into(), ..NewReply::default() };
        for who in [&author, &team] {
            let error = forum::reply(s, who, &sent.topic, &form, AR).await.unwrap_err();
            assert_eq!(error.code, ErrorCode::TopicClosed);
            let view = forum::read_topic(s, who, &sent.topic, 1, AR).await.unwrap();
            assert!(view.closed && !view.can_reply);
        }
        forum::operate(s, &team, &sent.topic, &arrangement("reopen")).await.unwrap();
        answer(&bed, &author, &sent.topic, "جواب").await;
        let log = mod_log::Entity::find()
            .filter(mod_log::Column::Action.is_in(["close", "reopen"]))
            .all(s.db.read())
            .await
            .unwrap();
        assert_eq!(log.len(), 2, "closing twice is one line");
        assert!(log.iter().any(|row| row.reason_code.as_deref() == Some("off_topic")));
    }
}

#[tokio::test]
async fn pinned_topics_stand_first_until_their_day() {
    for bed in forums().await {
        let s = &bed.services;
        let team = bed.member("م", Role::Moderator).await;
        let mut all = Vec::new();
        for n in 0..25 {
            all.push(ask(&bed, &team, "unions", &format!("سؤال {n}")).await);
            bed.clock.advance(Duration::minutes(2));
        }
        forum::operate(s, &team, &all[3].topic, &arrangement("pin")).await.unwrap();
        let mut seen = Vec::new();
        let mut cursor = Cursor::Start;
        loop {
            let wanted = Browse { cursor, language: None };
            let page = forum::browse(s, &Actor::Guest, "unions", &wanted, AR).await.unwrap();
            seen.extend(page.rows.iter().map(|row| row.id.clone()));
            match page.older {
                Some(older) => cursor = older,
                None => break,
            }
        }
        assert_eq!(seen[0], all[3].topic);
        let mut rest: Vec<_> = all.iter().rev().map(|sent| sent.topic.clone()).collect();
        rest.retain(|id| *id != all[3].topic);
        assert_eq!(&seen[1..], rest.as_slice(), "each once, by activity");
        bed.clock.advance(Duration::days(8));
        let page = forum::browse(s, &Actor::Guest, "unions", &Browse::default(), AR).await.unwrap();
        assert!(page.rows.iter().all(|row| !row.pinned));
        assert_eq!(page.rows[0].id, all[24].topic);
        forum::operate(s, &team, &all[0].topic, &arrangement("pin")).await.unwrap();
        forum::operate(s, &team, &all[0].topic, &arrangement("unpin")).await.unwrap();
        let page = forum::browse(s, &Actor::Guest, "unions", &Browse::default(), AR).await.unwrap();
        assert!(page.rows.iter().all(|row| !row.pinned));
    }
}

#[tokio::test]
async fn lists_are_filtered_by_language() {
    for bed in forums().await {
        let s = &bed.services;
        let team = bed.member("م", Role::Moderator).await;
        for title in ["سؤال عن العقد", "Bonjour, je cherche une réponse", "Hello, what is the way to do it"]
        {
            let form = NewTopic {
                category: "unions".into(),
                title: title.into(),
                body: title.into(),
                ..NewTopic::default()
            };
            bed.clock.advance(Duration::minutes(2));
            forum::create_topic(s, &team, &form, AR).await.unwrap();
        }
        for (language, count) in [
            (None, 3),
            (Some(TextLanguage::Known(Locale::Ar)), 1),
            (Some(TextLanguage::Known(Locale::Fr)), 1),
            (Some(TextLanguage::Known(Locale::En)), 1),
            (Some(TextLanguage::Other), 0),
        ] {
            let wanted = Browse { cursor: Cursor::Start, language };
            let page = forum::browse(s, &Actor::Guest, "unions", &wanted, AR).await.unwrap();
            assert_eq!(page.rows.len(), count, "{language:?} {}", bed.backend);
            assert!(page.rows.iter().all(|row| language.is_none_or(|language| row.language == language)));
        }
    }
}

#[tokio::test]
async fn a_position_rises_and_tells_what_is_new() {
    for bed in forums().await {
        let s = &bed.services;
        let (reader, team) = (bed.member("أ", Role::Member).await, bed.member("م", Role::Moderator).await);
        let sent = ask(&bed, &team, "unions", "سؤال").await;
        for n in 0..19 {
            answer(&bed, &team, &sent.topic, &format!("جواب {n}")).await;
        }
        let read = |page| forum::read_topic(s, &reader, &sent.topic, page, AR);
        let first = read(1).await.unwrap();
        assert_eq!((first.read_to, first.fresh, first.posts.len()), (None, None, 20));
        assert!(first.posts.iter().all(|post| !post.is_fresh));
        position::remember(s, &reader, &first);
        position::waiting::settled().await;
        assert_eq!(read(1).await.unwrap().read_to, Some(20));

        // Three come; one of them is hers, one is taken away.
        answer(&bed, &team, &sent.topic, "جديد 1").await;
        let gone = answer(&bed, &team, &sent.topic, "جديد 2").await;
        let own = answer(&bed, &reader, &sent.topic, "جوابي").await;
        approve(&bed, &team, &own).await;
        post::Entity::update_many()
            .col_expr(post::Column::State, Expr::value("removed"))
            .filter(post::Column::Id.eq(gone.post.as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        let list = forum::browse(s, &reader, "unions", &Browse::default(), AR).await.unwrap();
        assert_eq!(list.rows[0].fresh, Some(forum::Fresh { count: 1, page: 2 }), "{}", bed.backend);
        let guest = forum::browse(s, &Actor::Guest, "unions", &Browse::default(), AR).await.unwrap();
        assert_eq!(guest.rows[0].fresh, None);
        let second = read(2).await.unwrap();
        assert_eq!(second.fresh, Some(forum::Fresh { count: 1, page: 2 }));
        let marks: Vec<bool> = second.posts.iter().map(|post| post.is_fresh).collect();
        assert_eq!(marks, [true, false, false], "what was taken away is nothing new, nor is hers to her");

        // Two tabs: the later answer of the older page moves nothing back.
        let member = reader.member_id().unwrap();
        position::remember(s, &reader, &second);
        position::waiting::settled().await;
        for n in [20, 1, 0] {
            position::advance(s, member, &sent.topic, n).await.unwrap();
            assert_eq!(read(1).await.unwrap().read_to, Some(23));
        }
        let (a, b) = tokio::join!(
            position::advance(s, member, &sent.topic, 30),
            position::advance(s, member, &sent.topic, 25)
        );
        a.unwrap();
        b.unwrap();
        assert_eq!(read(1).await.unwrap().read_to, Some(30));
        let list = forum::browse(s, &reader, "unions", &Browse::default(), AR).await.unwrap();
        assert_eq!(list.rows[0].fresh, None);
    }
}

#[tokio::test]
async fn a_permalink_finds_its_page_or_says_that_it_is_gone() {
    for bed in forums().await {
        let s = &bed.services;
        let (author, team) = (bed.member("أ", Role::Member).await, bed.member("م", Role::Moderator).await);
        let sent = ask(&bed, &team, "unions", "سؤال").await;
        let mut last = sent.clone();
        for n in 0..20 {
            last = answer(&bed, &team, &sent.topic, &format!("جواب {n}")).await;
        }
        let place = forum::find_post(s, &Actor::Guest, &last.post).await.unwrap();
        assert_eq!((place.topic, place.page), (sent.topic.clone(), 2));
        let waiting = answer(&bed, &author, &sent.topic, "ينتظر").await;
        for (who, found) in [(&Actor::Guest, false), (&author, true), (&team, true)] {
            assert_eq!(forum::find_post(s, who, &waiting.post).await.is_ok(), found);
        }
        let set_state = |id: String, state: &'static str| {
            post::Entity::update_many()
                .col_expr(post::Column::State, Expr::value(state))
                .filter(post::Column::Id.eq(id))
                .exec(s.db.writer())
        };
        let code = async |id| forum::find_post(s, &Actor::Guest, id).await.unwrap_err().code;
        set_state(last.post.to_string(), "removed").await.unwrap();
        // A word about why stands at its place.
        assert_eq!(forum::find_post(s, &Actor::Guest, &last.post).await.unwrap().page, 2);
        set_state(last.post.to_string(), "purged").await.unwrap();
        assert_eq!(code(&last.post).await, ErrorCode::Gone);
        set_state(waiting.post.to_string(), "purged").await.unwrap();
        assert_eq!(code(&waiting.post).await, ErrorCode::NotFound, "it never was public");
        set(&bed, "unions", Audience::Members, ReviewMode::All).await;
        assert_eq!(code(&last.post).await, ErrorCode::NotFound, "nobody tells what was in a closed room");
        assert_eq!(code(&"nowhere12345".parse().unwrap()).await, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn settings_survive_seeding() {
    for bed in forums().await {
        set(&bed, "unions", Audience::Members, ReviewMode::TopicsOnly).await;
        assert_eq!(forum::seed::seed(&bed.services).await.unwrap(), 0);
        let db = bed.services.db.read();
        let row = category::Entity::find_by_id("unions").one(db).await.unwrap().unwrap();
        assert_eq!((row.audience.as_str(), row.review_mode.as_str()), ("members", "topics_only"));
        let all = forum::category_settings(&bed.services).await.unwrap();
        assert_eq!(all.len(), 8);
        assert_eq!(all.iter().filter(|one| one.rules.audience == Audience::Public).count(), 7);
        assert_eq!(topic::Entity::find().count(db).await.unwrap(), 0);
    }
}
