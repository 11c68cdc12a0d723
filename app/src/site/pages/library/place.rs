//! Where she is in a book or a recording. The server never knows: `place.js` keeps it on her device when she asks, and
//! shows these buttons, which without it do nothing and are not seen.

use contract::ids::ItemId;
use leptos::prelude::*;

use crate::site::request::RequestCtx;

/// What is kept a place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Something to read.
    Text,
    /// Something to hear or watch.
    Recording,
}

/// The buttons.
pub(super) fn place(ctx: &RequestCtx, item: &ItemId, of: Of) -> AnyView {
    let l = ctx.l();
    let key = match of {
        Of::Text => format!("{item}-text"),
        Of::Recording => item.to_string(),
    };
    view! {
        <div data-place=key hidden=true>
            <p class="actions">
                <button class="button button--secondary button--small" r#type="button">{l.msg_keep_place()}</button>" "
                <a class="button button--small" href="#main">{l.msg_keep_place_go()}</a>" "
                <button class="button button--quiet button--small" r#type="button">{l.msg_keep_place_forget()}</button>
            </p>
            <p class="muted">{l.msg_keep_place_hint()}</p>
        </div>
    }
    .into_any()
}
