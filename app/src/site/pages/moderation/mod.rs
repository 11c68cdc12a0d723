//! Pages of the room `moderation`: the team's desk.

mod conflict;
mod desk;
mod queue;

pub use conflict::conflict;
pub use desk::desk;
pub use queue::{queue, queue_filtered, read_filters};

use contract::Locale;
use leptos::prelude::*;

use crate::site::{components::Num, request::RequestCtx, routes};

/// The desk's own menu. `waiting` is how much waits.
fn desk_nav(ctx: &RequestCtx, waiting: u64) -> AnyView {
    let l = ctx.l();
    let locale: Locale = ctx.locale;
    let current = |path: &str| (*ctx.path == *path).then_some("page");
    let (desk, queue) = (routes::desk(locale), routes::queue(locale));
    let (at_desk, at_queue) = (current(&desk), current(&queue));
    view! {
        <nav class="desk__nav" aria-label=l.msg_moderation_nav_label()>
            <ul>
                <li><a href=desk aria-current=at_desk>{l.msg_moderation_nav_desk()}</a></li>
                <li>
                    <a href=queue aria-current=at_queue>
                        {l.msg_moderation_nav_queue()}" "<span class="tag"><Num text=waiting.to_string()/></span>
                    </a>
                </li>
            </ul>
        </nav>
    }
    .into_any()
}
