//! Forms of the rooms `notify` and `mute`.

use contract::{ErrorCode, FieldCode, ids::TopicId};
use domain::{
    DomainError,
    forum::POSTS_PER_PAGE,
    mute::{self, Change},
    notify::{self, Place, digest},
};

use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::notify as pages,
    request::RequestCtx,
    routes,
};

/// Marks a line, or everything, as read.
///
/// # Errors
/// `SignInNeeded`; when the database does not answer.
pub async fn mark(ctx: RequestCtx, form: Form) -> PageResult {
    match form.get("action") {
        "one" => notify::mark_read(&ctx.services, &ctx.actor, form.get("line")).await?,
        _ => notify::mark_all_read(&ctx.services, &ctx.actor).await?,
    }
    Ok(Reply::see_other(routes::notifications(ctx.locale)))
}

/// Sets how far she follows a place; back to it, or to the settings where she came from.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a place that she may not know of.
pub async fn follow(ctx: RequestCtx, form: Form) -> PageResult {
    ctx.actor.require_member()?;
    let id = form.get("id");
    let place = match form.get("place") {
        "topic" => Place::Topic(id.parse().map_err(|_| DomainError::not_found())?),
        "category" => Place::Category(id.to_owned()),
        "team" => Place::Team,
        _ => return Err(DomainError::not_found()),
    };
    notify::set_level(&ctx.services, &ctx.actor, &place, form.get("level")).await?;
    let onward = match (form.get("back"), &place) {
        ("settings", _) => format!("{}?done=saved", routes::notify_settings(ctx.locale)),
        (_, Place::Topic(id)) => routes::topic(ctx.locale, id),
        (_, Place::Category(slug)) => routes::category(ctx.locale, slug),
        (_, Place::Team) => format!("{}?done=saved", routes::notify_settings(ctx.locale)),
    };
    Ok(Reply::see_other(onward))
}

/// The address of that form, opened as a page: to where everything that she follows is.
///
/// # Errors
/// None.
pub async fn to_settings(ctx: RequestCtx) -> PageResult {
    Ok(Reply::see_other(routes::notify_settings(ctx.locale)))
}

/// Sets whether and how often a message says that there is something.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn choose(ctx: RequestCtx, form: Form) -> PageResult {
    match digest::choose(&ctx.services, &ctx.actor, form.get("frequency"), form.get("subject")).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=saved", routes::notify_settings(ctx.locale)))),
        Err(error) if error.code == ErrorCode::InvalidForm => {
            pages::settings(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Stops these messages, for whoever holds the link: a person at the page, or her mail program by itself.
///
/// # Errors
/// When the database does not answer.
pub async fn digest_off(ctx: RequestCtx, token: String) -> PageResult {
    digest::switch_off(&ctx.services, &token).await?;
    Ok(Reply::see_other(format!("{}?done=yes", routes::digest_off_link(ctx.locale, &token))))
}

/// Mutes, blocks or lifts; or sets her words.
///
/// # Errors
/// What cannot be put right on the page.
pub async fn mutes(ctx: RequestCtx, form: Form) -> PageResult {
    match change(&ctx, &form).await {
        Ok(onward) => Ok(Reply::see_other(onward)),
        Err(error) if error.code == ErrorCode::InvalidForm => {
            pages::mutes(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

async fn change(ctx: &RequestCtx, form: &Form) -> Result<String, DomainError> {
    let (services, actor) = (&ctx.services, &ctx.actor);
    actor.require_member()?;
    let saved = || format!("{}?done=saved", routes::mutes(ctx.locale));
    if form.get("action") == "words" {
        mute::set_words(services, actor, form.get("words")).await?;
        return Ok(saved());
    }
    let change = Change::parse(form.get("action"));
    let change = change.ok_or_else(|| DomainError::field("action", FieldCode::UnknownChoice))?;
    if !form.get("post").is_empty() {
        let post = form.get("post").parse().map_err(|_| DomainError::not_found())?;
        let (topic, position) = mute::by_post(services, actor, &post, change).await?;
        let page = u64::try_from(position - 1).unwrap_or_default() / POSTS_PER_PAGE + 1;
        return Ok(routes::post_on_page(ctx.locale, &topic, page, &post));
    }
    if !form.get("topic").is_empty() {
        let topic: TopicId = form.get("topic").parse().map_err(|_| DomainError::not_found())?;
        let alias = form.get("alias").parse().map_err(|_| DomainError::not_found())?;
        mute::lift_alias(services, actor, &topic, alias).await?;
    } else {
        mute::lift_name(services, actor, form.get("name")).await?;
    }
    Ok(saved())
}
