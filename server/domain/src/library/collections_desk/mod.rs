//! Collections at the desk: made, named, and their items put into order.

mod form;
mod order;
mod see;
mod write;

use contract::{ErrorCode, Locale};
use entity::library::{collection, collection_item, collection_text, item};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

pub use form::{COLLECTION_SUMMARY_MAX, COLLECTION_TITLE_MAX, CollectionForm};
pub use order::{place_item, shift_collection, shift_item, take_out};
pub(super) use see::places_of;
pub use see::{CollectionDesk, CollectionLine, Place, collection_desk, collections_desk};
pub use write::{create_collection, delete_collection, edit_collection, ships_collection};

use super::{edit::is_open, life::changed_by_an_act};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    permission::require,
    places::redirects,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Version of a collection that was made and nothing else.
const NEW: i32 = 1;

/// An act on one collection, from the lock of its row to the commit.
struct Held<'a> {
    services: &'a Services,
    member: &'a Member,
    tx: DatabaseTransaction,
    row: collection::Model,
    now: i64,
}

impl<'a> Held<'a> {
    /// Asks whether she may, and locks the collection. With a `version` it must be the one that she had before her.
    async fn begin(
        services: &'a Services,
        actor: &'a Actor,
        id: &str,
        version: Option<&str>,
    ) -> DomainResult<Self> {
        let member = require(actor, Permission::LibraryManage, None)?;
        // Not every sign is one that a database takes.
        if !is_id(id) {
            return Err(DomainError::not_found());
        }
        let tx = services.db.begin().await?;
        let row = collection::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
        let row = row.ok_or_else(DomainError::not_found)?;
        if version.is_some_and(|version| version.parse::<i32>().ok() != Some(row.version)) {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
        Ok(Self { services, member, tx, row, now: services.now_ms() })
    }

    /// Takes the collection away, writes the log and commits. Its pages lead to the library then. One that was never
    /// changed since it was made was never shown: nobody is told that there was one.
    async fn delete(self) -> DomainResult<()> {
        let Self { services, member, tx, row, now } = self;
        collection_text::Entity::delete_many()
            .filter(collection_text::Column::CollectionId.eq(row.id.as_str()))
            .exec(&tx)
            .await?;
        collection::Entity::delete_by_id(row.id.as_str()).exec(&tx).await?;
        if row.version > NEW {
            let from = |l: Locale| (format!("/{l}/library/c/{}", row.slug), format!("/{l}/library"));
            let pairs: Vec<(String, String)> = Locale::ALL.into_iter().map(from).collect();
            redirects::lead_on(services, &tx, &pairs).await?;
        }
        let entry =
            Entry::of(Action::LibraryCollection).on("library_collection", row.id.as_str()).detail("delete");
        audit::record(&tx, Some(member), entry, now).await?;
        tx.commit().await?;
        services.facets().forget();
        Ok(())
    }

    /// Counts the change, writes the log and commits.
    async fn finish(self, detail: String) -> DomainResult<()> {
        let Self { services, member, tx, row, now } = self;
        let entry =
            Entry::of(Action::LibraryCollection).on("library_collection", row.id.as_str()).detail(detail);
        let version = row.version + 1;
        let mut change = row.into_active_model();
        change.version = Set(version);
        change.update(&tx).await?;
        audit::record(&tx, Some(member), entry, now).await?;
        tx.commit().await?;
        services.facets().forget();
        Ok(())
    }
}

/// Whether a text can be the identifier of a collection.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// Items of a collection with their places, in order.
async fn entries<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<Vec<(String, i32)>> {
    Ok(collection_item::Entity::find()
        .select_only()
        .columns([collection_item::Column::ItemId, collection_item::Column::Position])
        .filter(collection_item::Column::CollectionId.eq(id))
        .order_by_asc(collection_item::Column::Position)
        .order_by_asc(collection_item::Column::ItemId)
        .into_tuple()
        .all(tx)
        .await?)
}

/// Gives every item the number of its place, without holes: the library's page shows those below a number.
async fn number<C: ConnectionTrait>(tx: &C, id: &str, entries: &[(String, i32)]) -> DomainResult<()> {
    for (at, (item, stored)) in (0_i32..).zip(entries) {
        if at == *stored {
            continue;
        }
        collection_item::Entity::update_many()
            .col_expr(collection_item::Column::Position, Expr::value(at))
            .filter(collection_item::Column::CollectionId.eq(id))
            .filter(collection_item::Column::ItemId.eq(item.as_str()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Gives an item a new datestamp: in which collections it stands is a part of what is harvested.
async fn touch<C: ConnectionTrait>(tx: &C, item: &str, now: i64) -> DomainResult<()> {
    let row = item::Entity::find_by_id(item).lock_exclusive().one(tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if is_open(&row) {
        changed_by_an_act(&row, now).update(tx).await?;
    }
    Ok(())
}
