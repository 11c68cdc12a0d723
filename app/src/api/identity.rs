//! Opening an account, signing in and out, recovering, and keeping an account.

use contract::ErrorCode;
use domain::{
    DomainError, DomainResult,
    identity::{self, Passphrase, Recovery, Registration},
};

use super::lost;
use crate::site::{
    form::Form,
    page::{PageResult, Reply, SessionChange},
    pages::identity::{self as pages, Sheet},
    request::RequestCtx,
    routes,
};

/// Whether the form itself is shown again: what was refused can be put right there.
pub(super) fn is_refused(error: &DomainError) -> bool {
    matches!(error.code, ErrorCode::InvalidForm | ErrorCode::WrongCredentials | ErrorCode::TooManyRequests)
}

pub(super) fn wanted(form: &Form) -> Option<String> {
    routes::safe_next(form.get("next")).map(str::to_owned)
}

fn passphrase(form: &Form, field: &str) -> Passphrase {
    Passphrase::read(form.get(field))
}

/// Where she goes after her passphrase: by the page of the second step, when her account asks for one.
async fn by_the_second_step(
    ctx: &RequestCtx,
    member: &domain::Member,
    onward: String,
) -> DomainResult<String> {
    let on = identity::two_step::on_since(&ctx.services, &member.id).await?;
    Ok(if on.is_some() { routes::sign_in_code(ctx.locale, Some(&onward)) } else { onward })
}

/// Opens an account: the answer shows the recovery codes, once, and she is signed in.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn join(ctx: RequestCtx, form: Form) -> PageResult {
    let onward = wanted(&form);
    if ctx.actor.member().is_some() {
        // The form was sent again after it had worked.
        return Ok(Reply::see_other(onward.unwrap_or_else(|| routes::account(ctx.locale))));
    }
    let registration = Registration {
        offered: form.get("pseudonym").to_owned(),
        own: form.get("own_pseudonym").to_owned(),
        passphrase: passphrase(&form, "passphrase"),
        rules: form.get("rules") == "yes",
        locale: ctx.locale,
        form_key: form.get("form_key").to_owned(),
    };
    match identity::register(&ctx.services, &registration).await {
        Ok(done) => {
            let begin = SessionChange::Begin(done.member.id.clone());
            let reply = if done.codes.is_empty() {
                Reply::see_other(onward.unwrap_or_else(|| routes::account(ctx.locale)))
            } else {
                pages::sheet(&ctx, done.member, &done.codes, Sheet::First, onward).into()
            };
            Ok(reply.with_session(begin))
        }
        Err(error) if is_refused(&error) => pages::join(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Signs in.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn sign_in(ctx: RequestCtx, form: Form) -> PageResult {
    let onward = wanted(&form).unwrap_or_else(|| routes::account(ctx.locale));
    match identity::sign_in(&ctx.services, form.get("pseudonym"), &passphrase(&form, "passphrase")).await {
        Ok(member) => {
            let begin = SessionChange::Begin(member.id.clone());
            let two_step = identity::two_step::on_since(&ctx.services, &member.id).await?.is_some();
            if two_step && !form.get("kept").is_empty() {
                // What she wrote goes along, in the next page too.
                let ctx = RequestCtx { actor: domain::Actor::AwaitingCode(member), ..ctx };
                let page = pages::sign_in_code_keeping(ctx, form.get("kept").to_owned()).await?;
                return Ok(page.with_session(begin));
            }
            let signed = domain::Actor::Member(member.clone());
            if !two_step && let Some(page) = lost::given_back(&ctx, &signed, &form).await {
                return Ok(page?.with_session(begin));
            }
            let onward = by_the_second_step(&ctx, &member, onward).await?;
            Ok(Reply::see_other(onward).with_session(begin))
        }
        // As a guest: somebody who is signed in under another name must see what was refused.
        Err(error) if is_refused(&error) => {
            let ctx = RequestCtx { actor: domain::Actor::Guest, ..ctx };
            pages::sign_in(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Signs out of this browser.
///
/// # Errors
/// None.
pub async fn sign_out(ctx: RequestCtx, _form: Form) -> PageResult {
    Ok(Reply::see_other(routes::home(ctx.locale)).with_session(SessionChange::End))
}

/// Uses a recovery code and signs in.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn recover(ctx: RequestCtx, form: Form) -> PageResult {
    let onward = wanted(&form).unwrap_or_else(|| format!("{}?done=recovered", routes::account(ctx.locale)));
    let recovery = Recovery {
        pseudonym: form.get("pseudonym").to_owned(),
        code: form.get("recovery_code").to_owned(),
        passphrase: passphrase(&form, "passphrase"),
    };
    match identity::recover(&ctx.services, &recovery).await {
        Ok(member) => {
            let onward = by_the_second_step(&ctx, &member, onward).await?;
            Ok(Reply::see_other(onward).with_session(SessionChange::Begin(member.id)))
        }
        Err(error) if is_refused(&error) => pages::recover(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Changes the passphrase; this browser stays signed in, under a new session.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; what cannot be put right on the form.
pub async fn change_passphrase(ctx: RequestCtx, form: Form) -> PageResult {
    let member = ctx.actor.require_member()?;
    let (current, new) = (passphrase(&form, "current_passphrase"), passphrase(&form, "passphrase"));
    match identity::change_passphrase(&ctx.services, member, &current, &new).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=passphrase", routes::account(ctx.locale)))
            .with_session(SessionChange::Begin(member.id.clone()))),
        Err(error) if is_refused(&error) => pages::change_passphrase(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Makes a new sheet of recovery codes and shows it once.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; when the database does not answer.
pub async fn new_codes(ctx: RequestCtx, _form: Form) -> PageResult {
    let codes = identity::reissue_codes(&ctx.services, &ctx.actor).await?;
    let member = ctx.actor.require_member()?.clone();
    Ok(pages::sheet(&ctx, member, &codes, Sheet::Again, None).into())
}

/// Shows again that it is her (with her passphrase, or one of her codes), before something that matters; this browser goes on under a new session.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; what cannot be put right on the form.
pub async fn confirm(ctx: RequestCtx, form: Form) -> PageResult {
    let member = ctx.actor.require_member()?;
    let onward = wanted(&form).unwrap_or_else(|| routes::security(ctx.locale));
    let code = form.get("recovery_code").trim();
    let by_code = !code.is_empty() || !identity::has_passphrase(&ctx.services, member).await?;
    let shown = if by_code {
        identity::confirm_with_code(&ctx.services, member, code).await
    } else {
        identity::confirm(&ctx.services, member, &passphrase(&form, "passphrase")).await
    };
    match shown {
        Ok(()) => Ok(Reply::see_other(onward).with_session(SessionChange::Confirm)),
        Err(error) if is_refused(&error) => pages::confirm(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Ends one session, or all of them, this one too. Asks for nothing more: whoever suspects that somebody else
/// is signed in must not be slowed down.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn end_sessions(ctx: RequestCtx, form: Form) -> PageResult {
    let member = ctx.actor.require_member()?;
    let key = form.get("session");
    let this = identity::sessions(&ctx.services, member).await?.into_iter().find(|line| line.is_this);
    if key.is_empty() {
        identity::end_sessions(&ctx.services, member).await?;
    } else if this.is_none_or(|line| line.key != key) {
        identity::end_session(&ctx.services, member, key).await?;
        return Ok(Reply::see_other(format!("{}?done=ended", routes::sessions(ctx.locale))));
    }
    Ok(Reply::see_other(routes::sign_in(ctx.locale, None)).with_session(SessionChange::End))
}

/// An address that only takes forms, opened as a page: back to where its button is.
///
/// # Errors
/// None.
pub async fn to_account(ctx: RequestCtx) -> PageResult {
    Ok(Reply::see_other(routes::account(ctx.locale)))
}
