//! Looking after texts, at the desk: what must be compared with its sources, what is missing or stale in a language, a
//! text beside its source, and adding sources.

mod due;
mod sources;
mod translate;
mod translations;

pub use due::due;
pub use sources::sources;
pub use translate::translate;
pub use translations::translations;

use contract::{Locale, ids::ArticleId};
use domain::{DomainError, DomainResult};

/// The text that an address names.
///
/// # Errors
/// Not found for what is none.
pub(crate) fn text_of(id: &str, language: &str) -> DomainResult<(ArticleId, Locale)> {
    let id = id.parse().map_err(|_| DomainError::not_found())?;
    let language = language.parse().map_err(|_| DomainError::not_found())?;
    Ok((id, language))
}
