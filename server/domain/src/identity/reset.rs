//! A new passphrase by a link in a message.
//!
//! She is asked for her pseudonym, never for an address: nobody can find out by it whose address we have. And
//! a name without an account, one without an address and one with an address get the same answer after the
//! same work: the same reads, one link written, one row of the outbox written.

use contract::{ErrorCode, FieldCode};
use entity::{identity::member, mail::link};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{end_sessions, hashing, lookup, may_sign_in, passphrase::Passphrase, sign_in};
use crate::{
    DomainError, DomainResult, Services,
    mail::{self, Found, Kind, LINK_MS, Token},
    rate::{self, Limit},
};

/// Links for one name: three at once, then one in twenty minutes. Nobody's mailbox is to be flooded.
const REQUESTS: Limit = Limit { action: "reset", burst: 3.0, refill_ms: 1_200_000.0 };

/// Asks for a link. Always succeeds alike, also when the limit for this name is reached.
///
/// # Errors
/// The field `pseudonym` when empty; [`ErrorCode::NotFound`] when no mail is configured; when the database does
/// not answer.
pub async fn request(services: &Services, pseudonym: &str) -> DomainResult<()> {
    if !services.offers_mail() {
        return Err(DomainError::not_found());
    }
    if pseudonym.trim().is_empty() {
        return Err(DomainError::field("pseudonym", FieldCode::Required));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let owner = sign_in::owner(services, &lookup::key(pseudonym));
    match rate::take(&tx, &REQUESTS, &owner, now).await {
        Ok(()) => {}
        Err(error) if error.code == ErrorCode::TooManyRequests => return Ok(()),
        Err(error) => return Err(error),
    }
    let member = lookup::by_name(&tx, pseudonym).await?;
    // Read and hashed for nobody too.
    let id = member.as_ref().map_or("", |row| &row.id);
    let contact = mail::of_member(&tx, id).await?;
    let hash = member.as_ref().map_or("", |row| &row.passphrase_hash);
    let bound = bound(services, hash);
    let reaches = member.as_ref().is_some_and(may_sign_in);
    let contact = contact.filter(|contact| reaches && contact.verified_at.is_some());
    let contact_id = contact.as_ref().map(|contact| contact.id.as_str());
    let token = mail::issue(&tx, Kind::Reset, contact_id, bound, now).await?;
    mail::enqueue(services, &tx, Kind::Reset, contact_id, &token, now + LINK_MS).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the link of a message works still. Looking does not spend it.
///
/// # Errors
/// When the database does not answer.
pub async fn can_finish(services: &Services, token: &str) -> DomainResult<bool> {
    Ok(services.offers_mail() && live(services, services.db.read(), token).await?.is_some())
}

/// Uses the link: sets the new passphrase and ends all sessions. It signs nobody in, so that who reads her mail
/// and does not know her pseudonym stays outside.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the link was used, ended, is none of ours, or the passphrase was changed since;
/// the field `passphrase`, and the link works still.
pub async fn finish(services: &Services, token: &str, passphrase: &Passphrase) -> DomainResult<()> {
    if !services.offers_mail() {
        return Err(DomainError::not_found());
    }
    let found = live(services, services.db.read(), token).await?;
    let (_, found) = found.ok_or_else(DomainError::not_found)?;
    if let Some(code) = passphrase.refusal(&found.member.pseudonym) {
        return Err(DomainError::field("passphrase", code));
    }
    let fresh = hashing::hash(passphrase).await?;
    let tx = services.db.begin().await?;
    let (token, found) = live(services, &tx, token).await?.ok_or_else(DomainError::not_found)?;
    mail::spend(&tx, &token, services.now_ms()).await?;
    let changed = member::Entity::update_many()
        .col_expr(member::Column::PassphraseHash, Expr::value(fresh))
        .filter(member::Column::Id.eq(&found.member.id))
        .filter(member::Column::PassphraseHash.eq(&found.member.passphrase_hash))
        .exec(&tx)
        .await?;
    if changed.rows_affected != 1 {
        return Err(DomainError::not_found());
    }
    mail::forget(&tx, Kind::Reset, &found.contact.id).await?;
    end_sessions::delete(&tx, &lookup::member(&found.member).id).await?;
    tx.commit().await?;
    Ok(())
}

/// What a link is bound to: the passphrase as it was. However it is changed, the link ends with it.
fn bound(services: &Services, passphrase_hash: &str) -> String {
    services.keyed_hash(&format!("reset:{passphrase_hash}"))
}

/// The account that a link opens, if it works still.
async fn live<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    token: &str,
) -> DomainResult<Option<(Token, Found)>> {
    let link = mail::live(db, Kind::Reset, token, services.now_ms()).await?;
    let Some((token, link::Model { contact_id: Some(contact_id), bound: then, .. })) = link else {
        return Ok(None);
    };
    let found = mail::active(db, &contact_id).await?;
    Ok(found
        .filter(|found| bound(services, &found.member.passphrase_hash) == then)
        .map(|found| (token, found)))
}
