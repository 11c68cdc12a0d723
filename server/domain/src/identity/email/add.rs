//! Giving an address.

use contract::{ErrorCode, FieldCode, FieldError, Locale};
use entity::mail::contact;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    Actor, DomainError, DomainResult, Services,
    mail::{self, EmailAddress, Kind, LINK_MS},
    rate::{self, Limit},
    services::new_id,
    submission::{FormKey, first_result, spend},
};

/// Addresses that one account may try: three at once, then one in ten minutes.
const BY_ACCOUNT: Limit = Limit { action: "email-add", burst: 3.0, refill_ms: 600_000.0 };
/// Messages that one address may get from accounts that are perhaps not hers.
const BY_ADDRESS: Limit = Limit { action: "email-to", burst: 3.0, refill_ms: 3_600_000.0 };

/// What the form says.
#[derive(Clone, Debug)]
pub struct Address {
    /// The address as typed.
    pub email: String,
    /// She said that nobody else reads this mailbox today.
    pub safe: bool,
    /// Language in which she is written to.
    pub locale: Locale,
    /// The form's hidden key: the same form sent again sends nothing again.
    pub form_key: String,
}

/// Keeps an address in the place of an earlier one and sends a link that proves that it is hers.
///
/// An address that got several such messages within an hour gets no more for a while; that is not said,
/// because it would tell that somebody else gave the same one.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; [`ErrorCode::Conflict`] when the same form runs at this moment; refused fields (`email`, `mail_is_safe`); [`ErrorCode::NotFound`] when no mail
/// is configured; [`ErrorCode::TooManyRequests`].
pub async fn add(services: &Services, actor: &Actor, form: &Address) -> DomainResult<()> {
    let now = services.now_ms();
    let member = actor.require_confirmed(now)?;
    if !services.offers_mail() {
        return Err(DomainError::not_found());
    }
    let mut errors = Vec::new();
    let address = EmailAddress::parse(&form.email);
    if let Err(code) = &address {
        errors.push(FieldError::new("email", *code));
    }
    if !form.safe {
        errors.push(FieldError::new("mail_is_safe", FieldCode::MustAgree));
    }
    let address = match address {
        Ok(address) if errors.is_empty() => address,
        _ => return Err(DomainError::fields(errors)),
    };
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("email:{}", member.id.as_str());
    let id = new_id();
    let sealed = mail::seal(services, &id, &address)?;
    let tx = services.db.begin().await?;
    if first_result(&tx, &scope, &key).await?.is_some() {
        return Ok(());
    }
    spend(&tx, &scope, &key, &id, now).await?;
    rate::take(&tx, &BY_ACCOUNT, member.id.as_str(), now).await?;
    // Small and capital letters before the @ reach the same mailbox nearly everywhere.
    let whose = services.keyed_hash(&format!("email:{}", address.as_str().to_ascii_lowercase()));
    let quiet = match rate::take(&tx, &BY_ADDRESS, &whose, now).await {
        Ok(()) => false,
        Err(error) if error.code == ErrorCode::TooManyRequests => true,
        Err(error) => return Err(error),
    };
    // Links to the earlier address and what waits for it go with it.
    contact::Entity::delete_many()
        .filter(contact::Column::MemberId.eq(member.id.as_str()))
        .filter(contact::Column::Kind.eq(mail::EMAIL))
        .exec(&tx)
        .await?;
    let row = contact::ActiveModel {
        id: Set(id.clone()),
        member_id: Set(member.id.as_str().to_owned()),
        kind: Set(mail::EMAIL.to_owned()),
        sealed: Set(sealed),
        locale: Set(form.locale.code().to_owned()),
        created_at: Set(now),
        verified_at: Set(None),
        disposable: Set(services.disposable().holds(&address)),
    };
    contact::Entity::insert(row).exec_without_returning(&tx).await?;
    if !quiet {
        let token = mail::issue(&tx, Kind::Verify, Some(&id), String::new(), now).await?;
        mail::enqueue(services, &tx, Kind::Verify, Some(&id), &token, now + LINK_MS).await?;
    }
    tx.commit().await?;
    Ok(())
}
