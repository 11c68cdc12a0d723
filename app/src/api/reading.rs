//! Answering without words, keeping, voting, arranging: plain forms.

use contract::{
    ErrorCode, FieldCode,
    ids::{PostId, TopicId},
};
use domain::{
    DomainError,
    forum::{self, Arrangement, Back, NewPart, TopicChange, gate::Care},
};

use super::report::worries;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::{
        forum::{ReplyDraft, SplitDraft, bookmarks as bookmarks_page, merge_form, split_form, topic_form},
        gate::guard_poll,
    },
    request::RequestCtx,
    routes,
};

fn topic_of(id: &str) -> Result<TopicId, DomainError> {
    id.parse().map_err(|_| DomainError::not_found())
}

/// An address that takes forms alone, opened: its topic.
///
/// # Errors
/// `NotFound` for what is no identifier.
pub async fn to_topic(ctx: RequestCtx, id: String) -> PageResult {
    Ok(Reply::see_other(routes::topic(ctx.locale, &topic_of(&id)?)))
}

/// Reacts to a post, keeps it, or takes that back; then shows it again.
///
/// # Errors
/// Like the use case.
pub async fn mark(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let id: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let place = forum::mark(&ctx.services, &ctx.actor, &id, form.get("do")).await?;
    Ok(Reply::see_other(routes::post_on_page(ctx.locale, &place.topic, place.page, &place.post)))
}

/// Closes, opens, pins or unpins a topic, in its category or on the front page, or says what is discussed in it.
///
/// # Errors
/// Like the use cases; what cannot be put right on the page.
pub async fn arrange(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let topic = topic_of(&id)?;
    if form.get("action") == "about" {
        return about(ctx, id, &topic, form).await;
    }
    let arrangement = Arrangement {
        action: form.get("action").to_owned(),
        reason: form.get("reason").to_owned(),
        days: form.get("days").to_owned(),
        reopen: form.get("reopen").to_owned(),
    };
    forum::operate(&ctx.services, &ctx.actor, &topic, &arrangement).await?;
    Ok(Reply::see_other(routes::topic(ctx.locale, &topic)))
}

/// Changes a topic's title, category, language, whether lists have it, or how its answers come; takes such a change
/// back, or that it was split or joined.
///
/// # Errors
/// Like the use case; what cannot be put right on the page.
pub async fn change(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let topic = topic_of(&id)?;
    if !form.get("undo").is_empty() {
        forum::undo_change(&ctx.services, &ctx.actor, &topic, form.get("undo")).await?;
        return Ok(Reply::see_other(routes::topic(ctx.locale, &topic)));
    }
    if Back::parse(form.get("action")).is_some() {
        let kept = forum::rejoin(&ctx.services, &ctx.actor, &topic, form.get("action")).await?;
        return Ok(Reply::see_other(routes::topic(ctx.locale, &kept)));
    }
    let change = TopicChange {
        action: form.get("action").to_owned(),
        title: form.get("title").to_owned(),
        category: form.get("category").to_owned(),
        seconds: form.get("seconds").to_owned(),
        language: form.get("topic_language").to_owned(),
        reason: form.get("reason").to_owned(),
    };
    forum::change_topic(&ctx.services, &ctx.actor, &topic, &change).await?;
    Ok(Reply::see_other(routes::topic(ctx.locale, &topic)))
}

/// Makes a topic of the chosen answers, or shows those of another page, with what is chosen until now.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn split(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let topic = topic_of(&id)?;
    let draft = SplitDraft::of(&form);
    match form.get("action") {
        "earlier" => return split_form(ctx, id, draft.turned(false)).await,
        "later" => return split_form(ctx, id, draft.turned(true)).await,
        "" | "split" => {}
        _ => return Err(DomainError::field("action", FieldCode::UnknownChoice)),
    }
    let new = NewPart {
        posts: draft.posts.clone(),
        title: draft.title.clone(),
        category: draft.category.clone(),
        reason: draft.reason.clone(),
    };
    match forum::split(&ctx.services, &ctx.actor, &topic, &new).await {
        Ok(made) => Ok(Reply::see_other(routes::topic(ctx.locale, &made))),
        Err(error) if error.code == ErrorCode::InvalidForm => {
            split_form(ctx.with_refusal(form, &error), id, draft).await
        }
        Err(error) => Err(error),
    }
}

/// Joins a topic to another one; first shows both.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn merge(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let from = topic_of(&id)?;
    let typed = form.get("target").trim().to_owned();
    let to = routes::topic_of(&typed);
    let (services, actor) = (&ctx.services, &ctx.actor);
    let done = match (form.get("action"), &to) {
        ("" | "look" | "merge", None) => {
            // Who may not do this learns that first.
            forum::joining(services, actor, &from, None).await?;
            let code = if typed.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
            Err(DomainError::field("target", code))
        }
        ("" | "look", Some(to)) => forum::joining(services, actor, &from, Some(to)).await.map(Some),
        ("merge", Some(to)) => {
            forum::merge(services, actor, (&from, to), form.get("reason")).await.map(|()| None)
        }
        _ => Err(DomainError::field("action", FieldCode::UnknownChoice)),
    };
    match (done, to) {
        (Ok(None), Some(to)) => Ok(Reply::see_other(routes::topic(ctx.locale, &to))),
        (Ok(both), _) => merge_form(ctx, id, both).await,
        (Err(error), _)
            if error.code == ErrorCode::InvalidForm
                && error.fields.iter().any(|field| field.field == "target") =>
        {
            merge_form(ctx.with_refusal(form, &error), id, None).await
        }
        (Err(error), _) => Err(error),
    }
}

/// The address of a page of the portal says what is discussed; none, that nothing is.
async fn about(ctx: RequestCtx, id: String, topic: &TopicId, form: Form) -> PageResult {
    let typed = form.get("about").trim();
    let thing = routes::thing_of(typed);
    let done = match &thing {
        None if !typed.is_empty() => Err(DomainError::field("about", FieldCode::UnknownChoice)),
        thing => {
            let about = thing.as_ref().map(|(kind, id)| (*kind, id.as_str()));
            forum::set_about(&ctx.services, &ctx.actor, topic, about).await
        }
    };
    match done {
        Ok(()) => Ok(Reply::see_other(routes::topic(ctx.locale, topic))),
        Err(error) if error.code == ErrorCode::InvalidForm && ctx.actor.member().is_some() => {
            topic_form(ctx.with_refusal(form, &error), id, ReplyDraft::default()).await
        }
        Err(error) => Err(error),
    }
}

/// Votes, ends a poll, or changes its answers.
///
/// # Errors
/// Like the use cases; what cannot be put right on the page.
pub async fn poll(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let topic = topic_of(&id)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let done = match form.get("action") {
        "" | "vote" => {
            let chosen: Vec<String> = form
                .pairs()
                .iter()
                .filter(|(name, _)| name == "choice")
                .map(|(_, value)| value.clone())
                .collect();
            forum::vote(services, actor, &topic, &chosen).await.map(|()| None)
        }
        "close" => forum::close_poll(services, actor, &topic).await.map(|()| None),
        "edit" => {
            let care = Care { guard: form.get("guard").to_owned(), ..Care::default() };
            forum::change_poll(services, actor, &topic, form.get("choices"), &care).await.map(Some)
        }
        _ => Err(DomainError::field("action", FieldCode::UnknownChoice)),
    };
    let changed = match done {
        Ok(changed) => changed,
        Err(error) if error.code == ErrorCode::PersonalData => {
            return guard_poll(ctx.with_refusal(form.clone(), &error), topic, form).await;
        }
        Err(error) if error.code == ErrorCode::InvalidForm => {
            return topic_form(ctx.with_refusal(form, &error), id, ReplyDraft::default()).await;
        }
        Err(error) => return Err(error),
    };
    // Her answers may say that somebody is in danger, as her text may.
    if let Some(post) = changed
        && worries(&ctx, &post).await?
    {
        return Ok(Reply::see_other(routes::held(ctx.locale, &post)));
    }
    Ok(Reply::see_other(format!("{}#poll", routes::topic(ctx.locale, &topic))))
}

/// Names a bookmark, or removes it.
///
/// # Errors
/// Like the use cases; what cannot be put right on the page.
pub async fn bookmarks(ctx: RequestCtx, form: Form) -> PageResult {
    ctx.actor.require_member()?;
    let id: PostId = form.get("post").parse().map_err(|_| DomainError::not_found())?;
    let done = match form.get("action") {
        "" | "label" => forum::label_bookmark(&ctx.services, &ctx.actor, &id, form.get("label")).await,
        "remove" => forum::remove_bookmark(&ctx.services, &ctx.actor, &id).await,
        _ => Err(DomainError::field("action", FieldCode::UnknownChoice)),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(routes::bookmarks(ctx.locale))),
        Err(error) if error.code == ErrorCode::InvalidForm => {
            bookmarks_page(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}
