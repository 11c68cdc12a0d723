//! Decisions on waiting texts, what else is done with them, and shifts at the desk.

use contract::{ErrorCode, FieldCode, ids::PostId};
use domain::{
    DomainError, Permission,
    forum::{self, ManyTopics},
    moderation::{
        self, Decision, EditOutcome, Filters, Handling, ItemStep, Outcome, bulk as many, item::ItemKind,
        shift, shift_notes, watch,
    },
    permission::require,
    safety::danger,
};

use super::{edit, identity::is_refused};
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::moderation::{
        bulk_done, bulk_look, conflict, desk_form, edit_conflict, item_form, queue_filtered, read_filters,
        review_id, topics_done, topics_look, topics_of,
    },
    request::RequestCtx,
    routes,
};

/// The button by which a moderator says that somebody is in danger.
const DANGER: &str = "danger";

fn decision_of(form: &Form, post: &str) -> Decision {
    Decision {
        post: post.to_owned(),
        version: form.get("version").to_owned(),
        action: form.get("action").to_owned(),
        reason: form.get("reason").to_owned(),
        note: form.get("note").to_owned(),
        title: form.get("title").to_owned(),
        text: form.get("text").to_owned(),
        sure: form.get("sure") == "yes",
    }
}

/// Decides on a waiting text and goes back to the queue.
///
/// # Errors
/// What cannot be shown on the queue.
pub async fn decide(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let filters = read_filters(&form)?;
    let decision = decision_of(&form, form.get("post"));
    match moderation::decide(&ctx.services, &ctx.actor, &decision).await {
        Ok(Outcome::Done(verdict)) => {
            let path = routes::queue_of(ctx.locale, &filters);
            Ok(Reply::see_other(routes::with_done(&path, verdict.as_str())))
        }
        Ok(outcome) => {
            let here = routes::queue(ctx.locale);
            Ok(conflict(ctx, outcome, filters, form, here).into())
        }
        Err(error) if error.code == ErrorCode::InvalidForm => {
            queue_filtered(ctx.with_refusal(form, &error), filters).await
        }
        Err(error) => Err(error),
    }
}

/// To the next thing that waits, or to the list when nothing does.
async fn onwards(ctx: &RequestCtx, filters: &Filters, done: &str) -> PageResult {
    let next = moderation::next(&ctx.services, &ctx.actor, filters, ctx.locale).await?;
    let path = match next {
        Some(id) => routes::queue_item_of(ctx.locale, &id, filters),
        None => routes::queue_of(ctx.locale, &filters.from_start()),
    };
    Ok(Reply::see_other(routes::with_done(&path, done)))
}

/// Decides on one item, or does something with it that leaves it in the queue.
///
/// # Errors
/// What cannot be shown on its page.
pub async fn item(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let filters = read_filters(&form)?;
    let item = review_id(&id)?;
    let here = routes::queue_item(ctx.locale, &item);
    if ItemStep::parse(form.get("action")).is_some() {
        let (action, cause) = (form.get("action"), form.get("cause"));
        let handled = moderation::handle(&ctx.services, &ctx.actor, &item, action, cause).await;
        return match handled {
            Ok(Handling::Done(step)) if step.leads_on() => onwards(&ctx, &filters, step.as_str()).await,
            Ok(Handling::Done(step)) => {
                let path = routes::queue_item_of(ctx.locale, &item, &filters);
                Ok(Reply::see_other(routes::with_done(&path, step.as_str())))
            }
            Ok(Handling::InHand) => Ok(conflict(ctx, Outcome::InHand, filters, form, here).into()),
            // Its page says how it stands now.
            Ok(Handling::Over) => Ok(Reply::see_other(here)),
            Err(error) if is_refused(&error) => item_form(ctx.with_refusal(form, &error), id, filters).await,
            Err(error) => Err(error),
        };
    }
    let (kind, post) = moderation::target_of(&ctx.services, &ctx.actor, &item).await?;
    if form.get("action") == DANGER {
        danger::raise(&ctx.services, &ctx.actor, &post).await?;
        let path = routes::queue_item_of(ctx.locale, &item, &filters);
        return Ok(Reply::see_other(routes::with_done(&path, DANGER)));
    }
    if kind != ItemKind::Post {
        return change(ctx, (id, here), &post, form, filters).await;
    }
    let decision = decision_of(&form, post.as_str());
    match moderation::decide(&ctx.services, &ctx.actor, &decision).await {
        Ok(Outcome::Done(verdict)) => onwards(&ctx, &filters, verdict.as_str()).await,
        Ok(outcome) => Ok(conflict(ctx, outcome, filters, form, here).into()),
        Err(error) if is_refused(&error) => item_form(ctx.with_refusal(form, &error), id, filters).await,
        Err(error) => Err(error),
    }
}

/// Decides on a change of a published text, on the page of its item.
async fn change(
    ctx: RequestCtx,
    (id, here): (String, String),
    post: &PostId,
    form: Form,
    filters: Filters,
) -> PageResult {
    let decision = edit::decision_of(&form, post.as_str());
    match moderation::decide_edit(&ctx.services, &ctx.actor, &decision).await {
        Ok(EditOutcome::Done(verdict)) => onwards(&ctx, &filters, edit::done(verdict).as_str()).await,
        Ok(EditOutcome::Stale(topic)) => Ok(edit_conflict(ctx, topic, decision.note).into()),
        Ok(EditOutcome::InHand) => Ok(conflict(ctx, Outcome::InHand, filters, form, here).into()),
        Ok(EditOutcome::WithLead) => Ok(conflict(ctx, Outcome::WithLead, filters, form, here).into()),
        Err(error) if is_refused(&error) => item_form(ctx.with_refusal(form, &error), id, filters).await,
        Err(error) => Err(error),
    }
}

/// Shows the chosen texts once more, or refuses them.
///
/// # Errors
/// What cannot be shown beside them.
pub async fn bulk(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let filters = read_filters(&form)?;
    let sent: Vec<String> =
        form.pairs().iter().filter(|(name, _)| name == "item").map(|(_, value)| value.clone()).collect();
    let sent: Vec<&str> = sent.iter().map(String::as_str).collect();
    let done = match form.get("action") {
        "confirm" => match many::reject_many(&ctx.services, &ctx.actor, &sent, form.get("key")).await {
            Ok(lines) => return Ok(bulk_done(&ctx, lines, filters).into()),
            Err(error) => Err(error),
        },
        "preview" => many::chosen(&sent),
        other => {
            let code = if other.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
            Err(DomainError::field("action", code))
        }
    };
    match done {
        Ok(chosen) => bulk_look(ctx, filters, chosen).await,
        // What she chose stays chosen.
        Err(error) if error.code == ErrorCode::InvalidForm => {
            let chosen = many::Chosen::readable(&sent);
            bulk_look(ctx.with_refusal(form, &error), filters, chosen).await
        }
        Err(error) => Err(error),
    }
}

/// Shows the chosen topics once more, or does the same with all of them.
///
/// # Errors
/// What cannot be shown beside them.
pub async fn topics(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::Arrange, None)?;
    let boxes = form.pairs().iter().filter(|(name, _)| name == "topic");
    let wanted = ManyTopics {
        topics: boxes.map(|(_, value)| value.clone()).collect(),
        what: form.get("what").to_owned(),
        reason: form.get("reason").to_owned(),
        to: form.get("to").to_owned(),
    };
    let (services, actor, locale) = (&ctx.services, &ctx.actor, ctx.locale);
    let done = match form.get("action") {
        "confirm" => forum::change_topics(services, actor, (&wanted, form.get("key")), locale)
            .await
            .map(|lines| topics_done(&ctx, lines)),
        "preview" => forum::topics_chosen(services, actor, &wanted, locale)
            .await
            .map(|look| topics_look(&ctx, look, wanted)),
        other => {
            let code = if other.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
            Err(DomainError::field("action", code))
        }
    };
    match done {
        Ok(page) => Ok(page.into()),
        // What she chose stays chosen.
        Err(error) if error.code == ErrorCode::InvalidForm => {
            let category = form.get("category").to_owned();
            topics_of(ctx.with_refusal(form, &error), category).await
        }
        Err(error) => Err(error),
    }
}

/// Keeps what she chose for her desk, whom she talks to, what she wrote for herself; or ends her shift.
///
/// # Errors
/// What cannot be shown on the desk.
pub async fn desk(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "choose" => {
            let boxes = form.pairs().iter().filter(|(name, _)| name == "reads");
            let reads: Vec<&str> = boxes.map(|(_, value)| value.as_str()).collect();
            let choice = shift::Choice {
                folded: form.get("folded") == "yes",
                blurred: form.get("blurred") == "yes",
                pause_after: form.get("pause_after"),
                reads: &reads,
            };
            shift::choose(services, actor, &choice).await
        }
        "end" => shift::end(services, actor, form.get("claims"), form.get("note")).await,
        "buddy" => shift_notes::name_buddy(services, actor, form.get("buddy")).await,
        "debrief" => shift_notes::write(services, actor, form.get("debrief")).await,
        "forget" => shift_notes::forget(services, actor, form.get("entry")).await,
        "unwatch" => watch::end(services, actor, form.get("entry")).await,
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(routes::with_done(&routes::desk(ctx.locale), &action))),
        Err(error) if is_refused(&error) => desk_form(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}
