//! Setting the second step up, passing it, switching it off.

use contract::ErrorCode;
use domain::{Actor, DomainError, Member, SessionFacts, identity::two_step};

use super::identity::{is_refused, wanted};
use super::lost;
use crate::site::{
    form::Form,
    page::{PageResult, Reply, SessionChange},
    pages::identity as pages,
    request::RequestCtx,
    routes,
};

/// Sets it up, or switches it off.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`], [`ErrorCode::ConfirmNeeded`]; what cannot be put right on the form.
pub async fn two_step(ctx: RequestCtx, form: Form) -> PageResult {
    let done = match form.get("action") {
        "set-up" => {
            two_step::set_up(&ctx.services, &ctx.actor, form.get("offer"), form.get("code")).await.map(|()| {
                let onward = wanted(&form)
                    .unwrap_or_else(|| format!("{}?done=on", routes::two_step(ctx.locale, None)));
                Reply::see_other(onward).with_session(SessionChange::SecondFactor)
            })
        }
        "off" => two_step::switch_off(&ctx.services, &ctx.actor, form.get("code"))
            .await
            .map(|()| Reply::see_other(routes::security(ctx.locale))),
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Err(error) if is_refused(&error) => pages::two_step(ctx.with_refusal(form, &error)).await,
        other => other,
    }
}

/// Her, as her session will say it from this answer on.
fn passed(member: Member, now_ms: i64) -> Actor {
    let id = member.session.as_ref().map(|session| session.id.clone()).unwrap_or_default();
    let session = SessionFacts { id, confirmed_at: now_ms, second_factor: true };
    Actor::Member(Member { session: Some(session), ..member })
}

/// Passes the second step.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; what cannot be put right on the form.
pub async fn sign_in_code(ctx: RequestCtx, form: Form) -> PageResult {
    let onward = wanted(&form).unwrap_or_else(|| routes::account(ctx.locale));
    let Some(member) = ctx.actor.awaiting_code() else {
        // The form was sent again after it had worked; or nobody is signed in.
        ctx.actor.require_member()?;
        return Ok(Reply::see_other(onward));
    };
    match two_step::pass(&ctx.services, &member.id, form.get("code")).await {
        Ok(()) => {
            let signed = passed(member.clone(), ctx.services.now_ms());
            let reply = match lost::given_back(&ctx, &signed, &form).await {
                Some(page) => page?,
                None => Reply::see_other(onward),
            };
            Ok(reply.with_session(SessionChange::SecondFactor))
        }
        Err(error) if is_refused(&error) => pages::sign_in_code(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}
