//! The end of a question.

use entity::ask::{article_request, ask_question};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{ERASED, KEPT_MS};
use crate::{DomainResult, Services, privacy, services::day_of};

/// Days after which a request to the editors goes, written or not.
const REQUEST_DAYS: i64 = 365;
/// Questions that are erased in one transaction.
const AT_ONCE: u64 = 200;

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
    let mut gone = 0;
    loop {
        let some = erase_some(services, now).await?;
        if some == 0 {
            break;
        }
        gone += some;
    }
    if gone > 0 {
        privacy::wipe(services).await;
    }
    Ok(gone)
}

/// Some of them, and what the deletion journal says of them, in one transaction.
async fn erase_some(services: &Services, now: i64) -> DomainResult<u64> {
    let tx = services.db.begin().await?;
    // Under their locks: one to which somebody of the team says something at this moment stays.
    let rows = ask_question::Entity::find()
        .filter(ask_question::Column::LastAt.lte(now - KEPT_MS))
        .order_by_asc(ask_question::Column::LastAt)
        .limit(AT_ONCE)
        .lock_exclusive()
        .all(&tx)
        .await?;
    for row in &rows {
        // What she erased herself was written down then.
        if row.state != ERASED {
            privacy::journal::record_asked(services, &tx, &row.id).await?;
        }
    }
    // Messages, notes and offers go with their question.
    let gone = ask_question::Entity::delete_many()
        .filter(ask_question::Column::Id.is_in(rows.iter().map(|row| row.id.as_str())))
        .exec(&tx)
        .await?
        .rows_affected;
    tx.commit().await?;
    Ok(gone)
}
