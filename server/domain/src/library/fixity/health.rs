//! What is out of service, and how the whole stands.

use entity::library::blob;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

use crate::{Actor, DomainResult, Permission, Services, permission::require};

/// How the kept bytes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Blobs.
    pub kept: u64,
    /// Blobs whose last check is too long ago.
    pub overdue: u64,
    /// Blobs that are out of service.
    pub bad: u64,
}

/// How the kept bytes stand, for the library's desk.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn health(services: &Services, actor: &Actor) -> DomainResult<Health> {
    require(actor, Permission::LibraryManage, None)?;
    counts(services).await
}

/// The same, for the machine's own console.
///
/// # Errors
/// The database is away.
pub async fn counts(services: &Services) -> DomainResult<Health> {
    let db = services.db.read();
    let long_ago = services.now_ms() - services.fixity().every_ms();
    Ok(Health {
        kept: blob::Entity::find().count(db).await?,
        overdue: blob::Entity::find().filter(blob::Column::CheckedAt.lt(long_ago)).count(db).await?,
        bad: blob::Entity::find().filter(blob::Column::BadSince.is_not_null()).count(db).await?,
    })
}

/// Whether bytes are known to be damaged or lost.
pub(in crate::library) async fn is_bad<C: ConnectionTrait>(db: &C, sha256: &str) -> DomainResult<bool> {
    let found =
        blob::Entity::find_by_id(sha256).filter(blob::Column::BadSince.is_not_null()).count(db).await?;
    Ok(found > 0)
}

/// Bytes that were out of service were written anew, hashed on their way.
pub(in crate::library) async fn renewed<C: ConnectionTrait>(
    tx: &C,
    sha256: &str,
    now: i64,
) -> DomainResult<()> {
    blob::Entity::update_many()
        .col_expr(blob::Column::StoredAt, Expr::value(now))
        .col_expr(blob::Column::CheckedAt, Expr::value(now))
        .col_expr(blob::Column::BadSince, Expr::value(None::<i64>))
        .filter(blob::Column::Sha256.eq(sha256))
        .filter(blob::Column::BadSince.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}
