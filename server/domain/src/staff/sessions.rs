//! Where the team is signed in.

use contract::ids::MemberId;
use entity::identity::{member, session};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};

use super::audit::{self, Action, Entry};
use crate::{
    Actor, DomainError, DomainResult, Permission, Role, Services,
    identity::{Device, sessions::KEY_LENGTH},
    permission::require,
    services::day_of,
};

/// A browser in which somebody of the team is signed in: by the day, never by address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffSession {
    /// Names the session in the form that ends it.
    pub key: String,
    /// Public name.
    pub pseudonym: String,
    /// Role.
    pub role: Role,
    /// ISO day on which it began.
    pub since: String,
    /// ISO day of the last visit, as far as it was noted; may be empty.
    pub seen: String,
    /// Telephone or computer, when the browser said so.
    pub device: Option<Device>,
    /// Whether the second step was passed.
    pub second_factor: bool,
    /// The one that asks.
    pub is_this: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id_hash: String,
    created_at: i64,
    second_factor_at: Option<i64>,
    device: String,
    seen_day: String,
    pseudonym: String,
    role: String,
}

fn staff_roles() -> impl Iterator<Item = &'static str> {
    Role::ALL.into_iter().filter(|role| role.is_staff()).map(Role::as_str)
}

fn session_to_member() -> sea_orm::RelationDef {
    session::Entity::belongs_to(member::Entity).from(session::Column::MemberId).to(member::Column::Id).into()
}

/// The sessions of the team that are alive, by name.
///
/// # Errors
/// Like [`require`] of [`Permission::SessionsSeeStaff`].
pub async fn staff_sessions(services: &Services, actor: &Actor) -> DomainResult<Vec<StaffSession>> {
    let reader = require(actor, Permission::SessionsSeeStaff, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let rows = session::Entity::find()
        .select_only()
        .columns([
            session::Column::IdHash,
            session::Column::CreatedAt,
            session::Column::SecondFactorAt,
            session::Column::Device,
            session::Column::SeenDay,
        ])
        .columns([member::Column::Pseudonym, member::Column::Role])
        .join(JoinType::InnerJoin, session_to_member())
        .filter(member::Column::Role.is_in(staff_roles()))
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_asc(member::Column::Pseudonym)
        .order_by_desc(session::Column::CreatedAt)
        .limit(200)
        .into_model::<Row>()
        .all(&tx)
        .await?;
    audit::record(&tx, Some(reader), Entry::of(Action::SessionsRead), now).await?;
    tx.commit().await?;
    let this = reader.session.as_ref().map(|session| session.id.as_str());
    Ok(rows
        .into_iter()
        .map(|row| StaffSession {
            is_this: this == Some(row.id_hash.as_str()),
            key: row.id_hash.chars().take(KEY_LENGTH).collect(),
            pseudonym: row.pseudonym,
            role: Role::parse(&row.role).unwrap_or(Role::Member),
            since: day_of(row.created_at),
            seen: row.seen_day,
            device: Device::parse(&row.device),
            second_factor: row.second_factor_at.is_some(),
        })
        .collect())
}

/// Ends a session of the team. Members' own sessions cannot be ended from here.
///
/// # Errors
/// Like [`require`] of [`Permission::SessionsSeeStaff`]; `NotFound` for a session that is none of the team's.
pub async fn end_staff_session(services: &Services, actor: &Actor, key: &str) -> DomainResult<()> {
    let me = require(actor, Permission::SessionsSeeStaff, None)?;
    if key.len() != KEY_LENGTH || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(DomainError::not_found());
    }
    let tx = services.db.begin().await?;
    let (id_hash, member): (String, String) = session::Entity::find()
        .select_only()
        .column(session::Column::IdHash)
        .column(member::Column::Id)
        .join(JoinType::InnerJoin, session_to_member())
        .filter(member::Column::Role.is_in(staff_roles()))
        .filter(session::Column::IdHash.starts_with(key))
        .into_tuple()
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    session::Entity::delete_by_id(id_hash).exec(&tx).await?;
    let entry = Entry::of(Action::SessionEnd).on_member(&MemberId::trusted(member));
    audit::record(&tx, Some(me), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}
