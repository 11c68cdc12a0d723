//! How a text stands before somebody of the team opens it: folded, blurred, or as it is.

use domain::{
    forum::ContentNote,
    moderation::{WaitingText, item::Class, shift::Care},
};
use leptos::prelude::*;

use crate::site::{
    components::Html,
    pages::forum::{quote, reading, words as forum},
    request::RequestCtx,
};

/// How a text stands before she opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shade {
    /// Folded behind what is known of it.
    pub(super) folded: bool,
    /// Blurred until she touches it.
    pub(super) blurred: bool,
}

impl Shade {
    /// As she chose (folded, blurred); what is hard to read is folded whatever she chose.
    pub(super) fn of((folded, blurred): (bool, bool), class: Class) -> Self {
        Self { folded: folded || class.is_hard(), blurred }
    }

    /// The same for what she opened on a page of its own.
    pub(super) fn as_chosen(care: &Care, class: Class) -> Self {
        Self::of((care.preferences.folded, care.preferences.blurred), class)
    }
}

/// What a text is about, before she opens it.
pub(super) fn labels(ctx: &RequestCtx, note: Option<ContentNote>, shade: Shade) -> AnyView {
    let labels = reading::in_queue(ctx, note, Vec::new());
    if !shade.folded {
        return labels;
    }
    view! { <p class="muted">{ctx.l().msg_desk_about()}</p>{labels} }.into_any()
}

/// The text itself: open, or folded behind what is known of it.
pub(super) fn body_of(ctx: &RequestCtx, text: &WaitingText, shade: Shade) -> AnyView {
    let html = view! {
        <Html html=quote::filled(ctx, text.html.clone(), &text.quotes) class="queue-item__body prose prose--small" lang=forum::lang(text.language)/>
    }
    .into_any();
    shaded(ctx, html, shade)
}

/// A text as she chose to read: blurred, folded, or as it is.
pub(super) fn shaded(ctx: &RequestCtx, html: AnyView, shade: Shade) -> AnyView {
    let l = ctx.l();
    let html = if shade.blurred {
        view! {
            <div class="blurred" role="group" tabindex="0" aria-label=l.msg_desk_blurred_label()>{html}</div>
        }
        .into_any()
    } else {
        html
    };
    if !shade.folded {
        return html;
    }
    view! { <details class="disclosure" data-fold=""><summary>{l.msg_desk_fold_open()}</summary>{html}</details> }
        .into_any()
}
