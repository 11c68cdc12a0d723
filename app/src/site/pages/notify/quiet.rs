//! Texts that she does not want to read unprepared, and the way to say so below each text.

use domain::{
    forum::{Author, PostView},
    mute::{Change, Quiet},
};
use leptos::prelude::*;

use crate::site::{pages::forum::words, request::RequestCtx, routes};

/// Something, folded behind a line that says why; as it is when there is nothing to fold.
pub fn folded(ctx: &RequestCtx, quiet: Option<Quiet>, author: &Author, inside: AnyView) -> AnyView {
    let l = ctx.l();
    let why = match quiet {
        None => return inside,
        Some(Quiet::Author) => l.msg_notify_quiet_author(words::author(l, author)),
        Some(Quiet::Words) => l.msg_notify_quiet_words(),
        Some(Quiet::Reported) => l.msg_report_quiet(),
    };
    view! { <details class="disclosure quiet"><summary>{why}</summary>{inside}</details> }.into_any()
}

/// Below a post of somebody else: not to read her any more, or to read her again.
pub fn menu(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let is_nobody = matches!(post.author, Author::Former(_) | Author::Team);
    if ctx.actor.member().is_none() || post.is_mine || is_nobody {
        return ().into_any();
    }
    let l = ctx.l();
    let name = words::author(l, &post.author);
    let button = |change: Change, text: String| {
        view! { <button class="button button--secondary button--small" name="action" value=change.as_str()>{text}</button>" " }
    };
    let buttons = match (&post.author, post.quiet) {
        (_, Some(Quiet::Author)) => button(Change::Lift, l.msg_notify_lift()).into_any(),
        (Author::Alias(_), _) => button(Change::Mute, l.msg_notify_mute_alias(name)).into_any(),
        _ => view! {
            {button(Change::Mute, l.msg_notify_mute(name.clone()))}
            {button(Change::Block, l.msg_notify_block(name))}
        }
        .into_any(),
    };
    view! {
        <details class="disclosure">
            <summary>{l.msg_notify_post_menu()}</summary>
            <form method="post" action=routes::mutes(ctx.locale)>
                <input type="hidden" name="post" value=post.id.to_string()/>
                <p class="actions">{buttons}</p>
                <p class="field__hint">{l.msg_notify_mute_secret()}</p>
            </form>
        </details>
    }
    .into_any()
}
