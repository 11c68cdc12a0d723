//! Sending what waits in the outbox.
//!
//! At least once: a message is claimed (its next try is moved on, in its own transaction) before it is sent,
//! and its row goes when somebody else has it. A process that dies in between leaves a row that is tried again
//! when the claim has run out, so a message may come twice after a crash, and never because two nodes send:
//! the claim is an update that only one of them can make, and it outlasts the longest try.

use std::time::Duration;

use entity::mail::outbox;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::{Kind, MailError, Mailer, Message, contact, outbox::token};
use crate::{DomainResult, Services, notify::digest};

/// How long a claim holds.
pub const LEASE_MS: i64 = 120_000;
/// Longest try; well below the claim.
const TRY: Duration = Duration::from_secs(60);
/// Tries before a message is given up.
pub const TRIES: i32 = 8;
/// Messages in one go.
const MOST: u64 = 20;
/// Wait after the first failed try.
const FIRST_WAIT_MS: i64 = 15_000;
/// Longest wait.
const LONGEST_WAIT_MS: i64 = 3_600_000;

/// What a go did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Messages that somebody else has now.
    pub sent: u32,
    /// Rows that led nowhere: no such contact any more, too late, nobody's request.
    pub dropped: u32,
    /// Tries that failed and come again.
    pub later: u32,
    /// Messages that were given up.
    pub given_up: u32,
}

/// The wait after a failed try, in milliseconds: 15 s, doubled each time, an hour at most.
pub fn backoff_ms(attempts: i32) -> i64 {
    let doubled = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(16);
    FIRST_WAIT_MS.saturating_mul(1 << doubled).min(LONGEST_WAIT_MS)
}

/// Sends what is due. Safe on several nodes at once. Does nothing when no mail is configured.
///
/// # Errors
/// When the database does not answer; what was claimed comes again.
pub async fn deliver_due(services: &Services) -> DomainResult<Delivered> {
    let mut done = Delivered::default();
    let Some(mailer) = services.mailer() else { return Ok(done) };
    let due = outbox::Entity::find()
        .filter(outbox::Column::DueAt.lte(services.now_ms()))
        .order_by_asc(outbox::Column::DueAt)
        .limit(MOST)
        .all(services.db.read())
        .await?;
    for row in due {
        let Some(row) = claim(services, row).await? else { continue };
        match message(services, &row).await? {
            Some(message) => {
                settle(services, &row, attempt(mailer.as_ref(), &message).await, &mut done).await?
            }
            None => {
                done.dropped += 1;
                remove(services, &row).await?;
            }
        }
    }
    Ok(done)
}

/// Takes a row for this process; nothing when another one was faster.
async fn claim(services: &Services, row: outbox::Model) -> DomainResult<Option<outbox::Model>> {
    let until = services.now_ms() + LEASE_MS;
    let tx = services.db.begin().await?;
    let claimed = outbox::Entity::update_many()
        .col_expr(outbox::Column::DueAt, Expr::value(until))
        .col_expr(outbox::Column::Attempts, Expr::value(row.attempts + 1))
        .filter(is_still(&row))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    let mine = claimed.rows_affected == 1;
    Ok(mine.then(|| outbox::Model { due_at: until, attempts: row.attempts + 1, ..row }))
}

/// The row as this process knows it, and nobody has claimed it since.
fn is_still(row: &outbox::Model) -> Condition {
    Condition::all()
        .add(outbox::Column::Id.eq(&row.id))
        .add(outbox::Column::Attempts.eq(row.attempts))
        .add(outbox::Column::DueAt.eq(row.due_at))
}

/// The message of a row, from what holds at this moment; nothing when it has no reader any more.
async fn message(services: &Services, row: &outbox::Model) -> DomainResult<Option<Message>> {
    let (Some(kind), Some(contact_id)) = (Kind::parse(&row.kind), row.contact_id.as_deref()) else {
        return Ok(None);
    };
    if row.expires_at <= services.now_ms() {
        return Ok(None);
    }
    let Some(found) = contact::active(services.db.read(), contact_id).await? else { return Ok(None) };
    let proved = found.contact.verified_at.is_some();
    let subject = match kind {
        Kind::Verify => (!proved).then_some(0),
        Kind::Reset | Kind::Duty => proved.then_some(0),
        Kind::Digest if proved => digest::at_sending(services, &found.member.id).await?,
        Kind::Digest => None,
    };
    let Some(subject) = subject else { return Ok(None) };
    let (address, token) = match (contact::unseal(services, &found.contact), token(services, row)) {
        (Ok(address), Ok(Some(token))) => (address, token),
        _ => {
            // The portal has another key than when this was written: nobody will ever read it.
            tracing::error!(id = row.id, "a waiting message does not open");
            return Ok(None);
        }
    };
    let off = match kind {
        Kind::Digest => contact::digest_off_token(services, contact_id),
        Kind::Verify | Kind::Reset | Kind::Duty => contact::off_token(services, contact_id),
    };
    Ok(Some(Message { to: address, locale: found.locale(), kind, token, off, subject }))
}

async fn attempt(mailer: &dyn Mailer, message: &Message) -> Result<(), MailError> {
    match tokio::time::timeout(TRY, mailer.send(message)).await {
        Ok(result) => result,
        Err(_) => Err(MailError::Later("no answer in time".into())),
    }
}

/// Writes down how a try ended.
async fn settle(
    services: &Services,
    row: &outbox::Model,
    tried: Result<(), MailError>,
    done: &mut Delivered,
) -> DomainResult<()> {
    let why = match tried {
        Ok(()) => {
            done.sent += 1;
            return remove(services, row).await;
        }
        Err(MailError::Later(why)) if row.attempts < TRIES => {
            done.later += 1;
            tracing::warn!(id = row.id, kind = row.kind, attempts = row.attempts, why, "a message waits");
            let tx = services.db.begin().await?;
            outbox::Entity::update_many()
                .col_expr(outbox::Column::DueAt, Expr::value(services.now_ms() + backoff_ms(row.attempts)))
                .filter(is_still(row))
                .exec(&tx)
                .await?;
            tx.commit().await?;
            return Ok(());
        }
        Err(MailError::Later(why) | MailError::Refused(why)) => why,
    };
    done.given_up += 1;
    tracing::error!(id = row.id, kind = row.kind, attempts = row.attempts, why, "a message was given up");
    remove(services, row).await
}

async fn remove(services: &Services, row: &outbox::Model) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    outbox::Entity::delete_by_id(&row.id).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_each_time_and_gives_up_within_the_life_of_a_link() {
        let waits: Vec<i64> = (1..TRIES).map(|attempts| backoff_ms(attempts) / 1_000).collect();
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 960]);
        assert_eq!(backoff_ms(1_000), LONGEST_WAIT_MS);
        assert_eq!(backoff_ms(0), FIRST_WAIT_MS);
        assert!(i64::try_from(TRY.as_millis()).is_ok_and(|longest| longest < LEASE_MS));
    }
}
