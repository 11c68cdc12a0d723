//! The permanent address of a post.

use domain::DomainError;

use crate::site::{
    page::{PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// Leads to where the post stands today.
///
/// # Errors
/// `NotFound` for a post that is not there or that she may not know of, `Gone` for one that was erased.
pub async fn permalink(ctx: RequestCtx, id: String) -> PageResult {
    let id = id.parse().map_err(|_| DomainError::not_found())?;
    let place = domain::forum::find_post(&ctx.services, &ctx.actor, &id).await?;
    Ok(Reply::see_other(routes::post_on_page(ctx.locale, &place.topic, place.page, &place.post)))
}
