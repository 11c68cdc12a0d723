//! What is done with files on their way into the library.

use contract::ErrorCode;
use domain::{DomainError, library::upload};

use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// Clears a file, or has it looked at once more.
///
/// # Errors
/// Like the use cases.
pub async fn upload(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let done = match form.get("action") {
        "clear" => {
            upload::clear(services, actor, &id).await?;
            "cleared"
        }
        "retry" => {
            upload::retry(services, actor, &id).await?;
            upload::start(services, &id).await;
            "retried"
        }
        _ => {
            domain::permission::require(actor, domain::Permission::LibraryManage, None)?;
            return Err(DomainError::new(ErrorCode::UnreadableForm));
        }
    };
    Ok(Reply::see_other(routes::library_uploads_done(ctx.locale, done)))
}
