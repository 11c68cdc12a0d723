//! How far she follows a topic or category: a form on its page.

use domain::notify::{Level, Place};
use leptos::prelude::*;

use crate::site::{request::RequestCtx, routes};

/// The form; nothing for a guest. `level` is what she chose, or what writing chose for her.
pub fn follow_form(ctx: &RequestCtx, place: &Place, level: Option<Level>) -> AnyView {
    if ctx.actor.member().is_none() {
        return ().into_any();
    }
    let l = ctx.l();
    let (kind, id, legend) = match place {
        Place::Topic(id) => ("topic", id.as_str(), l.msg_notify_follow_of_topic()),
        Place::Category(slug) => ("category", slug.as_str(), l.msg_notify_follow_of_category()),
        // The team stands in the settings alone.
        Place::Team => return ().into_any(),
    };
    let now = level.unwrap_or(match place {
        Place::Topic(_) => Level::None,
        // Wherever she writes, she is told of answers to her.
        Place::Category(_) | Place::Team => Level::RepliesToMe,
    });
    let words = |level: Level| match (level, place) {
        (Level::All, Place::Topic(_)) => l.msg_notify_follow_every_answer(),
        (Level::All, Place::Category(_) | Place::Team) => l.msg_notify_follow_every_question(),
        (Level::RepliesToMe, _) => l.msg_notify_follow_answers_to_me(),
        (Level::None, _) => l.msg_notify_follow_nothing(),
    };
    let choices = Level::ALL
        .into_iter()
        .map(|level| {
            view! {
                <label class="choice">
                    <input class="choice__input" type="radio" name="level" value=level.as_str() checked=level == now/>
                    " "<span class="choice__label">{words(level)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <details class="disclosure">
            <summary>{format!("{}: {}", l.msg_notify_follow_title(), words(now))}</summary>
            <form class="form" method="post" action=routes::follow(ctx.locale)>
                <input type="hidden" name="place" value=kind/>
                <input type="hidden" name="id" value=id.to_owned()/>
                <fieldset class="choices">
                    <legend class="choices__legend">{legend}</legend>
                    {choices}
                </fieldset>
                <p class="field__hint">{l.msg_notify_follow_where()}</p>
                <p class="actions"><button class="button button--small">{l.msg_notify_save()}</button></p>
            </form>
        </details>
    }
    .into_any()
}
