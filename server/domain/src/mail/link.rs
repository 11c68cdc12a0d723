//! One-time links: a random token goes out, its hash stays.

use contract::ErrorCode;
use entity::mail::link;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};

use super::Kind;
use crate::{DomainError, DomainResult};

/// How long a link works: 30 minutes.
pub const LINK_MS: i64 = 30 * 60_000;
/// Characters of a token: 160 random bits.
const LENGTH: usize = 40;

/// The secret part of a link. Never in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A new one.
    pub fn fresh() -> Self {
        let bytes: [u8; LENGTH / 2] = rand::random();
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads the last segment of a link.
    pub fn parse(text: &str) -> Option<Self> {
        let fine = text.len() == LENGTH && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fine.then(|| Self(text.to_owned()))
    }

    /// As it stands in a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As stored.
    fn hash(&self) -> String {
        Sha256::digest(self.0.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Keeps a new link in the caller's transaction. Without a contact it leads nowhere, at the same cost.
pub(crate) async fn issue<C: ConnectionTrait>(
    tx: &C,
    purpose: Kind,
    contact_id: Option<&str>,
    bound: String,
    now_ms: i64,
) -> DomainResult<Token> {
    let token = Token::fresh();
    let row = link::ActiveModel {
        hash: Set(token.hash()),
        purpose: Set(purpose.as_str().to_owned()),
        contact_id: Set(contact_id.map(str::to_owned)),
        bound: Set(bound),
        expires_at: Set(now_ms + LINK_MS),
    };
    link::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(token)
}

/// The link with this token, if it works still. Looking does not spend it.
pub(crate) async fn live<C: ConnectionTrait>(
    db: &C,
    purpose: Kind,
    token: &str,
    now_ms: i64,
) -> DomainResult<Option<(Token, link::Model)>> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let row = link::Entity::find_by_id(token.hash()).one(db).await?;
    let row = row.filter(|row| row.purpose == purpose.as_str() && row.expires_at > now_ms);
    Ok(row.map(|row| (token, row)))
}

/// Spends a link in the caller's transaction: of two at the same moment one succeeds.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it was spent or ended meanwhile.
pub(crate) async fn spend<C: ConnectionTrait>(tx: &C, token: &Token, now_ms: i64) -> DomainResult<()> {
    let spent = link::Entity::delete_many()
        .filter(link::Column::Hash.eq(token.hash()))
        .filter(link::Column::ExpiresAt.gt(now_ms))
        .exec(tx)
        .await?;
    if spent.rows_affected == 1 { Ok(()) } else { Err(DomainError::new(ErrorCode::NotFound)) }
}

/// Ends all links of a purpose that went to a contact.
pub(crate) async fn forget<C: ConnectionTrait>(tx: &C, purpose: Kind, contact_id: &str) -> DomainResult<()> {
    link::Entity::delete_many()
        .filter(link::Column::ContactId.eq(contact_id))
        .filter(link::Column::Purpose.eq(purpose.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_read_themselves_and_nothing_else() {
        let token = Token::fresh();
        assert_eq!(Token::parse(token.as_str()), Some(token.clone()));
        assert_ne!(token, Token::fresh());
        assert_ne!(token.hash(), token.as_str());
        assert_eq!(format!("{token:?}"), "Token(…)");
        let long = format!("{}0", token.as_str());
        for odd in
            ["", "abc", &token.as_str()[1..], &long, &token.as_str().replace(|_| true, "é"), &"G".repeat(40)]
        {
            assert_eq!(Token::parse(odd), None, "{odd}");
        }
    }
}
