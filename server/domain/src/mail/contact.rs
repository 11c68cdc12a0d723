//! Addresses that members gave, as they are stored.

use contract::Locale;
use entity::{identity::member, mail::contact};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::EmailAddress;
use crate::{DomainError, DomainResult, Services, crypto, identity};

/// The one kind of contact there is.
pub(crate) const EMAIL: &str = "email";
/// Purpose of the seal.
const SEAL: &str = "mail-address";
/// Characters of a contact's id at the head of an off token.
const ID: usize = 12;

/// A stored contact whose owner may sign in.
pub(crate) struct Found {
    /// The row.
    pub contact: contact::Model,
    /// Its owner.
    pub member: member::Model,
}

impl Found {
    /// The language in which she is written to.
    pub fn locale(&self) -> Locale {
        self.contact.locale.parse().unwrap_or_default()
    }
}

/// A member's e-mail, whether proven or not. With an id of nobody the same query finds nothing.
pub(crate) async fn of_member<C: ConnectionTrait>(
    db: &C,
    member_id: &str,
) -> DomainResult<Option<contact::Model>> {
    Ok(contact::Entity::find()
        .filter(contact::Column::MemberId.eq(member_id))
        .filter(contact::Column::Kind.eq(EMAIL))
        .one(db)
        .await?)
}

/// A contact by its id, when its owner may sign in.
pub(crate) async fn active<C: ConnectionTrait>(db: &C, id: &str) -> DomainResult<Option<Found>> {
    let Some(contact) = contact::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let member = member::Entity::find_by_id(&contact.member_id).one(db).await?;
    Ok(member.filter(identity::may_sign_in).map(|member| Found { contact, member }))
}

/// The address as it is stored.
pub(crate) fn seal(services: &Services, id: &str, address: &EmailAddress) -> DomainResult<String> {
    crypto::seal(services, SEAL, id, address.as_str())
}

/// The address of a stored row.
pub(crate) fn unseal(services: &Services, row: &contact::Model) -> DomainResult<EmailAddress> {
    let text = crypto::open(services, SEAL, &row.id, &row.sealed)?;
    EmailAddress::parse(&text).map_err(|_| DomainError::new(contract::ErrorCode::Internal))
}

/// The token of the link that stops everything to an address. Nothing is stored for it: it holds as long as the
/// address does, so that it works from every message she ever got.
pub(crate) fn off_token(services: &Services, contact_id: &str) -> String {
    token(services, "mail-off", contact_id)
}

/// The contact that an off token names, if we made it.
pub fn of_off_token(services: &Services, text: &str) -> Option<String> {
    of_token(services, "mail-off", text)
}

/// The token of the link that stops digests to an address, and nothing else.
pub(crate) fn digest_off_token(services: &Services, contact_id: &str) -> String {
    token(services, "digest-off", contact_id)
}

/// The contact that such a token names, if we made it.
pub(crate) fn of_digest_off_token(services: &Services, text: &str) -> Option<String> {
    of_token(services, "digest-off", text)
}

fn token(services: &Services, purpose: &str, contact_id: &str) -> String {
    format!("{contact_id}{}", services.keyed_hash(&format!("{purpose}:{contact_id}")))
}

fn of_token(services: &Services, purpose: &str, text: &str) -> Option<String> {
    let (id, _) = text.is_ascii().then(|| text.split_at_checked(ID))??;
    let right = token(services, purpose, id);
    // Every byte is compared, so that the time tells nothing of the right one.
    let differs = right.bytes().zip(text.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    (right.len() == text.len() && differs == 0).then(|| id.to_owned())
}
