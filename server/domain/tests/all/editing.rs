//! Changes and withdrawals where two of them meet, and when their author leaves.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::{Locale, ids::PostId};
use domain::{
    Actor, Role,
    forum::{self, Edit, Edited, NewReply, NewTopic, Sent},
    identity::skeleton::skeleton,
    moderation::{self, Decision, EditDecision, EditOutcome},
    privacy::{self, Leaving},
    testing::{TestBed, signed_in},
};
use entity::{
    forum::{category, mod_log, post, review_item, revision, topic},
    identity::member,
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

#[tokio::test]
async fn what_stands_under_a_letter_waits_wherever_it_is() {
    for room in Room::each().await {
        let db = &room.bed.services.db;
        category::Entity::update_many()
            .col_expr(category::Column::ReviewMode, Expr::value("none"))
            .exec(db.writer())
            .await
            .unwrap();
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال بلا اسم".into(),
            body: TEXT.into(),
            mask: forum::alias::Mask { hide: true, switch: false },
            ..NewTopic::default()
        };
        let sent = forum::create_topic(&room.bed.services, &room.her, &form, AR).await.unwrap();
        room.approve(&sent.post).await;
        let done = room.change(&room.her, &sent.post, 1, &format!("{TEXT} ثمّ كلام")).await;
        assert!(matches!(done, Edited::Waits(_)), "{done:?}");
        let items = moderation::edits(&room.bed.services, &room.team).await.unwrap();
        assert!(
            matches!(items[0].author, forum::Author::Alias(_)) && !format!("{items:?}").contains("Yasmin")
        );
        let history = forum::history(&room.bed.services, &room.team, &sent.post).await.unwrap();
        assert!(!format!("{history:?}").contains("Yasmin"));
        // What she did is in the log without her.
        let lines = mod_log::Entity::find().all(db.read()).await.unwrap();
        let her = room.her.member_id().unwrap().as_str();
        assert!(lines.iter().all(|line| line.actor_id.as_deref() != Some(her)));
    }
}
