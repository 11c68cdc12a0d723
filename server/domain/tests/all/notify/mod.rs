//! Who is told of what, exactly once, and only of what she may know at that moment; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod names;
mod told;

use std::{
    collections::BTreeMap,
    future::Future,
    pin::pin,
    task::{Context, Poll},
};

use chrono::Duration;
use contract::{ErrorCode, FieldCode, Locale, ids::TopicId};
use domain::{
    Actor, Role,
    forum::{self, NewReply, NewTopic},
    moderation::{self, Decision},
    mute::{self, Change, Quiet},
    notify::{self, Kind, Level, Place},
    privacy,
    testing::TestBed,
};
use entity::{
    forum::{post, topic},
    identity::member,
    moderation::sanction,
    notify::{event, mention, notification},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::SimpleExpr,
};

const AR: Locale = Locale::Ar;

struct Room {
    bed: TestBed,
    team: Actor,
}

fn id(actor: &Actor) -> &str {
    actor.member_id().unwrap().as_str()
}

async fn rooms() -> Vec<Room> {
    let mut rooms = Vec::new();
    for bed in TestBed::each().await {
        forum::seed::seed(&bed.services).await.unwrap();
        let team = bed.member("فريق", Role::Moderator).await;
        rooms.push(Room { bed, team });
    }
    rooms
}

impl Room {
    async fn member(&self, name: &str) -> Actor {
        let actor = self.bed.member(name, Role::Member).await;
        // The real unique form, so that the name can be called.
        let set = (member::Column::Skeleton, domain::identity::skeleton::skeleton(name).into());
        self.set_member(&actor, set).await;
        actor
    }

    async fn set_member(&self, actor: &Actor, (column, value): (member::Column, SimpleExpr)) {
        member::Entity::update_many()
            .col_expr(column, value)
            .filter(member::Column::Id.eq(id(actor)))
            .exec(self.bed.services.db.writer())
            .await
            .unwrap();
    }

    async fn set_post(&self, post: &str, column: post::Column, value: impl Into<SimpleExpr>) {
        post::Entity::update_many()
            .col_expr(column, value.into())
            .filter(post::Column::Id.eq(post))
            .exec(self.bed.services.db.writer())
            .await
            .unwrap();
    }

    async fn ask(&self, actor: &Actor, body: &str) -> forum::Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال عن الحافلة".into(),
            body: body.into(),
            // Texts of these tests hold what looks like an address.
            care: forum::gate::Care { guard: "as_is".into(), ..forum::gate::Care::default() },
            ..NewTopic::default()
        };
        forum::create_topic(&self.bed.services, actor, &form, AR).await.unwrap()
    }

    async fn answer(&self, actor: &Actor, topic: &TopicId, body: &str) -> forum::Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: body.into(), ..NewReply::default() };
        forum::reply(&self.bed.services, actor, topic, &form, AR).await.unwrap()
    }

    async fn decide(&self, sent: &forum::Sent, action: &str) {
        self.bed.clock.advance(Duration::minutes(2));
        let form = Decision {
            post: sent.post.to_string(),
            version: "1".into(),
            action: action.into(),
            reason: if action == "reject" { "off_topic".into() } else { String::new() },
            ..Decision::default()
        };
        moderation::decide(&self.bed.services, &self.team, &form).await.unwrap();
    }

    /// Asked and published.
    async fn asked(&self, actor: &Actor, body: &str) -> forum::Sent {
        let sent = self.ask(actor, body).await;
        self.decide(&sent, "approve").await;
        sent
    }

    /// Answered and published.
    async fn answered(&self, actor: &Actor, topic: &TopicId, body: &str) -> forum::Sent {
        let sent = self.answer(actor, topic, body).await;
        self.decide(&sent, "approve").await;
        sent
    }

    async fn tell(&self) -> notify::Told {
        let told = notify::deliver_due(&self.bed.services).await.unwrap();
        assert_eq!(told.failed, 0, "{}", self.bed.backend);
        told
    }

    async fn follow(&self, actor: &Actor, place: &Place, level: Level) {
        notify::set_level(&self.bed.services, actor, place, level.as_str()).await.unwrap();
    }

    async fn list(&self, actor: &Actor) -> notify::Notifications {
        notify::notifications(&self.bed.services, actor, None, AR).await.unwrap()
    }

    /// What she sees as new, kind by kind.
    async fn kinds(&self, actor: &Actor) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self
            .list(actor)
            .await
            .lines
            .into_iter()
            .filter(|line| line.unread)
            .map(|line| line.kind)
            .collect();
        kinds.sort();
        kinds
    }

    /// From now on, for an hour.
    async fn suspend(&self, actor: &Actor, about: &forum::Sent) {
        let now = self.bed.services.now_ms();
        let row = sanction::ActiveModel {
            id: Set(domain::services::new_id()),
            member_id: Set(id(actor).to_owned()),
            kind: Set("suspend".to_owned()),
            rule: Set("threat".to_owned()),
            reason_internal: Set("سبب".to_owned()),
            message: Set("كلمة".to_owned()),
            post_id: Set(about.post.to_string()),
            topic_id: Set(about.topic.to_string()),
            alias: Set(None),
            category: Set("unions".to_owned()),
            decided_by: Set(None),
            given_at: Set(now),
            days: Set(None),
            starts: Set(Some(now)),
            ends: Set(Some(now + 3_600_000)),
            confirmed_by: Set(None),
            confirmed_at: Set(None),
            ended_at: Set(None),
            ended_why: Set(None),
            superseded_by: Set(None),
        };
        sanction::Entity::insert(row).exec_without_returning(self.bed.services.db.writer()).await.unwrap();
    }

    async fn rows(&self) -> Vec<(String, String)> {
        let mut rows: Vec<(String, String)> = notification::Entity::find()
            .all(self.bed.services.db.read())
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.event_id, row.recipient_id))
            .collect();
        rows.sort();
        rows
    }

    async fn quiet(&self, actor: &Actor, topic: &TopicId) -> BTreeMap<String, Option<Quiet>> {
        let view = forum::read_topic(&self.bed.services, actor, topic, 1, AR).await.unwrap();
        view.posts.into_iter().map(|post| (post.id.to_string(), post.quiet)).collect()
    }
}

async fn futures_of(room: &Room, count: usize) -> Vec<Actor> {
    let mut all = Vec::new();
    for n in 0..count {
        all.push(room.member(&format!("قمر {n}")).await);
    }
    all
}

#[tokio::test]
async fn the_list_is_grouped_paged_and_marked() {
    for room in rooms().await {
        let s = &room.bed.services;
        let (asker, writer) = (room.member("ياسمين").await, room.member("نجمة").await);
        let mut topics = Vec::new();
        for n in 0..22 {
            topics.push(room.asked(&asker, &format!("سؤال {n}")).await);
        }
        notify::mark_all_read(s, &asker).await.unwrap();
        room.tell().await;
        for sent in &topics {
            room.answered(&writer, &sent.topic, "جواب").await;
        }
        for _ in 0..3 {
            room.tell().await;
        }
        let mut seen = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = notify::notifications(s, &asker, after.as_deref(), AR).await.unwrap();
            assert!(page.lines.len() <= 20 && page.unread);
            seen.extend(page.lines.into_iter().map(|line| line.id));
            after = page.older;
            if after.is_none() {
                break;
            }
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((seen.len(), count), (44, 44), "{}: 22 decisions and 22 answers", room.bed.backend);
        assert!(notify::notifications(s, &asker, Some("zzzzzzzzzzzz"), AR).await.is_err());
        assert!(
            notify::notifications(s, &writer, Some(&seen[0]), AR).await.is_err(),
            "a line of somebody else"
        );

        notify::mark_read(s, &writer, &seen[0]).await.unwrap();
        let unread = |list: &notify::Notifications| list.lines.iter().filter(|line| line.unread).count();
        let first = room.list(&asker).await;
        assert_eq!(unread(&first), 20, "nobody marks the lines of others");
        notify::mark_read(s, &asker, &first.lines[0].id).await.unwrap();
        assert_eq!(unread(&room.list(&asker).await), 19);
        notify::mark_all_read(s, &asker).await.unwrap();
        let read = room.list(&asker).await;
        assert!(unread(&read) == 0 && !read.unread && read.lines.len() == 20);
        room.bed.clock.advance(Duration::days(91));
        assert!(notify::sweep(s).await.unwrap() > 0);
        assert!(room.list(&asker).await.lines.is_empty());
    }
}

#[tokio::test]
async fn following_needs_a_place_that_she_may_read() {
    for room in rooms().await {
        let s = &room.bed.services;
        let (asker, other) = (room.member("ياسمين").await, room.member("نجمة").await);
        let waiting = room.ask(&asker, "سؤال").await;
        let here = Place::Topic(waiting.topic.clone());
        let set = async |actor: &Actor, place: &Place, level: &str| {
            notify::set_level(s, actor, place, level).await.err().map(|error| error.code)
        };
        assert_eq!(set(&Actor::Guest, &here, "all").await, Some(ErrorCode::SignInNeeded));
        assert_eq!(set(&other, &here, "all").await, Some(ErrorCode::NotFound));
        assert_eq!(set(&other, &Place::Category("nowhere".into()), "all").await, Some(ErrorCode::NotFound));
        assert_eq!(set(&asker, &here, "everything").await, Some(ErrorCode::InvalidForm));
        assert_eq!(set(&asker, &here, "all").await, None);
        room.decide(&waiting, "approve").await;
        let view = forum::read_topic(s, &asker, &waiting.topic, 1, AR).await.unwrap();
        assert_eq!(view.follows, Some(Level::All), "what she chose stays when the text is published");
        let reply = room.answered(&other, &waiting.topic, "جواب").await;
        assert!(!reply.replayed);
        let view = forum::read_topic(s, &other, &waiting.topic, 1, AR).await.unwrap();
        assert_eq!(view.follows, Some(Level::RepliesToMe), "{}: the default after posting", room.bed.backend);
        assert!(notify::followed(s, &other).await.unwrap().is_empty(), "which is no choice of hers");
        assert_eq!(notify::followed(s, &asker).await.unwrap().len(), 1);
        let everything = topic::Entity::find().count(s.db.read()).await.unwrap();
        assert_eq!(everything, 1);
        // Somebody who silenced the category stays silent where she writes.
        room.follow(&other, &Place::Category("unions".into()), Level::None).await;
        let second = room.asked(&other, "سؤال آخر").await;
        room.answered(&asker, &second.topic, "جواب").await;
        notify::mark_all_read(s, &other).await.unwrap();
        room.tell().await;
        assert!(!room.kinds(&other).await.contains(&Kind::ReplyToMe), "{}", room.bed.backend);
    }
}

#[tokio::test]
async fn what_she_has_read_is_no_news_and_messages_of_the_team_are() {
    for room in rooms().await {
        let s = &room.bed.services;
        let (asker, writer) = (room.member("ياسمين").await, room.member("نجمة").await);
        let question = room.asked(&asker, "متى تصل؟").await;
        room.answered(&writer, &question.topic, "جواب").await;
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::ReplyToMe, Kind::Approved]);
        forum::position::advance(s, asker.member_id().unwrap(), &question.topic, 1).await.unwrap();
        assert_eq!(room.kinds(&asker).await, [Kind::ReplyToMe], "{}: up to there", room.bed.backend);
        forum::position::advance(s, asker.member_id().unwrap(), &question.topic, 2).await.unwrap();
        assert!(room.kinds(&asker).await.is_empty());

        let form = domain::messages::NewCase {
            kind: "question".into(),
            body: "سؤال للفريق".into(),
            ..Default::default()
        };
        let case = domain::messages::begin(s, &asker, &form).await.unwrap();
        for n in 0..2 {
            let words = format!("جواب الفريق {n}");
            domain::messages::answer(s, &room.team, &case, &words, "").await.unwrap();
        }
        room.tell().await;
        let list = room.list(&asker).await;
        let line = list.lines.iter().find(|line| line.unread).unwrap();
        assert_eq!((line.kind, line.count, &line.target), (Kind::TeamMessage, 2, &notify::Target::Messages));
        assert_eq!((&line.title, &line.category), (&None, &None), "that there is something, and no more");
        domain::messages::read(s, &asker, &case).await.unwrap();
        assert!(room.kinds(&asker).await.is_empty(), "{}", room.bed.backend);
        // The team cannot be blocked, but its conversation can be muted; the message is there all the same.
        room.follow(&asker, &Place::Team, Level::None).await;
        domain::messages::answer(s, &room.team, &case, "مرّة أخرى", "").await.unwrap();
        room.tell().await;
        assert!(room.kinds(&asker).await.is_empty(), "{}", room.bed.backend);
        assert_eq!(domain::messages::read(s, &asker, &case).await.unwrap().messages.len(), 4);
        assert!(notify::followed(s, &asker).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn her_choices_are_in_her_own_copy_and_go_with_either_account() {
    for room in rooms().await {
        let s = &room.bed.services;
        let (asker, b) = (room.member("ياسمين").await, room.member("نجمة").await);
        let question = room.asked(&asker, "متى تصل؟").await;
        let reply = room.answered(&b, &question.topic, "جواب").await;
        room.tell().await;
        room.follow(&asker, &Place::Category("unions".into()), Level::All).await;
        mute::by_post(s, &asker, &reply.post, Change::Block).await.unwrap();
        mute::set_words(s, &asker, "حافلة").await.unwrap();
        let copy = async |whose: &Actor| {
            let whose = room.bed.proved(whose.member().unwrap());
            privacy::ask_for_export(s, &whose).await.unwrap();
            let ready = privacy::my_data(s, &whose).await.unwrap().export;
            let privacy::ExportState::Ready { id, .. } = ready else { panic!("{ready:?}") };
            let pack = |export: &privacy::export::Export| export.to_json();
            let bytes = privacy::download(s, &whose, &id, AR, privacy::export::Device::Own, pack).await;
            String::from_utf8(bytes.unwrap()).unwrap()
        };
        let hers = copy(&asker).await;
        for kept in ["\"whom\": \"نجمة\"", "\"kind\": \"block\"", "\"حافلة\"", "\"id\": \"unions\""]
        {
            assert!(hers.contains(kept), "{}: {kept} in {hers}", room.bed.backend);
        }
        let of_b = copy(&b).await;
        assert!(!of_b.contains("ياسمين") && !of_b.contains("block"), "B learns nothing: {of_b}");
        let leaving = privacy::Leaving { choice: "withdraw".into(), days: "0".into(), sure: true };
        privacy::leave(s, &room.bed.proved(b.member().unwrap()), &leaving).await.unwrap();
        room.bed.clock.advance(Duration::days(8));
        privacy::sweep(s, privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        assert!(mute::mutes(s, &asker).await.unwrap().names.is_empty());
        let rows = entity::notify::mute::Entity::find().count(s.db.read()).await.unwrap();
        assert_eq!(rows, 0, "{}", room.bed.backend);
        assert!(room.rows().await.iter().all(|(_, whose)| whose != id(&b)), "nor what she was told");
    }
}
