//! How everything stood before, for a day.

use entity::forum::topic_inverse;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder,
};
use serde::{Deserialize, Serialize};

use super::labels::Map;
use crate::{DomainError, DomainResult, services::new_id};

/// What is taken back.
pub(super) const SPLIT: &str = "split";
/// The same, of topics that were joined.
pub(super) const MERGE: &str = "merge";

/// How texts stood. Identifiers and numbers alone: nobody's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stood {
    /// The texts that went, each with the number that it had.
    pub moved: Vec<(String, Option<i64>)>,
    /// The texts that were numbered anew because others came, with the number that they had.
    pub stayed: Vec<(String, i64)>,
    /// The last number of the topic that they left.
    pub left: i64,
    /// That of the topic to which they went.
    pub came_to: i64,
    /// Aliases of what went: which each was, which it is.
    pub aliases: Map,
    /// The same of former members.
    pub formers: Map,
}

/// Keeps it. Answers its identifier.
pub(super) async fn keep(
    tx: &DatabaseTransaction,
    kind: &str,
    (from, to): (&str, &str),
    stood: &Stood,
    now: i64,
) -> DomainResult<String> {
    let id = new_id();
    let stood = serde_json::to_string(stood)
        .map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))?;
    let row = topic_inverse::ActiveModel {
        id: Set(id.clone()),
        kind: Set(kind.to_owned()),
        from_id: Set(from.to_owned()),
        to_id: Set(to.to_owned()),
        stood: Set(stood),
        at: Set(now),
    };
    topic_inverse::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// Reads it.
pub(super) fn read(row: &topic_inverse::Model) -> DomainResult<Stood> {
    serde_json::from_str(&row.stood)
        .map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))
}

/// The last one that has to do with a topic.
pub(super) async fn last<C: ConnectionTrait>(
    db: &C,
    topic: &str,
) -> DomainResult<Option<topic_inverse::Model>> {
    let here = Condition::any()
        .add(topic_inverse::Column::FromId.eq(topic))
        .add(topic_inverse::Column::ToId.eq(topic));
    Ok(topic_inverse::Entity::find()
        .filter(here)
        .order_by_desc(topic_inverse::Column::At)
        .order_by_desc(topic_inverse::Column::Id)
        .one(db)
        .await?)
}

/// It is not needed any more.
pub(super) async fn discard(tx: &DatabaseTransaction, id: &str) -> DomainResult<()> {
    topic_inverse::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
