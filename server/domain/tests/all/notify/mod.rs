//! Who is told of what, exactly once, and only of what she may know at that moment; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

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

#[tokio::test]
async fn each_is_told_of_what_concerns_her_and_of_nothing_before_it_is_public() {
    for room in rooms().await {
        let asker = room.member("ياسمين").await;
        let (fan, writer, silent) =
            (room.member("زيتونة").await, room.member("نجمة").await, room.member("غيمة").await);
        let unions = Place::Category("unions".into());
        room.follow(&fan, &unions, Level::All).await;
        let question = room.ask(&asker, "متى تصل؟").await;
        room.tell().await;
        assert!(room.rows().await.is_empty(), "{}: what waits is told to nobody", room.bed.backend);
        room.decide(&question, "approve").await;
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::Approved]);
        assert_eq!(room.kinds(&fan).await, [Kind::NewTopic]);
        assert!(room.kinds(&writer).await.is_empty());

        let here = Place::Topic(question.topic.clone());
        room.follow(&fan, &here, Level::All).await;
        room.follow(&silent, &here, Level::None).await;
        let reply = room.answer(&writer, &question.topic, "تصل ظهرا، @زيتونة تعرف و@غيمة @غيمة").await;
        room.tell().await;
        assert_eq!(room.kinds(&fan).await, [Kind::NewTopic], "a mention waits with its text");
        room.decide(&reply, "approve").await;
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::ReplyToMe, Kind::Approved]);
        assert_eq!(room.kinds(&fan).await, [Kind::NewTopic, Kind::Mention], "the strongest reason, once");
        assert_eq!(room.kinds(&writer).await, [Kind::Approved], "nobody is told of herself but the decision");
        assert!(room.kinds(&silent).await.is_empty(), "who chose nothing gets nothing");

        // Whoever wrote is told of answers to her alone: she asked nothing here.
        let second = room.answered(&fan, &question.topic, "شكرا").await;
        room.tell().await;
        assert_eq!(room.kinds(&writer).await, [Kind::Approved]);
        let asked = room.list(&asker).await;
        let line = asked.lines.iter().find(|line| line.kind == Kind::ReplyToMe).unwrap();
        assert_eq!(line.count, 2, "{}: answers stand in one line", room.bed.backend);
        let first = notify::Target::Post { topic: question.topic.clone(), page: 1, post: reply.post.clone() };
        assert_eq!(line.target, first, "which leads to the first of them, not to {}", second.post);
        assert_eq!(line.title.as_deref(), Some("سؤال عن الحافلة"));

        let refused = room.answer(&writer, &question.topic, "إعلان").await;
        room.decide(&refused, "reject").await;
        room.tell().await;
        assert_eq!(room.kinds(&writer).await, [Kind::Approved, Kind::Refused]);
        assert_eq!(room.list(&asker).await.lines.iter().map(|line| line.count).sum::<u64>(), 3);
        assert_eq!(event::Entity::find().count(room.bed.services.db.read()).await.unwrap(), 0);
    }
}

/// Drops a future after a number of steps, as when the process dies there. Answers whether it ended before.
async fn killed_after<F: Future>(steps: usize, work: F) -> bool {
    let mut work = pin!(work);
    let mut left = steps;
    std::future::poll_fn(move |cx: &mut Context<'_>| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match work.as_mut().poll(cx) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[tokio::test]
async fn exactly_once_with_retries_two_workers_and_a_kill_at_every_step() {
    for room in rooms().await {
        let asker = room.member("ياسمين").await;
        let fans: Vec<Actor> = futures_of(&room, 4).await;
        let question = room.asked(&asker, "متى تصل؟").await;
        let here = Place::Topic(question.topic.clone());
        for fan in &fans {
            room.follow(fan, &here, Level::All).await;
        }
        room.tell().await;
        let before = room.rows().await.len();
        let writer = room.member("نجمة").await;
        for n in 0..3 {
            room.answered(&writer, &question.topic, &format!("جواب {n}")).await;
        }
        let mut steps = 1;
        while !killed_after(steps, notify::deliver_due(&room.bed.services)).await {
            steps += 1;
            // What was killed gives its connection back.
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        assert!(steps > 3, "{}: it was never killed in between", room.bed.backend);
        let s = &room.bed.services;
        room.bed.clock.advance(Duration::days(1));
        let (one, two, three) =
            tokio::join!(notify::deliver_due(s), notify::deliver_due(s), notify::deliver_due(s));
        for told in [one, two, three] {
            told.unwrap();
        }
        let rows = room.rows().await;
        let mut unique = rows.clone();
        unique.dedup();
        assert_eq!(rows, unique, "{}", room.bed.backend);
        // Three answers: the asker, four who follow, and the decision for their author.
        assert_eq!(rows.len() - before, 3 * 6, "{}", room.bed.backend);

        // The same event written again tells nobody again.
        let post = post::Entity::find().filter(post::Column::IsOpening.eq(false)).one(s.db.read()).await;
        notify::event::published(s.db.writer(), &post.unwrap().unwrap().id, s.now_ms()).await.unwrap();
        let told = room.tell().await;
        assert_eq!((told.events, told.notifications), (1, 0), "{}", room.bed.backend);
        assert_eq!(room.rows().await, rows);

        // Two that begin together: each event is told by one.
        for n in 3..6 {
            room.answered(&writer, &question.topic, &format!("جواب {n}")).await;
        }
        let (one, two) = tokio::join!(notify::deliver_due(s), notify::deliver_due(s));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.events + two.events, 6, "{}: {one:?} {two:?}", room.bed.backend);
        assert_eq!(one.notifications + two.notifications, 3 * 6);
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
async fn who_is_suspended_is_told_of_herself_alone_and_of_nothing_else_afterwards() {
    for room in rooms().await {
        let db = room.bed.services.db.writer();
        let (asker, fan, writer) =
            (room.member("ياسمين").await, room.member("زيتونة").await, room.member("نجمة").await);
        room.follow(&fan, &Place::Category("unions".into()), Level::All).await;
        let question = room.asked(&asker, "متى تصل؟").await;
        let waits = room.ask(&asker, "وسؤال آخر").await;
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::Approved]);
        assert_eq!(room.kinds(&fan).await, [Kind::NewTopic]);
        room.follow(&fan, &Place::Topic(question.topic.clone()), Level::All).await;
        for who in [&asker, &fan] {
            room.suspend(who, &question).await;
        }
        // What others write, and what is decided about her own text.
        room.answered(&writer, &question.topic, "تصل ظهرا، @زيتونة تعرف").await;
        room.decide(&waits, "reject").await;
        let now = room.bed.services.now_ms();
        notify::event::message(db, id(&fan), "conversation", "message00001", now).await.unwrap();
        notify::event::sanctioned(db, id(&fan), "decision0001", now).await.unwrap();
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::Approved, Kind::Refused], "{}", room.bed.backend);
        let hers = [Kind::NewTopic, Kind::TeamMessage, Kind::Decision];
        assert_eq!(room.kinds(&fan).await, hers, "{}", room.bed.backend);

        // Afterwards she is told of what comes, and of nothing that came.
        room.bed.clock.advance(Duration::hours(2));
        assert_eq!(room.tell().await.notifications, 0);
        assert_eq!(room.kinds(&fan).await, hers, "{}", room.bed.backend);
        room.answered(&writer, &question.topic, "ثمّ خبر").await;
        room.tell().await;
        let more = [Kind::NewTopic, Kind::ReplyFollowed, Kind::TeamMessage, Kind::Decision];
        assert_eq!(room.kinds(&fan).await, more, "{}", room.bed.backend);
        assert_eq!(room.kinds(&asker).await, [Kind::ReplyToMe, Kind::Approved, Kind::Refused]);
    }
}

#[tokio::test]
async fn what_she_may_not_know_any_more_is_neither_told_nor_shown() {
    for room in rooms().await {
        let (asker, fan, writer) =
            (room.member("ياسمين").await, room.member("زيتونة").await, room.member("نجمة").await);
        let question = room.asked(&asker, "متى تصل؟").await;
        room.follow(&fan, &Place::Topic(question.topic.clone()), Level::All).await;
        room.tell().await;
        let hidden = room.answered(&writer, &question.topic, "جواب أوّل").await;
        // Between the publication and the telling.
        room.set_post(hidden.post.as_str(), post::Column::State, "removed").await;
        room.tell().await;
        assert!(room.kinds(&fan).await.is_empty(), "{}", room.bed.backend);

        let shown = room.answered(&writer, &question.topic, "جواب ثان").await;
        room.tell().await;
        assert_eq!(room.kinds(&fan).await, [Kind::ReplyFollowed]);
        // Between the telling and the showing.
        for state in ["held", "removed", "withdrawn", "vanished", "purged"] {
            room.set_post(shown.post.as_str(), post::Column::State, state).await;
            let list = room.list(&fan).await;
            assert!(list.lines.is_empty() && !list.unread, "{}: {state}", room.bed.backend);
        }
        room.set_post(shown.post.as_str(), post::Column::State, "published").await;
        assert_eq!(room.kinds(&fan).await, [Kind::ReplyFollowed]);

        // An account that is shut, or gone, is told nothing.
        room.set_member(&fan, (member::Column::State, "disabled".into())).await;
        room.answered(&writer, &question.topic, "جواب ثالث").await;
        room.tell().await;
        room.set_member(&fan, (member::Column::State, "active".into())).await;
        assert_eq!(room.list(&fan).await.lines[0].count, 1, "{}", room.bed.backend);
        // And a decision that stands no more is not told either.
        let third = room.answer(&writer, &question.topic, "جواب رابع").await;
        let before = room.kinds(&writer).await.len();
        room.decide(&third, "reject").await;
        room.set_post(third.post.as_str(), post::Column::State, "withdrawn").await;
        room.tell().await;
        assert_eq!(room.kinds(&writer).await.len(), before);
    }
}

#[tokio::test]
async fn mutes_and_blocks_silence_names_and_never_an_alias_behind_a_name() {
    for room in rooms().await {
        let (asker, b) = (room.member("ياسمين").await, room.member("نجمة").await);
        let question = room.asked(&asker, "متى تصل؟").await;
        let first = room.answered(&b, &question.topic, "جواب باسمي").await;
        let masked = room.answered(&b, &question.topic, "جواب دون اسمي").await;
        room.set_post(masked.post.as_str(), post::Column::Alias, 1).await;
        room.tell().await;
        notify::mark_all_read(&room.bed.services, &asker).await.unwrap();
        let s = &room.bed.services;
        assert!(room.quiet(&asker, &question.topic).await.values().all(Option::is_none));

        for change in [Change::Mute, Change::Block] {
            mute::by_post(s, &asker, &first.post, change).await.unwrap();
            let quiet = room.quiet(&asker, &question.topic).await;
            assert_eq!(quiet[first.post.as_str()], Some(Quiet::Author));
            assert_eq!(quiet[masked.post.as_str()], None, "{}: the oracle", room.bed.backend);
            assert!(
                room.quiet(&b, &question.topic).await.values().all(Option::is_none),
                "B sees no difference"
            );
            let named = room.answer(&b, &question.topic, "@ياسمين جواب").await;
            let under_alias = room.answer(&b, &question.topic, "@ياسمين جواب آخر").await;
            room.set_post(under_alias.post.as_str(), post::Column::Alias, 1).await;
            room.decide(&named, "approve").await;
            room.tell().await;
            assert!(room.kinds(&asker).await.is_empty(), "{}: nothing from a muted name", room.bed.backend);
            room.decide(&under_alias, "approve").await;
            room.tell().await;
            assert_eq!(room.kinds(&asker).await, [Kind::Mention], "an alias is told as if nothing was muted");
            notify::mark_all_read(s, &asker).await.unwrap();
        }
        // A block parts both ways: what the blocker writes does not reach the other one by name.
        assert!(mute::is_parted(s.db.read(), id(&b), id(&asker)).await.unwrap());
        notify::mark_all_read(s, &b).await.unwrap();
        room.answered(&asker, &question.topic, "@نجمة أين أنتِ؟").await;
        room.tell().await;
        assert!(room.kinds(&b).await.is_empty(), "{}", room.bed.backend);

        let list = mute::mutes(s, &asker).await.unwrap();
        assert_eq!(list.names.len(), 1);
        assert!(list.names[0].blocked && list.names[0].pseudonym == "نجمة");
        assert!(mute::mutes(s, &b).await.unwrap().names.is_empty());
        mute::lift_name(s, &asker, "نجمة").await.unwrap();
        assert!(room.quiet(&asker, &question.topic).await.values().all(Option::is_none));

        // The alias, in its topic only, and not the name behind it.
        mute::by_post(s, &asker, &masked.post, Change::Block).await.unwrap();
        let quiet = room.quiet(&asker, &question.topic).await;
        assert_eq!(quiet[masked.post.as_str()], Some(Quiet::Author));
        assert_eq!(quiet[first.post.as_str()], None);
        assert!(!mute::is_parted(s.db.read(), id(&b), id(&asker)).await.unwrap());
        let list = mute::mutes(s, &asker).await.unwrap();
        assert_eq!((list.names.len(), list.aliases.len(), list.aliases[0].alias), (0, 1, 1));
        let other = room.asked(&b, "سؤال آخر").await;
        room.set_post(other.post.as_str(), post::Column::Alias, 1).await;
        assert_eq!(room.quiet(&asker, &other.topic).await[other.post.as_str()], None, "{}", room.bed.backend);
        mute::lift_alias(s, &asker, &question.topic, 1).await.unwrap();
        assert!(mute::mutes(s, &asker).await.unwrap().aliases.is_empty());

        // The team cannot be blocked; herself nobody mutes; what she may not see she cannot name.
        let by_team = room.answer(&room.team, &question.topic, "جواب الفريق").await;
        let error = mute::by_post(s, &asker, &by_team.post, Change::Block).await.unwrap_err();
        assert_eq!(error.fields[0].code, FieldCode::OfTheTeam);
        mute::by_post(s, &asker, &by_team.post, Change::Mute).await.unwrap();
        let own = mute::by_post(s, &b, &first.post, Change::Mute).await.unwrap_err();
        assert_eq!(own.code, ErrorCode::Forbidden);
        let waiting = room.answer(&b, &question.topic, "لم يُنشر").await;
        let unknown = mute::by_post(s, &asker, &waiting.post, Change::Mute).await.unwrap_err();
        assert_eq!(unknown.code, ErrorCode::NotFound);
        assert_eq!(mute::mutes(s, &Actor::Guest).await.unwrap_err().code, ErrorCode::SignInNeeded);

        // Her words, through the folding of the search.
        mute::set_words(s, &asker, "الحافِلة\n").await.unwrap();
        let bus = room.answered(&b, &question.topic, "ركبت حافلة").await;
        assert_eq!(room.quiet(&asker, &question.topic).await[bus.post.as_str()], Some(Quiet::Words));
        assert_eq!(mute::mutes(s, &asker).await.unwrap().words, "الحافِلة");
        mute::set_words(s, &asker, "").await.unwrap();
        assert_eq!(room.quiet(&asker, &question.topic).await[bus.post.as_str()], None);
    }
}

#[tokio::test]
async fn names_are_called_by_their_unique_form_within_limits_and_once() {
    for room in rooms().await {
        let s = &room.bed.services;
        let writer = room.member("ياسمين").await;
        let olive = room.member("Olive Tranquille").await;
        let others: Vec<Actor> = futures_of(&room, 6).await;
        let shut = room.member("غيمة").await;
        room.set_member(&shut, (member::Column::State, "disabled".into())).await;
        let text = "@OLIVE tranquille et @غيمة, @personne, @ياسمين, a@Olive.tn, `@قمر 1`";
        let question = room.ask(&writer, text).await;
        let db = s.db.read();
        let named = mention::Entity::find().all(db).await.unwrap();
        assert_eq!(named.len(), 1, "{}: {named:?}", room.bed.backend);
        assert_eq!((named[0].member_id.as_str(), named[0].notified_at), (id(&olive), None));
        let stored = post::Entity::find_by_id(question.post.as_str()).one(db).await.unwrap().unwrap();
        assert_eq!(
            stored.html.matches("<bdi><strong>@OLIVE tranquille</strong></bdi>").count(),
            1,
            "{}",
            stored.html
        );
        assert_eq!(stored.html.matches("<bdi>").count(), 1, "{}", stored.html);
        assert!(!stored.html.contains("href=\"/"), "no link to a person");
        room.decide(&question, "approve").await;
        room.tell().await;
        assert_eq!(room.kinds(&olive).await, [Kind::Mention]);
        assert!(mention::Entity::find().one(db).await.unwrap().unwrap().notified_at.is_some());

        // Somebody new names two, somebody known five.
        let call = |count: usize| (0..count).map(|n| format!("@قمر {n}، ")).collect::<String>();
        let send = async |count: usize| {
            room.bed.clock.advance(Duration::minutes(2));
            let form = NewReply { body: call(count), ..NewReply::default() };
            forum::reply(s, &writer, &question.topic, &form, AR).await
        };
        let before = post::Entity::find().count(db).await.unwrap();
        let error = send(3).await.unwrap_err();
        assert_eq!(
            (error.fields[0].field.as_str(), error.fields[0].code),
            ("body", FieldCode::TooManyMentions(2))
        );
        assert_eq!(post::Entity::find().count(db).await.unwrap(), before, "nothing is stored");
        let two = send(2).await.unwrap();
        room.decide(&two, "approve").await;
        room.answered(&writer, &question.topic, "ثالث").await;
        let five = send(5).await.unwrap();
        room.decide(&five, "approve").await;
        assert_eq!(send(6).await.unwrap_err().fields[0].code, FieldCode::TooManyMentions(5));
        room.tell().await;
        assert_eq!(room.list(&others[0]).await.lines.len(), 2);
        assert_eq!(room.list(&others[4]).await.lines.len(), 1);

        // Told of again after a change of the text: only who is new.
        forum::mention::tell(s.db.writer(), five.post.as_str(), s.now_ms()).await.unwrap();
        assert_eq!(room.tell().await, notify::Told::default(), "{}: everybody knows", room.bed.backend);
    }
}

/// A text under an alias that names whoever wrote it must look like one that names another.
#[tokio::test]
async fn her_own_name_stands_out_under_an_alias_and_is_plain_under_itself() {
    for room in rooms().await {
        let s = &room.bed.services;
        let (her, other) = (room.member("زهرة").await, room.member("نجمة").await);
        let asked = room.asked(&other, "سؤال").await;
        let text = "@زهرة ثمّ @نجمة";
        room.bed.clock.advance(Duration::minutes(2));
        let mask = forum::alias::Mask { hide: true, switch: false };
        let form = NewReply { body: text.into(), mask, ..NewReply::default() };
        let hidden = forum::reply(s, &her, &asked.topic, &form, AR).await.unwrap();
        room.decide(&hidden, "approve").await;
        room.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال باسمها".into(),
            body: text.into(),
            ..NewTopic::default()
        };
        let named = forum::create_topic(s, &her, &form, AR).await.unwrap();
        room.decide(&named, "approve").await;
        let html = async |sent: &forum::Sent| {
            post::Entity::find_by_id(sent.post.as_str()).one(s.db.read()).await.unwrap().unwrap().html
        };
        let stands_out =
            |html: &str, name: &str| html.contains(&format!("<bdi><strong>@{name}</strong></bdi>"));
        let (hidden_html, named_html) = (html(&hidden).await, html(&named).await);
        assert!(stands_out(&hidden_html, "زهرة") && stands_out(&hidden_html, "نجمة"), "{hidden_html}");
        assert!(!stands_out(&named_html, "زهرة") && stands_out(&named_html, "نجمة"), "{named_html}");
        room.tell().await;
        assert!(!room.kinds(&her).await.contains(&Kind::Mention), "she is not told of her own text");
        assert!(room.kinds(&other).await.contains(&Kind::Mention));
        // When she leaves, her name leaves this text like any other.
        assert_eq!(
            mention::Entity::find()
                .filter(mention::Column::MemberId.eq(id(&her)))
                .count(s.db.read())
                .await
                .unwrap(),
            1
        );
    }
}

#[tokio::test]
async fn a_former_member_leaves_no_name_in_the_texts_of_others() {
    for room in rooms().await {
        let s = &room.bed.services;
        let (writer, gone) = (room.member("ياسمين").await, room.member("زيتونة").await);
        let question = room.asked(&writer, "شكرا @زيتونة على **كلّ** شيء، @زيتونة!").await;
        room.tell().await;
        assert_eq!(room.rows().await.len(), 2);
        let leaving = domain::privacy::Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        let gone = room.bed.proved(gone.member().unwrap());
        domain::privacy::leave(s, &gone, &leaving).await.unwrap();
        room.bed.clock.advance(Duration::days(8));
        domain::privacy::sweep(s, domain::privacy::Rules { unlink_after_months: 0 }).await.unwrap();
        let stored =
            post::Entity::find_by_id(question.post.as_str()).one(s.db.read()).await.unwrap().unwrap();
        for text in [&stored.html, &stored.source] {
            assert!(!text.contains("زيتونة"), "{}: {text}", room.bed.backend);
        }
        assert!(stored.html.contains("<strong>كلّ</strong>"));
        let shown = domain::markup::mention::with_former(
            domain::markup::SafeHtml::from_store(stored.html),
            "عضوة سابقة",
        );
        assert_eq!(shown.as_str().matches("<bdi>عضوة سابقة</bdi>").count(), 2, "{shown:?}");
        assert_eq!(mention::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(room.rows().await.len(), 1, "hers are gone");
        let query = domain::search::Query::parse("زيتونة").unwrap();
        let found = domain::search::find(s, &query, AR, None).await.unwrap();
        assert!(!format!("{found:?}").contains(question.topic.as_str()), "{}: {found:?}", room.bed.backend);
    }
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
