//! Opening a conversation of hers.

use contract::ids::{CaseId, TopicId};
use entity::messages::{private_case, private_message};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::{Kind, OPEN, outcome};
use crate::{
    Actor, DomainError, DomainResult, Services, moderation::report::CaseState, notify, services::day_of,
};

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Names it in the form that reports it.
    pub id: String,
    /// Whether the team wrote it.
    pub from_team: bool,
    /// Plain text; empty where the catalogue has the words.
    pub body: String,
    /// The topic that it is about.
    pub about: Option<TopicId>,
    /// ISO day.
    pub day: String,
}

/// A conversation of hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Identifier.
    pub id: CaseId,
    /// What it is about.
    pub kind: Kind,
    /// Whether it is open.
    pub open: bool,
    /// Whether her pseudonym is hidden from the team.
    pub hidden: bool,
    /// Of a report about a message of the team: how it stands.
    pub report: Option<CaseState>,
    /// Oldest first.
    pub messages: Vec<Message>,
}

/// The messages of a conversation, oldest first.
pub(super) async fn messages_of<C: ConnectionTrait>(db: &C, case: &str) -> DomainResult<Vec<Message>> {
    let rows = private_message::Entity::find()
        .filter(private_message::Column::CaseId.eq(case))
        .order_by_asc(private_message::Column::At)
        .order_by_asc(private_message::Column::Id)
        .all(db)
        .await?;
    let message = |row: private_message::Model| Message {
        id: row.id,
        from_team: row.from_team,
        body: row.body,
        about: row.about.map(TopicId::trusted),
        day: day_of(row.at),
    };
    Ok(rows.into_iter().map(message).collect())
}

/// A conversation of hers, which has no unread mark any more. The team does not learn that she read.
///
/// # Errors
/// `SignInNeeded`; `NotFound` when it is not hers.
pub async fn read(services: &Services, actor: &Actor, id: &CaseId) -> DomainResult<Thread> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let row = private_case::Entity::find_by_id(id.as_str())
        .filter(private_case::Column::MemberId.eq(member.id.as_str()))
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let messages = messages_of(db, id.as_str()).await?;
    if row.unread {
        // Only if nothing came since: a message that she did not see stays unread.
        private_case::Entity::update_many()
            .col_expr(private_case::Column::Unread, Expr::value(false))
            .filter(private_case::Column::Id.eq(id.as_str()))
            .filter(private_case::Column::LastAt.eq(row.last_at))
            .exec(services.db.writer())
            .await?;
        let (db, now) = (services.db.writer(), services.now_ms());
        notify::message_read(db, member.id.as_str(), id.as_str(), now).await?;
    }
    Ok(Thread {
        id: id.clone(),
        kind: Kind::parse(&row.kind),
        open: row.state == OPEN,
        hidden: row.hidden,
        report: outcome::standing(&row),
        messages,
    })
}
