//! Replayed forms: the key of a form is spent once, in the transaction of what it created.

use contract::{ErrorCode, FieldCode};
use entity::identity::submission;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{DomainError, DomainResult};

/// For how long it is known that a form was sent; one that is sent again after this is a new one.
pub(crate) const KEPT_MS: i64 = 14 * 24 * 3_600_000;

/// A form's hidden key: 8 to 64 characters of letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormKey(String);

impl FormKey {
    /// Reads the hidden field `form_key`. A form without one (written by hand) gets a fresh key: it is
    /// accepted, but a replay of it cannot be told from a second one.
    ///
    /// # Errors
    /// [`FieldCode::BadCharacters`] when it is there and malformed.
    pub fn parse(text: &str) -> DomainResult<Self> {
        if text.is_empty() {
            return Ok(Self::fresh());
        }
        let fine =
            (8..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if fine {
            Ok(Self(text.to_owned()))
        } else {
            Err(DomainError::field("form_key", FieldCode::BadCharacters))
        }
    }

    /// A new key for a form that is about to be shown.
    pub fn fresh() -> Self {
        crate::fresh::never();
        Self(uuid::Uuid::new_v4().to_string())
    }

    /// A new key that tells when its form was shown: what is sent a second later was hardly written by hand.
    pub fn fresh_at(now_ms: i64) -> Self {
        crate::fresh::never();
        Self(format!("t{now_ms}-{}", uuid::Uuid::new_v4().simple()))
    }

    /// When the form was shown, UTC milliseconds, if its key tells. A signal, not a proof: anybody can write it.
    pub fn made_at(&self) -> Option<i64> {
        self.0.strip_prefix('t')?.split_once('-')?.0.parse().ok()
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What this form created the first time, if it was sent before.
pub async fn first_result<C: ConnectionTrait>(
    db: &C,
    scope: &str,
    key: &FormKey,
) -> DomainResult<Option<String>> {
    Ok(submission::Entity::find_by_id((scope.to_owned(), key.0.clone()))
        .one(db)
        .await?
        .map(|row| row.location))
}

/// Spends the key, in the caller's transaction.
///
/// # Errors
/// [`ErrorCode::Conflict`] when a request running at the same time spent it first.
pub async fn spend<C: ConnectionTrait>(
    tx: &C,
    scope: &str,
    key: &FormKey,
    location: &str,
    now_ms: i64,
) -> DomainResult<()> {
    let row = submission::ActiveModel {
        scope: Set(scope.to_owned()),
        form_key: Set(key.0.clone()),
        location: Set(location.to_owned()),
        created_at: Set(now_ms),
    };
    match submission::Entity::insert(row).exec(tx).await {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) => {
            Err(DomainError::caused(ErrorCode::Conflict, error))
        }
        Err(error) => Err(error.into()),
    }
}
