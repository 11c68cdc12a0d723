//! Conversations with the team, and requests to see who wrote under an alias.

use contract::{
    ErrorCode, FieldError,
    ids::{CaseId, RequestId},
};
use domain::{
    DomainError, DomainResult,
    messages::{self, Complaint, NewCase},
    moderation::identity::{self, Question},
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::{messages as pages, moderation as desk},
    request::RequestCtx,
    routes,
};

fn unreadable() -> DomainError {
    DomainError::new(ErrorCode::UnreadableForm)
}

/// Begins a conversation.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn begin(ctx: RequestCtx, form: Form) -> PageResult {
    let case = NewCase {
        kind: form.get("kind").to_owned(),
        body: form.get("body").to_owned(),
        hidden: form.get("anonymous") == "yes",
        form_key: form.get("form_key").to_owned(),
        ..NewCase::default()
    };
    match messages::begin(&ctx.services, &ctx.actor, &case).await {
        Ok(id) => Ok(Reply::see_other(format!("{}?done=sent", routes::message(ctx.locale, &id)))),
        Err(error) if is_refused(&error) => pages::new_form(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Reports a message of the team.
async fn report(ctx: RequestCtx, id: String, case: CaseId, form: Form) -> PageResult {
    let complaint = Complaint {
        message: form.get("message").to_owned(),
        code: form.get("code").to_owned(),
        text: form.get("text").to_owned(),
        form_key: form.get("form_key").to_owned(),
    };
    match messages::complain(&ctx.services, &ctx.actor, &case, &complaint).await {
        Ok(id) => Ok(Reply::see_other(routes::with_done(&routes::message(ctx.locale, &id), "reported"))),
        Err(error) if is_refused(&error) => pages::thread_form(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Writes into a conversation of hers, reports a message in it, takes that report back, closes it or opens it again.
///
/// # Errors
/// `NotFound` when it is not hers; what cannot be put right on the form.
pub async fn write(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let case = pages::case_id(&id)?;
    if form.get("action") == "report" {
        return report(ctx, id, case, form).await;
    }
    let (services, actor) = (&ctx.services, &ctx.actor);
    if form.get("action") == "withdraw" {
        messages::withdraw(services, actor, &case).await?;
        return Ok(Reply::see_other(routes::with_done(&routes::my_reports(ctx.locale), "withdrawn")));
    }
    let done = match form.get("action") {
        "" | "send" => messages::write(services, actor, &case, form.get("body"), form.get("form_key"))
            .await
            .map(|()| "sent"),
        "close" => messages::set_open(services, actor, &case, false).await.map(|()| "closed"),
        "open" => messages::set_open(services, actor, &case, true).await.map(|()| "open"),
        _ => Err(unreadable()),
    };
    match done {
        Ok(done) => Ok(Reply::see_other(format!("{}?done={done}", routes::message(ctx.locale, &case)))),
        Err(error) if is_refused(&error) => pages::thread_form(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Answers as the team, decides on what is reported about a message of it, notes something, closes a conversation, opens
/// it again, or does not read it because she knows the person.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn team(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let case = pages::case_id(&id)?;
    let action = form.get("action").to_owned();
    match team_does(&ctx, &case, &action, &form).await {
        // There is nothing here for her any more.
        Ok(()) if action == "recuse" => {
            Ok(Reply::see_other(routes::with_done(&routes::team_messages(ctx.locale), "recuse")))
        }
        Ok(()) => {
            let here = routes::team_message(ctx.locale, &case);
            let done = if action.is_empty() { "send" } else { &action };
            Ok(Reply::see_other(format!("{here}?done={done}")))
        }
        Err(error) if is_refused(&error) => desk::team_message(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

async fn team_does(ctx: &RequestCtx, case: &CaseId, action: &str, form: &Form) -> DomainResult<()> {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let key = form.get("form_key");
    match action {
        "" | "send" => messages::answer(services, actor, case, form.get("body"), key).await,
        "uphold" | "not_uphold" => {
            messages::judge(services, actor, case, action == "uphold", form.get("body"), key).await
        }
        "note" => messages::note(services, actor, case, form.get("note"), key).await.map_err(|mut error| {
            // On this page the field has a name of its own.
            error.fields = error.fields.into_iter().map(|one| FieldError::new("note", one.code)).collect();
            error
        }),
        "close" => messages::close_for_team(services, actor, case, false).await,
        "open" => messages::close_for_team(services, actor, case, true).await,
        "recuse" => messages::recuse(services, actor, case).await,
        _ => Err(unreadable()),
    }
}

/// Asks to see who wrote under an alias.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn ask_identity(ctx: RequestCtx, form: Form) -> PageResult {
    let question = Question {
        post: form.get("post").to_owned(),
        reason: form.get("reason").to_owned(),
        form_key: form.get("form_key").to_owned(),
    };
    match identity::ask(&ctx.services, &ctx.actor, &question).await {
        Ok(id) => Ok(Reply::see_other(format!("{}?done=asked", routes::identity_request(ctx.locale, &id)))),
        Err(error) if is_refused(&error) => desk::ask(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Confirms a request, refuses it, looks, holds the message back or lets it go.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn identity(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let request: RequestId = id.parse().map_err(|_| DomainError::not_found())?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "look" => {
            let name = identity::look(services, actor, &request).await?;
            return desk::name_shown(ctx, &request, name).await;
        }
        "confirm" => identity::confirm(services, actor, &request).await,
        "refuse" => identity::refuse(services, actor, &request).await,
        "hold" => identity::hold(services, actor, &request, form.get("hold")).await,
        "release" => identity::release(services, actor, &request).await,
        _ => Err(unreadable()),
    };
    match done {
        Ok(()) => {
            let here = routes::identity_request(ctx.locale, &request);
            Ok(Reply::see_other(format!("{here}?done={action}")))
        }
        Err(error) if is_refused(&error) => desk::identity_request(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}
