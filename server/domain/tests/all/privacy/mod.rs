//! Export, consent, the three ways out, the way back, the journal: on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod copies;
mod traces;
mod ways_out;

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

/// A passphrase hash through the only way there is: an account made by the team.
async fn hash_of(services: &Services, secret: &Passphrase) -> String {
    let made = identity::create_for_team(services, "Colline Haute", Role::Member, secret).await.unwrap();
    let row = member::Entity::find_by_id(made.id.as_str()).one(services.db.read()).await.unwrap();
    row.unwrap().passphrase_hash
}
