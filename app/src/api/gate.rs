//! Keeping the watched words, and the switch for hours in which nobody reads; what a member says to an offer about a
//! text of hers.

use contract::{ErrorCode, ids::PostId};
use domain::{
    DomainError,
    forum::gate::{
        limits::{self, Number},
        quiet,
    },
    messages, words,
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::gate as pages,
    request::RequestCtx,
    routes,
};

/// Her answer to the team, who would like to answer her text in private. A yes leads to the conversation.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn answer_offer(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let post: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    match messages::answer_offer(&ctx.services, &ctx.actor, &post, form.get("answer")).await {
        Ok(Some(case)) => {
            Ok(Reply::see_other(format!("{}?done=accepted", routes::message(ctx.locale, &case))))
        }
        Ok(None) => Ok(Reply::see_other(routes::contribution(ctx.locale, &post))),
        Err(error) if is_refused(&error) => pages::contribution(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Tries a word, adds, changes or removes one, sets the switch, or says a number by which the gate goes.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn watched(ctx: RequestCtx, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let word = words::Form {
        pattern: form.get("pattern").to_owned(),
        language: form.get("language").to_owned(),
        effect: form.get("effect").to_owned(),
        note: form.get("note").to_owned(),
        review_on: form.get("review_on").to_owned(),
        spam: form.get("spam").to_owned(),
    };
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "try" => match words::try_out(services, actor, &word).await {
            Ok(trial) => return pages::tried(ctx, form, trial).await,
            Err(error) => Err(error),
        },
        "add" => words::add(services, actor, &word).await.map(|_| "add"),
        "change" => words::change(services, actor, form.get("word"), &word).await.map(|()| "change"),
        "remove" => words::remove(services, actor, form.get("word")).await.map(|()| "remove"),
        "quiet_on" | "quiet_off" => {
            quiet::switch(services, actor, action == "quiet_on").await.map(|()| "quiet")
        }
        other => match Number::parse(other) {
            Some(number) => {
                let name = number.as_str();
                limits::set(services, actor, number, form.get(name)).await.map(|()| name)
            }
            None => Err(DomainError::new(ErrorCode::UnreadableForm)),
        },
    };
    match done {
        Ok(done) => Ok(Reply::see_other(format!("{}?done={done}", routes::watched_words(ctx.locale)))),
        Err(error) if is_refused(&error) => pages::watched(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}
