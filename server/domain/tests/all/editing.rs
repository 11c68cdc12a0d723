//! Changes and withdrawals where two of them meet, and when their author leaves.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod waiting;

use chrono::Duration;
use contract::{ErrorCode, Locale, ids::PostId};
use domain::{
    Actor, Role,
    forum::{
        self, Edit, Edited, NewReply, NewTopic, PostState, RevisionState, Sent, TopicChange, gate::quiet,
    },
    identity::skeleton::skeleton,
    messages::{self, Offer},
    moderation::{self, Decision, EditDecision, EditOutcome, EditVerdict, Reason, Verdict},
    privacy::{self, Leaving},
    safety::danger,
    testing::{TestBed, signed_in},
    words,
};
use entity::{
    forum::{category, mod_log, post, review_item, revision, topic},
    identity::member,
    safety::{safety_case, safety_log},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

const AR: Locale = Locale::Ar;
const TEXT: &str = "نصّ طويل فيه اسم مكان لا يجب أن يبقى هنا";

struct Room {
    bed: TestBed,
    her: Actor,
    other: Actor,
    team: Actor,
}

impl Room {
    async fn each() -> Vec<Self> {
        let mut rooms = Vec::new();
        for bed in TestBed::each().await {
            forum::seed::seed(&bed.services).await.unwrap();
            let her = bed.member("Yasmin", Role::Member).await;
            // Found by her name, as if she had joined through the form.
            member::Entity::update_many()
                .col_expr(member::Column::Skeleton, Expr::value(skeleton("Yasmin")))
                .filter(member::Column::Id.eq(her.member_id().unwrap().as_str()))
                .exec(bed.services.db.writer())
                .await
                .unwrap();
            let other = bed.member("Zeina", Role::Member).await;
            let team = bed.member("Sanad", Role::Moderator).await;
            rooms.push(Self { bed, her, other, team });
        }
        rooms
    }

    fn now(&self, who: &Actor) -> Actor {
        signed_in(who.member().unwrap().clone(), self.bed.services.now_ms())
    }

    async fn approve(&self, id: &PostId) {
        let form = Decision {
            post: id.to_string(),
            version: self.row(id).await.version.to_string(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(&self.bed.services, &self.now(&self.team), &form).await.unwrap();
    }

    async fn asked(&self, who: &Actor, body: &str) -> Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: "عنوان السؤال".into(),
            body: body.into(),
            ..NewTopic::default()
        };
        let sent = forum::create_topic(&self.bed.services, who, &form, AR).await.unwrap();
        self.approve(&sent.post).await;
        sent
    }

    async fn answered(&self, who: &Actor, to: &Sent, body: &str) -> PostId {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: body.into(), ..NewReply::default() };
        let sent = forum::reply(&self.bed.services, who, &to.topic, &form, AR).await.unwrap();
        self.approve(&sent.post).await;
        sent.post
    }

    async fn row(&self, id: &PostId) -> post::Model {
        post::Entity::find_by_id(id.as_str()).one(self.bed.services.db.read()).await.unwrap().unwrap()
    }

    async fn change(&self, who: &Actor, id: &PostId, base: i32, body: &str) -> Edited {
        let title = forum::to_edit(&self.bed.services, who, id).await.unwrap().title;
        let form = Edit {
            title: title.unwrap_or_default(),
            body: body.into(),
            base: base.to_string(),
            ..Edit::default()
        };
        forum::edit_post(&self.bed.services, who, id, &form).await.unwrap()
    }

    async fn leave(&self, choice: &str) -> privacy::Left {
        let form = Leaving { choice: choice.into(), days: "0".into(), sure: true };
        privacy::leave(&self.bed.services, &self.now(&self.her), &form).await.unwrap()
    }

    /// Nothing waits because of where it stands.
    async fn read_nothing_first(&self) {
        category::Entity::update_many()
            .col_expr(category::Column::ReviewMode, Expr::value("none"))
            .exec(self.bed.services.db.writer())
            .await
            .unwrap();
    }

    /// Why her change waits; nothing when everybody reads it.
    async fn waits_for(&self, who: &Actor, id: &PostId, body: &str) -> Option<String> {
        self.bed.clock.advance(Duration::minutes(2));
        let base = forum::to_edit(&self.bed.services, who, id).await.unwrap().base;
        let done = self.change(who, id, base, body).await;
        let item = self.open_item(id, "edit").await;
        assert_eq!(matches!(done, Edited::Waits(_)), item.is_some(), "{done:?}");
        item.map(|item| item.gate.unwrap_or_default())
    }

    async fn open_item(&self, id: &PostId, kind: &str) -> Option<review_item::Model> {
        review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(id.as_str()))
            .filter(review_item::Column::Kind.eq(kind))
            .filter(review_item::Column::State.eq("open"))
            .one(self.bed.services.db.read())
            .await
            .unwrap()
    }

    /// A lead moderator, and a word that says that somebody may be in danger.
    async fn word_of_danger(&self) -> Actor {
        let lead = self.bed.member("Rawdha", Role::LeadModerator).await;
        let form = words::Form {
            pattern: "نحب نموت".into(),
            language: "ar".into(),
            effect: "raise_priority".into(),
            ..words::Form::default()
        };
        words::add(&self.bed.services, &lead, &form).await.unwrap();
        lead
    }

    async fn cases(&self) -> Vec<safety_case::Model> {
        safety_case::Entity::find().all(self.bed.services.db.read()).await.unwrap()
    }

    async fn revisions(&self) -> u64 {
        revision::Entity::find().count(self.bed.services.db.read()).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_changes_at_the_same_moment_one_waits_and_one_clashes() {
    for room in Room::each().await {
        let sent = room.asked(&room.her, TEXT).await;
        let (first, second) = (format!("{TEXT} أوّل"), format!("{TEXT} ثان"));
        let (a, b) = tokio::join!(
            room.change(&room.her, &sent.post, 1, &first),
            room.change(&room.her, &sent.post, 1, &second),
        );
        let clashes = [&a, &b].into_iter().filter(|done| matches!(done, Edited::Clash(_))).count();
        let waits = [&a, &b].into_iter().filter(|done| matches!(done, Edited::Waits(_))).count();
        assert_eq!((clashes, waits), (1, 1), "{}: {a:?} {b:?}", room.bed.backend);
        // Two of the team decide on it at the same moment: it is published once.
        let again = room.bed.member("Rim", Role::Moderator).await;
        let form = EditDecision {
            post: sent.post.to_string(),
            version: "2".into(),
            action: "approve".into(),
            ..EditDecision::default()
        };
        let (a, b) = tokio::join!(
            moderation::decide_edit(&room.bed.services, &room.team, &form),
            moderation::decide_edit(&room.bed.services, &again, &form),
        );
        let done = [a.unwrap(), b.unwrap()];
        let stale = done.iter().filter(|one| matches!(one, EditOutcome::Stale(_))).count();
        assert_eq!(stale, 1, "{}: {done:?}", room.bed.backend);
        assert_eq!(room.row(&sent.post).await.revision, 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_came_back_is_hers_and_its_correction_goes_first_to_who_sent_it_back() {
    for room in Room::each().await {
        let s = &room.bed.services;
        let backend = room.bed.backend;
        let again = room.bed.member("Rim", Role::Moderator).await;
        let sent = room.asked(&room.her, TEXT).await;
        room.bed.clock.advance(Duration::minutes(2));
        room.change(&room.her, &sent.post, 1, &format!("{TEXT} أوّل")).await;
        let form = |version: &str, action: &str, reason: &str| EditDecision {
            post: sent.post.to_string(),
            version: version.into(),
            action: action.into(),
            reason: reason.into(),
            note: "كلمة".into(),
            ..EditDecision::default()
        };
        let asks = form("2", "changes", "");
        let refused = moderation::decide_edit(s, &room.team, &asks).await.unwrap_err();
        assert_eq!(refused.fields[0].field, "reason", "{backend}");
        let refused = moderation::decide_edit(s, &room.her, &form("2", "changes", "insult")).await;
        assert_eq!(refused.unwrap_err().code, ErrorCode::Forbidden, "{backend}");
        // Of two at the same moment one asks.
        let asks = form("2", "changes", "insult");
        let (a, b) = tokio::join!(
            moderation::decide_edit(s, &room.team, &asks),
            moderation::decide_edit(s, &again, &asks),
        );
        let done = [a.unwrap(), b.unwrap()];
        let asked = EditOutcome::Done(EditVerdict::Decided(Verdict::Changes));
        assert_eq!(done.iter().filter(|one| **one == asked).count(), 1, "{backend}: {done:?}");
        assert!(done.iter().any(|one| matches!(one, EditOutcome::Stale(_))), "{backend}: {done:?}");
        let lines = async |action: &str| {
            let log = mod_log::Entity::find().filter(mod_log::Column::Action.eq(action));
            log.all(s.db.read()).await.unwrap()
        };
        let line = lines("request_edit_changes").await;
        assert_eq!((line.len(), line[0].reason_code.as_deref()), (1, Some("insult")), "{backend}");
        let told = domain::notify::deliver_due(s).await.unwrap();
        assert!(told.notifications >= 1, "{backend}");
        let list = domain::notify::notifications(s, &room.her, None, AR).await.unwrap();
        let about = list.lines.iter().filter(|line| line.kind == domain::notify::Kind::EditChanges);
        assert_eq!(about.count(), 1, "{backend}");

        // The text is as it was; the words are hers, with the reason.
        let row = room.row(&sent.post).await;
        assert_eq!(
            (row.source.as_str(), row.state.as_str(), row.revision),
            (TEXT, "published", 1),
            "{backend}"
        );
        let hers = forum::to_edit(s, &room.her, &sent.post).await.unwrap();
        let refusal = hers.refused.unwrap();
        assert!(hers.source.ends_with("أوّل") && !hers.waits && hers.base == 1, "{backend}");
        assert_eq!(
            (refusal.state, refusal.reason, refusal.note.as_deref()),
            (RevisionState::Returned, Some(Reason::Insult), Some("كلمة")),
            "{backend}"
        );
        assert!(room.open_item(&sent.post, "edit").await.is_none(), "{backend}");

        // The correction is shown first to whoever asked for it, also when she corrects it once more.
        for (base, more) in [(1, "ثان"), (3, "ثالث")] {
            room.bed.clock.advance(Duration::minutes(2));
            room.change(&room.her, &sent.post, base, &format!("{TEXT} {more}")).await;
            let item = room.open_item(&sent.post, "edit").await.unwrap();
            assert_eq!(item.offered_to, line[0].actor_id, "{backend}");
        }
        let stale = moderation::decide_edit(s, &room.team, &form("3", "changes", "insult")).await.unwrap();
        assert!(matches!(stale, EditOutcome::Stale(_)), "{backend}: {stale:?}");
        assert_eq!(lines("request_edit_changes").await.len(), 1, "{backend}");
        // What was published is over: the next change is nobody's before the others.
        room.bed.clock.advance(Duration::minutes(2));
        let published = moderation::decide_edit(s, &room.team, &form("4", "approve", "")).await.unwrap();
        assert_eq!(published, EditOutcome::Done(EditVerdict::Decided(Verdict::Approve)), "{backend}");
        room.bed.clock.advance(Duration::minutes(2));
        room.change(&room.her, &sent.post, 4, &format!("{TEXT} رابع")).await;
        assert_eq!(room.open_item(&sent.post, "edit").await.unwrap().offered_to, None, "{backend}");
    }
}

#[tokio::test]
async fn only_her_yes_makes_a_conversation_of_a_change() {
    for room in Room::each().await {
        let s = &room.bed.services;
        let backend = room.bed.backend;
        let sent = room.asked(&room.her, TEXT).await;
        let offer = async |base: i32, version: &str, more: &str| {
            room.bed.clock.advance(Duration::minutes(2));
            room.change(&room.her, &sent.post, base, &format!("{TEXT} {more}")).await;
            let form = EditDecision {
                post: sent.post.to_string(),
                version: version.into(),
                action: "private".into(),
                note: "نحن هنا".into(),
                ..EditDecision::default()
            };
            let done = moderation::decide_edit(s, &room.team, &form).await.unwrap();
            assert_eq!(done, EditOutcome::Done(EditVerdict::Decided(Verdict::Private)), "{backend}");
        };
        let answer = async |who: &Actor, said: &str| {
            messages::answer_offer(s, who, &sent.post, said).await.map_err(|error| error.code)
        };
        let stands = async || forum::waiting(s, &room.her, &sent.post).await.unwrap();
        assert_eq!(
            answer(&room.her, "yes").await,
            Err(ErrorCode::NotFound),
            "{backend}: nothing was offered"
        );

        offer(1, "2", "أوّل").await;
        let page = stands().await;
        let change = page.change.unwrap();
        assert_eq!((page.offer, change.state), (Some(Offer::Open), RevisionState::Returned), "{backend}");
        assert_eq!(
            (change.reason, change.note.as_deref()),
            (Some(Reason::AnsweredPrivately), Some("نحن هنا")),
            "{backend}"
        );
        assert!(forum::my_contributions(s, &room.her, None).await.unwrap().rows[0].offers, "{backend}");
        for who in [&room.other, &room.team] {
            assert_eq!(answer(who, "yes").await, Err(ErrorCode::NotFound), "{backend}");
        }
        assert_eq!(answer(&room.her, "no").await, Ok(None), "{backend}");
        assert_eq!(answer(&room.her, "yes").await, Err(ErrorCode::Conflict), "{backend}");
        assert!(messages::list(s, &room.her, None).await.unwrap().rows.is_empty(), "{backend}");

        // Another change, another offer. One that she takes back in between is offered nothing.
        offer(1, "3", "ثان").await;
        room.bed.clock.advance(Duration::minutes(2));
        room.change(&room.her, &sent.post, 1, &format!("{TEXT} ثالث")).await;
        assert_eq!(stands().await.offer, None, "{backend}");
        assert_eq!(answer(&room.her, "yes").await, Err(ErrorCode::NotFound), "{backend}");

        offer(4, "5", "رابع").await;
        let case = answer(&room.her, "yes").await.unwrap().expect("a conversation");
        assert_eq!(answer(&room.her, "yes").await, Ok(None), "{backend}: once");
        let thread = messages::read(s, &room.her, &case).await.unwrap();
        let words: Vec<_> = thread.messages.iter().map(|one| (one.from_team, one.body.clone())).collect();
        assert_eq!(words[0], (false, format!("عنوان السؤال\n\n{TEXT} رابع")), "{backend}");
        assert_eq!(words[1], (true, "نحن هنا".to_owned()), "{backend}");
        // What everybody reads stays as it is.
        let row = room.row(&sent.post).await;
        assert_eq!((row.source.as_str(), row.state.as_str()), (TEXT, "published"), "{backend}");
        assert_eq!(stands().await.offer, Some(Offer::Accepted), "{backend}");
        let log = mod_log::Entity::find().filter(mod_log::Column::Action.eq("move_edit_private"));
        assert_eq!(log.count(s.db.read()).await.unwrap(), 3, "{backend}");
        // The text goes, and the offer with it.
        forum::withdraw(s, &room.her, &sent.post).await.unwrap();
        assert_eq!(answer(&room.her, "no").await, Err(ErrorCode::NotFound), "{backend}");
    }
}

#[tokio::test]
async fn what_was_goes_with_her_whatever_she_keeps() {
    for choice in ["keep", "withdraw"] {
        for room in Room::each().await {
            let sent = room.asked(&room.her, TEXT).await;
            let less = TEXT.replace(" اسم مكان", "");
            room.change(&room.her, &sent.post, 1, &less).await;
            room.change(&room.her, &sent.post, 2, &format!("{less} ثمّ كلام")).await;
            assert_eq!(room.revisions().await, 3);
            room.leave(choice).await;
            room.bed.clock.advance(Duration::days(40));
            let rules = privacy::Rules { unlink_after_months: 0 };
            privacy::sweep(&room.bed.services, rules).await.unwrap();
            assert_eq!(room.revisions().await, 0, "{choice} {}", room.bed.backend);
            let row = room.row(&sent.post).await;
            assert_eq!((row.author_id, row.pending_revision), (None, None));
            assert_eq!(row.source == less, choice == "keep", "{choice}");
            let open = review_item::Entity::find()
                .filter(review_item::Column::State.eq("open"))
                .count(room.bed.services.db.read())
                .await
                .unwrap();
            assert_eq!(open, 0, "{choice}: nobody decides on what is gone");
        }
    }
}

#[tokio::test]
async fn who_comes_back_finds_what_she_withdrew_withdrawn() {
    for room in Room::each().await {
        let sent = room.asked(&room.her, TEXT).await;
        let reply = room.answered(&room.other, &sent, "جواب يبقى").await;
        forum::withdraw(&room.bed.services, &room.her, &sent.post).await.unwrap();
        let left = room.leave("vanish").await;
        assert_eq!(room.row(&sent.post).await.state, "vanished");
        let hidden = forum::history(&room.bed.services, &room.team, &sent.post).await;
        assert!(hidden.is_err(), "not even the team");
        let view = forum::read_topic(&room.bed.services, &Actor::Guest, &sent.topic, 1, AR).await.unwrap();
        assert_eq!(view.posts.len(), 1, "what vanished leaves no word at its place");
        let code = left.code.expect("a code").printed();
        privacy::come_back(&room.bed.services, "Yasmin", &code).await.unwrap();
        let row = room.row(&sent.post).await;
        assert_eq!((row.state.as_str(), row.source.as_str()), ("withdrawn", TEXT));
        let db = room.bed.services.db.read();
        let kept = topic::Entity::find_by_id(sent.topic.as_str()).one(db).await.unwrap().unwrap();
        assert_eq!((kept.state.as_str(), kept.title.as_str()), ("published", ""));
        assert_eq!(kept.kept_title.as_deref(), Some("عنوان السؤال"));
        assert_eq!(room.row(&reply).await.state, "published");
        // Taken away, given back, whatever happened in between: ten minutes are over.
        room.bed.clock.advance(Duration::minutes(11));
        assert!(forum::undo(&room.bed.services, &room.her, &sent.post).await.is_err());
        assert_eq!(forum::counters::repair(&room.bed.services).await.unwrap(), 0);
    }
}
