//! What time does: departures become final, exports end, names become free, old texts lose their author.

use entity::{identity::member, privacy::departure};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{erase, export, journal, leave::Choice, names};
use crate::{DomainResult, Services, forum, identity::ERASED};

/// How long things are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Months after which a published text loses its author; 0: never.
    pub unlink_after_months: u32,
}

/// What one run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Accounts erased.
    pub erased: u64,
    /// Pairs of topic and author that were parted.
    pub parted: u64,
    /// Texts erased that their authors took away.
    pub texts: u64,
    /// Rows that need not be kept any more.
    pub rows: u64,
}

/// Runs every hour, on any number of servers at once: each account is erased under its own lock, by whoever
/// comes first, and an interrupted run leaves nothing half done.
///
/// # Errors
/// When the database does not answer; what was done until then stays done.
pub async fn sweep(services: &Services, rules: Rules) -> DomainResult<Swept> {
    let mut done = Swept::default();
    let due: Vec<String> = departure::Entity::find()
        .select_only()
        .column(departure::Column::MemberId)
        .filter(departure::Column::DueAt.lte(services.now_ms()))
        .into_tuple()
        .all(services.db.read())
        .await?;
    for id in due {
        done.erased += u64::from(finish(services, &id).await?);
    }
    done.texts = forum::taken::sweep(services).await?;
    if done.erased > 0 || done.texts > 0 || journal::erased_lately(services).await? {
        erase::wipe(services).await;
    }
    if rules.unlink_after_months > 0 {
        // A month of 30.44 days: the day does not matter here.
        let age = i64::from(rules.unlink_after_months) * 2_630_016_000;
        done.parted = forum::leave::unlink_old(services, services.now_ms() - age).await?;
    }
    let inverses = forum::sweep_inverses(services).await?;
    let tx = services.db.begin().await?;
    done.rows = inverses
        + export::forget(services, &tx).await?
        + names::release(services, &tx).await?
        + forum::draft::forget(services, &tx).await?
        + journal::forget(services, &tx).await?;
    tx.commit().await?;
    Ok(done)
}

/// Erases one account whose time has come, unless somebody was faster or she came back.
async fn finish(services: &Services, id: &str) -> DomainResult<bool> {
    let tx = services.db.begin().await?;
    let Some(row) = member::Entity::find_by_id(id).lock_exclusive().one(&tx).await? else { return Ok(false) };
    let leaving = departure::Entity::find_by_id(id)
        .filter(departure::Column::DueAt.lte(services.now_ms()))
        .one(&tx)
        .await?;
    let Some(choice) = leaving.and_then(|leaving| Choice::parse(&leaving.kind)) else { return Ok(false) };
    if row.state == ERASED {
        return Ok(false);
    }
    erase::erase(services, &tx, row, choice).await?;
    tx.commit().await?;
    Ok(true)
}
