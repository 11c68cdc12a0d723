//! The end of a question.

use entity::ask::{article_request, ask_question};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::KEPT_MS;
use crate::{DomainResult, Services, privacy, services::day_of};

/// Days after which a request to the editors goes, written or not.
const REQUEST_DAYS: i64 = 365;

/// Erases every question whose last word is 90 days old, and the empty rows of those that were erased before; then takes
/// what was there out of SQLite's file and log. Runs every hour.
///
/// # Errors
/// When the database does not answer; what was done until then stays done.
pub async fn sweep(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let old = day_of(now - REQUEST_DAYS * 86_400_000);
    article_request::Entity::delete_many()
        .filter(article_request::Column::MadeOn.lt(old))
        .exec(services.db.writer())
        .await?;
    // Messages, notes and offers go with their question.
    let gone = ask_question::Entity::delete_many()
        .filter(ask_question::Column::LastAt.lte(now - KEPT_MS))
        .exec(services.db.writer())
        .await?
        .rows_affected;
    if gone > 0 {
        privacy::wipe(services).await;
    }
    Ok(gone)
}
