//! Proving that an address is hers.

use entity::mail::contact;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    DomainError, DomainResult, Services,
    mail::{self, Kind},
};

/// Whether the link of a message works still. Looking does not spend it: programs that read her mail for her
/// open every link.
///
/// # Errors
/// When the database does not answer.
pub async fn can_verify(services: &Services, token: &str) -> DomainResult<bool> {
    let link = mail::live(services.db.read(), Kind::Verify, token, services.now_ms()).await?;
    Ok(services.offers_mail() && link.is_some())
}

/// Uses the link. Nobody needs to be signed in: whoever holds it reads that mailbox.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`] when the link was used, ended, or is none of ours.
pub async fn verify(services: &Services, token: &str) -> DomainResult<()> {
    if !services.offers_mail() {
        return Err(DomainError::not_found());
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (token, link) =
        mail::live(&tx, Kind::Verify, token, now).await?.ok_or_else(DomainError::not_found)?;
    let contact_id = link.contact_id.ok_or_else(DomainError::not_found)?;
    mail::spend(&tx, &token, now).await?;
    mail::active(&tx, &contact_id).await?.ok_or_else(DomainError::not_found)?;
    contact::Entity::update_many()
        .col_expr(contact::Column::VerifiedAt, Expr::value(now))
        .filter(contact::Column::Id.eq(&contact_id))
        .exec(&tx)
        .await?;
    mail::forget(&tx, Kind::Verify, &contact_id).await?;
    tx.commit().await?;
    Ok(())
}
