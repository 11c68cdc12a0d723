//! What everybody may open of this room, for search engines and feeds: datasets with a version.

use contract::{Locale, Section, ids::DatasetId};
use entity::statistics::{dataset as stored, dataset_version};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Localised, text};
use crate::{
    DomainError, DomainResult, Services,
    outside::{InLanguage, Kind, News, Public},
    services::day_of,
};

/// Datasets with the moment at which what they show was imported.
async fn shown(services: &Services, section: Option<Section>) -> DomainResult<Vec<(stored::Model, i64)>> {
    let mut query = stored::Entity::find()
        .find_also_related(dataset_version::Entity)
        .filter(stored::Column::Version.gt(0));
    if let Some(section) = section {
        query = query.filter(stored::Column::Section.eq(section.slug()));
    }
    let rows = query
        .order_by_asc(stored::Column::Position)
        .order_by_asc(stored::Column::Id)
        .all(services.db.read())
        .await?;
    Ok(rows.into_iter().filter_map(|(set, version)| Some((set, version?.imported_at))).collect())
}

/// The section of a dataset that is shown, and its title: for its picture, without its figures.
///
/// # Errors
/// Not found, or the database refuses.
pub async fn title(services: &Services, id: &DatasetId) -> DomainResult<(String, Localised)> {
    let found = stored::Entity::find_by_id(id.as_str())
        .find_also_related(dataset_version::Entity)
        .one(services.db.read())
        .await?;
    match found {
        Some((set, Some(_))) if set.version > 0 => Ok((set.section, set.title)),
        _ => Err(DomainError::not_found()),
    }
}

/// All of them.
pub(crate) async fn public(services: &Services) -> DomainResult<Vec<Public>> {
    let sets = shown(services, None).await?;
    Ok(sets
        .into_iter()
        .map(|(set, imported_at)| {
            let texts = Locale::ALL.map(|locale| InLanguage {
                locale,
                slug: text(&set.slug, locale).to_owned(),
                day: Some(day_of(imported_at)),
            });
            Public { id: set.id, texts: texts.to_vec() }
        })
        .collect())
}

/// All of them, or those of a section, as news.
pub(crate) async fn newest(
    services: &Services,
    locale: Locale,
    section: Option<Section>,
) -> DomainResult<Vec<News>> {
    let sets = shown(services, section).await?;
    Ok(sets
        .into_iter()
        .map(|(set, imported_at)| News {
            kind: Kind::Datasets,
            locale,
            slug: text(&set.slug, locale).to_owned(),
            title: text(&set.title, locale).to_owned(),
            summary: text(&set.summary, locale).to_owned(),
            changed: imported_at,
            id: set.id,
        })
        .collect())
}
