//! The watched words of a database, compiled once and again when somebody changed them, on this node or another.

use std::sync::{Arc, PoisonError, RwLock};

use entity::forum::watched_pattern;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{Action, Matcher};
use crate::{DomainResult, Services, setting};

/// Changes with every change of a word.
const VERSION: &str = "words_version";

/// The compiled words with the version they have.
#[derive(Debug, Default)]
pub(crate) struct Cache(RwLock<Option<(String, Arc<Matcher>)>>);

/// The watched words, compiled.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn matcher(services: &Services) -> DomainResult<Arc<Matcher>> {
    let db = services.db.read();
    let version = setting::get(db, VERSION).await?.unwrap_or_default();
    {
        let held = services.words().0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((held, matcher)) = held.as_ref()
            && *held == version
        {
            return Ok(matcher.clone());
        }
    }
    let rows = watched_pattern::Entity::find().all(db).await?;
    let words = rows.iter().filter_map(|row| {
        Action::parse(&row.action).map(|action| (row.id.as_str(), row.pattern.as_str(), action))
    });
    let matcher = Arc::new(Matcher::of(words));
    *services.words().0.write().unwrap_or_else(PoisonError::into_inner) = Some((version, matcher.clone()));
    Ok(matcher)
}

/// Says that the words changed, in the transaction that changes them.
pub(super) async fn changed<C: ConnectionTrait>(tx: &C, now: i64) -> DomainResult<()> {
    // Two changes at one instant are two versions.
    setting::put(tx, VERSION, &crate::services::new_id(), now).await
}
