//! Reports, texts that are held, cases of danger, and the roster.

use contract::{ErrorCode, ids::PostId};
use domain::{
    DomainError, DomainResult, Permission,
    duty::{self, NewShift},
    moderation::report::{self, Decision, NewReport, Outcome},
    permission::require,
    safety::danger::{self, Contact, Note},
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::{moderation as desk, report as pages},
    request::RequestCtx,
    routes,
};

fn unreadable() -> DomainError {
    DomainError::new(ErrorCode::UnreadableForm)
}

fn text(form: &Form, name: &str) -> String {
    form.get(name).to_owned()
}

/// Whether somebody worries about whoever wrote a text: then she is led to the numbers at once, and to what she can do.
/// A form that was sent twice may be about a text that was decided on meanwhile: then there is no such page.
pub(super) async fn worries(ctx: &RequestCtx, post: &PostId) -> DomainResult<bool> {
    Ok(danger::is_open(&ctx.services, post).await?
        && danger::mine(&ctx.services, &ctx.actor, post).await.is_ok())
}

/// Reports a text.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn send(ctx: RequestCtx, form: Form) -> PageResult {
    let new = NewReport {
        post: text(&form, "post"),
        code: text(&form, "code"),
        text: text(&form, "text"),
        question: text(&form, "question"),
        answer: text(&form, "answer"),
        trap: text(&form, "website"),
        form_key: text(&form, "form_key"),
    };
    match report::report(&ctx.services, &ctx.actor, &new).await {
        Ok(received) => {
            let done = if received.danger { "danger" } else { "sent" };
            Ok(Reply::see_other(format!("{}?done={done}", routes::report_form(ctx.locale))))
        }
        Err(error) if is_refused(&error) => pages::report_form(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Takes a report of hers back, or asks that somebody else look at it.
///
/// # Errors
/// Like the use case.
pub async fn withdraw(ctx: RequestCtx, form: Form) -> PageResult {
    ctx.actor.require_member()?;
    let (services, actor, id) = (&ctx.services, &ctx.actor, form.get("report"));
    let done = match form.get("action") {
        "withdraw" => report::withdraw(services, actor, id).await.map(|()| "withdrawn")?,
        "again" => report::ask_again(services, actor, id).await.map(|()| "again")?,
        _ => return Err(unreadable()),
    };
    Ok(Reply::see_other(format!("{}?done={done}", routes::my_reports(ctx.locale))))
}

/// She chooses what becomes of her text, or says how she may be reached.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn held(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    ctx.actor.require_member()?;
    let post: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let done = match form.get("action") {
        "contact" => {
            let contact = Contact {
                safe: false,
                how: text(&form, "contact_how"),
                when: text(&form, "contact_when"),
                label: text(&form, "contact_label"),
            };
            danger::give_contact(services, actor, &post, form.get("contact_safe"), &contact)
                .await
                .map(|()| None)
        }
        choice => danger::choose(services, actor, &post, choice, form.get("body")).await,
    };
    match done {
        Ok(Some(conversation)) => {
            Ok(Reply::see_other(format!("{}?done=private", routes::message(ctx.locale, &conversation))))
        }
        Ok(None) => Ok(Reply::see_other(routes::held(ctx.locale, &post))),
        Err(error) if is_refused(&error) => pages::held_form(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Decides on a case of reports.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn decide(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let decision = Decision {
        case: id.clone(),
        version: text(&form, "version"),
        action: text(&form, "action"),
        reason: text(&form, "reason"),
        note: text(&form, "note"),
        of: text(&form, "of"),
    };
    match report::act(&ctx.services, &ctx.actor, &decision).await {
        Ok(Outcome::Done(act)) => {
            // After a decision to the next case, or to the list when none waits for her.
            let path = if act.leads_on() {
                let next = report::next(&ctx.services, &ctx.actor, &id).await?;
                next.map_or_else(
                    || routes::report_cases(ctx.locale),
                    |next| routes::report_case(ctx.locale, &next),
                )
            } else {
                routes::report_case(ctx.locale, &id)
            };
            Ok(Reply::see_other(routes::with_done(&path, "act")))
        }
        Ok(Outcome::Stale(now)) => Ok(desk::report_conflict(&ctx, &id, now, &decision.note).into()),
        Err(error) if is_refused(&error) => desk::report_case(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Does something in a case of danger.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn safety(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    require(&ctx.actor, Permission::SafetyCase, None)?;
    match in_case(&ctx, &id, &form).await {
        Ok(()) if form.get("action") == "close" => {
            let next = danger::next(&ctx.services, &ctx.actor, &id).await?;
            let path = next.map_or_else(
                || routes::safety_cases(ctx.locale),
                |next| routes::safety_case(ctx.locale, &next),
            );
            Ok(Reply::see_other(routes::with_done(&path, "act")))
        }
        Ok(()) => Ok(Reply::see_other(routes::with_done(&routes::safety_case(ctx.locale, &id), "act"))),
        Err(error) if is_refused(&error) => desk::safety_case(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

async fn in_case(ctx: &RequestCtx, id: &str, form: &Form) -> DomainResult<()> {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let version: i64 = form.get("version").parse().map_err(|_| unreadable())?;
    match form.get("action") {
        "acknowledge" => danger::acknowledge(services, actor, id, version).await,
        "judge" => danger::judge(services, actor, id, version, form.get("level")).await,
        "note" => {
            let note =
                Note { told: text(form, "told"), next: text(form, "next"), hours: text(form, "hours") };
            danger::note(services, actor, id, version, &note).await
        }
        "hold" => danger::hold(services, actor, id, version).await,
        "release" => danger::release(services, actor, id, version).await,
        "disclose" => {
            let codes = (form.get("to_whom"), form.get("why"), form.get("basis"));
            danger::ask(services, actor, id, version, codes).await
        }
        "confirm" => danger::confirm(services, actor, id, version, form.get("disclosure")).await,
        "refuse" => danger::refuse(services, actor, id, version, form.get("disclosure")).await,
        "close" => danger::close(services, actor, id, version, form.get("ending")).await,
        _ => Err(unreadable()),
    }
}

/// Changes the roster.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn roster(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::DutyKeep, None)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let done = match form.get("action") {
        "add" => {
            let new = NewShift {
                member: text(&form, "member"),
                weekday: text(&form, "weekday"),
                day: text(&form, "day"),
                from: text(&form, "from"),
                to: text(&form, "to"),
            };
            duty::add(services, actor, &new).await
        }
        "remove" => duty::remove(services, actor, form.get("shift")).await,
        _ => Err(unreadable()),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=changed", routes::duty(ctx.locale)))),
        Err(error) if is_refused(&error) => desk::duty(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}
