//! Messages that wait: written in the transaction of the use case that wants them sent.

use entity::mail::outbox;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{Kind, Token};
use crate::{DomainResult, Services, crypto, services::new_id};

/// Purpose of the seal.
const SEAL: &str = "mail-token";

/// Writes a message in the caller's transaction. Without a contact it goes nowhere, at the same cost: a
/// request for a name that has no account must not be told from another by its time.
pub(crate) async fn enqueue<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    kind: Kind,
    contact_id: Option<&str>,
    token: &Token,
    expires_at: i64,
) -> DomainResult<()> {
    let id = new_id();
    let row = outbox::ActiveModel {
        sealed: Set(crypto::seal(services, SEAL, &id, token.as_str())?),
        id: Set(id),
        kind: Set(kind.as_str().to_owned()),
        contact_id: Set(contact_id.map(str::to_owned)),
        due_at: Set(services.now_ms()),
        attempts: Set(0),
        expires_at: Set(expires_at),
    };
    outbox::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The token of a waiting message.
pub(super) fn token(services: &Services, row: &outbox::Model) -> DomainResult<Option<Token>> {
    Ok(Token::parse(&crypto::open(services, SEAL, &row.id, &row.sealed)?))
}
