//! What the desk changes about accounts: roles, states, invitations, sessions.

use contract::ErrorCode;
use domain::{
    DomainError,
    identity::Passphrase,
    staff::{self, Acceptance, RoleChange},
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply, SessionChange},
    pages::{
        identity::{Sheet, sheet},
        staff as pages,
    },
    request::RequestCtx,
    routes,
};

/// Gives a role, shuts an account or opens it again.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn member(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let member = staff::member_id(&id)?;
    let action = form.get("action").to_owned();
    let (services, actor) = (&ctx.services, &ctx.actor);
    let done = match action.as_str() {
        "role" => {
            let of = |name: &str| {
                form.pairs().iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
            };
            let change = RoleChange {
                role: form.get("role").to_owned(),
                categories: of("category"),
                reason: form.get("reason").to_owned(),
            };
            staff::change_role(services, actor, &member, &change).await
        }
        "disable" | "enable" => {
            staff::set_state(services, actor, &member, action == "disable", form.get("reason")).await
        }
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(()) => {
            Ok(Reply::see_other(format!("{}?done={action}", routes::staff_member(ctx.locale, &member))))
        }
        Err(error) if is_refused(&error) => pages::member(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Changes what roles may do in a category.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn category_rules(ctx: RequestCtx, slug: String, form: Form) -> PageResult {
    let chosen: Vec<String> = form.pairs().iter().map(|(_, value)| value.clone()).collect();
    match staff::change_rules(&ctx.services, &ctx.actor, &slug, &chosen).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=changed", routes::category_rule(ctx.locale, &slug)))),
        Err(error) if is_refused(&error) => pages::category_rules(ctx.with_refusal(form, &error), slug).await,
        Err(error) => Err(error),
    }
}

/// Makes an invitation (the answer shows its link, once) or takes one back.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn invitations(ctx: RequestCtx, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let list = routes::invitations(ctx.locale);
    match form.get("action") {
        "withdraw" => {
            staff::withdraw(services, actor, form.get("invitation")).await?;
            Ok(Reply::see_other(format!("{list}?done=withdrawn")))
        }
        "invite" => match staff::invite(services, actor, form.get("role"), form.get("form_key")).await {
            Ok(Some(invited)) => Ok(pages::invited(&ctx, invited).into()),
            Ok(None) => Ok(Reply::see_other(list)),
            Err(error) if is_refused(&error) => pages::invitations(ctx.with_refusal(form, &error)).await,
            Err(error) => Err(error),
        },
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    }
}

/// Accepts an invitation: the answer shows the recovery codes, once, and leads to the second step.
///
/// # Errors
/// `NotFound` for a link that is none any more; what cannot be put right on the form.
pub async fn accept(ctx: RequestCtx, token: String, form: Form) -> PageResult {
    if ctx.actor.member().is_some() {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    let acceptance = Acceptance {
        pseudonym: form.get("pseudonym").to_owned(),
        passphrase: Passphrase::read(form.get("passphrase")),
        rules: form.get("rules") == "yes",
        locale: ctx.locale,
    };
    match staff::accept(&ctx.services, &token, &acceptance).await {
        Ok(done) => {
            let begin = SessionChange::Begin(done.member.id.clone());
            let next = routes::two_step(ctx.locale, Some(&routes::account(ctx.locale)));
            let page = sheet(&ctx, done.member, &done.codes, Sheet::First, Some(next));
            Ok(Reply::from(page).with_session(begin))
        }
        Err(error) if is_refused(&error) => pages::accept(ctx.with_refusal(form, &error), token).await,
        Err(error) => Err(error),
    }
}

/// Ends a session of the team.
///
/// # Errors
/// Like the use case.
pub async fn sessions(ctx: RequestCtx, form: Form) -> PageResult {
    staff::end_staff_session(&ctx.services, &ctx.actor, form.get("session")).await?;
    Ok(Reply::see_other(format!("{}?done=ended", routes::staff_sessions(ctx.locale))))
}
