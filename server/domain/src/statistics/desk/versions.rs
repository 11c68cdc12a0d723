//! The versions of a dataset: none is ever changed or removed; which one is shown can be.

use contract::{ErrorCode, FieldCode};
use entity::{
    identity::member,
    statistics::{chart, dataset, dataset_version, parts::Localised},
};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::edition::stored;
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    search,
    services::day_of,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number.
    pub n: i32,
    /// ISO day on which it was imported.
    pub at: String,
    /// Hash of the file.
    pub sha256: String,
    /// What was said of it.
    pub note: String,
    /// Pseudonym of who imported it; nothing for the portal itself, and for somebody who left.
    pub by: Option<String>,
    /// Figures added, changed and removed, where that was counted.
    pub changes: Option<(i32, i32, i32)>,
    /// It is the one that is shown.
    pub shown: bool,
}

/// The versions of a dataset, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Dataset.
    pub id: String,
    /// Its title.
    pub title: Localised,
    /// Which one is shown.
    pub shown: i32,
    /// All of them.
    pub versions: Vec<Version>,
    /// Charts that draw another one than is shown.
    pub behind: u64,
}

/// The versions of a dataset.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; not found.
pub async fn versions(services: &Services, actor: &Actor, id: &str) -> DomainResult<Versions> {
    require(actor, Permission::StatisticsManage, None)?;
    let set = stored(services, id).await?;
    let rows = dataset_version::Entity::find()
        .filter(dataset_version::Column::DatasetId.eq(id))
        // One without a hash is still being written.
        .filter(dataset_version::Column::RowsSha256.ne(""))
        .order_by_desc(dataset_version::Column::N)
        .all(services.db.read())
        .await?;
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.member_id.as_deref()).collect();
    let people = if ids.is_empty() {
        Vec::new()
    } else {
        member::Entity::find().filter(member::Column::Id.is_in(ids)).all(services.db.read()).await?
    };
    let versions = rows
        .into_iter()
        .map(|row| Version {
            by: row
                .member_id
                .as_deref()
                .and_then(|id| people.iter().find(|member| member.id == id))
                .map(|member| member.pseudonym.clone()),
            changes: row.added.zip(row.changed).zip(row.removed).map(|((a, c), r)| (a, c, r)),
            shown: row.n == set.version,
            n: row.n,
            at: day_of(row.imported_at),
            sha256: row.sha256,
            note: row.note,
        })
        .collect();
    let behind = chart::Entity::find()
        .filter(chart::Column::DatasetId.eq(id))
        .filter(chart::Column::Version.ne(set.version))
        .count(services.db.read())
        .await?;
    Ok(Versions { id: set.id, title: set.title, shown: set.version, versions, behind })
}

/// Shows another version. `from` is the one that she saw as shown; `sure`: she says that she means it. Charts stay with
/// the version that they draw.
///
/// # Errors
/// As [`versions`]; the refused field `sure`; [`ErrorCode::Conflict`] when another one is shown by now.
pub async fn show_version(
    services: &Services,
    actor: &Actor,
    id: &str,
    (from, to): (i32, i32),
    sure: bool,
) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    stored(services, id).await?;
    let known = dataset_version::Entity::find_by_id((id.to_owned(), to)).one(services.db.read()).await?;
    let Some(known) = known.filter(|version| !version.rows_sha256.is_empty()) else {
        return Err(DomainError::not_found());
    };
    // The day on which its own sources were read.
    let accessed = known.accessed.unwrap_or_else(|| day_of(known.imported_at));
    if !sure {
        return Err(DomainError::field("sure", FieldCode::Required));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let changed = dataset::Entity::update_many()
        .col_expr(dataset::Column::Version, Expr::value(to))
        .col_expr(dataset::Column::Accessed, Expr::value(accessed))
        .col_expr(dataset::Column::DeskAt, Expr::value(Some(now)))
        .filter(dataset::Column::Id.eq(id))
        .filter(dataset::Column::Version.eq(from))
        .exec(&tx)
        .await?;
    if changed.rows_affected == 0 || from == to {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    search::index_dataset(&tx, id).await?;
    let entry = Entry::of(Action::StatisticsShow).on("dataset", id).detail(format!("{from} {to}"));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Has every chart draw the version that is shown. `shown` is the one that she saw as shown.
///
/// # Errors
/// As [`versions`]; [`ErrorCode::Conflict`] when another one is shown by now, and when every chart draws it already.
pub async fn pin_charts(services: &Services, actor: &Actor, id: &str, shown: i32) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    stored(services, id).await?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let set = dataset::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let set = set.ok_or_else(DomainError::not_found)?;
    if set.version != shown {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let moved = chart::Entity::update_many()
        .col_expr(chart::Column::Version, Expr::value(shown))
        .filter(chart::Column::DatasetId.eq(id))
        .filter(chart::Column::Version.ne(shown))
        .exec(&tx)
        .await?;
    if moved.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    dataset::Entity::update_many()
        .col_expr(dataset::Column::DeskAt, Expr::value(Some(now)))
        .filter(dataset::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    let entry = Entry::of(Action::StatisticsShow).on("dataset", id).detail(format!("charts {shown}"));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
