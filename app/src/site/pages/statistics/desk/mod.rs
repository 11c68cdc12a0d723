//! The desk of the room `statistics`.

mod charts;
mod codes;
mod describe;
mod import;
mod indicators;
mod list;
mod trial;
mod versions;
mod words;

pub use charts::charts;
pub use codes::codes;
pub use describe::{described, new_dataset};
pub use import::imports;
pub use indicators::indicators;
pub use list::desk;
pub use trial::trial;
pub use versions::versions;

use leptos::prelude::*;

use crate::site::{
    components::{NoticeKind, notice},
    request::RequestCtx,
};

/// What was done, told on the page to which it led.
fn done(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let text = match ctx.query.get("done") {
        "removed" => l.msg_statdesk_done_chart_removed(),
        "saved" => l.msg_statdesk_done_saved(),
        "discarded" => l.msg_statdesk_done_discarded(),
        "shown" => l.msg_statdesk_done_shown(),
        "charts" => l.msg_statdesk_done_charts(),
        _ => return None,
    };
    ctx.refused.is_none().then(|| notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}
