//! Taking an address away: from the account page, or from the link that every message carries.

use entity::mail::contact;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{Actor, DomainResult, Services, mail};

/// Deletes the address, its links and what waits for it. Works also when no mail is configured any more.
///
/// # Errors
/// [`contract::ErrorCode::ConfirmNeeded`]; when the database does not answer.
pub async fn remove(services: &Services, actor: &Actor) -> DomainResult<()> {
    let member = actor.require_confirmed(services.now_ms())?;
    let tx = services.db.begin().await?;
    contact::Entity::delete_many()
        .filter(contact::Column::MemberId.eq(member.id.as_str()))
        .filter(contact::Column::Kind.eq(mail::EMAIL))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The same for whoever holds the off link of a message, signed in or not. A token of nothing and one that was
/// used before get the same answer: what was asked holds.
///
/// # Errors
/// When the database does not answer.
pub async fn switch_off(services: &Services, token: &str) -> DomainResult<()> {
    let Some(contact_id) = mail::of_off_token(services, token) else { return Ok(()) };
    let tx = services.db.begin().await?;
    contact::Entity::delete_by_id(contact_id).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}
