//! The end of an account: every room erases its part, and a row without a person stays.

use entity::identity::member;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    journal::{self, Event},
    leave::{self, Choice},
    names,
    parts::{PARTS, Whose},
};
use crate::{DomainResult, Services, forum::leave::Texts, search};

/// Erases an account in the caller's transaction, which holds its lock, and notes it in the journal.
pub(super) async fn erase(
    services: &Services,
    tx: &DatabaseTransaction,
    row: member::Model,
    choice: Choice,
) -> DomainResult<()> {
    let texts = match choice {
        Choice::Keep => Texts::Keep,
        Choice::Withdraw | Choice::Vanish => Texts::Purge,
    };
    // Somebody who disappeared and did not come back is erased with everything.
    let event = if choice == Choice::Vanish { Choice::Withdraw } else { choice };
    names::keep(services, tx, &row.skeleton).await?;
    journal::record(services, tx, &row.id, Event::Left(event)).await?;
    let whose = Whose::of(row);
    if texts == Texts::Keep {
        // What she had hidden on another way out is not what she wants to lose.
        leave::show(tx, &whose, services.now_ms()).await?;
    }
    for part in PARTS {
        part.erase(services, tx, &whose, texts).await?;
    }
    Ok(())
}

/// Takes what was erased out of SQLite's search index, file and write-ahead log. The index keeps words that
/// were taken out until it is merged: it is made anew from what it holds. `secure_delete` overwrites freed pages, but
/// when SQLite moves rows about inside a page, shreds of them stay in its gaps: only a rewritten file is clean. A
/// log that is in use at this moment goes with the next hourly run.
pub(crate) async fn wipe(services: &Services) {
    if !services.db.is_sqlite() {
        return;
    }
    for statement in [search::REBUILD, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        if let Err(error) = services.db.writer().execute_unprepared(statement).await {
            tracing::warn!(%error, statement, "what was erased is not yet out of the file");
        }
    }
}
