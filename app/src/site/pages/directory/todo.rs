//! What waits for editors, on the desk's first page.

use domain::launch::Todo;
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{request::RequestCtx, routes};

/// What is to be confirmed and checked again; nothing when nothing is.
pub fn panel(ctx: &RequestCtx, todo: Todo) -> Option<AnyView> {
    if todo == Todo::default() {
        return None;
    }
    let l = ctx.l();
    let line = |count: usize, href: String, text: String| {
        (count > 0).then(|| view! { <li><a href=href>{text}</a></li> })
    };
    let (launch, launch_digits) = counted(todo.launch);
    let (helplines, helplines_digits) = counted(todo.helplines);
    let (organisations, organisations_digits) = counted(todo.organisations);
    let panel = view! {
        <section class="panel" aria-labelledby="todo">
            <h2 class="panel__title" id="todo">{l.msg_launch_todo()}</h2>
            <ul>
                {line(todo.launch, routes::launch(ctx.locale), l.msg_launch_open(launch, launch_digits))}
                {line(
                    todo.helplines,
                    routes::desk_helplines(ctx.locale),
                    l.msg_lines_due(helplines, helplines_digits),
                )}
                {line(
                    todo.organisations,
                    routes::desk_organisations(ctx.locale),
                    l.msg_directory_due_count(organisations, organisations_digits),
                )}
            </ul>
        </section>
    };
    Some(panel.into_any())
}
