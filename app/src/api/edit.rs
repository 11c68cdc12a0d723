//! Changing a text, taking one away, deciding on changes: plain forms.

use contract::{ErrorCode, FieldCode, ids::PostId, limits::BODY_MAX};
use domain::{
    DomainError, DomainResult, Permission,
    forum::{self, Edit, Edited},
    moderation::{self, EditDecision, EditOutcome, EditVerdict, Filters, Outcome, Taken, Taking, Verdict},
    permission::require,
};

use super::report::worries;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::{
        forum::{EditDraft, clash, edit_form, mine},
        moderation::{conflict, edit_conflict, queue_filtered, take as take_page, taken_meanwhile},
    },
    request::RequestCtx,
    routes,
};

fn post_of(id: &str) -> DomainResult<PostId> {
    id.parse().map_err(|_| DomainError::not_found())
}

fn on_the_form(error: &DomainError) -> bool {
    matches!(error.code, ErrorCode::InvalidForm | ErrorCode::TooManyRequests | ErrorCode::TooManyWaiting)
}

/// Changes a text, or shows how it would look.
///
/// # Errors
/// What cannot be shown on the form.
pub async fn edit(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let post = post_of(&id)?;
    let draft = EditDraft::of(&form);
    let done = match form.get("action") {
        "" | "send" => {
            let edit = Edit {
                title: draft.title.clone(),
                body: draft.body.clone(),
                content_note: draft.content_note.clone(),
                base: draft.base.clone(),
                form_key: form.get("form_key").to_owned(),
            };
            forum::edit_post(&ctx.services, &ctx.actor, &post, &edit).await
        }
        "preview" if draft.body.chars().count() > BODY_MAX => {
            Err(DomainError::field("body", FieldCode::TooLong(BODY_MAX)))
        }
        "preview" => {
            let source = domain::text::multi_line(&draft.body);
            let preview = forum::quote::preview(&ctx.services, &ctx.actor, None, &source).await?;
            return edit_form(ctx, id, Some(EditDraft { preview: Some(preview), ..draft })).await;
        }
        _ => Err(DomainError::field("action", FieldCode::UnknownChoice)),
    };
    // Read by the team first: the change, or the text with it.
    let waits = matches!(done, Ok(Edited::Waits(_) | Edited::InPlace(_)));
    let (place, done) = match done {
        Ok(Edited::Clash(now)) => return clash(ctx, id, draft, now).await,
        Ok(Edited::Waits(place)) => (place, "edit-waits"),
        Ok(Edited::InPlace(place)) => (place, "edit-now"),
        Ok(Edited::Now(place)) => (place, "edit-now"),
        Ok(Edited::Same(place)) => (place, "edit-same"),
        Ok(Edited::Withdrawn(place)) => (place, "edit-withdrawn"),
        Err(error) if on_the_form(&error) => {
            return edit_form(ctx.with_refusal(form, &error), id, Some(draft)).await;
        }
        Err(error) => return Err(error),
    };
    // What was not changed says nothing new; what was taken away is gone.
    let path = if matches!(done, "edit-waits" | "edit-now") && worries(&ctx, &place.post).await? {
        routes::held(ctx.locale, &place.post)
    } else {
        routes::post_done(ctx.locale, &place.topic, place.page, &place.post, done)
    };
    Ok(if waits { Reply::waits(place.post, path) } else { Reply::see_other(path) })
}

/// Hides a revision.
///
/// # Errors
/// Like the use case.
pub async fn history(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let post = post_of(&id)?;
    let n = form.get("n").parse().map_err(|_| DomainError::field("n", FieldCode::UnknownChoice))?;
    match form.get("action") {
        "hide" => forum::hide_revision(&ctx.services, &ctx.actor, &post, n).await?,
        _ => return Err(DomainError::field("action", FieldCode::UnknownChoice)),
    }
    Ok(Reply::see_other(routes::history(ctx.locale, &post)))
}

/// Takes a text of hers away, or takes that back.
///
/// # Errors
/// Like the use cases.
pub async fn withdraw(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let post = post_of(&id)?;
    let place = match form.get("action") {
        "withdraw" => forum::withdraw(&ctx.services, &ctx.actor, &post).await?,
        "undo" => forum::undo(&ctx.services, &ctx.actor, &post).await?,
        _ => return Err(DomainError::field("action", FieldCode::UnknownChoice)),
    };
    Ok(Reply::see_other(routes::post_on_page(ctx.locale, &place.topic, place.page, &place.post)))
}

/// Takes away everything she wrote.
///
/// # Errors
/// What cannot be shown on the page.
pub async fn contributions(ctx: RequestCtx, form: Form) -> PageResult {
    ctx.actor.require_member()?;
    let done = match form.get("action") {
        "withdraw-all" => {
            forum::withdraw_everything(&ctx.services, &ctx.actor, form.get("sure") == "yes").await
        }
        _ => Err(DomainError::field("action", FieldCode::UnknownChoice)),
    };
    match done {
        Ok(_) => Ok(Reply::see_other(format!("{}?done=all", routes::my_contributions(ctx.locale)))),
        Err(error) if error.code == ErrorCode::InvalidForm => mine(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Hides a published text, takes it away, or gives it back.
///
/// # Errors
/// What cannot be shown on the page.
pub async fn take(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let post = post_of(&id)?;
    let taking = Taking {
        action: form.get("action").to_owned(),
        version: form.get("version").to_owned(),
        reason: form.get("reason").to_owned(),
        note: form.get("note").to_owned(),
    };
    let here = routes::take(ctx.locale, &post);
    match moderation::take(&ctx.services, &ctx.actor, &post, &taking).await {
        Ok(Taken::Done(place)) => Ok(Reply::see_other(routes::post_done(
            ctx.locale,
            &place.topic,
            place.page,
            &place.post,
            "taken",
        ))),
        Ok(Taken::Stale(now)) => Ok(taken_meanwhile(ctx, *now).into()),
        Ok(Taken::InHand) => Ok(conflict(ctx, Outcome::InHand, Filters::default(), form, here).into()),
        Err(error) if error.code == ErrorCode::InvalidForm => {
            take_page(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// The address that takes decisions on changes, opened: the queue.
///
/// # Errors
/// None.
pub async fn to_queue(ctx: RequestCtx) -> PageResult {
    Ok(Reply::see_other(routes::queue(ctx.locale)))
}

/// What a form decides about a change of this post.
pub(super) fn decision_of(form: &Form, post: &str) -> EditDecision {
    EditDecision {
        post: post.to_owned(),
        version: form.get("version").to_owned(),
        action: form.get("action").to_owned(),
        reason: form.get("reason").to_owned(),
        note: form.get("note").to_owned(),
        text: form.get("text").to_owned(),
    }
}

/// As which decision she is told that it was done.
pub(super) fn done(verdict: EditVerdict) -> Verdict {
    match verdict {
        EditVerdict::Decided(verdict) => verdict,
        EditVerdict::Seen => Verdict::Approve,
    }
}

/// Decides on a change, and goes back to the queue.
///
/// # Errors
/// What cannot be shown on the queue.
pub async fn decide(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let decision = decision_of(&form, form.get("post"));
    let (filters, here) = (Filters::default(), routes::queue(ctx.locale));
    match moderation::decide_edit(&ctx.services, &ctx.actor, &decision).await {
        Ok(EditOutcome::Done(verdict)) => {
            Ok(Reply::see_other(routes::with_done(&here, done(verdict).as_str())))
        }
        Ok(EditOutcome::Stale(topic)) => Ok(edit_conflict(ctx, topic, decision.note).into()),
        Ok(EditOutcome::InHand) => Ok(conflict(ctx, Outcome::InHand, filters, form, here).into()),
        Ok(EditOutcome::WithLead) => Ok(conflict(ctx, Outcome::WithLead, filters, form, here).into()),
        Err(error) if error.code == ErrorCode::InvalidForm => {
            queue_filtered(ctx.with_refusal(form, &error), filters).await
        }
        Err(error) => Err(error),
    }
}
