//! Topics that are split, joined, and as they were before.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::{
    ErrorCode, FieldCode, Locale,
    ids::{PostId, TopicId},
};
use domain::{
    Actor, DomainError, Member, Role, Scope, Services,
    forum::{
        self, Author, Back, NewPart, NewReply, NewTopic, PostState, Sent, TopicEvent, TopicView,
        alias::Mask,
        draft::{self, Kept, Writing},
    },
    moderation::{self, Decision},
    notify::{self, Place},
    privacy::{self, Rules},
    testing::TestBed,
};
use entity::{
    forum::{
        category, mod_log, post, read_position, review_item, topic, topic_alias, topic_inverse,
        topic_inverse_member,
    },
    notify::{alias_mute, follow},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr,
};

const AR: Locale = Locale::Ar;
const HIDE: Mask = Mask { hide: true, switch: false };
const SHOW: Mask = Mask { hide: false, switch: false };

struct Town {
    bed: TestBed,
    her: Actor,
    other: Actor,
    team: Actor,
}

impl Town {
    async fn each() -> Vec<Self> {
        let mut towns = Vec::new();
        for bed in TestBed::each().await {
            forum::seed::seed(&bed.services).await.unwrap();
            let her = bed.member("زيتونة هادئة", Role::Member).await;
            let other = bed.member("Figue Calme", Role::Member).await;
            let team = bed.member("سند", Role::Moderator).await;
            towns.push(Self { bed, her, other, team });
        }
        towns
    }

    fn s(&self) -> &Services {
        &self.bed.services
    }

    async fn approve(&self, sent: &Sent) {
        let form = Decision {
            post: sent.post.to_string(),
            version: self.row(&sent.post).await.version.to_string(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(self.s(), &self.team, &form).await.unwrap();
    }

    async fn asked(&self, who: &Actor, title: &str, mask: Mask) -> Sent {
        self.bed.clock.advance(Duration::minutes(5));
        let form = NewTopic {
            category: "unions".into(),
            title: title.into(),
            body: format!("نصّ السؤال {title}"),
            mask,
            ..NewTopic::default()
        };
        let sent = forum::create_topic(self.s(), who, &form, AR).await.unwrap();
        self.approve(&sent).await;
        sent
    }

    async fn waits(&self, who: &Actor, topic: &TopicId, body: &str, mask: Mask) -> Sent {
        self.bed.clock.advance(Duration::minutes(5));
        let form = NewReply { body: body.into(), mask, ..NewReply::default() };
        forum::reply(self.s(), who, topic, &form, AR).await.unwrap()
    }

    async fn answered(&self, who: &Actor, topic: &TopicId, body: &str, mask: Mask) -> Sent {
        let sent = self.waits(who, topic, body, mask).await;
        if sent.state == PostState::Pending {
            self.approve(&sent).await;
        }
        sent
    }

    async fn row(&self, id: &PostId) -> post::Model {
        post::Entity::find_by_id(id.as_str()).one(self.s().db.read()).await.unwrap().unwrap()
    }

    async fn read(&self, who: &Actor, topic: &TopicId) -> Result<TopicView, ErrorCode> {
        forum::read_topic(self.s(), who, topic, 1, AR).await.map_err(|error| error.code)
    }

    async fn split(&self, who: &Actor, topic: &TopicId, posts: &[&Sent]) -> Result<TopicId, DomainError> {
        self.bed.clock.advance(Duration::minutes(1));
        let form = NewPart {
            posts: posts.iter().map(|sent| sent.post.to_string()).collect(),
            title: "نقاش مستقلّ".into(),
            category: "poverty".into(),
            reason: "off_topic".into(),
        };
        forum::split(self.s(), who, topic, &form).await
    }

    async fn merge(&self, who: &Actor, from: &TopicId, to: &TopicId) -> Result<(), DomainError> {
        self.bed.clock.advance(Duration::minutes(1));
        forum::merge(self.s(), who, (from, to), "room_order").await
    }

    async fn back(&self, topic: &TopicId, back: Back) -> Result<TopicId, DomainError> {
        self.bed.clock.advance(Duration::minutes(1));
        forum::rejoin(self.s(), &self.team, topic, back.as_str()).await
    }

    /// Everything that a text or topic is.
    async fn all(&self, topics: &[&TopicId]) -> (Vec<topic::Model>, Vec<post::Model>) {
        let db = self.s().db.read();
        let ids: Vec<&str> = topics.iter().map(|id| id.as_str()).collect();
        let heads = topic::Entity::find()
            .filter(topic::Column::Id.is_in(ids.clone()))
            .order_by_asc(topic::Column::Id)
            .all(db)
            .await
            .unwrap();
        let posts = post::Entity::find()
            .filter(post::Column::TopicId.is_in(ids))
            .order_by_asc(post::Column::Id)
            .all(db)
            .await
            .unwrap();
        (heads, posts)
    }

    async fn positions(&self) -> Vec<read_position::Model> {
        read_position::Entity::find()
            .order_by_asc(read_position::Column::TopicId)
            .order_by_asc(read_position::Column::MemberId)
            .all(self.s().db.read())
            .await
            .unwrap()
    }

    async fn right(&self) {
        assert_eq!(forum::counters::repair(self.s()).await.unwrap(), 0, "{}", self.bed.backend);
    }

    async fn place(&self, sent: &Sent) -> TopicId {
        forum::find_post(self.s(), &Actor::Guest, &sent.post).await.unwrap().topic
    }

    async fn lines(&self, action: &str) -> u64 {
        let lines = mod_log::Entity::find().filter(mod_log::Column::Action.eq(action));
        lines.count(self.s().db.read()).await.unwrap()
    }

    /// Gives a woman another letter in a topic than the one that was drawn.
    async fn call(&self, who: &Actor, topic: &TopicId, number: i32) {
        let (db, id) = (self.s().db.writer(), who.member().unwrap().id.to_string());
        topic_alias::Entity::update_many()
            .col_expr(topic_alias::Column::Number, Expr::value(number))
            .filter(topic_alias::Column::TopicId.eq(topic.as_str()))
            .filter(topic_alias::Column::MemberId.eq(id.as_str()))
            .exec(db)
            .await
            .unwrap();
        post::Entity::update_many()
            .col_expr(post::Column::Alias, Expr::value(number))
            .filter(post::Column::TopicId.eq(topic.as_str()))
            .filter(post::Column::AuthorId.eq(id.as_str()))
            .filter(post::Column::Alias.is_not_null())
            .exec(db)
            .await
            .unwrap();
        topic::Entity::update_many()
            .col_expr(topic::Column::Alias, Expr::value(number))
            .filter(topic::Column::Id.eq(topic.as_str()))
            .filter(topic::Column::AuthorId.eq(id.as_str()))
            .filter(topic::Column::Alias.is_not_null())
            .exec(db)
            .await
            .unwrap();
    }

    async fn level(&self, who: &Actor, topic: &TopicId) -> Option<String> {
        let key = (who.member().unwrap().id.to_string(), "topic".to_owned(), topic.as_str().to_owned());
        follow::Entity::find_by_id(key).one(self.s().db.read()).await.unwrap().map(|row| row.level)
    }

    async fn follow(&self, who: &Actor, topic: &TopicId, level: &str) {
        notify::set_level(self.s(), who, &Place::Topic(topic.clone()), level).await.unwrap();
    }
}

fn letters(view: &TopicView) -> Vec<Option<i32>> {
    let letter = |author: &Author| match author {
        Author::Alias(number) => Some(*number),
        _ => None,
    };
    view.posts.iter().map(|post| letter(&post.author)).collect()
}

fn refused<T>(result: Result<T, DomainError>) -> (String, FieldCode) {
    let error = result.err().expect("a refusal");
    assert_eq!(error.code, ErrorCode::InvalidForm, "{error:?}");
    (error.fields[0].field.clone(), error.fields[0].code)
}

#[tokio::test]
async fn answers_become_a_topic_with_their_names_states_and_addresses() {
    for town in Town::each().await {
        let (s, db) = (town.s(), town.s().db.read());
        let old = town.asked(&town.other, "العقد", SHOW).await;
        let first = town.answered(&town.her, &old.topic, "جواب أوّل خفيّ", HIDE).await;
        let held = town.answered(&town.other, &old.topic, "جواب قيد النظر", SHOW).await;
        let second = town.answered(&town.her, &old.topic, "جواب ثانٍ خفيّ", HIDE).await;
        let stays = town.answered(&town.other, &old.topic, "جواب يبقى", SHOW).await;
        let pending = town.waits(&town.her, &old.topic, "جواب ينتظر", HIDE).await;
        post::Entity::update_many()
            .col_expr(post::Column::State, Expr::value("held"))
            .col_expr(post::Column::BaseState, Expr::value("published"))
            .col_expr(post::Column::HeldAt, Expr::value(s.now_ms()))
            .filter(post::Column::Id.eq(held.post.as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        forum::counters::repair(s).await.unwrap();
        let letter = town.row(&first.post).await.alias.unwrap();
        let reader = town.bed.member("قارئة", Role::Member).await;
        let reader_id = reader.member().unwrap().id.clone();
        forum::position::advance(s, &reader_id, &old.topic, 3).await.unwrap();
        town.follow(&reader, &old.topic, "all").await;
        let before = (town.all(&[&old.topic]).await, town.positions().await);

        let new = town.split(&town.team, &old.topic, &[&second, &first, &held]).await.unwrap();
        let seen = town.read(&Actor::Guest, &new).await.unwrap();
        assert_eq!((seen.title.as_str(), seen.category.as_str()), ("نقاش مستقلّ", "poverty"));
        assert_eq!(letters(&seen), [Some(letter), None, Some(letter)], "{}", town.bed.backend);
        assert!(seen.posts[0].is_opening && seen.posts[2].by_asker);
        assert!(seen.posts[1].absent.is_some() && !format!("{seen:?}").contains("قيد النظر"));
        let numbers: Vec<_> = seen.posts.iter().map(|post| post.position).collect();
        assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
        let rest = town.read(&Actor::Guest, &old.topic).await.unwrap();
        let numbers: Vec<_> = rest.posts.iter().map(|post| post.position).collect();
        assert_eq!(numbers, [Some(1), Some(5)], "numbers are never used twice");
        assert_eq!((rest.replies, seen.replies), (1, 1));
        // What waits waits where it was; addresses lead to where the text stands.
        assert_eq!(town.row(&pending.post).await.topic_id, old.topic.as_str());
        for sent in [&first, &second, &held] {
            assert_eq!(town.place(sent).await, new);
        }
        let place = forum::numbered(s, &Actor::Guest, &old.topic, 4).await.unwrap();
        assert_eq!((place.topic, place.post), (new.clone(), second.post.clone()));
        let place = forum::numbered(s, &Actor::Guest, &old.topic, 5).await.unwrap();
        assert_eq!((place.topic, place.post), (old.topic.clone(), stays.post.clone()));
        assert!(forum::numbered(s, &Actor::Guest, &old.topic, 6).await.is_err());
        let items = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(first.post.as_str()))
            .filter(review_item::Column::TopicId.eq(new.as_str()))
            .filter(review_item::Column::Category.eq("poverty"));
        assert_eq!(items.count(db).await.unwrap(), 1);
        assert_eq!(town.read(&reader, &new).await.unwrap().read_to, Some(2));
        assert_eq!(town.level(&reader, &new).await.as_deref(), Some("all"));
        let query = domain::search::Query::parse("نقاش مستقلّ").unwrap();
        assert!(domain::search::find(s, &query, AR, None).await.unwrap().total > 0);
        let events = |view: &TopicView| view.events.iter().map(|(kind, _)| *kind).collect::<Vec<_>>();
        assert_eq!((events(&rest), events(&seen)), (vec![TopicEvent::Split], vec![TopicEvent::SplitFrom]));
        assert!(!format!("{seen:?}{rest:?}").contains("سند"), "never who");
        town.right().await;
        // She goes on under the same letter there.
        assert_eq!(town.read(&town.her, &new).await.unwrap().mask.before.alias, Some(letter));

        assert_eq!(rest.take_back, Some(Back::Split));
        assert_eq!(town.back(&new, Back::Split).await.unwrap(), old.topic);
        assert_eq!(town.all(&[&old.topic]).await, before.0, "{}", town.bed.backend);
        assert_eq!(town.positions().await, before.1);
        assert_eq!(town.read(&Actor::Guest, &new).await.unwrap_err(), ErrorCode::NotFound);
        assert_eq!(forum::moved_to(s, &Actor::Guest, &new).await.unwrap(), Some(old.topic.clone()));
        let place = forum::numbered(s, &Actor::Guest, &new, 1).await.unwrap();
        assert_eq!((place.topic, place.post), (old.topic.clone(), first.post.clone()));
        assert_eq!(refused(town.back(&old.topic, Back::Split).await).0, "action", "once");
        assert_eq!((town.lines("split").await, town.lines("split_back").await), (1, 1));
        town.right().await;
    }
}

#[tokio::test]
async fn what_came_since_comes_along_when_a_split_is_taken_back() {
    for town in Town::each().await {
        let old = town.asked(&town.other, "العقد", SHOW).await;
        let first = town.answered(&town.her, &old.topic, "جواب أوّل", HIDE).await;
        let stays = town.answered(&town.her, &old.topic, "جواب يبقى", HIDE).await;
        let new = town.split(&town.team, &old.topic, &[&first]).await.unwrap();
        let letter = town.row(&stays.post).await.alias.unwrap();
        let since = town.answered(&town.other, &new, "جواب لاحق", HIDE).await;
        town.back(&old.topic, Back::Split).await.unwrap();
        let view = town.read(&Actor::Guest, &old.topic).await.unwrap();
        let posts: Vec<_> = view.posts.iter().map(|post| post.id.clone()).collect();
        assert_eq!(posts, [old.post.clone(), first.post, stays.post, since.post], "{}", town.bed.backend);
        let names = letters(&view);
        assert_eq!(names[1..3], [Some(letter), Some(letter)]);
        assert!(names[3].is_some() && names[3] != Some(letter));
        town.right().await;
    }
}

#[tokio::test]
async fn joined_topics_keep_every_name_apart() {
    for town in Town::each().await {
        let (s, db) = (town.s(), town.s().db.read());
        // The one that goes is older.
        let from = town.asked(&town.her, "الأوّل", HIDE).await;
        let to = town.asked(&town.other, "الثاني", HIDE).await;
        let here = town.answered(&town.her, &to.topic, "جواب في الثاني", HIDE).await;
        let there = town.answered(&town.other, &from.topic, "جواب في الأوّل", HIDE).await;
        let last = town.answered(&town.other, &to.topic, "آخر جواب", HIDE).await;
        let pending = town.waits(&town.her, &from.topic, "جواب ينتظر", HIDE).await;
        // First out of the way: no two have one letter, not even for a moment.
        for aside in [2_000, 0] {
            town.call(&town.other, &to.topic, aside + 1).await;
            town.call(&town.her, &to.topic, aside + 2).await;
            town.call(&town.her, &from.topic, aside + 1).await;
            town.call(&town.other, &from.topic, aside + 3).await;
        }
        let reader = town.bed.member("قارئة", Role::Member).await;
        let fan = town.bed.member("متابعة", Role::Member).await;
        let (reader_id, fan_id) = (&reader.member().unwrap().id, &fan.member().unwrap().id);
        forum::position::advance(s, reader_id, &to.topic, 2).await.unwrap();
        forum::position::advance(s, reader_id, &from.topic, 1).await.unwrap();
        forum::position::advance(s, fan_id, &to.topic, 3).await.unwrap();
        town.follow(&reader, &from.topic, "all").await;
        town.follow(&reader, &to.topic, "none").await;
        town.follow(&fan, &from.topic, "all").await;
        let mute = alias_mute::ActiveModel {
            member_id: Set(reader_id.to_string()),
            topic_id: Set(from.topic.to_string()),
            alias: Set(1),
            created_at: Set(1),
        };
        alias_mute::Entity::insert(mute).exec_without_returning(s.db.writer()).await.unwrap();
        let place = draft::Place::topic(&from.topic);
        let writing = Writing { body: "مسودّة".into(), ..Writing::default() };
        assert_eq!(draft::save(s, &fan, &place, &writing).await.unwrap(), Kept::Done);
        let topics = [&from.topic, &to.topic];
        let before = (town.all(&topics).await, town.positions().await);

        town.merge(&town.team, &from.topic, &to.topic).await.unwrap();
        let seen = town.read(&Actor::Guest, &to.topic).await.unwrap();
        let order: Vec<_> = seen.posts.iter().map(|post| post.id.clone()).collect();
        let expected = [&to, &from, &here, &there, &last].map(|sent| sent.post.clone());
        assert_eq!(order, expected, "{}: as they were published, below the question", town.bed.backend);
        assert_eq!(seen.title, "الثاني");
        assert!(seen.posts[0].is_opening && !seen.posts[1].is_opening);
        let names = letters(&seen);
        let came = names[1].unwrap();
        assert_eq!([names[0], names[2], names[3], names[4]], [Some(1), Some(2), Some(3), Some(1)]);
        assert!(![1, 2, 3].contains(&came), "one that both had is another now: {names:?}");
        assert_eq!(forum::moved_to(s, &Actor::Guest, &from.topic).await.unwrap(), Some(to.topic.clone()));
        for who in [&Actor::Guest, &town.her, &town.team] {
            assert_eq!(town.read(who, &from.topic).await.unwrap_err(), ErrorCode::NotFound);
        }
        let place = forum::numbered(s, &Actor::Guest, &from.topic, 2).await.unwrap();
        assert_eq!((place.topic, place.post), (to.topic.clone(), there.post.clone()));
        // What waits waits there, and is seen by nobody.
        assert_eq!(town.row(&pending.post).await.topic_id, to.topic.as_str());
        assert!(!format!("{seen:?}").contains("جواب ينتظر"));
        let read = |view: TopicView| view.read_to;
        assert_eq!(read(town.read(&reader, &to.topic).await.unwrap()), Some(3));
        assert_eq!(read(town.read(&fan, &to.topic).await.unwrap()), Some(1), "up to the first unread");
        assert_eq!(town.level(&reader, &to.topic).await.as_deref(), Some("none"), "never further");
        assert_eq!(town.level(&fan, &to.topic).await.as_deref(), Some("all"));
        let key = (reader_id.to_string(), to.topic.to_string(), came);
        assert!(alias_mute::Entity::find_by_id(key).one(db).await.unwrap().is_some());
        assert!(draft::find(s, &fan, &draft::Place::topic(&to.topic)).await.unwrap().is_some());
        assert_eq!(seen.events.last().map(|(kind, _)| *kind), Some(TopicEvent::Merge));
        town.right().await;

        town.back(&to.topic, Back::Merge).await.unwrap();
        assert_eq!(town.all(&topics).await, before.0, "{}", town.bed.backend);
        assert_eq!(town.positions().await, before.1);
        assert_eq!(town.level(&fan, &to.topic).await, None);
        assert!(draft::find(s, &fan, &draft::Place::topic(&from.topic)).await.unwrap().is_some());
        assert_eq!(forum::moved_to(s, &Actor::Guest, &from.topic).await.unwrap(), None);
        town.right().await;

        // Again, for good: what waited is published there.
        town.merge(&town.team, &from.topic, &to.topic).await.unwrap();
        town.approve(&pending).await;
        assert_eq!(town.row(&pending.post).await.position, Some(6));
        town.bed.clock.advance(Duration::hours(25));
        assert_eq!(refused(town.back(&to.topic, Back::Merge).await).0, "action");
        privacy::sweep(s, Rules { unlink_after_months: 0 }).await.unwrap();
        assert_eq!(topic_inverse::Entity::find().count(db).await.unwrap(), 0);
        assert_eq!(topic_inverse_member::Entity::find().count(db).await.unwrap(), 0);
        let (heads, _) = town.all(&[&from.topic]).await;
        assert_eq!((heads[0].title.as_str(), heads[0].author_id.as_deref()), ("", None));
        let left = topic_alias::Entity::find().filter(topic_alias::Column::TopicId.eq(from.topic.as_str()));
        assert_eq!(left.count(db).await.unwrap(), 0);
        assert_eq!(forum::moved_to(s, &Actor::Guest, &from.topic).await.unwrap(), Some(to.topic.clone()));
        // Whoever may not read it does not learn where it went.
        category::Entity::update_many()
            .col_expr(category::Column::Audience, Expr::value("members"))
            .filter(category::Column::Slug.eq("unions"))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(forum::moved_to(s, &Actor::Guest, &from.topic).await.unwrap(), None);
        assert_eq!((town.lines("merge").await, town.lines("merge_back").await), (2, 1));
        town.right().await;
    }
}

#[tokio::test]
async fn what_is_not_hers_or_cannot_be_read_changes_nothing() {
    for town in Town::each().await {
        let old = town.asked(&town.other, "العقد", SHOW).await;
        let answer = town.answered(&town.her, &old.topic, "جواب", SHOW).await;
        let elsewhere = town.asked(&town.her, "آخر", SHOW).await;
        let pending = town.waits(&town.her, &old.topic, "جواب ينتظر", SHOW).await;
        let before = town.all(&[&old.topic, &elsewhere.topic]).await;
        let of = |slugs: &[&str]| {
            let scope = Scope::Categories(slugs.iter().map(|slug| (*slug).to_owned()).collect());
            Actor::Member(Member { scope, ..town.team.member().unwrap().clone() })
        };
        let code = |result: Result<TopicId, DomainError>| result.unwrap_err().code;
        let choice = FieldCode::UnknownChoice;
        for (who, expected) in [
            (Actor::Guest, ErrorCode::SignInNeeded),
            (town.her.clone(), ErrorCode::Forbidden),
            (of(&["poverty"]), ErrorCode::NotFound),
        ] {
            assert_eq!(code(town.split(&who, &old.topic, &[&answer]).await), expected);
            let joined = town.merge(&who, &old.topic, &elsewhere.topic).await;
            assert_eq!(joined.unwrap_err().code, expected);
        }
        let here = of(&["unions"]);
        let beyond = town.split(&here, &old.topic, &[&answer]).await;
        assert_eq!(refused(beyond), ("category".into(), choice));
        for wrong in [&old, &elsewhere, &pending] {
            let result = town.split(&town.team, &old.topic, &[&answer, wrong]).await;
            assert_eq!(refused(result), ("posts".into(), choice));
        }
        assert_eq!(refused(town.split(&town.team, &old.topic, &[]).await).1, FieldCode::Required);
        for target in [old.topic.clone(), TopicId::trusted("abcd1234abcd")] {
            let result = town.merge(&town.team, &old.topic, &target).await;
            assert_eq!(refused(result), ("target".into(), choice));
        }
        assert_eq!(town.all(&[&old.topic, &elsewhere.topic]).await, before);

        // What was split into a category that is not hers she does not join again, on either side.
        let new = town.split(&town.team, &old.topic, &[&answer]).await.unwrap();
        assert_eq!(refused(town.merge(&here, &old.topic, &new).await), ("target".into(), choice));
        let back = forum::rejoin(town.s(), &here, &old.topic, Back::Split.as_str()).await;
        assert_eq!(refused(back), ("action".into(), choice));
        // What came later is taken back first.
        town.merge(&town.team, &elsewhere.topic, &old.topic).await.unwrap();
        assert_eq!(refused(town.back(&new, Back::Split).await).0, "action");
        town.back(&old.topic, Back::Merge).await.unwrap();
        town.back(&new, Back::Split).await.unwrap();
        assert_eq!(town.all(&[&old.topic, &elsewhere.topic]).await, before, "{}", town.bed.backend);
        town.right().await;
    }
}
