//! Takes a batch back.

use contract::{FieldCode, ids::ItemId};
use entity::library::{batch, batch_item, item, relation};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect, sea_query::Expr,
};

use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    library::{ItemState, upload::is_id},
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// How many items.
    pub removed: u64,
    /// Items that stay: they are no drafts any more, or somebody changed them.
    pub kept: Vec<ItemId>,
}

/// Removes the items of a batch that are drafts still and that nobody changed. Their bytes go with the next sweep, unless something else stands
/// on them. The log tells it.
///
/// # Errors
/// `NotFound` for a batch of which nothing is left.
pub async fn undo(services: &Services, id: &str) -> DomainResult<Undone> {
    take_back(services, None, id).await
}

/// The same at the desk. `sure`: she says that she means it.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused field `sure`; `NotFound`.
pub async fn undo_at_desk(services: &Services, actor: &Actor, id: &str, sure: bool) -> DomainResult<Undone> {
    let member = require(actor, Permission::LibraryManage, None)?;
    if !is_id(id) {
        return Err(DomainError::not_found());
    }
    if batch::Entity::find_by_id(id).count(services.db.read()).await? == 0 {
        return Err(DomainError::not_found());
    }
    if !sure {
        return Err(DomainError::field("sure", FieldCode::Required));
    }
    take_back(services, Some(member), id).await
}

async fn take_back(services: &Services, member: Option<&Member>, id: &str) -> DomainResult<Undone> {
    let tx = services.db.begin().await?;
    let known = batch::Entity::find_by_id(id).count(&tx).await?;
    if known == 0 {
        return Err(DomainError::not_found());
    }
    let items: Vec<String> = batch_item::Entity::find()
        .select_only()
        .column(batch_item::Column::ItemId)
        .filter(batch_item::Column::BatchId.eq(id))
        .into_tuple()
        .all(&tx)
        .await?;
    let mut removed = 0;
    let mut kept = Vec::new();
    for one in items {
        let gone = item::Entity::delete_many()
            .filter(item::Column::Id.eq(one.as_str()))
            .filter(item::Column::State.eq(ItemState::Draft.as_str()))
            .filter(item::Column::SeenAt.is_null())
            // What somebody worked on since is hers.
            .filter(item::Column::Version.eq(0))
            .filter(Expr::col(item::Column::Datestamp).eq(Expr::col(item::Column::CreatedAt)))
            .exec(&tx)
            .await?;
        if gone.rows_affected == 0 {
            kept.push(ItemId::trusted(one));
            continue;
        }
        relation::Entity::delete_many().filter(relation::Column::TargetId.eq(one.as_str())).exec(&tx).await?;
        removed += 1;
    }
    if kept.is_empty() {
        batch::Entity::delete_by_id(id).exec(&tx).await?;
    }
    audit::record(&tx, member, Entry::of(Action::LibraryUndo).on("library_batch", id), services.now_ms())
        .await?;
    tx.commit().await?;
    Ok(Undone { removed, kept })
}
