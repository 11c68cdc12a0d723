//! Forms of signing in through a provider: the first time, and what is linked.

use contract::ErrorCode;
use domain::identity::provider::{self, FirstSignIn};

use crate::site::{
    form::Form,
    page::{PageResult, Reply, SessionChange},
    pages::identity::{self as pages, Sheet, Trouble},
    request::RequestCtx,
    routes,
};

/// Opens an account for somebody whom a provider named: the answer shows the recovery codes, once, and she is
/// signed in.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn first(ctx: RequestCtx, form: Form) -> PageResult {
    if ctx.actor.member().is_some() {
        // The form was sent again after it had worked.
        return Ok(Reply::see_other(routes::account(ctx.locale)));
    }
    let Some(way) = ctx.way.clone() else { return Ok(pages::trouble(&ctx, Trouble::Interrupted).into()) };
    let onward = provider::pending(&ctx.services, &way).await?.and_then(|waiting| waiting.next);
    let first = FirstSignIn {
        browser: way.to_string(),
        offered: form.get("pseudonym").to_owned(),
        own: form.get("own_pseudonym").to_owned(),
        rules: form.get("rules") == "yes",
        locale: ctx.locale,
    };
    match provider::first_sign_in(&ctx.services, &first).await {
        Ok(done) => {
            let begin = SessionChange::Begin(done.member.id.clone());
            let sheet = pages::sheet(&ctx, done.member, &done.codes, Sheet::First, onward);
            Ok(Reply::from(sheet).with_session(begin))
        }
        Err(error) if error.code == ErrorCode::InvalidForm => {
            pages::first_through_provider(ctx.with_refusal(form, &error)).await
        }
        // It has ended meanwhile, or she was linked elsewhere: the way begins again.
        Err(error) if matches!(error.code, ErrorCode::NotFound | ErrorCode::Conflict) => {
            Ok(pages::trouble(&ctx, Trouble::Interrupted).into())
        }
        Err(error) => Err(error),
    }
}

/// Takes a provider away from the account.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`], [`ErrorCode::ConfirmNeeded`], [`ErrorCode::NotFound`].
pub async fn unlink(ctx: RequestCtx, form: Form) -> PageResult {
    match provider::unlink(&ctx.services, &ctx.actor, form.get("provider")).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=unlinked", routes::providers(ctx.locale)))),
        Err(error) if error.code == ErrorCode::Conflict => {
            pages::providers(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}
