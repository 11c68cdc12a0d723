//! Export, consent, the three ways out, the way back, the journal: on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::{ErrorCode, Locale, ids::TopicId};
use domain::{
    Actor, DomainError, Role, Services,
    forum::{self, Author, NewReply, NewTopic, TopicView},
    identity::{self, Passphrase, Registration},
    library,
    moderation::{self, Decision, Outcome},
    privacy::{
        self, Choice, Device, Export, ExportState, Leaving, Line, Rules, Text,
        journal::{self, Event},
    },
    search,
    testing::{TestBed, signed_in},
};
use entity::{
    forum::{post, topic},
    identity::{member, recovery_code, session, submission},
    library::reading_list_item,
    privacy::{consent, data_export, deletion_journal, departure, kept_name},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, Statement,
};

const AR: Locale = Locale::Ar;
const NEVER: Rules = Rules { unlink_after_months: 0 };

/// A woman, another one, and the team, in a seeded forum.
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
            let team = bed.member("Sanad", Role::Moderator).await;
            towns.push(Self { her, other, team, bed });
        }
        towns
    }

    fn services(&self) -> &Services {
        &self.bed.services
    }

    /// Her, as she proved herself just now.
    fn now(&self, who: &Actor) -> Actor {
        signed_in(who.member().unwrap().clone(), self.services().now_ms())
    }

    async fn ask(&self, who: &Actor, title: &str, body: &str) -> forum::Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: title.into(),
            body: body.into(),
            ..NewTopic::default()
        };
        forum::create_topic(self.services(), who, &form, AR).await.unwrap()
    }

    async fn answer(&self, who: &Actor, topic: &TopicId, body: &str) -> forum::Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: body.into(), ..NewReply::default() };
        forum::reply(self.services(), who, topic, &form, AR).await.unwrap()
    }

    async fn decide(&self, sent: &forum::Sent, action: &str) {
        let row = post::Entity::find_by_id(sent.post.as_str()).one(self.services().db.read()).await.unwrap();
        let decision = Decision {
            post: sent.post.to_string(),
            version: row.unwrap().version.to_string(),
            action: action.into(),
            reason: if action == "reject" { "insult".into() } else { String::new() },
            note: if action == "reject" { "كلمة لكِ من الفريق".into() } else { String::new() },
            ..Decision::default()
        };
        let done = moderation::decide(self.services(), &self.now(&self.team), &decision).await.unwrap();
        assert!(matches!(done, Outcome::Done(_)), "{done:?}");
    }

    async fn published(&self, who: &Actor, title: &str, body: &str) -> forum::Sent {
        let sent = self.ask(who, title, body).await;
        self.decide(&sent, "approve").await;
        sent
    }

    async fn replied(&self, who: &Actor, topic: &TopicId, body: &str) -> forum::Sent {
        let sent = self.answer(who, topic, body).await;
        self.decide(&sent, "approve").await;
        sent
    }

    async fn read(&self, who: &Actor, topic: &TopicId) -> Result<TopicView, DomainError> {
        forum::read_topic(self.services(), who, topic, 1, AR).await
    }

    async fn titles(&self) -> Vec<(String, u64)> {
        let list = forum::list_topics(self.services(), "unions", &forum::Cursor::Start, AR).await.unwrap();
        assert_eq!(list.category.topics, list.rows.len() as u64, "{}: the counter", self.bed.backend);
        list.rows.into_iter().map(|row| (row.title, row.replies)).collect()
    }

    async fn finds(&self, words: &str) -> usize {
        let query = search::Query::parse(words).unwrap();
        let found = search::find(self.services(), &query, AR, None).await.unwrap();
        found.groups.iter().map(|group| group.hits.len()).sum()
    }

    async fn leave(&self, choice: &str, days: &str) -> privacy::Left {
        let form = Leaving { choice: choice.into(), days: days.into(), sure: true };
        privacy::leave(self.services(), &self.now(&self.her), &form).await.unwrap()
    }

    async fn row(&self) -> member::Model {
        let id = self.her.member_id().unwrap().as_str();
        member::Entity::find_by_id(id).one(self.services().db.read()).await.unwrap().unwrap()
    }

    /// Tables in which her identifier still stands.
    async fn traces(&self) -> Vec<String> {
        let db = self.services().db.read();
        let id = self.her.member_id().unwrap().as_str();
        let sqlite = self.services().db.is_sqlite();
        let backend = self.services().db.backend();
        let names = if sqlite {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
             AND name NOT LIKE 'search_fts%'"
        } else {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public'"
        };
        let mut traces = Vec::new();
        for row in db.query_all_raw(Statement::from_string(backend, names)).await.unwrap() {
            let table: String = row.try_get("", "name").unwrap();
            let whole = if sqlite {
                let columns = format!(
                    "SELECT group_concat('coalesce(\"' || name || '\", '''')', ' || ') AS c FROM pragma_table_info('{table}')"
                );
                let row = db.query_one_raw(Statement::from_string(backend, columns)).await.unwrap().unwrap();
                row.try_get::<String>("", "c").unwrap()
            } else {
                "x::text".to_owned()
            };
            let sql = format!("SELECT count(*) AS n FROM \"{table}\" x WHERE {whole} LIKE '%{id}%'");
            let row = db.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
            if row.try_get::<i64>("", "n").unwrap() > 0 {
                traces.push(table);
            }
        }
        traces
    }
}

fn code_of<T: std::fmt::Debug>(result: Result<T, DomainError>) -> ErrorCode {
    result.expect_err("refused").code
}

async fn export(town: &Town, who: &Actor) -> Export {
    privacy::ask_for_export(town.services(), &town.now(who)).await.unwrap();
    let ready = privacy::my_data(town.services(), &town.now(who)).await.unwrap().export;
    let ExportState::Ready { id, .. } = ready else { panic!("{ready:?}") };
    let mut seen = Export::default();
    let pack = |export: &Export| {
        seen = export.clone();
        export.to_json()
    };
    privacy::download(town.services(), &town.now(who), &id, AR, Device::Own, pack).await.unwrap();
    seen
}

#[tokio::test]
async fn an_export_holds_everything_of_hers_and_nothing_of_others() {
    for town in Town::each().await {
        let mine = town.published(&town.her, "عنواني", "نصّي المنشور").await;
        let foreign = town.published(&town.other, "عنوان غيري", "نصّ غيري السرّي").await;
        town.replied(&town.her, &foreign.topic, "جوابي المنشور").await;
        let refused = town.ask(&town.her, "المرفوض", "نصّي المرفوض").await;
        town.decide(&refused, "reject").await;
        town.ask(&town.her, "المنتظر", "نصّي المنتظر").await;
        town.replied(&town.other, &mine.topic, "جواب غيري عندي").await;
        privacy::agree(town.services(), &town.now(&town.her), AR).await.unwrap();

        let seen = export(&town, &town.her).await;
        assert_eq!(seen.profile.pseudonym, "زيتونة هادئة");
        let texts: Vec<(&str, &str)> =
            seen.texts.iter().map(|one| (one.text.as_str(), one.state.as_str())).collect();
        assert_eq!(
            texts,
            [
                ("نصّي المنشور", "published"),
                ("جوابي المنشور", "published"),
                ("نصّي المرفوض", "rejected"),
                ("نصّي المنتظر", "pending"),
            ]
        );
        assert_eq!(seen.texts[0].title.as_deref(), Some("عنواني"));
        assert_eq!(seen.texts[1].title, None, "the title of somebody else's topic");
        assert_eq!(seen.texts[2].reason.as_deref(), Some("insult"));
        assert_eq!(seen.texts[2].note.as_deref(), Some("كلمة لكِ من الفريق"));
        assert_eq!(seen.texts[2].decided_by, Some("staff"));
        assert_eq!(seen.consents.len(), 2);
        assert_eq!(seen.requests.len(), 1);
        let json = String::from_utf8(seen.to_json().unwrap()).unwrap();
        let team = town.team.member().unwrap();
        for absent in ["عنوان غيري", "السرّي", "جواب غيري", "Figue", "Sanad", team.id.as_str(), "passphrase"]
        {
            assert!(!json.contains(absent), "{}: {absent} in {json}", town.bed.backend);
        }
        // What somebody else hides or removes later does not change that her texts are hers.
        assert!(json.contains("نصّي المرفوض"));
    }
}

#[tokio::test]
async fn an_export_is_for_her_alone_once_for_48_hours_and_once_a_day() {
    for town in Town::each().await {
        let services = town.services();
        let pack = |export: &Export| export.to_json();
        let stale = Actor::Member(domain::Member::new(
            town.her.member_id().unwrap().clone(),
            "زيتونة هادئة",
            Role::Member,
        ));
        assert_eq!(code_of(privacy::ask_for_export(services, &Actor::Guest).await), ErrorCode::SignInNeeded);
        assert_eq!(code_of(privacy::ask_for_export(services, &stale).await), ErrorCode::ConfirmNeeded);
        assert_eq!(code_of(privacy::my_data(services, &stale).await), ErrorCode::ConfirmNeeded);
        assert_eq!(
            privacy::my_data(services, &town.now(&town.her)).await.unwrap().export,
            ExportState::MayAsk
        );
        for _ in 0..2 {
            privacy::ask_for_export(services, &town.now(&town.her)).await.unwrap();
        }
        assert_eq!(data_export::Entity::find().count(services.db.read()).await.unwrap(), 1);
        let ExportState::Ready { id, .. } =
            privacy::my_data(services, &town.now(&town.her)).await.unwrap().export
        else {
            panic!("not ready")
        };
        let get = async |who: &Actor, id: &str, device| {
            privacy::download(services, who, id, AR, device, pack).await
        };
        assert_eq!(code_of(get(&town.now(&town.other), &id, Device::Own).await), ErrorCode::NotFound);
        assert_eq!(code_of(get(&town.now(&town.team), &id, Device::Own).await), ErrorCode::NotFound);
        assert_eq!(code_of(get(&stale, &id, Device::Own).await), ErrorCode::ConfirmNeeded);
        assert_eq!(code_of(get(&town.now(&town.her), "x\0", Device::Own).await), ErrorCode::NotFound);
        let kiosk = Device::Kiosk { taken_along: false };
        assert_eq!(code_of(get(&town.now(&town.her), &id, kiosk).await), ErrorCode::Forbidden);
        // A file that cannot be made is not spent.
        let broken = |_: &Export| Err(DomainError::new(ErrorCode::Internal));
        let failed = privacy::download(services, &town.now(&town.her), &id, AR, Device::Own, broken).await;
        assert_eq!(code_of(failed), ErrorCode::Internal);
        // Two at the same moment: one of them gets it.
        let her = town.now(&town.her);
        let (one, two) = tokio::join!(get(&her, &id, Device::Own), get(&her, &id, Device::Own));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{}", town.bed.backend);
        assert_eq!(code_of(get(&her, &id, Device::Own).await), ErrorCode::NotFound);
        assert_eq!(code_of(privacy::ask_for_export(services, &her).await), ErrorCode::TooManyRequests);
        let later = privacy::my_data(services, &her).await.unwrap().export;
        assert!(matches!(later, ExportState::Later { .. }), "{later:?}");

        town.bed.clock.advance(Duration::hours(25));
        privacy::ask_for_export(services, &town.now(&town.her)).await.unwrap();
        let ExportState::Ready { id, .. } =
            privacy::my_data(services, &town.now(&town.her)).await.unwrap().export
        else {
            panic!("not ready")
        };
        town.bed.clock.advance(Duration::hours(48));
        assert_eq!(code_of(get(&town.now(&town.her), &id, Device::Own).await), ErrorCode::NotFound);
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(data_export::Entity::find().count(services.db.read()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn leaving_and_keeping_the_texts_ties_nothing_together() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي", "أوّل نصّ").await;
        let foreign = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        town.replied(&town.her, &foreign.topic, "جوابي هناك").await;
        town.replied(&town.her, &mine.topic, "جوابي هنا").await;
        town.replied(&town.other, &mine.topic, "جواب غيري").await;
        let waiting = town.ask(&town.her, "المنتظر", "لم يُنشر").await;
        let left = town.leave("keep", "3").await;
        assert_eq!(left.choice, Choice::Keep);
        assert!(left.until.is_some() && left.code.is_none());
        // Nothing changes until the day, and she can stay.
        assert_eq!(town.titles().await.len(), 2);
        let pending = privacy::departure(services, town.her.member().unwrap()).await.unwrap().unwrap();
        assert_eq!(pending.choice, Choice::Keep);
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(town.row().await.state, "active");
        privacy::stay(services, &town.now(&town.her)).await.unwrap();
        assert!(privacy::departure(services, town.her.member().unwrap()).await.unwrap().is_none());
        town.bed.clock.advance(Duration::days(8));
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(town.row().await.state, "active");

        town.leave("keep", "3").await;
        town.bed.clock.advance(Duration::days(3));
        // Two servers at once: one erases, and nothing breaks.
        let (one, two) = tokio::join!(privacy::sweep(services, NEVER), privacy::sweep(services, NEVER));
        assert_eq!(one.unwrap().erased + two.unwrap().erased, 1, "{}", town.bed.backend);
        let row = town.row().await;
        assert_eq!(row.state, "erased");
        assert!(row.pseudonym.is_empty() && row.joined_month.is_empty() && row.passphrase_hash == "!");
        assert_eq!(town.traces().await, ["member"], "{}", town.bed.backend);

        let view = town.read(&Actor::Guest, &mine.topic).await.unwrap();
        assert_eq!(view.title, "سؤالي");
        let by: Vec<_> = view.posts.iter().map(|post| (post.author.clone(), post.by_asker)).collect();
        let former = || Author::Former(Some(1));
        assert_eq!(by, [(former(), true), (former(), true), (Author::Named("Figue Calme".into()), false)]);
        let view = town.read(&Actor::Guest, &foreign.topic).await.unwrap();
        assert_eq!(view.posts[1].author, Author::Former(Some(1)));
        assert!(!view.posts[1].by_asker);
        assert_eq!(town.finds("جوابي هناك").await, 1);
        // What was never published is gone.
        let gone =
            post::Entity::find_by_id(waiting.post.as_str()).one(services.db.read()).await.unwrap().unwrap();
        assert_eq!((gone.state.as_str(), gone.source.as_str()), ("purged", ""));
        let gone = topic::Entity::find_by_id(waiting.topic.as_str()).one(services.db.read()).await.unwrap();
        assert_eq!(gone.unwrap().title, "");
        assert_eq!(code_of(town.read(&town.now(&town.team), &waiting.topic).await), ErrorCode::NotFound);
        // A second one in the same topic gets a number of her own.
        let other = town.now(&town.other);
        let form = Leaving { choice: "keep".into(), days: "0".into(), sure: true };
        assert!(privacy::leave(services, &other, &form).await.unwrap().until.is_none());
        let view = town.read(&Actor::Guest, &mine.topic).await.unwrap();
        let former: Vec<_> = view.posts.iter().map(|post| post.author.clone()).collect();
        assert_eq!(former, [1, 1, 2].map(|number| Author::Former(Some(number))));
        assert_eq!(forum::counters::repair(services).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn withdrawing_hides_at_once_and_keeps_the_answers_of_others() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي الغريب", "أوّل نصّ").await;
        town.replied(&town.other, &mine.topic, "جواب غيري النافع").await;
        let lonely = town.published(&town.her, "وحيد", "لا جواب هنا").await;
        let foreign = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        town.replied(&town.her, &foreign.topic, "جوابي هناك").await;
        assert_eq!(town.titles().await.len(), 3);

        town.leave("withdraw", "7").await;
        let check = async || {
            assert_eq!(town.titles().await, [("سؤال غيري".to_owned(), 0), (String::new(), 1)]);
            for who in [&Actor::Guest, &town.now(&town.team), &town.now(&town.her), &town.now(&town.other)] {
                assert_eq!(code_of(town.read(who, &lonely.topic).await), ErrorCode::NotFound);
                let view = town.read(who, &mine.topic).await.unwrap();
                assert_eq!((view.title.as_str(), view.posts.len(), view.replies), ("", 1, 1));
                assert!(view.waiting.is_empty());
                assert_eq!(town.read(who, &foreign.topic).await.unwrap().posts.len(), 1);
            }
            assert_eq!((town.finds("الغريب").await, town.finds("النافع").await), (0, 1));
            assert_eq!(forum::counters::repair(services).await.unwrap(), 0);
            assert_eq!(search::reindex(services).await.unwrap(), 0);
        };
        check().await;
        // She changes her mind: everything is as it was.
        privacy::stay(services, &town.now(&town.her)).await.unwrap();
        assert_eq!(town.titles().await.len(), 3);
        assert_eq!(town.read(&Actor::Guest, &mine.topic).await.unwrap().title, "سؤالي الغريب");
        assert_eq!(town.finds("الغريب").await, 1);
        assert_eq!(forum::counters::repair(services).await.unwrap(), 0);

        town.leave("withdraw", "7").await;
        town.bed.clock.advance(Duration::days(7));
        assert_eq!(privacy::sweep(services, NEVER).await.unwrap().erased, 1);
        assert_eq!(town.traces().await, ["member"]);
        check_erased(&town, &mine.topic).await;
        // The last answer goes too: the topic is nobody's any more, and disappears.
        let form = Leaving { choice: "withdraw".into(), days: "0".into(), sure: true };
        privacy::leave(services, &town.now(&town.other), &form).await.unwrap();
        assert!(town.titles().await.is_empty());
        assert_eq!(code_of(town.read(&Actor::Guest, &mine.topic).await), ErrorCode::Gone);
        assert_eq!(forum::counters::repair(services).await.unwrap(), 0);
    }
}

async fn check_erased(town: &Town, topic: &TopicId) {
    let view = town.read(&Actor::Guest, topic).await.unwrap();
    assert_eq!((view.title.as_str(), view.posts.len(), view.replies), ("", 1, 1));
    let rows = post::Entity::find()
        .filter(post::Column::State.eq("purged"))
        .order_by_asc(post::Column::Id)
        .all(town.services().db.read())
        .await
        .unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.source.is_empty() && row.html.is_empty()));
}

#[tokio::test]
async fn disappearing_is_instant_and_comes_back_as_it_was() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي الغريب", "أوّل نصّ").await;
        let foreign = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        town.replied(&town.her, &foreign.topic, "جوابي هناك").await;
        let waiting = town.answer(&town.her, &foreign.topic, "ينتظر").await;
        let before =
            post::Entity::find().order_by_asc(post::Column::Id).all(services.db.read()).await.unwrap();
        let sheet = {
            let secret = Passphrase::read("colline lampe safran train");
            let id = town.her.member_id().unwrap().as_str().to_owned();
            let row = member::ActiveModel {
                id: sea_orm::ActiveValue::Unchanged(id),
                skeleton: Set(identity::skeleton::skeleton("زيتونة هادئة")),
                passphrase_hash: Set(hash_of(services, &secret).await),
                ..Default::default()
            };
            row.update(services.db.writer()).await.unwrap();
            identity::reissue_codes(services, &town.now(&town.her)).await.unwrap()
        };
        session::Entity::insert(session::ActiveModel {
            id_hash: Set("h".into()),
            member_id: Set(Some(town.her.member_id().unwrap().as_str().into())),
            data: Set("{}".into()),
            created_at: Set(services.now_ms()),
            expires_at: Set(i64::MAX),
            confirmed_at: Set(0),
            second_factor_at: Set(None),
            device: Set(String::new()),
            seen_day: Set(String::new()),
        })
        .exec(services.db.writer())
        .await
        .unwrap();

        let librarian = town.bed.member("Warda", Role::Librarian).await;
        let record = library::Sheet {
            kind: "document".into(),
            language: "fr".into(),
            titles: [(Locale::Fr, "Zafaran".to_owned())].into(),
            ..library::Sheet::default()
        };
        let item = library::create(services, &librarian, "", &record, None).await.unwrap();
        library::switch_list(services, &town.her, true).await.unwrap();
        let kept = reading_list_item::ActiveModel {
            member_id: Set(town.her.member_id().unwrap().as_str().into()),
            item_id: Set(item.as_str().into()),
            added_at: Set(0),
        };
        kept.insert(services.db.writer()).await.unwrap();

        let left = town.leave("vanish", "").await;
        let code = left.code.expect("a code").printed();
        assert_eq!(session::Entity::find().count(services.db.read()).await.unwrap(), 0);
        assert_eq!(town.titles().await, [("سؤال غيري".to_owned(), 0)]);
        for who in [&Actor::Guest, &town.now(&town.team), &town.now(&town.other)] {
            assert_eq!(code_of(town.read(who, &mine.topic).await), ErrorCode::NotFound);
            assert_eq!(town.read(who, &foreign.topic).await.unwrap().posts.len(), 1);
        }
        assert_eq!(town.finds("الغريب").await, 0);
        let queue =
            moderation::queue(services, &town.now(&town.team), &moderation::Filters::default(), AR).await;
        assert!(queue.unwrap().items.is_empty(), "what waits is hidden from the team too");
        let stale = Decision {
            post: waiting.post.to_string(),
            version: "1".into(),
            action: "approve".into(),
            ..Decision::default()
        };
        let decided = moderation::decide(services, &town.now(&town.team), &stale).await;
        assert_eq!(code_of(decided), ErrorCode::NotFound);
        // The account is locked like one that is not there.
        let secret = Passphrase::read("colline lampe safran train");
        let refused = identity::sign_in(services, "زيتونة هادئة", &secret).await;
        assert_eq!(code_of(refused), ErrorCode::WrongCredentials);
        assert_eq!(code_of(identity::enable(services, "زيتونة هادئة").await), ErrorCode::NotFound);
        assert_eq!(code_of(identity::disable(services, "زيتونة هادئة").await), ErrorCode::NotFound);
        let form = NewReply { body: "بعد الاختفاء".into(), ..NewReply::default() };
        let late = forum::reply(services, &town.now(&town.her), &foreign.topic, &form, AR).await;
        assert_eq!(code_of(late), ErrorCode::SignInNeeded);

        for (name, code) in
            [("زيتونة هادئة", "0123-4567-89AB"), ("Figue Calme", code.as_str()), ("Nobody", &code)]
        {
            let refused = privacy::come_back(services, name, code).await;
            assert_eq!(code_of(refused), ErrorCode::WrongCredentials, "{name}");
        }
        let back = privacy::come_back(services, "زيتونة هادئة", &code).await.unwrap();
        assert_eq!(&back.id, town.her.member_id().unwrap());
        let again = privacy::come_back(services, "زيتونة هادئة", &code).await;
        assert_eq!(code_of(again), ErrorCode::WrongCredentials, "the code works once");
        let after =
            post::Entity::find().order_by_asc(post::Column::Id).all(services.db.read()).await.unwrap();
        let plain = |rows: &[post::Model]| -> Vec<post::Model> {
            rows.iter().map(|row| post::Model { version: 0, ..row.clone() }).collect()
        };
        assert_eq!(plain(&before), plain(&after), "{}", town.bed.backend);
        assert_eq!(town.titles().await.len(), 2);
        assert_eq!(town.finds("الغريب").await, 1);
        assert_eq!(forum::counters::repair(services).await.unwrap(), 0);
        let list = library::reading_list(services, &town.her, AR).await.unwrap();
        assert_eq!(list.map(|kept| kept.len()), Some(1), "her list is hers again");

        // With a recovery code, which is used up; the day after thirty days it is over.
        town.leave("vanish", "").await;
        town.bed.clock.advance(Duration::days(29));
        privacy::sweep(services, NEVER).await.unwrap();
        privacy::come_back(services, "زيتونة هادئة", &sheet[0].printed()).await.unwrap();
        let used = recovery_code::Entity::find().filter(recovery_code::Column::UsedAt.is_not_null());
        assert_eq!(used.count(services.db.read()).await.unwrap(), 1);
        town.leave("vanish", "").await;
        town.bed.clock.advance(Duration::days(30));
        let late = privacy::come_back(services, "زيتونة هادئة", &sheet[1].printed()).await;
        assert_eq!(code_of(late), ErrorCode::WrongCredentials);
        assert_eq!(privacy::sweep(services, NEVER).await.unwrap().erased, 1);
        assert_eq!(town.traces().await, ["member"], "nor does a list tell what she wanted to read");
        assert_eq!(reading_list_item::Entity::find().count(services.db.read()).await.unwrap(), 0);
        assert_eq!(town.titles().await.len(), 1);
    }
}

/// A passphrase hash through the only way there is: an account made by the team.
async fn hash_of(services: &Services, secret: &Passphrase) -> String {
    let made = identity::create_for_team(services, "Colline Haute", Role::Member, secret).await.unwrap();
    let row = member::Entity::find_by_id(made.id.as_str()).one(services.db.read()).await.unwrap();
    row.unwrap().passphrase_hash
}

#[tokio::test]
async fn leaving_needs_a_fresh_proof_and_a_filled_form() {
    for town in Town::each().await {
        let services = town.services();
        let sure =
            |choice: &str, days: &str, sure| Leaving { choice: choice.into(), days: days.into(), sure };
        let stale =
            Actor::Member(domain::Member::new(town.her.member_id().unwrap().clone(), "x", Role::Member));
        for choice in ["keep", "withdraw", "vanish"] {
            let refused = privacy::leave(services, &stale, &sure(choice, "0", true)).await;
            assert_eq!(code_of(refused), ErrorCode::ConfirmNeeded);
            let refused = privacy::leave(services, &Actor::Guest, &sure(choice, "0", true)).await;
            assert_eq!(code_of(refused), ErrorCode::SignInNeeded);
        }
        assert_eq!(code_of(privacy::stay(services, &stale).await), ErrorCode::ConfirmNeeded);
        let refused = privacy::leave(services, &town.now(&town.her), &sure("withdraw", "0", false)).await;
        assert_eq!(code_of(refused), ErrorCode::InvalidForm);
        assert_eq!(town.row().await.state, "active");
        assert_eq!(departure::Entity::find().count(services.db.read()).await.unwrap(), 0);
        // Changing the way out: what was hidden on the one is there on the other.
        let mine = town.published(&town.her, "سؤالي", "نصّي").await;
        town.leave("withdraw", "5").await;
        assert_eq!(code_of(town.read(&Actor::Guest, &mine.topic).await), ErrorCode::NotFound);
        town.leave("keep", "5").await;
        assert_eq!(town.read(&Actor::Guest, &mine.topic).await.unwrap().posts.len(), 1);
        town.leave("withdraw", "5").await;
        assert!(town.leave("keep", "0").await.until.is_none());
        let view = town.read(&Actor::Guest, &mine.topic).await.unwrap();
        assert_eq!(view.posts[0].author, Author::Former(Some(1)));
        assert_eq!(code_of(privacy::stay(services, &town.now(&town.her)).await), ErrorCode::SignInNeeded);
    }
}

#[tokio::test]
async fn registration_notes_what_was_agreed_to_and_a_name_rests_for_a_year() {
    for town in Town::each().await {
        let services = town.services();
        let form = |key: &str| Registration {
            offered: "Lune Tranquille".into(),
            own: String::new(),
            passphrase: Passphrase::read("colline lampe safran train"),
            rules: true,
            locale: Locale::Fr,
            form_key: key.into(),
        };
        let made = identity::register(services, &form("aaaaaaaa-1111")).await.unwrap();
        let her = signed_in(made.member.clone(), services.now_ms());
        let data = privacy::my_data(services, &her).await.unwrap();
        assert!(data.outstanding.is_empty());
        assert_eq!(data.consents.len(), 2);
        assert!(data.consents.iter().all(|one| one.at_day == services.today() && one.locale == "fr"));
        // An older version is asked for again, and both stay in the history.
        consent::Entity::update_many()
            .col_expr(consent::Column::Version, sea_orm::sea_query::Expr::value("2020-01-01"))
            .filter(consent::Column::TextKey.eq("privacy"))
            .exec(services.db.writer())
            .await
            .unwrap();
        assert_eq!(privacy::outstanding(services, &made.member).await.unwrap(), [Text::Privacy]);
        privacy::agree(services, &her, AR).await.unwrap();
        privacy::agree(services, &her, AR).await.unwrap();
        let data = privacy::my_data(services, &her).await.unwrap();
        assert!(data.outstanding.is_empty());
        assert_eq!(data.consents.len(), 3);
        // Asking to leave takes consent back; staying gives it again.
        let leaving = Leaving { choice: "keep".into(), days: "4".into(), sure: true };
        privacy::leave(services, &her, &leaving).await.unwrap();
        let data = privacy::my_data(services, &her).await.unwrap();
        assert!(data.consents.iter().all(|one| one.withdrawn_on.is_some()));
        privacy::stay(services, &her).await.unwrap();
        assert!(privacy::outstanding(services, &made.member).await.unwrap().is_empty());

        let now = Leaving { days: "0".into(), ..leaving };
        privacy::leave(services, &her, &now).await.unwrap();
        assert_eq!(submission::Entity::find().count(services.db.read()).await.unwrap(), 0);
        let taken =
            |result: Result<identity::Registered, DomainError>| code_of(result) == ErrorCode::InvalidForm;
        assert!(taken(identity::register(services, &form("bbbbbbbb-1111")).await));
        town.bed.clock.advance(Duration::days(364));
        assert!(taken(identity::register(services, &form("cccccccc-1111")).await));
        town.bed.clock.advance(Duration::days(2));
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(kept_name::Entity::find().count(services.db.read()).await.unwrap(), 0);
        identity::register(services, &form("dddddddd-1111")).await.unwrap();
    }
}

#[tokio::test]
async fn old_texts_lose_their_author_when_the_setting_says_so() {
    for town in Town::each().await {
        let services = town.services();
        let old = town.published(&town.her, "قديم", "نصّ قديم").await;
        town.replied(&town.other, &old.topic, "جواب قديم").await;
        town.bed.clock.advance(Duration::days(200));
        town.replied(&town.her, &old.topic, "جواب جديد").await;
        town.bed.clock.advance(Duration::days(180));
        privacy::sweep(services, NEVER).await.unwrap();
        let by = async || -> Vec<Option<String>> {
            let view = town.read(&Actor::Guest, &old.topic).await.unwrap();
            view.posts.iter().map(|post| post.author.name().map(str::to_owned)).collect()
        };
        assert_eq!(by().await.iter().flatten().count(), 3);
        let rules = Rules { unlink_after_months: 12 };
        assert_eq!(privacy::sweep(services, rules).await.unwrap().parted, 2);
        assert_eq!(by().await, [None, None, Some("زيتونة هادئة".to_owned())]);
        let view = town.read(&Actor::Guest, &old.topic).await.unwrap();
        let seen: Vec<_> = view.posts.iter().map(|post| (post.author.clone(), post.by_asker)).collect();
        assert_eq!(seen.iter().filter(|(_, asker)| *asker).count(), 1, "{seen:?}");
        assert_ne!(view.posts[0].author, view.posts[1].author);
        assert_eq!(privacy::sweep(services, rules).await.unwrap().parted, 0);
    }
}

#[tokio::test]
async fn a_backup_that_is_put_back_brings_back_nobody() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي", "نصّي").await;
        let theirs = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        // As the lines of a later journal stand in a file, for accounts that a backup brought back.
        let line = |who: &Actor, at: i64, event| Line {
            id: domain::services::new_id(),
            member_hash: services.keyed_hash(&format!("journal:{}", who.member_id().unwrap())),
            at,
            event,
        };
        let now = services.now_ms();
        let outside = [
            line(&town.her, now, Event::Left(Choice::Withdraw)),
            line(&town.other, now, Event::Left(Choice::Vanish)),
            line(&town.team, now, Event::Left(Choice::Vanish)),
            line(&town.team, now + 1, Event::Returned),
        ];
        let done = privacy::replay(services, &outside).await.unwrap();
        assert_eq!((done.erased, done.hidden, done.shown), (1, 1, 0));
        assert_eq!(town.row().await.state, "erased");
        // Erased: its address says so. Hidden: nobody learns that it was there.
        for (topic, code) in [(&mine.topic, ErrorCode::Gone), (&theirs.topic, ErrorCode::NotFound)] {
            assert_eq!(code_of(town.read(&Actor::Guest, topic).await), code);
        }
        let again = privacy::replay(services, &outside).await.unwrap();
        assert_eq!((again.erased, again.hidden, again.shown), (0, 0, 0));
        let kept = journal::lines(services).await.unwrap();
        // The erasure itself was noted anew.
        assert_eq!(kept.len(), outside.len() + 1);
        // She came back after the backup was made.
        let back = [line(&town.other, now + 2, Event::Returned)];
        assert_eq!(privacy::replay(services, &back).await.unwrap().shown, 1);
        assert_eq!(town.read(&Actor::Guest, &theirs.topic).await.unwrap().posts.len(), 1);
        // Nothing in the journal is an identifier, and it does not grow for ever.
        let printed = kept.iter().map(ToString::to_string).collect::<String>();
        assert!(!printed.contains(town.her.member_id().unwrap().as_str()));
        town.bed.clock.advance(Duration::days(91));
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(deletion_journal::Entity::find().count(services.db.read()).await.unwrap(), 0);
    }
}

/// What a thief of the disk would find: the file, its log, the blobs.
#[tokio::test]
async fn nothing_of_hers_is_left_in_the_file() {
    for town in Town::each().await {
        let services = town.services();
        let id = town.her.member_id().unwrap().as_str().to_owned();
        let rename = member::ActiveModel {
            id: sea_orm::ActiveValue::Unchanged(id),
            pseudonym: Set("kanaripseudonym".into()),
            skeleton: Set("kanariskeleton".into()),
            passphrase_hash: Set("kanarihash".into()),
            ..Default::default()
        };
        rename.update(services.db.writer()).await.unwrap();
        let long = "kanaritext قناريطويل ".repeat(200);
        let mine = town.published(&town.her, "kanarititle قناريعنوان", &long).await;
        town.replied(&town.other, &mine.topic, "جواب يبقى").await;
        let foreign = town.published(&town.other, "سؤال غيري", "نصّ غيري").await;
        town.replied(&town.her, &foreign.topic, "kanarireply").await;
        let refused = town.ask(&town.her, "kanarirefused", "kanarirefusedbody").await;
        town.decide(&refused, "reject").await;
        town.ask(&town.her, "kanariwaiting", "kanariwaitingbody").await;
        let marks = ["kanari", "قناريطويل", "قناريعنوان"];
        if !services.db.is_sqlite() {
            town.leave("withdraw", "0").await;
            assert_eq!(town.finds("kanaritext").await, 0);
            let db = services.db.read();
            for table in
                ["post", "topic", "member", "search_document", "search_tokens", "consent", "kept_name"]
            {
                let sql = format!("SELECT count(*) AS n FROM {table} x WHERE x::text LIKE '%kanari%'");
                let row = db.query_one_raw(Statement::from_string(services.db.backend(), sql)).await.unwrap();
                assert_eq!(row.unwrap().try_get::<i64>("", "n").unwrap(), 0, "{table}");
            }
            continue;
        }
        let path = town.bed.url.trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
        let hits = || -> Vec<String> {
            let mut hits = Vec::new();
            for suffix in ["", "-wal", "-shm", "-journal"] {
                let Ok(bytes) = std::fs::read(format!("{path}{suffix}")) else { continue };
                for mark in marks {
                    if bytes.windows(mark.len()).any(|window| window == mark.as_bytes()) {
                        hits.push(format!("{mark} in {suffix:?}"));
                    }
                }
            }
            hits
        };
        services.db.writer().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        assert_eq!(hits().len(), marks.len(), "the marks can be found while they are there: {:?}", hits());
        town.leave("withdraw", "7").await;
        // A word that stood there hundreds of times is not found either.
        assert_eq!(town.finds("kanaritext").await, 0);
        town.bed.clock.advance(Duration::days(7));
        assert_eq!(privacy::sweep(services, NEVER).await.unwrap().erased, 1);
        assert_eq!(hits(), Vec::<String>::new());
        let blobs = futures::StreamExt::count(services.blobs.list(None)).await;
        assert_eq!(blobs, 0, "members put nothing into the blob store");
    }
}

/// Killed between any two statements: either nothing of the leaving is there, or all of it.
#[tokio::test]
async fn a_kill_between_the_steps_leaves_nothing_half_done() {
    for town in Town::each().await {
        let services = town.services();
        let mine = town.published(&town.her, "سؤالي", "نصّي").await;
        // The step that fails: PostgreSQL and SQLite alike refuse the journal's line by a trigger of the test.
        let db = services.db.writer();
        if services.db.is_sqlite() {
            db.execute_unprepared(
                "CREATE TRIGGER stop BEFORE UPDATE ON member WHEN NEW.state IN ('erased', 'vanished') \
                 BEGIN SELECT RAISE(ABORT, 'killed'); END",
            )
            .await
            .unwrap();
        } else {
            db.execute_unprepared(
                "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN IF NEW.state IN ('erased', 'vanished') THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$",
            )
            .await
            .unwrap();
            db.execute_unprepared(
                "CREATE TRIGGER stop BEFORE UPDATE ON member FOR EACH ROW EXECUTE FUNCTION stop()",
            )
            .await
            .unwrap();
        }
        for (choice, days) in [("vanish", ""), ("withdraw", "0"), ("keep", "0")] {
            let form = Leaving { choice: choice.into(), days: days.into(), sure: true };
            let failed = privacy::leave(services, &town.now(&town.her), &form).await;
            assert_eq!(code_of(failed), ErrorCode::Internal);
            assert_eq!(town.row().await.state, "active");
            assert_eq!(
                town.read(&Actor::Guest, &mine.topic).await.unwrap().posts[0].author.name(),
                Some("زيتونة هادئة")
            );
            assert_eq!(departure::Entity::find().count(services.db.read()).await.unwrap(), 0);
            assert_eq!(deletion_journal::Entity::find().count(services.db.read()).await.unwrap(), 0);
            assert_eq!(kept_name::Entity::find().count(services.db.read()).await.unwrap(), 0);
        }
        // The same when the day has come: the next run does it.
        town.leave("withdraw", "1").await;
        town.bed.clock.advance(Duration::days(1));
        assert!(privacy::sweep(services, NEVER).await.is_err());
        assert_eq!(departure::Entity::find().count(services.db.read()).await.unwrap(), 1);
        let drop = if services.db.is_sqlite() { "DROP TRIGGER stop" } else { "DROP TRIGGER stop ON member" };
        db.execute_unprepared(drop).await.unwrap();
        assert_eq!(privacy::sweep(services, NEVER).await.unwrap().erased, 1);
        assert_eq!(town.traces().await, ["member"]);
    }
}

#[tokio::test]
async fn the_last_text_of_a_list_is_one_that_is_there() {
    for town in Town::each().await {
        let s = town.services();
        let asked = town.published(&town.other, "سؤال", "نصّ").await;
        town.bed.clock.advance(Duration::days(3));
        let answered = town.replied(&town.her, &asked.topic, "جواب بعد أيّام").await;
        let at = async |sent: &forum::Sent| {
            post::Entity::find_by_id(sent.post.as_str()).one(s.db.read()).await.unwrap().unwrap().published_at
        };
        let last = async || {
            let topic = entity::forum::topic::Entity::find_by_id(asked.topic.as_str());
            let category = entity::forum::category::Entity::find_by_id("unions");
            (
                topic.one(s.db.read()).await.unwrap().unwrap().last_published_at,
                category.one(s.db.read()).await.unwrap().unwrap().last_published_at,
            )
        };
        let (first, second) = (at(&asked).await, at(&answered).await);
        assert!(first < second);
        assert_eq!(last().await, (second, second));
        town.leave("vanish", "").await;
        assert_eq!(last().await, (first, first), "{}", town.bed.backend);
        assert_eq!(forum::counters::repair(s).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn an_erased_discussion_says_that_it_was_there() {
    for town in Town::each().await {
        let mine = town.published(&town.her, "عنواني", "نصّي").await;
        let waits = town.ask(&town.her, "ينتظر", "نصّ ينتظر").await;
        town.leave("withdraw", "0").await;
        for who in [&Actor::Guest, &town.other, &town.team] {
            assert_eq!(code_of(town.read(who, &mine.topic).await), ErrorCode::Gone, "{}", town.bed.backend);
            assert_eq!(code_of(town.read(who, &waits.topic).await), ErrorCode::NotFound, "never public");
        }
    }
}
