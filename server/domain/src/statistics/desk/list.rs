//! The datasets at the desk.

use entity::statistics::{dataset, dataset_version, parts::Localised};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::{
    Actor, DomainResult, Permission, Services,
    permission::{permits, require},
    services::day_of,
};

/// A dataset at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskDataset {
    /// Identifier.
    pub id: String,
    /// Slugs.
    pub slug: Localised,
    /// Title.
    pub title: Localised,
    /// Who produces it.
    pub publisher: Localised,
    /// The version that is shown; 0 before the first.
    pub version: i32,
    /// ISO day on which it was imported.
    pub day: Option<String>,
    /// Smallest count that is shown.
    pub min_cell: i32,
    /// ISO day on which new figures are expected.
    pub next_expected: Option<String>,
    /// That day is over.
    pub overdue: bool,
}

/// All of them, in their order.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`].
pub async fn datasets(services: &Services, actor: &Actor) -> DomainResult<Vec<DeskDataset>> {
    require(actor, Permission::StatisticsManage, None)?;
    let rows = dataset::Entity::find()
        .find_also_related(dataset_version::Entity)
        .order_by_asc(dataset::Column::Position)
        .order_by_asc(dataset::Column::Id)
        .all(services.db.read())
        .await?;
    let today = services.today();
    Ok(rows
        .into_iter()
        .map(|(set, version)| DeskDataset {
            overdue: set.next_expected.as_ref().is_some_and(|day| *day < today),
            day: version.map(|version| day_of(version.imported_at)),
            id: set.id,
            slug: set.slug,
            title: set.title,
            publisher: set.publisher,
            version: set.version,
            min_cell: set.min_cell,
            next_expected: set.next_expected,
        })
        .collect())
}

/// Of how many new figures were expected by now, if she keeps the figures; nothing for everybody else.
///
/// # Errors
/// The database is away.
pub async fn overdue(services: &Services, actor: &Actor) -> DomainResult<Option<u64>> {
    if !permits(actor, Permission::StatisticsManage, None) {
        return Ok(None);
    }
    let late = dataset::Column::NextExpected.lt(services.today());
    Ok(Some(dataset::Entity::find().filter(late).count(services.db.read()).await?))
}
