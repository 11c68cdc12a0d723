//! Sanctions, appeals, notes of the team.

use contract::ids::{AppealId, NoteId, PostId, SanctionId};
use domain::{
    DomainError,
    moderation::{
        appeal::{self, NewAppeal, Verdict},
        note::{self, NewNote},
        sanction::{self, Milder, NewSanction},
        watch,
    },
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::sanctions as pages,
    request::RequestCtx,
    routes,
};

fn unreadable() -> DomainError {
    DomainError::new(contract::ErrorCode::UnreadableForm)
}

/// Gives a sanction because of a text.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn give(ctx: RequestCtx, form: Form) -> PageResult {
    let new = NewSanction {
        post: form.get("post").to_owned(),
        kind: form.get("kind").to_owned(),
        rule: form.get("rule").to_owned(),
        reason: form.get("reason").to_owned(),
        message: form.get("message").to_owned(),
        ends: form.get("ends").to_owned(),
        for_good: form.get("permanent") == "yes",
        form_key: form.get("form_key").to_owned(),
    };
    match sanction::give(&ctx.services, &ctx.actor, &new).await {
        Ok(id) => Ok(Reply::see_other(format!("{}?done=given", routes::sanction(ctx.locale, &id)))),
        Err(error) if is_refused(&error) => pages::new_sanction(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// The second person confirms a sanction, or that one ends, or refuses it; whoever may give one ends it before its time
/// or makes it shorter.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn decide_sanction(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let sanction: SanctionId = id.parse().map_err(|_| DomainError::not_found())?;
    let action = form.get("action");
    let milder = || Milder {
        reason: form.get("reason").to_owned(),
        message: form.get("message").to_owned(),
        ends: form.get("ends").to_owned(),
    };
    let (services, actor) = (&ctx.services, &ctx.actor);
    let same = || sanction.clone();
    let done = match action {
        "confirm" => sanction::confirm(services, actor, &sanction).await.map(|()| same()),
        "refuse" => sanction::refuse(services, actor, &sanction).await.map(|()| same()),
        "lift" => sanction::lift(services, actor, &sanction, &milder()).await.map(|()| same()),
        "shorten" => sanction::shorten(services, actor, &sanction, &milder()).await,
        "confirm_lift" => sanction::confirm_lift(services, actor, &sanction).await.map(|()| same()),
        "refuse_lift" => sanction::refuse_lift(services, actor, &sanction).await.map(|()| same()),
        _ => return Err(unreadable()),
    };
    match done {
        Ok(now) => Ok(Reply::see_other(format!("{}?done={action}", routes::sanction(ctx.locale, &now)))),
        Err(error) if is_refused(&error) => pages::sanction(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Appeals.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn appeal(ctx: RequestCtx, form: Form) -> PageResult {
    let new = NewAppeal {
        decision: form.get("decision").to_owned(),
        body: form.get("body").to_owned(),
        form_key: form.get("form_key").to_owned(),
    };
    match appeal::appeal(&ctx.services, &ctx.actor, &new).await {
        Ok(_) => Ok(Reply::see_other(format!("{}?done=appealed", routes::my_decisions(ctx.locale)))),
        Err(error) if is_refused(&error) => pages::new_appeal(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Answers the team's question about an appeal of hers.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn reply(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let appeal: AppealId = id.parse().map_err(|_| DomainError::not_found())?;
    match appeal::reply(&ctx.services, &ctx.actor, &appeal, form.get("body")).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=replied", routes::appeal(ctx.locale, &appeal)))),
        Err(error) if is_refused(&error) => pages::one_appeal(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Asks about an appeal, or decides on it.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn decide_appeal(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let appeal: AppealId = id.parse().map_err(|_| DomainError::not_found())?;
    let done = match form.get("action") {
        "ask" => {
            appeal::ask(&ctx.services, &ctx.actor, &appeal, form.get("question")).await.map(|()| "asked")
        }
        "decide" => {
            let verdict = Verdict {
                outcome: form.get("outcome").to_owned(),
                answer: form.get("answer").to_owned(),
                ends: form.get("ends").to_owned(),
            };
            appeal::decide(&ctx.services, &ctx.actor, &appeal, &verdict).await.map(|_| "decided")
        }
        _ => Err(unreadable()),
    };
    match done {
        Ok("decided") => {
            let next = appeal::next(&ctx.services, &ctx.actor, &appeal).await?;
            let path = next
                .map_or_else(|| routes::appeals(ctx.locale), |next| routes::desk_appeal(ctx.locale, &next));
            Ok(Reply::see_other(routes::with_done(&path, "decided")))
        }
        Ok(done) => Ok(Reply::see_other(format!("{}?done={done}", routes::desk_appeal(ctx.locale, &appeal)))),
        Err(error) if is_refused(&error) => pages::appeal(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Notes something about a text or its author, or changes such a note; or begins or ends to keep an eye on it.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn note(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let post: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let wanted = match (form.get("watch"), form.get("entry")) {
        ("", "") => None,
        ("", entry) => Some((watch::end(&ctx.services, &ctx.actor, entry).await, "unwatch")),
        (what, _) => {
            let begun = watch::begin(&ctx.services, &ctx.actor, &post, what, form.get("word")).await;
            Some((begun, "watch"))
        }
    };
    if let Some((watched, said)) = wanted {
        return match watched {
            Ok(()) => Ok(Reply::see_other(routes::with_done(&routes::notes(ctx.locale, &post), said))),
            Err(error) if is_refused(&error) => pages::notes(ctx.with_refusal(form, &error), id).await,
            Err(error) => Err(error),
        };
    }
    let done = match form.get("note") {
        "" => {
            let new = NewNote {
                post: post.to_string(),
                about: form.get("about").to_owned(),
                body: form.get("body").to_owned(),
                form_key: form.get("form_key").to_owned(),
            };
            note::write_note(&ctx.services, &ctx.actor, &new).await
        }
        note => {
            let note: NoteId = note.parse().map_err(|_| DomainError::not_found())?;
            note::change_note(&ctx.services, &ctx.actor, &post, &note, form.get("body")).await
        }
    };
    match done {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=noted", routes::notes(ctx.locale, &post)))),
        Err(error) if is_refused(&error) => pages::notes(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}
