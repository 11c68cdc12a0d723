//! What everybody may open of this room, for search engines.

use super::{
    read::published,
    words::{Area, OrganisationKind},
};
use crate::{
    DomainResult, Services,
    outside::{InLanguage, Public},
};

/// Organisations that are shown.
pub(crate) async fn public(services: &Services) -> DomainResult<Vec<Public>> {
    let found = published(services.db.read(), None, None).await?;
    Ok(found
        .into_iter()
        // What their page cannot name is not found there either.
        .filter(|(row, _)| OrganisationKind::parse(&row.kind).is_some() && Area::parse(&row.place).is_some())
        .map(|(row, texts)| {
            let day = Some(row.checked_on).filter(|day| !day.is_empty());
            let texts = texts.into_iter().filter_map(|text| {
                Some(InLanguage { locale: text.locale.parse().ok()?, slug: text.slug, day: day.clone() })
            });
            Public { texts: texts.collect(), id: row.id }
        })
        .collect())
}
