//! The page that answers a decision which changed nothing: how the text stands now, and the way on.

use domain::{
    forum::PostState,
    moderation::{Filters, Outcome},
};
use leptos::prelude::*;

use super::queue::kept_note;
use crate::site::{
    components::{Crumb, page_header},
    page::Page,
    pages::forum::{parts, words},
    request::RequestCtx,
    routes,
};

/// 409, with the state of the text; `note` is what she had written to the author.
pub fn conflict(ctx: RequestCtx, outcome: Outcome, filters: Filters, note: String) -> Page {
    let title = ctx.l().msg_error_conflict_title();
    Page::new(title, move || view(&ctx, outcome, &filters, &note))
        .personal()
        .main_class("page--desk")
        .status(409)
}

fn view(ctx: &RequestCtx, outcome: Outcome, filters: &Filters, note: &str) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let (title, body) = match outcome {
        Outcome::Stale(now) if now.state != PostState::Pending => {
            let reason =
                now.reason.map(|reason| view! { <p>{l.msg_forum_reason(words::reason(l, reason))}</p> });
            let day = now
                .decided_day
                .map(|day| view! { " "<time datetime=day.clone()>{i18n::dates::day(locale, &day)}</time> });
            let body = view! {
                <p>{l.msg_moderation_stale_text()}</p>
                <p>{parts::state_tag(ctx, now.state)}{day}</p>
                {reason}
                <p><a href=routes::topic(locale, &now.topic)>{l.msg_moderation_see_topic()}</a></p>
            };
            (l.msg_moderation_stale_title(), body.into_any())
        }
        Outcome::TopicNotPublic(topic) => {
            let body = view! {
                <p>{l.msg_moderation_topic_not_public_text()}</p>
                <p><a href=routes::topic(locale, &topic)>{l.msg_moderation_see_topic()}</a></p>
            };
            (l.msg_moderation_topic_not_public_title(), body.into_any())
        }
        // It still waits, in another version than the one she saw.
        Outcome::Stale(_) | Outcome::Done(_) => {
            (l.msg_error_conflict_title(), view! { <p>{l.msg_moderation_changed_text()}</p> }.into_any())
        }
    };
    let crumbs = vec![
        Crumb::to(l.msg_nav_desk(), routes::desk(locale)),
        Crumb::to(l.msg_moderation_queue_title(), routes::queue(locale)),
    ];
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack" role="alert">
            {body}
            {kept_note(ctx, note)}
            <p class="actions">
                <a class="button" href=routes::queue_of(locale, filters)>{l.msg_moderation_back_to_queue()}</a>
            </p>
        </div>
    }
    .into_any()
}
