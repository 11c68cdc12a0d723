//! Writing under no name, the glass that two can break, and what stays when she leaves; on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod behind;

use chrono::Duration;
use contract::{ErrorCode, FieldCode, Locale, ids::TopicId};
use domain::{
    Actor, DomainError, Role, Services,
    forum::{self, Author, NewReply, NewTopic, PostState, Sent, TopicView, alias::Mask},
    messages,
    moderation::{
        self, Decision, Filters, Roughly,
        identity::{self, Question, RequestState},
    },
    privacy::{self, Leaving, Rules},
    testing::{TestBed, signed_in},
};
use entity::{
    forum::{category, post, topic_alias},
    identity::member,
    staff::{audit_log, identity_request},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr};

const AR: Locale = Locale::Ar;
const HIDE: Mask = Mask { hide: true, switch: false };
const SHOW: Mask = Mask { hide: false, switch: false };

struct Town {
    bed: TestBed,
    her: Actor,
    other: Actor,
    team: Actor,
    lead: Actor,
    admin: Actor,
}

impl Town {
    async fn each() -> Vec<Self> {
        let mut towns = Vec::new();
        for bed in TestBed::each().await {
            forum::seed::seed(&bed.services).await.unwrap();
            let her = bed.member("زيتونة هادئة", Role::Member).await;
            let other = bed.member("Figue Calme", Role::Member).await;
            let team = bed.member("Sanad", Role::Moderator).await;
            let lead = bed.member("Raïda", Role::LeadModerator).await;
            let admin = bed.member("Amina", Role::Admin).await;
            towns.push(Self { bed, her, other, team, lead, admin });
        }
        towns
    }

    fn services(&self) -> &Services {
        &self.bed.services
    }

    /// Somebody as she proved herself just now.
    fn now(&self, who: &Actor) -> Actor {
        signed_in(who.member().unwrap().clone(), self.services().now_ms())
    }

    async fn ask(&self, who: &Actor, mask: Mask) -> Sent {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال عن العقد".into(),
            body: "نصّ السؤال".into(),
            mask,
            ..NewTopic::default()
        };
        forum::create_topic(self.services(), who, &form, AR).await.unwrap()
    }

    async fn try_answer(&self, who: &Actor, topic: &TopicId, mask: Mask) -> Result<Sent, DomainError> {
        self.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: "نصّ الجواب".into(), mask, ..NewReply::default() };
        forum::reply(self.services(), who, topic, &form, AR).await
    }

    async fn decide(&self, sent: &Sent, action: &str) {
        let row = post::Entity::find_by_id(sent.post.as_str()).one(self.services().db.read()).await.unwrap();
        let decision = Decision {
            post: sent.post.to_string(),
            version: row.unwrap().version.to_string(),
            action: action.into(),
            reason: if action == "reject" { "insult".into() } else { String::new() },
            note: String::new(),
            ..Decision::default()
        };
        moderation::decide(self.services(), &self.team, &decision).await.unwrap();
    }

    async fn asked(&self, who: &Actor, mask: Mask) -> Sent {
        let sent = self.ask(who, mask).await;
        if sent.state == PostState::Pending {
            self.decide(&sent, "approve").await;
        }
        sent
    }

    async fn answered(&self, who: &Actor, topic: &TopicId, mask: Mask) -> Sent {
        let sent = self.try_answer(who, topic, mask).await.unwrap();
        if sent.state == PostState::Pending {
            self.decide(&sent, "approve").await;
        }
        sent
    }

    async fn read(&self, who: &Actor, topic: &TopicId) -> TopicView {
        forum::read_topic(self.services(), who, topic, 1, AR).await.unwrap()
    }

    async fn row(&self, sent: &Sent) -> post::Model {
        post::Entity::find_by_id(sent.post.as_str()).one(self.services().db.read()).await.unwrap().unwrap()
    }

    async fn aliases(&self) -> u64 {
        topic_alias::Entity::find().count(self.services().db.read()).await.unwrap()
    }

    async fn logged(&self) -> Vec<String> {
        let rows = audit_log::Entity::find()
            .filter(audit_log::Column::Action.starts_with("identity_"))
            .order_by_asc(audit_log::Column::At)
            .all(self.services().db.read())
            .await
            .unwrap();
        rows.into_iter().map(|row| row.action).collect()
    }
}

fn number(author: &Author) -> i32 {
    match author {
        Author::Alias(number) => *number,
        other => panic!("{other:?} is no alias"),
    }
}

fn code<T>(result: Result<T, DomainError>) -> Option<ErrorCode> {
    result.err().map(|error| error.code)
}

fn refused(result: Result<Sent, DomainError>) -> (String, FieldCode) {
    let error = result.expect_err("a refusal");
    assert_eq!(error.code, ErrorCode::InvalidForm);
    (error.fields[0].field.clone(), error.fields[0].code)
}

#[tokio::test]
async fn one_letter_in_a_discussion_and_another_elsewhere() {
    for town in Town::each().await {
        let mut letters = std::collections::BTreeSet::new();
        for _ in 0..3 {
            let sent = town.asked(&town.her, HIDE).await;
            let answer = town.answered(&town.her, &sent.topic, HIDE).await;
            let reply = town.answered(&town.other, &sent.topic, HIDE).await;
            let seen = town.read(&Actor::Guest, &sent.topic).await;
            let names: Vec<i32> = seen.posts.iter().map(|post| number(&post.author)).collect();
            assert_eq!(names[0], names[1], "{}: stable inside the topic", town.bed.backend);
            assert_ne!(names[0], names[2], "unique inside the topic");
            assert!(names.iter().all(|number| (1..=forum::alias::LETTERS).contains(number)), "{names:?}");
            assert!(seen.posts[1].by_asker && !seen.posts[2].by_asker);
            assert_eq!(town.row(&answer).await.alias, town.row(&sent).await.alias);
            assert!(reply.state == PostState::Pending);
            letters.insert(names[0]);
            let list =
                forum::list_topics(town.services(), "unions", &forum::Cursor::Start, AR).await.unwrap();
            assert!(list.rows.iter().all(|row| row.author.name().is_none()), "{:?}", list.rows);
        }
        assert_eq!(town.aliases().await, 6);
        assert!(!letters.is_empty());
    }
}

#[tokio::test]
async fn changing_asks_once_more_and_unmasks_nothing_that_stands() {
    for town in Town::each().await {
        let topic = town.asked(&town.other, SHOW).await.topic;
        assert!(town.read(&town.her, &topic).await.mask.allowed);
        assert!(!town.read(&Actor::Guest, &topic).await.mask.allowed);
        let hidden = town.answered(&town.her, &topic, HIDE).await;
        let letter = town.row(&hidden).await.alias.unwrap();
        assert_eq!(town.read(&town.her, &topic).await.mask.before.alias, Some(letter));
        assert_eq!(town.read(&town.other, &topic).await.mask.before.alias, None);

        let asked = ("anonymous".to_owned(), FieldCode::NotConfirmed);
        assert_eq!(refused(town.try_answer(&town.her, &topic, SHOW).await), asked);
        let shown = Mask { hide: false, switch: true };
        town.answered(&town.her, &topic, shown).await;
        let seen = town.read(&Actor::Guest, &topic).await;
        assert_eq!(seen.posts[1].author, Author::Alias(letter), "what stands stays");
        assert_eq!(seen.posts[2].author, Author::Named("زيتونة هادئة".into()));
        // Her name never stood there before: the other way asks too.
        assert_eq!(refused(town.try_answer(&town.other, &topic, HIDE).await), asked);
        town.answered(&town.other, &topic, Mask { hide: true, switch: true }).await;
        let seen = town.read(&Actor::Guest, &topic).await;
        assert!(
            seen.posts[0].by_asker && !seen.posts[3].by_asker,
            "the asker under a letter is not the asker"
        );

        // The category does not allow it any more: nothing is revealed, and nobody is unmasked by it.
        category::Entity::update_many()
            .col_expr(category::Column::AllowAnonymous, Expr::value(false))
            .exec(town.services().db.writer())
            .await
            .unwrap();
        assert_eq!(town.read(&Actor::Guest, &topic).await.posts[1].author, Author::Alias(letter));
        assert_eq!(refused(town.try_answer(&town.her, &topic, SHOW).await), asked);
        let unknown = ("anonymous".to_owned(), FieldCode::UnknownChoice);
        assert_eq!(refused(town.try_answer(&town.her, &topic, HIDE).await), unknown);
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال آخر".into(),
            body: "نصّ السؤال".into(),
            mask: HIDE,
            ..NewTopic::default()
        };
        assert_eq!(refused(forum::create_topic(town.services(), &town.her, &form, AR).await), unknown);
    }
}

#[tokio::test]
async fn a_refused_text_without_a_name_is_corrected_without_one() {
    for town in Town::each().await {
        let sent = town.ask(&town.her, HIDE).await;
        town.decide(&sent, "reject").await;
        let old = forum::correction(town.services(), &town.her, &sent.post).await.unwrap();
        assert!(old.hidden);
        let form = |mask| NewTopic {
            category: "unions".into(),
            title: "سؤال مصحّح".into(),
            body: "نصّ مصحّح".into(),
            correct: sent.post.to_string(),
            mask,
            ..NewTopic::default()
        };
        let by_mistake = forum::create_topic(town.services(), &town.her, &form(SHOW), AR).await;
        assert_eq!(refused(by_mistake), ("anonymous".to_owned(), FieldCode::NotConfirmed));
        let again = forum::create_topic(town.services(), &town.her, &form(HIDE), AR).await.unwrap();
        assert!(town.row(&again).await.alias.is_some());
    }
}

#[tokio::test]
async fn the_team_reads_everything_without_a_name_first_and_learns_roughly_how_she_stands() {
    for town in Town::each().await {
        // The team's own as well.
        for who in [&town.team, &town.admin] {
            assert_eq!(town.ask(who, HIDE).await.state, PostState::Pending, "{}", town.bed.backend);
        }
        let own = town.asked(&town.lead, SHOW).await;
        assert_eq!(own.state, PostState::Published);
        let hidden =
            town.try_answer(&town.team, &own.topic, Mask { hide: true, switch: true }).await.unwrap();
        assert_eq!(hidden.state, PostState::Pending);

        for _ in 0..3 {
            town.asked(&town.her, SHOW).await;
        }
        let waiting = town.try_answer(&town.her, &own.topic, HIDE).await.unwrap();
        let newcomer = town.try_answer(&town.other, &own.topic, HIDE).await.unwrap();
        let queue = moderation::queue(town.services(), &town.lead, &Filters::default(), AR).await.unwrap();
        let item = |sent: &Sent| {
            let item = queue.items.iter().find(|item| item.post() == Some(&sent.post)).expect("it waits");
            item.text.as_ref().expect("a text")
        };
        assert!(matches!(item(&waiting).author, Author::Alias(_)));
        assert_eq!(item(&waiting).standing.unwrap().approved, Roughly::Some);
        assert_eq!(item(&newcomer).standing.unwrap().approved, Roughly::None);
        assert_eq!(item(&newcomer).standing.unwrap().upheld, Roughly::None);
        assert!(!format!("{queue:?}").contains("زيتونة هادئة"), "{queue:?}");
        let named = town.ask(&town.her, SHOW).await;
        let queue = moderation::queue(town.services(), &town.lead, &Filters::default(), AR).await.unwrap();
        let named = queue.items.iter().find(|item| item.post() == Some(&named.post)).unwrap();
        assert!(named.text.as_ref().unwrap().standing.is_none(), "whose name stands there needs no figures");
    }
}

async fn leave(town: &Town, choice: &str) {
    let form = Leaving { choice: choice.into(), days: "0".into(), sure: true };
    privacy::leave(town.services(), &town.now(&town.her), &form).await.unwrap();
}

#[tokio::test]
async fn her_own_copy_names_her_letters_and_her_messages() {
    for town in Town::each().await {
        let s = town.services();
        let sent = town.asked(&town.her, HIDE).await;
        let letter = town.row(&sent).await.alias.unwrap();
        let form = messages::NewCase {
            kind: "details".into(),
            body: "أزيلوا اسم القرية".into(),
            ..Default::default()
        };
        let case = messages::begin(s, &town.her, &form).await.unwrap();
        messages::answer(s, &town.team, &case, "تمّ", "").await.unwrap();
        messages::note(s, &town.team, &case, "ملاحظة داخلية", "").await.unwrap();
        let her = town.now(&town.her);
        privacy::ask_for_export(s, &her).await.unwrap();
        let privacy::ExportState::Ready { id, .. } = privacy::my_data(s, &her).await.unwrap().export else {
            panic!("ready")
        };
        let pack = |export: &privacy::export::Export| export.to_json();
        let device = privacy::export::Device::Own;
        let json = privacy::download(s, &her, &id, AR, device, pack).await.unwrap();
        let json = String::from_utf8(json).unwrap();
        assert!(json.contains(&format!("\"alias\": {letter}")), "{json}");
        assert!(json.contains("أزيلوا اسم القرية") && json.contains("تمّ"));
        assert!(!json.contains("ملاحظة داخلية") && !json.contains("Sanad"), "{json}");
        leave(&town, "withdraw").await;
        use entity::messages::{internal_note, private_case, private_message};
        assert_eq!(private_case::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(private_message::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(internal_note::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}
