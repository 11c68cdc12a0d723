//! The bag at the desk: what it would hold, and the archive itself.

use std::io;

use contract::ErrorCode;
use entity::library::{blob, file, item};
use futures::{StreamExt, stream};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect, RelationTrait,
    sea_query::Expr,
};
use tokio::sync::mpsc;

use super::{
    archive::{Archive, Pieces},
    export::{fill, left_out},
    place::Place,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    library::{
        list::agreed_files,
        words::{ItemState, Reach},
    },
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Pieces that wait for whoever fetches them.
const WAITING: usize = 4;

/// What the archive would hold now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Items.
    pub items: u64,
    /// Those of them that nobody published yet.
    pub drafts: u64,
    /// Their files.
    pub files: u64,
    /// Bytes of these.
    pub bytes: u64,
    /// Files that stay behind because their bytes are known to be damaged.
    pub damaged: u64,
    /// Items that stay behind because they were withdrawn.
    pub withdrawn: u64,
    /// Testimonies that stay behind: who speaks in them did not agree to the world.
    pub kept_back: u64,
    /// Somebody fetches one from this server at this moment.
    pub going: bool,
}

/// What the archive would hold now.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn outlook(services: &Services, actor: &Actor) -> DomainResult<Outlook> {
    require(actor, Permission::LibraryManage, None)?;
    let there = Condition::all().add(item::Column::State.is_not_in(left_out(false)));
    let given = there.clone().add(agreed(services.now_ms()));
    let items = count(services, given.clone()).await?;
    let (damaged, _) = weigh(services, given.clone().add(blob::Column::BadSince.is_not_null())).await?;
    let (files, bytes) = weigh(services, given.clone().add(blob::Column::BadSince.is_null())).await?;
    let withdrawn = Condition::all().add(item::Column::State.eq(ItemState::Withdrawn.as_str()));
    let drafts = given.add(item::Column::State.eq(ItemState::Draft.as_str()));
    Ok(Outlook {
        items,
        drafts: count(services, drafts).await?,
        files,
        bytes,
        damaged,
        withdrawn: count(services, withdrawn).await?,
        kept_back: count(services, there).await?.saturating_sub(items),
        going: services.uploads().bags.available_permits() == 0,
    })
}

async fn count(services: &Services, items: Condition) -> DomainResult<u64> {
    Ok(item::Entity::find().filter(items).count(services.db.read()).await?)
}

/// Who speaks in it agreed to the world, or nobody does.
fn agreed(now: i64) -> Condition {
    let public = Reach::ALL.iter().filter(|reach| reach.is_public()).map(|reach| reach.as_str());
    let holds =
        Condition::any().add(item::Column::ConsentUntil.is_null()).add(item::Column::ConsentUntil.gt(now));
    Condition::all().add(item::Column::Reach.is_in(public)).add(holds)
}

/// How many files of such items there are, and how many bytes.
async fn weigh(services: &Services, given: Condition) -> DomainResult<(u64, u64)> {
    let row: Option<(i64, Option<i64>)> = file::Entity::find()
        .select_only()
        .column_as(file::Column::Id.count(), "files")
        // PostgreSQL adds up to a numeric, which is no number of ours.
        .expr_as(Expr::cust("CAST(SUM(\"library_blob\".\"size\") AS bigint)"), "bytes")
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(given)
        .filter(agreed_files())
        .into_tuple()
        .one(services.db.read())
        .await?;
    let (files, bytes) = row.unwrap_or_default();
    let number = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok((number(files), number(bytes.unwrap_or_default())))
}

/// Begins the archive. Its bytes come as they are fetched; whoever goes away ends it. The log says that it was fetched from
/// the moment on at which its first byte may leave. Items that were withdrawn are not in it, as at the console without
/// `--all`.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; [`ErrorCode::TooManyRequests`] while somebody fetches one from this
/// server.
pub async fn pack(services: &Services, actor: &Actor) -> DomainResult<Pieces> {
    let member = require(actor, Permission::LibraryManage, None)?;
    // One at a time: it reads everything that is kept.
    let permit = services.uploads().bags.clone().try_acquire_owned();
    let permit = permit.map_err(|_| DomainError::new(ErrorCode::TooManyRequests))?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    audit::record(&tx, Some(member), Entry::of(Action::LibraryExport), now).await?;
    tx.commit().await?;
    let (to, from) = mpsc::channel(WAITING);
    let (services, root) = (services.clone(), name(services));
    tokio::spawn(async move {
        let mut place = Place::Archive(Archive::new(to.clone(), root));
        let done = fill(&services, &mut place, false).await;
        drop(place);
        // The next one may begin before this one is heard to have ended.
        drop(permit);
        match done {
            Ok(done) if done.damaged.is_empty() => {
                tracing::debug!(done.items, done.files, done.bytes, "the library was fetched");
            }
            Ok(done) => {
                tracing::warn!(damaged = done.damaged.len(), "files were left out of the library's export");
            }
            // Whoever went away hears it no more.
            Err(error) => {
                tracing::warn!(code = ?error.code, at = %error.at, "the library's export broke off");
                let _ = to.send(Err(io::Error::other("broken off"))).await;
            }
        }
    });
    let pieces = stream::unfold(from, |mut from| async move {
        let piece = from.recv().await?;
        Some((piece, from))
    });
    Ok(pieces.boxed())
}

/// What the archive and the folder in it are called.
pub fn name(services: &Services) -> String {
    format!("library-{}", services.today())
}
