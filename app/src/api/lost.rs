//! A form that comes when its writer is not signed in any more: it is closed into the page by which she signs in, and
//! stands open again afterwards, for her alone (see `domain::kept_form`).

use contract::{ErrorCode, Locale, ids::TopicId};
use domain::{Actor, DomainError, DomainResult, kept_form};

use crate::site::{
    form::Form,
    page::{PageResult, Reply, ReplyKind},
    pages::{
        errors,
        forum::{NewDraft, ReplyDraft, new_topic_form, topic_form},
        identity as pages,
    },
    request::RequestCtx,
    routes,
};

/// What of a form is hers to get back.
const KEPT: [&str; 15] = [
    "category",
    "title",
    "body",
    "language",
    "content_note",
    "poll_choices",
    "poll_multiple",
    "poll_fixed",
    "poll_days",
    "correct",
    "anonymous",
    "reveal",
    "sequence",
    "place",
    "form_key",
];
/// The place of the form for a new topic.
const NEW: &str = "new";

/// The page by which she signs in, when the form is of somebody who is not signed in (any more): it may have been left
/// open by another woman at the same computer, so what is in it is shown to nobody.
///
/// # Errors
/// None that we know of.
pub async fn intercepted(ctx: &RequestCtx, place: &str, form: &Form) -> DomainResult<Option<Reply>> {
    let Some(owner) = kept_form::owner_of(&ctx.services, form.get("owner")) else { return Ok(None) };
    if ctx.actor.member_id() == Some(&owner) {
        return Ok(None);
    }
    let pairs = form.clone().only(&KEPT).pairs().to_vec();
    let sealed = kept_form::seal(&ctx.services, &owner, place, pairs)?;
    if ctx.actor.awaiting_code().is_some_and(|member| member.id == owner) {
        return pages::sign_in_code_keeping(ctx.clone(), sealed).await.map(Some);
    }
    let next = match place {
        NEW => routes::new_topic(ctx.locale, ""),
        id => routes::topic(ctx.locale, &TopicId::trusted(id)),
    };
    let pairs = vec![("kept".to_owned(), sealed), ("next".to_owned(), next)];
    let guest = RequestCtx { actor: Actor::Guest, ..ctx.clone() };
    let error = DomainError::new(ErrorCode::SignInNeeded);
    pages::sign_in(guest.with_refusal(Form::from_pairs(pairs), &error)).await.map(Some)
}

/// Her form again, once she is signed in; nothing when there is none, or it is not hers.
pub async fn given_back(ctx: &RequestCtx, actor: &Actor, form: &Form) -> Option<PageResult> {
    let member = actor.member()?;
    let kept = kept_form::open(&ctx.services, &member.id, form.get("kept"))?;
    let form = Form::from_pairs(kept.pairs);
    let path = match kept.place.as_str() {
        NEW => routes::new_topic(ctx.locale, ""),
        id => routes::topic(ctx.locale, &TopicId::trusted(id)),
    };
    let hers = RequestCtx {
        actor: actor.clone(),
        path: path.into(),
        query: std::sync::Arc::default(),
        refused: None,
        shown: std::sync::Arc::default(),
        ..ctx.clone()
    };
    let shown = if kept.place == NEW {
        new_topic_form(hers.clone(), NewDraft { back: true, ..NewDraft::of(&form) }).await
    } else {
        topic_form(hers.clone(), kept.place, ReplyDraft { back: true, ..ReplyDraft::of(&form) }).await
    };
    // Where the topic is not there for her any more, the text is on the page that says so.
    let reply = shown.unwrap_or_else(|error| errors::page(&hers, &error, None, Some(form)).into());
    Some(Ok(as_hers(reply, actor)))
}

fn as_hers(mut reply: Reply, actor: &Actor) -> Reply {
    if let ReplyKind::Page(page) = &mut reply.kind {
        // The address of this answer is that of signing in.
        page.alternates = Some(Vec::<(Locale, String)>::new());
        page.personal = true;
        page.discreet = true;
        page.seen_by = Some(actor.clone());
    }
    reply
}
