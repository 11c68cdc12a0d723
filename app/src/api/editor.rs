//! What helps to write a text, and the recording of it.

use contract::ErrorCode;
use domain::{
    DomainError, Permission,
    content::{
        audio::{self, Machine},
        editorial,
    },
    permission::require,
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::content::{self as pages, desk::draft_of, text_at},
    request::RequestCtx,
    routes,
};

/// Has a text read by a machine, or takes its recording away.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn audio(ctx: RequestCtx, id: String, language: String, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ContentPublish, None)?;
    let (article, locale) = text_at(&ctx, &id, &language)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let (text, version) = ((&article, locale), form.get("version"));
    let done = match form.get("action") {
        "machine" => audio::read_by_machine(services, actor, text, version).await.map(|how| match how {
            Machine::Made => "made",
            Machine::Working => "working",
        }),
        "remove" => audio::remove(services, actor, text, version).await.map(|()| "removed"),
        _ => return Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(done) => Ok(Reply::see_other(routes::article_audio_done(ctx.locale, &article, locale, done))),
        // She sees what there is now, and decides again.
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_audio(ctx.with_refusal(form, &error), id, language).await
        }
        Err(error) => Err(error),
    }
}

/// Keeps what she writes while she writes it. For the script: nothing is shown.
///
/// # Errors
/// Like the use case; 409 when another window of hers kept something else.
pub async fn keep(ctx: RequestCtx, id: String, language: String, form: Form) -> PageResult {
    let (article, locale) = text_at(&ctx, &id, &language)?;
    let draft = draft_of(&form);
    let locks = (form.get("version"), form.get("kept"));
    let kept = editorial::keep(&ctx.services, &ctx.actor, &article, locale, locks, &draft).await?;
    Ok(Reply::kept(kept))
}
