//! The browsers in which a member is signed in.

use entity::identity::{member, session};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef};

use super::ACTIVE;
use crate::{Actor, DomainResult, Member, Services, services::day_of};

/// Letters of a session's hash that name it on the page: enough to tell her own apart, useless otherwise.
pub(crate) const KEY_LENGTH: usize = 16;

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// Names the session in the form that ends it.
    pub key: String,
    /// ISO day on which it began.
    pub since: String,
    /// ISO day of the last visit, as far as it was noted; may be empty.
    pub seen: String,
    /// Telephone or computer, when the browser said so.
    pub device: Option<Device>,
    /// The one that asks.
    pub is_this: bool,
}

/// What kind of machine a session began on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A telephone or tablet.
    Phone,
    /// A computer.
    Computer,
}

impl Device {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "phone" => Some(Self::Phone),
            "computer" => Some(Self::Computer),
            _ => None,
        }
    }
}

/// Her sessions that are alive, this one first, then the newest.
///
/// # Errors
/// When the database does not answer.
pub async fn sessions(services: &Services, member: &Member) -> DomainResult<Vec<SessionLine>> {
    let this = member.session.as_ref().map(|session| session.id.as_str());
    let rows = session::Entity::find()
        .filter(session::Column::MemberId.eq(member.id.as_str()))
        .filter(session::Column::ExpiresAt.gt(services.now_ms()))
        .order_by_desc(session::Column::CreatedAt)
        .order_by_asc(session::Column::IdHash)
        .all(services.db.read())
        .await?;
    let mut lines: Vec<SessionLine> = rows
        .into_iter()
        .map(|row| SessionLine {
            is_this: this == Some(row.id_hash.as_str()),
            key: row.id_hash.chars().take(KEY_LENGTH).collect(),
            since: day_of(row.created_at),
            seen: row.seen_day,
            device: Device::parse(&row.device),
        })
        .collect();
    lines.sort_by_key(|line| !line.is_this);
    Ok(lines)
}

/// Ends one of her sessions. One that is gone already, or is somebody else's, is no error: either way it is
/// not hers any more.
///
/// # Errors
/// When the database does not answer.
pub async fn end_session(services: &Services, member: &Member, key: &str) -> DomainResult<()> {
    if key.len() != KEY_LENGTH || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    let tx = services.db.begin().await?;
    session::Entity::delete_many()
        .filter(session::Column::MemberId.eq(member.id.as_str()))
        .filter(session::Column::IdHash.starts_with(key))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Whether somebody who was let in a while ago is still signed in, with the role that she had: for what goes on without
/// another request. A lost role, a closed account and a suspension end her sessions.
///
/// # Errors
/// When the database does not answer.
pub async fn still_there(services: &Services, actor: &Actor) -> DomainResult<bool> {
    let Some(member) = actor.member() else { return Ok(false) };
    let Some(facts) = &member.session else { return Ok(false) };
    let to_member: RelationDef = session::Entity::belongs_to(member::Entity)
        .from(session::Column::MemberId)
        .to(member::Column::Id)
        .into();
    let role: Option<String> = session::Entity::find_by_id(facts.id.as_str())
        .select_only()
        .column(member::Column::Role)
        .join(JoinType::InnerJoin, to_member)
        .filter(session::Column::ExpiresAt.gt(services.now_ms()))
        .filter(member::Column::State.eq(ACTIVE))
        .into_tuple()
        .one(services.db.read())
        .await?;
    Ok(role.as_deref() == Some(member.role.as_str()))
}
