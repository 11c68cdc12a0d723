//! What an administrator says about the municipality's commitment.

use contract::ErrorCode;
use domain::commitment;

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::commitment as pages,
    request::RequestCtx,
    routes,
};

/// Says how a point stands. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn point(ctx: RequestCtx, code: String, form: Form) -> PageResult {
    let typed = pages::form_of(&form);
    match commitment::change(&ctx.services, &ctx.actor, &code, form.get("version"), &typed).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=save", routes::desk_commitment(ctx.locale)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::point(ctx.with_refusal(form, &error), code).await
        }
        Err(error) => Err(error),
    }
}
