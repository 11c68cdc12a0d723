//! Work that comes again: of all processes of the portal, whichever is first takes a stretch of time (a minute, an hour, a
//! day) and does its work. Nobody leads, so nobody has to be elected when one falls.

use entity::{jobs::slot, mail::outbox, notify::event};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{DomainResult, Services, services::new_id};

pub use entity::jobs::slot::Model as Slot;

/// After this long without a sign of life a holder counts as gone, and another process does the work anew.
pub const LEASE_MS: i64 = 180_000;

/// The right to do one piece of work.
#[derive(Clone, Debug)]
pub struct Claim {
    kind: &'static str,
    holder: String,
}

/// Whether a row may be taken for a stretch of time, as the statement of [`claim`] asks it too.
fn is_free(row: &Slot, n: i64, now: i64) -> bool {
    let gone = !row.holder.is_empty() && (row.claimed_at < now - LEASE_MS || row.claimed_at > now + LEASE_MS);
    row.slot < n || row.slot > n + 1 || gone
}

/// The same as a condition. The stretch that comes next is left alone: the clock of another machine may be a little ahead.
/// One further ahead was wrong, and must not stop the work until its time has come.
fn free(n: i64, now: i64) -> Condition {
    let silent = Condition::any()
        .add(slot::Column::ClaimedAt.lt(now - LEASE_MS))
        .add(slot::Column::ClaimedAt.gt(now + LEASE_MS));
    Condition::any()
        .add(slot::Column::Slot.lt(n))
        .add(slot::Column::Slot.gt(n + 1))
        .add(Condition::all().add(slot::Column::Holder.ne("")).add(silent))
}

/// What was taken and done, by kind.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(services: &Services) -> DomainResult<Vec<Slot>> {
    Ok(slot::Entity::find().all(services.db.read()).await?)
}

/// What workers have not come to yet: numbers alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Messages that are to go out.
    pub mail: u64,
    /// Things that happened and of which nobody was told yet.
    pub events: u64,
}

/// Counts what waits for a worker.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(services: &Services) -> DomainResult<Waiting> {
    let db = services.db.read();
    Ok(Waiting {
        mail: outbox::Entity::find().count(db).await?,
        events: event::Entity::find().count(db).await?,
    })
}

/// Whether it is worth asking for a piece of work: most of the time nothing is due, and nothing is written then.
pub fn is_due(standing: &[Slot], kind: &str, n: i64, now: i64) -> bool {
    standing.iter().find(|row| row.kind == kind).is_none_or(|row| is_free(row, n, now))
}

/// Takes a piece of work for the `n`th stretch of time; nothing when another process was faster.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(services: &Services, kind: &'static str, n: i64) -> DomainResult<Option<Claim>> {
    let now = services.now_ms();
    let holder = new_id();
    let row = slot::ActiveModel {
        kind: Set(kind.to_owned()),
        slot: Set(n),
        holder: Set(holder.clone()),
        claimed_at: Set(now),
        done_at: Set(None),
    };
    // One statement: of two that ask at the same moment, one changes the row. When it was done last stays.
    let taken = slot::Entity::insert(row)
        .on_conflict(
            OnConflict::column(slot::Column::Kind)
                .update_columns([slot::Column::Slot, slot::Column::Holder, slot::Column::ClaimedAt])
                .action_cond_where(free(n, now))
                .to_owned(),
        )
        .exec_without_returning(services.db.writer())
        .await;
    match taken {
        Ok(0) | Err(DbErr::RecordNotInserted) => Ok(None),
        Ok(_) => Ok(Some(Claim { kind, holder })),
        Err(error) => Err(error.into()),
    }
}

impl Claim {
    /// Says that the holder is still at work. False when the work was taken over.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn renew(&self, services: &Services) -> DomainResult<bool> {
        let renewed = slot::Entity::update_many()
            .col_expr(slot::Column::ClaimedAt, Expr::value(services.now_ms()))
            .filter(self.is_mine())
            .exec(services.db.writer())
            .await?;
        Ok(renewed.rows_affected == 1)
    }

    /// The work is done; the next stretch of time is its next.
    ///
    /// # Errors
    /// When the database does not answer: then the lease runs out, and the work is done once more.
    pub async fn done(self, services: &Services) -> DomainResult<()> {
        slot::Entity::update_many()
            .col_expr(slot::Column::Holder, Expr::value(""))
            .col_expr(slot::Column::DoneAt, Expr::value(services.now_ms()))
            .filter(self.is_mine())
            .exec(services.db.writer())
            .await?;
        Ok(())
    }

    fn is_mine(&self) -> Condition {
        Condition::all()
            .add(slot::Column::Kind.eq(self.kind))
            .add(slot::Column::Holder.eq(self.holder.as_str()))
    }
}
