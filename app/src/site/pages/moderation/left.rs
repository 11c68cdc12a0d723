//! What others left, on the desk's first page: what is urgent, on what the team keeps an eye, notes of the last shifts.

use domain::moderation::{
    Urgent,
    shift::Desk,
    watch::{Watched, What},
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Day, Icon},
    pages::forum::parts,
    request::RequestCtx,
    routes,
};

/// What is urgent and open, for whoever comes next.
fn urgent(ctx: &RequestCtx, urgent: Vec<Urgent>) -> AnyView {
    let l = ctx.l();
    if urgent.is_empty() {
        return view! { <p class="muted">{l.msg_desk_urgent_none()}</p> }.into_any();
    }
    view! { <h3>{l.msg_desk_urgent_title()}</h3>{open_lines(ctx, urgent)} }.into_any()
}

/// Open things, each with the way to it.
fn open_lines(ctx: &RequestCtx, open: Vec<Urgent>) -> AnyView {
    let l = ctx.l();
    let lines = open
        .into_iter()
        .map(|one| {
            let href = words::page_of(ctx.locale, one.kind, &one.target)
                .unwrap_or_else(|| routes::queue_item(ctx.locale, &one.id));
            let kind = words::item_kind(l, one.kind);
            let tag = one.class.is_hard().then(|| {
                view! { <span class="tag tag--rejected"><Icon name="warning"/>" "{words::class(l, one.class)}</span>" " }
            });
            view! {
                <li>
                    {tag}<a href=href>{kind}</a>" · "<Day iso=one.day/>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack stack--tight">{lines}</ul> }.into_any()
}

/// On what the team keeps an eye, each with the button that ends it; the form goes to `here`.
pub fn watched_lines(ctx: &RequestCtx, watched: Vec<Watched>, here: &str) -> AnyView {
    let l = ctx.l();
    if watched.is_empty() {
        return view! { <p class="muted">{l.msg_desk_watch_none()}</p> }.into_any();
    }
    let lines = watched
        .into_iter()
        .map(|one| {
            let (kind, href) = match one.what {
                What::Text => (l.msg_desk_watch_text(), routes::permalink(&one.post)),
                What::Author => (l.msg_desk_watch_author(), routes::notes(ctx.locale, &one.post)),
                What::Topic => (l.msg_desk_watch_topic(), routes::topic(ctx.locale, &one.topic)),
            };
            let title = if one.title.is_empty() { l.msg_desk_watch_untitled() } else { one.title };
            let author =
                (one.what != What::Topic).then(|| view! { " · "{parts::author_name(ctx, &one.author)} });
            let word = (!one.word.is_empty()).then(|| view! { <p dir="auto">{one.word}</p> });
            let by = one.by.map(|name| view! { <bdi>{name}</bdi>" · " });
            view! {
                <li class="stack stack--tight">
                    <p>{kind}": "<a href=href><bdi>{title}</bdi></a>{author}</p>
                    {word}
                    <p class="topic-row__meta">{by}<Day iso=one.day/></p>
                    <form method="post" action=here.to_owned()>
                        <input r#type="hidden" name="entry" value=one.id/>
                        <button class="button button--quiet button--small" name="action" value="unwatch">
                            {l.msg_desk_watch_end()}
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack">{lines}</ul> }.into_any()
}

/// What is urgent, what was handed to her, on what the team keeps an eye, and what the last shifts wrote down.
pub(super) fn notes(ctx: &RequestCtx, desk: Desk) -> AnyView {
    let l = ctx.l();
    let urgent = urgent(ctx, desk.urgent);
    let left = (!desk.left.is_empty())
        .then(|| view! { <h3>{l.msg_desk_left_title()}</h3>{open_lines(ctx, desk.left)} }.into_any());
    let watched = watched_lines(ctx, desk.watched, &routes::desk(ctx.locale));
    let list = if desk.notes.is_empty() {
        view! { <p class="muted">{l.msg_desk_notes_none()}</p> }.into_any()
    } else {
        let notes = desk
            .notes
            .into_iter()
            .map(|note| {
                view! {
                    <li class="stack stack--tight">
                        <p class="topic-row__meta"><bdi>{note.by.unwrap_or_default()}</bdi>" · "<Day iso=note.day/></p>
                        <p dir="auto">{parts::lines(&note.body)}</p>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="stack">{notes}</ul> }.into_any()
    };
    view! {
        <section class="panel stack" aria-labelledby="notes">
            <h2 class="panel__title" id="notes">{l.msg_desk_notes_title()}</h2>
            {urgent}
            {left}
            <h3>{l.msg_desk_watch_title()}</h3>
            {watched}
            {list}
        </section>
    }
    .into_any()
}
