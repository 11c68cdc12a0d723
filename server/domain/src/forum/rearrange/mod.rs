//! Topics taken apart and put together (S20): some texts become a topic of their own, a whole topic is joined to another
//! one, and either is taken back within a day.
//!
//! A text keeps its identifier, its state and the name under which it stands; what it is numbered, and in which topic,
//! changes. Aliases and numbers of former members count within one topic: where texts of two topics meet, a number that
//! both have is drawn anew for those that come, so that two women never become one, nor one woman known as one.

mod along;
mod inverse;
mod labels;
mod members;
mod merge;
mod place;
mod redirect;
mod rejoin;
mod split;

use contract::{FieldCode, ids::TopicId};
use entity::forum::{category, topic};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

pub use merge::{Joining, joining, merge};
pub use redirect::{moved_to, numbered};
pub(crate) use rejoin::sweep;
pub use rejoin::{Back, rejoin};
pub use split::{MOST, NewPart, split};

use super::{
    PostState,
    visibility::{of_strangers, visible_topics},
};
use crate::{Actor, DomainError, DomainResult, Permission, permission::permits};

/// Rows in one statement.
const SOME: usize = 200;

/// A published topic that she may take apart or join to another.
async fn movable<C: ConnectionTrait>(db: &C, actor: &Actor, id: &TopicId) -> DomainResult<topic::Model> {
    topic::Entity::find_by_id(id.as_str())
        .filter(visible_topics(actor))
        .filter(of_strangers(actor))
        .one(db)
        .await?
        .filter(|topic| PostState::parse(&topic.state) == PostState::Published)
        .filter(|topic| permits(actor, Permission::Move, Some(&topic.category)))
        .ok_or_else(DomainError::not_found)
}

/// Locks categories and topics, always in the same order, so that two of these do not wait for one another. Answers
/// which of the categories there are.
async fn lock(
    tx: &DatabaseTransaction,
    categories: [&str; 2],
    topics: [&str; 2],
) -> DomainResult<Vec<String>> {
    let there = category::Entity::find()
        .select_only()
        .column(category::Column::Slug)
        .filter(category::Column::Slug.is_in(categories))
        .order_by_asc(category::Column::Slug)
        .lock_exclusive()
        .into_tuple::<String>()
        .all(tx)
        .await?;
    topic::Entity::find()
        .select_only()
        .column(topic::Column::Id)
        .filter(topic::Column::Id.is_in(topics))
        .order_by_asc(topic::Column::Id)
        .lock_exclusive()
        .into_tuple::<String>()
        .all(tx)
        .await?;
    Ok(there)
}

/// A choice that is none, or that is missing.
fn wrong(field: &str, text: &str) -> DomainError {
    let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
    DomainError::field(field, code)
}
