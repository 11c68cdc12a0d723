//! Many items at once, at the desk.

use contract::ErrorCode;
use domain::{DomainError, Permission, library::batch, permission::require};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::library as pages,
    request::RequestCtx,
    routes,
};

/// Imports a table that was tried, has it looked at anew, or throws it away.
///
/// # Errors
/// Like the use cases.
pub async fn step(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    match form.get("action") {
        "import" => batch::confirm(services, actor, &id, form.get("token")).await?,
        "again" => batch::check_again(services, actor, &id).await?,
        "discard" => {
            batch::discard(services, actor, &id).await?;
            return Ok(Reply::see_other(routes::batches_done(ctx.locale, "discarded")));
        }
        _ => {
            require(actor, Permission::LibraryManage, None)?;
            return Err(DomainError::new(ErrorCode::UnreadableForm));
        }
    }
    Ok(Reply::see_other(routes::trial(ctx.locale, &id)))
}

/// Takes a batch back.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn undo(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let sure = form.get("sure") == "yes";
    match batch::undo_at_desk(&ctx.services, &ctx.actor, &id, sure).await {
        Ok(done) => Ok(Reply::see_other(routes::batches_undone(ctx.locale, done.removed, done.kept.len()))),
        Err(error) if is_refused(&error) => pages::batch(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}
