//! What waits in the rooms beside the forum, on the desk's first page.

use domain::{content::care::Texts, staff::Rooms};
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{request::RequestCtx, routes};

/// A panel for each room in which she works.
pub fn panels(ctx: &RequestCtx, rooms: &Rooms) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let texts = rooms.texts.map(|waiting| {
        panel(
            ctx,
            "room-texts",
            (routes::desk_articles(locale), l.msg_editorial_title()),
            texts(ctx, waiting),
        )
    });
    let uploads = rooms.uploads.map(|count| {
        let (n, digits) = counted(count);
        let lines = vec![(count, routes::library_uploads(locale), l.msg_staff_rooms_uploads(n, digits))];
        panel(ctx, "room-library", (routes::shelf(locale), l.msg_shelf_title()), lines)
    });
    let figures = rooms.figures.map(|count| {
        let (n, digits) = counted(count);
        let lines = vec![(count, routes::figures_desk(locale), l.msg_staff_rooms_figures(n, digits))];
        panel(ctx, "room-figures", (routes::figures_desk(locale), l.msg_statdesk_title()), lines)
    });
    view! { {texts}{uploads}{figures} }.into_any()
}

/// How many, where they are listed, and that in words.
type Line = (u64, String, String);

fn texts(ctx: &RequestCtx, waiting: Texts) -> Vec<Line> {
    let l = ctx.l();
    let locale = ctx.locale;
    let in_state = |state: &str| routes::desk_articles_of(locale, &[("state", state.to_owned())]);
    let (review, review_digits) = counted(waiting.in_review);
    let (changes, changes_digits) = counted(waiting.changes);
    let (due, due_digits) = counted(waiting.due);
    let (stale, stale_digits) = counted(waiting.stale);
    vec![
        (waiting.in_review, in_state("in_review"), l.msg_staff_rooms_review(review, review_digits)),
        (waiting.changes, in_state("changes_requested"), l.msg_staff_rooms_changes(changes, changes_digits)),
        (waiting.due, routes::articles_due(locale, false), l.msg_staff_rooms_due(due, due_digits)),
        (waiting.stale, routes::translations(locale), l.msg_staff_rooms_stale(stale, stale_digits)),
    ]
}

fn panel(ctx: &RequestCtx, id: &'static str, (href, title): (String, String), lines: Vec<Line>) -> AnyView {
    let lines: Vec<AnyView> = lines
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(_, href, text)| view! { <li><a href=href>{text}</a></li> }.into_any())
        .collect();
    let inner = if lines.is_empty() {
        view! { <p class="muted">{ctx.l().msg_staff_rooms_none()}</p> }.into_any()
    } else {
        view! { <ul>{lines}</ul> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby=id>
            <h2 class="panel__title" id=id><a href=href>{title}</a></h2>
            {inner}
        </section>
    }
    .into_any()
}
