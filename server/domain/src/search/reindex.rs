//! Bringing the whole index in line with what the rooms publish, all of it in one transaction: nobody ever finds half an
//! index.

use std::collections::{BTreeMap, HashMap, HashSet};

use entity::search::search_document;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use super::{
    document::{Document, erase, language, put},
    sources, sqlite,
};
use crate::{DomainResult, Services};

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Documents that were looked at.
    pub done: usize,
    /// Of so many.
    pub of: usize,
    /// Documents that were written or taken out so far.
    pub changed: u64,
}

/// Indexes whatever is new or changed, and takes out what is not public any more. Cheap when nothing changed.
/// Returns how many documents were written or taken out.
pub async fn reindex(services: &Services) -> DomainResult<u64> {
    reindex_telling(services, |_| {}).await
}

/// The same; `tell` hears how far it is, after each document and at the end.
///
/// # Errors
/// The database is away.
pub async fn reindex_telling(services: &Services, tell: impl Fn(Progress) + Send) -> DomainResult<u64> {
    let tx = services.db.begin().await?;
    if !services.db.is_sqlite() {
        // Whoever publishes or hides something now waits, and comes after: an old reading never overwrites a
        // new text, and nothing that was just hidden comes back. (SQLite has one writer and needs no lock.)
        tx.execute_unprepared("LOCK TABLE search_document IN SHARE ROW EXCLUSIVE MODE").await?;
    }
    let mut before: BTreeMap<(String, String, String), i32> = search_document::Entity::find()
        .select_only()
        .column(search_document::Column::Kind)
        .column(search_document::Column::TargetId)
        .column(search_document::Column::Locale)
        .column(search_document::Column::Doc)
        .into_tuple::<(String, String, String, i32)>()
        .all(&tx)
        .await?
        .into_iter()
        .map(|(kind, target, locale, doc)| ((kind, target, locale), doc))
        .collect();
    let mut changed = 0;
    let mut seen = HashSet::new();
    let documents = sources::all(services, &tx).await?;
    let of = documents.len();
    for (at, document) in documents.into_iter().enumerate() {
        let key = key(&document);
        before.remove(&key);
        // The first of two documents under one key wins; it would be a defect of its room.
        if seen.insert(key) {
            changed += u64::from(put(&tx, &document).await?);
        }
        tell(Progress { done: at + 1, of, changed });
    }
    for doc in before.into_values() {
        erase(&tx, doc).await?;
        changed += 1;
    }
    tx.commit().await?;
    if changed > 0 {
        tidy(services).await?;
    }
    tell(Progress { done: of, of, changed });
    Ok(changed)
}

/// Joins the parts in which the index was written, where a database leaves it to us. For now and then: finding takes longer
/// the more there are.
///
/// # Errors
/// The database is away.
pub async fn tidy(services: &Services) -> DomainResult<()> {
    if services.db.is_sqlite() {
        sqlite::tidy(services.db.writer()).await?;
    }
    Ok(())
}

/// The one place of a document in the index.
fn key(document: &Document) -> (String, String, String) {
    (document.kind.as_str().to_owned(), document.target_id.clone(), language(document.locale).to_owned())
}

/// Indexes the starter content; runs after all other rooms were seeded, at every start. Where nothing changed nobody waits
/// for it: that is seen without a lock, and whatever changes meanwhile is indexed by whoever changes it.
///
/// # Errors
/// The database is away.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    if is_in_line(services).await? { Ok(0) } else { reindex(services).await }
}

/// Whether what stands in the index is what the rooms publish.
async fn is_in_line(services: &Services) -> DomainResult<bool> {
    let db = services.db.read();
    let mut standing: HashMap<(String, String, String), String> = search_document::Entity::find()
        .select_only()
        .column(search_document::Column::Kind)
        .column(search_document::Column::TargetId)
        .column(search_document::Column::Locale)
        .column(search_document::Column::Digest)
        .into_tuple::<(String, String, String, String)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(kind, target, locale, digest)| ((kind, target, locale), digest))
        .collect();
    let mut seen = HashSet::new();
    for document in sources::all(services, db).await? {
        let key = key(&document);
        let digest = standing.remove(&key);
        if seen.insert(key) && digest.is_none_or(|digest| digest != document.digest()) {
            return Ok(false);
        }
    }
    Ok(standing.is_empty())
}
