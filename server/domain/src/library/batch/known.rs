//! What a table may name.

use std::collections::{BTreeMap, BTreeSet};

use entity::library::{collection, item, subject, subject_text};
use sea_orm::{EntityTrait, QuerySelect};

use super::table::Row;
use crate::{DomainResult, Services, library::edit::latest_year};

/// What a table may name.
pub(super) struct Known {
    /// Identifiers of items that are there, whatever became of them.
    pub items: BTreeSet<String>,
    /// Identifiers of items that the table itself brings, and how often.
    pub coming: BTreeMap<String, u32>,
    /// Subjects by identifier and by every name.
    pub subjects: BTreeMap<String, String>,
    /// Collections by identifier and by slug.
    pub collections: BTreeMap<String, String>,
    /// The last year in which a work can have appeared.
    pub latest: i32,
}

impl Known {
    pub async fn load(services: &Services, rows: &[Row]) -> DomainResult<Self> {
        let db = services.db.read();
        let items: Vec<String> =
            item::Entity::find().select_only().column(item::Column::Id).into_tuple().all(db).await?;
        let mut coming = BTreeMap::new();
        for id in rows.iter().filter_map(|row| row.cells.get("id")).filter(|id| !id.is_empty()) {
            *coming.entry(id.clone()).or_insert(0) += 1;
        }
        let mut subjects = BTreeMap::new();
        for text in subject_text::Entity::find().all(db).await? {
            subjects.insert(text.label.to_lowercase(), text.subject_id);
        }
        for row in subject::Entity::find().all(db).await? {
            subjects.insert(row.id.clone(), row.id);
        }
        let mut collections = BTreeMap::new();
        for row in collection::Entity::find().all(db).await? {
            collections.insert(row.slug, row.id.clone());
            collections.insert(row.id.clone(), row.id);
        }
        let latest = latest_year(services);
        Ok(Self { items: items.into_iter().collect(), coming, subjects, collections, latest })
    }
}
