//! Sessions as rows. Only the SHA-256 of an id is kept: who reads the database cannot become somebody.

use std::sync::Arc;

use async_trait::async_trait;
use contract::ErrorCode;
use domain::{
    Actor, Bounds, DomainError, DomainResult, Member, Role, Scope, Services, SessionFacts,
    moderation::sanction,
    notify::{digest, unread_by},
    permission::Rules,
};
use entity::identity::{member, role_scope, session, two_step};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tower_sessions::{
    SessionStore,
    cookie::time::{Duration, OffsetDateTime},
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::{config::SessionConfig, http::AppState};

/// Key of the session's one value: the member as she is at this moment.
pub const MEMBER: &str = "member";

const HOUR_MS: i64 = 3_600_000;

/// The member of a session, as read with the session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    id: String,
    #[serde(default)]
    pseudonym: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    session: String,
    #[serde(default)]
    confirmed_at: i64,
    #[serde(default)]
    second_factor_at: Option<i64>,
    #[serde(default)]
    device: String,
    /// Of a session that begins without a proof for what matters.
    #[serde(default)]
    unproved: bool,
    /// Whether the account asks for a second step.
    #[serde(default)]
    two_step: bool,
    /// The categories of a moderator; nothing: all.
    #[serde(default)]
    scope: Option<Vec<String>>,
    /// How many of her notifications are new to her.
    #[serde(default)]
    news: u32,
    /// What sanctions leave open to her: until when each holds.
    #[serde(default)]
    review_until: Option<i64>,
    #[serde(default)]
    silenced_until: Option<i64>,
    #[serde(default)]
    suspended_until: Option<i64>,
}

/// What a session begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The account.
    pub member: String,
    /// When the second step was passed, if it was.
    pub second_factor_at: Option<i64>,
    /// `phone`, `computer` or empty.
    pub device: &'static str,
    /// Whether this is no proof for what matters.
    pub unproved: bool,
}

impl Signed {
    /// For a session that begins.
    pub fn new(beginning: Beginning) -> Self {
        Self {
            id: beginning.member,
            second_factor_at: beginning.second_factor_at,
            device: beginning.device.to_owned(),
            unproved: beginning.unproved,
            ..Self::default()
        }
    }

    /// Who asks; `rules` is what administrators say about roles in categories.
    pub fn actor(self, rules: Arc<Rules>) -> Actor {
        let Some(role) = Role::parse(&self.role) else { return Actor::Guest };
        let second_factor = self.second_factor_at.is_some();
        let member = Member {
            scope: self.scope.map_or(Scope::Everywhere, Scope::Categories),
            rules,
            session: Some(SessionFacts { id: self.session, confirmed_at: self.confirmed_at, second_factor }),
            news: self.news,
            bounds: Bounds {
                review_until: self.review_until,
                silenced_until: self.silenced_until,
                suspended_until: self.suspended_until,
            },
            ..Member::new(contract::ids::MemberId::trusted(self.id), self.pseudonym, role)
        };
        if self.two_step && !second_factor { Actor::AwaitingCode(member) } else { Actor::Member(member) }
    }
}

/// A session and its member, as read in one query.
#[derive(FromQueryResult)]
struct Found {
    created_at: i64,
    expires_at: i64,
    confirmed_at: i64,
    second_factor_at: Option<i64>,
    id: String,
    pseudonym: String,
    role: String,
    two_step_at: Option<i64>,
    news: i64,
    review_until: Option<i64>,
    silenced_until: Option<i64>,
    suspended_until: Option<i64>,
}

/// The store that `tower-sessions` works with.
#[derive(Clone, Debug)]
pub struct Store {
    services: Services,
    idle_ms: i64,
    absolute_ms: i64,
}

/// What is stored instead of an id.
pub fn hash(id: &Id) -> String {
    Sha256::digest(id.to_string()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Store {
    /// Over the server's database, under its rules.
    pub fn new(state: &AppState) -> Self {
        Self::with_rules(state.services.clone(), &state.config.session)
    }

    /// Over a database, under given rules.
    pub fn with_rules(services: Services, rules: &SessionConfig) -> Self {
        let ms =
            |count: u64, unit: i64| i64::try_from(count).unwrap_or(i64::MAX / HOUR_MS).saturating_mul(unit);
        Self {
            services,
            idle_ms: ms(rules.idle_minutes, 60_000),
            absolute_ms: ms(rules.absolute_hours, HOUR_MS),
        }
    }

    /// Begins a session and removes those that ended by themselves. Beginning is a proof, as
    /// she has just shown who she is, unless it is said to be none.
    pub async fn begin(&self, id: &Id, beginning: &Beginning) -> DomainResult<()> {
        let now = self.services.now_ms();
        let tx = self.services.db.begin().await?;
        session::Entity::delete_many()
            .filter(
                session::Column::ExpiresAt
                    .lte(now)
                    .or(session::Column::CreatedAt.lte(now.saturating_sub(self.absolute_ms))),
            )
            .exec(&tx)
            .await?;
        session::Entity::insert(session::ActiveModel {
            id_hash: Set(hash(id)),
            member_id: Set(Some(beginning.member.clone())),
            data: Set("{}".to_owned()),
            created_at: Set(now),
            expires_at: Set(now.saturating_add(self.idle_ms)),
            confirmed_at: Set(if beginning.unproved { 0 } else { now }),
            second_factor_at: Set(beginning.second_factor_at),
            device: Set(beginning.device.to_owned()),
            seen_day: Set(self.services.today()),
        })
        .exec(&tx)
        .await?;
        digest::visited(&tx, &beginning.member).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends a session.
    pub async fn end(&self, id: &Id) -> DomainResult<()> {
        let tx = self.services.db.begin().await?;
        session::Entity::delete_by_id(hash(id)).exec(&tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Session and member in one query: role, state and sanctions are those of this moment, whatever they were at
    /// sign-in. This is the one place where it is known what she may not do now.
    async fn find(&self, id: &Id) -> DomainResult<Option<(Signed, i64)>> {
        let now = self.services.now_ms();
        let row = session::Entity::find_by_id(hash(id))
            .select_only()
            .column(session::Column::CreatedAt)
            .column(session::Column::ExpiresAt)
            .column(session::Column::ConfirmedAt)
            .column(session::Column::SecondFactorAt)
            .join(
                JoinType::InnerJoin,
                session::Entity::belongs_to(member::Entity)
                    .from(session::Column::MemberId)
                    .to(member::Column::Id)
                    .into(),
            )
            .column(member::Column::Id)
            .column(member::Column::Pseudonym)
            .column(member::Column::Role)
            .join(
                JoinType::LeftJoin,
                session::Entity::belongs_to(two_step::Entity)
                    .from(session::Column::MemberId)
                    .to(two_step::Column::MemberId)
                    .into(),
            )
            .column_as(two_step::Column::ConfirmedAt, "two_step_at")
            .expr_as(unread_by((member::Entity, member::Column::Id)), "news")
            .expr_as(sanction::review_until((member::Entity, member::Column::Id), now), "review_until")
            .expr_as(sanction::silenced_until((member::Entity, member::Column::Id), now), "silenced_until")
            .expr_as(sanction::suspended_until((member::Entity, member::Column::Id), now), "suspended_until")
            .filter(member::Column::State.eq("active"))
            .into_model::<Found>()
            .one(self.services.db.read())
            .await?;
        let alive =
            |row: &Found| row.expires_at > now && row.created_at.saturating_add(self.absolute_ms) > now;
        let Some(row) = row.filter(alive) else { return Ok(None) };
        let signed = Signed {
            // Only moderators have categories: everybody else costs no second query.
            scope: if row.role == Role::Moderator.as_str() { self.scope(&row.id).await? } else { None },
            id: row.id,
            pseudonym: row.pseudonym,
            role: row.role,
            session: hash(id),
            confirmed_at: row.confirmed_at,
            second_factor_at: row.second_factor_at,
            device: String::new(),
            unproved: false,
            two_step: row.two_step_at.is_some(),
            news: u32::try_from(row.news).unwrap_or_default(),
            review_until: row.review_until,
            silenced_until: row.silenced_until,
            suspended_until: row.suspended_until,
        };
        Ok(Some((signed, row.expires_at)))
    }

    /// The categories of a moderator; nothing: all.
    async fn scope(&self, member: &str) -> DomainResult<Option<Vec<String>>> {
        let slugs: Vec<String> = role_scope::Entity::find()
            .select_only()
            .column(role_scope::Column::CategoryId)
            .filter(role_scope::Column::MemberId.eq(member))
            .into_tuple()
            .all(self.services.db.read())
            .await?;
        Ok((!slugs.is_empty()).then_some(slugs))
    }

    /// Moves the idle limit, at most once an hour: reading must not write.
    fn touch(&self, id: &Id, expires_at: i64) {
        let next = self.services.now_ms().saturating_add(self.idle_ms);
        if next - expires_at < Ord::min(HOUR_MS, self.idle_ms / 2) {
            return;
        }
        let (services, id) = (self.services.clone(), hash(id));
        // Beside the request: a page is not late, and not refused, because the disk is slow or full.
        tokio::spawn(async move {
            let touched = async {
                let tx = services.db.begin().await?;
                session::Entity::update_many()
                    .col_expr(session::Column::ExpiresAt, Expr::value(next))
                    .col_expr(session::Column::SeenDay, Expr::value(services.today()))
                    .filter(session::Column::IdHash.eq(id))
                    .exec(&tx)
                    .await?;
                tx.commit().await?;
                Ok::<(), DbErr>(())
            };
            if let Err(error) = touched.await {
                tracing::warn!(%error, "a session's idle limit could not be moved");
            }
        });
    }
}

/// An error of `tower-sessions` is a text: the code stands in front, for [`code_of`].
fn backend(error: &DomainError) -> Error {
    let cause = error.source.as_ref().map(ToString::to_string).unwrap_or_default();
    Error::Backend(format!("{:?}: {cause}", error.code))
}

/// The code that [`Store`] put into an error.
pub fn code_of(error: &tower_sessions::session::Error) -> ErrorCode {
    let text = error.to_string();
    [ErrorCode::Unavailable, ErrorCode::StorageFull]
        .into_iter()
        .find(|code| text.starts_with(&format!("{code:?}: ")))
        .unwrap_or(ErrorCode::Internal)
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let signed = record.data.get(MEMBER).cloned().map(serde_json::from_value::<Signed>);
        match signed {
            Some(Ok(signed)) => {
                let device = ["phone", "computer"].into_iter().find(|kind| *kind == signed.device);
                let beginning = Beginning {
                    member: signed.id,
                    second_factor_at: signed.second_factor_at,
                    device: device.unwrap_or_default(),
                    unproved: signed.unproved,
                };
                self.begin(&record.id, &beginning).await.map_err(|error| backend(&error))
            }
            _ => Err(Error::Encode("a session belongs to a member".to_owned())),
        }
    }

    /// Nothing: a session does not change after it began.
    async fn save(&self, _record: &Record) -> Result<()> {
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some((signed, expires_at)) = self.find(id).await.map_err(|error| backend(&error))? else {
            return Ok(None);
        };
        self.touch(id, expires_at);
        let value = serde_json::to_value(signed).map_err(|error| Error::Decode(error.to_string()))?;
        let data = [(MEMBER.to_owned(), value)].into();
        // The rules above decide; this date only has to lie ahead.
        Ok(Some(Record { id: *id, data, expiry_date: OffsetDateTime::now_utc() + Duration::days(1) }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.end(id).await.map_err(|error| backend(&error))
    }
}
