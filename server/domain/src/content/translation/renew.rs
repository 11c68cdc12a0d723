//! Saving a translation.

use contract::{ErrorCode, FieldCode, Locale, ids::ArticleId};

use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    content::editorial::{self, DraftForm, Lock, Saved},
    permission::require,
};

/// What is sent from beside a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    /// The lock of the form.
    pub version: String,
    /// Her words, and the revision that they follow. Address, sources and day of check are not among them.
    pub words: DraftForm,
    /// The numbered sources become those of the text that it follows.
    pub take_sources: bool,
}

/// Saves a revision of a text that follows a revision in another language. What the form beside the source does not show
/// stays as it stood; a new text begins with the sources of the one that it follows, so that their numbers agree.
///
/// # Errors
/// Like [`editorial::save`]; the refused field `translated_from` for what is no revision of this document.
pub async fn renew(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    sent: &Translation,
) -> DomainResult<Saved> {
    require(actor, Permission::ContentEdit, None)?;
    let source = match editorial::revision(services, actor, id, &sent.words.translated_from).await {
        Ok(source) => source,
        Err(error) if error.code == ErrorCode::NotFound => {
            return Err(DomainError::field("translated_from", FieldCode::UnknownChoice));
        }
        Err(error) => return Err(error),
    };
    let base = match Lock::read(&sent.version).base {
        Some(base) => Some(editorial::revision(services, actor, id, &base).await.map_err(conflict)?),
        None => None,
    };
    let mut form = sent.words.clone();
    match base {
        Some(base) => {
            form.slug = base.form.slug;
            form.sources = base.form.sources;
            form.checked_on = base.form.checked_on;
            if sent.take_sources {
                form.sources = source.form.sources;
            }
        }
        None => {
            form.sources = source.form.sources;
            form.checked_on = source.form.checked_on;
        }
    }
    editorial::save(services, actor, id, locale, &sent.version, &form).await
}

/// A lock on what was never there.
fn conflict(error: DomainError) -> DomainError {
    if error.code == ErrorCode::NotFound { DomainError::new(ErrorCode::Conflict) } else { error }
}
