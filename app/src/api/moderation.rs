//! Decisions on waiting texts.

use contract::ErrorCode;
use domain::{
    Permission,
    moderation::{Decision, Outcome},
    permission::require,
};

use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::moderation::{conflict, queue_filtered, read_filters},
    request::RequestCtx,
    routes,
};

/// Decides on a waiting text and goes back to the queue.
///
/// # Errors
/// What cannot be shown on the queue.
pub async fn decide(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let filters = read_filters(&form)?;
    let decision = Decision {
        post: form.get("post").to_owned(),
        version: form.get("version").to_owned(),
        action: form.get("action").to_owned(),
        reason: form.get("reason").to_owned(),
        note: form.get("note").to_owned(),
    };
    match domain::moderation::decide(&ctx.services, &ctx.actor, &decision).await {
        Ok(Outcome::Done(verdict)) => {
            let path = routes::queue_of(ctx.locale, &filters);
            let mark = if path.contains('?') { '&' } else { '?' };
            Ok(Reply::see_other(format!("{path}{mark}done={}", verdict.as_str())))
        }
        Ok(outcome) => Ok(conflict(ctx, outcome, filters, decision.note).into()),
        Err(error) if error.code == ErrorCode::InvalidForm => {
            queue_filtered(ctx.with_refusal(form, &error), filters).await
        }
        Err(error) => Err(error),
    }
}
