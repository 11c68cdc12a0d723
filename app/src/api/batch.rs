//! Many items at once, at the desk: brought in, taken back, taken along.

use contract::ErrorCode;
use domain::{
    DomainError, Permission,
    library::{bag, batch},
    permission::require,
};

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

/// Gives the whole library, made while it is fetched.
///
/// # Errors
/// Like the use case; while another one is fetched the page says so.
pub async fn export(ctx: RequestCtx, form: Form) -> PageResult {
    match bag::pack(&ctx.services, &ctx.actor).await {
        Ok(pieces) => {
            let name = format!("{}.zip", bag::name(&ctx.services));
            Ok(Reply::poured(name, "application/zip", pieces))
        }
        Err(error) if error.code == ErrorCode::TooManyRequests => {
            pages::export(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}
