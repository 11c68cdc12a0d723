//! Takes a recording that somebody made.

use std::io;

use bytes::Bytes;
use contract::{FieldCode, Locale, ids::ArticleId};
use futures::Stream;

use super::{
    VOICE_MAX,
    write::{Ready, keep, read_revision, unchanged},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    library::upload::{Refusal, pour_sound, sound_in},
    permission::require,
};

/// Takes a recording of a text, in the place of the one that there is. It is before readers as soon as the text is.
/// `version` is that of what she had before her.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; the refused fields `voice`, `file`, and `file_kind` for
/// what is no recording; [`contract::ErrorCode::Conflict`] when the text or its recording is another one by now;
/// [`contract::ErrorCode::TooLarge`]; [`contract::ErrorCode::UnreadableForm`] when the sender breaks
/// off.
pub async fn bring<S>(
    services: &Services,
    actor: &Actor,
    (id, locale): (&ArticleId, Locale),
    (voice, version): (&str, &str),
    stream: S,
) -> DomainResult<()>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
{
    let member = require(actor, Permission::ContentPublish, None)?;
    let revision = read_revision(services, id, locale).await?;
    // Before a long file is taken; once more when it is kept.
    unchanged(services.db.read(), &revision, version).await?;
    let voice = voice.trim();
    if voice.chars().count() > VOICE_MAX {
        return Err(DomainError::field("voice", FieldCode::TooLong(VOICE_MAX)));
    }
    if voice.chars().any(|c| c.is_control() || crate::text::is_deceptive(c)) {
        return Err(DomainError::field("voice", FieldCode::BadCharacters));
    }
    let poured = pour_sound(services, stream).await?;
    let sound = match sound_in(services, &poured).await? {
        Ok(sound) => sound,
        Err(Refusal::Empty) => return Err(DomainError::field("file", FieldCode::Required)),
        Err(Refusal::TooLarge) => return Err(DomainError::new(contract::ErrorCode::TooLarge)),
        Err(_) => return Err(DomainError::field("file_kind", FieldCode::Unfit)),
    };
    let ready = Ready {
        path: poured.to_path_buf(),
        media_type: sound.media.as_str(),
        seconds: sound.seconds,
        machine: false,
        voice: voice.to_owned(),
        asked_at: services.now_ms(),
        version: version.to_owned(),
    };
    keep(services, Some(member), &revision, ready).await
}
