//! Taking a text along: its address copied or shared, the text kept for times without a connection, a code on paper. No
//! widget of anybody; `ways.js` shows the buttons, and without it there is the short address.

use contract::ids::ArticleId;
use domain::{Actor, markup, qr};
use leptos::prelude::*;

use crate::site::{
    components::{NoticeKind, notice},
    request::RequestCtx,
    routes,
};

/// The short address as it is typed: it names no subject.
fn address(ctx: &RequestCtx, id: &ArticleId) -> String {
    format!("{}{}", ctx.site.public_url, routes::article_short(id))
}

/// The buttons. Only the address is shared and copied, no title: what else she says of it is hers.
pub fn tools(ctx: &RequestCtx, id: &ArticleId) -> AnyView {
    let l = ctx.l();
    let address = address(ctx, id);
    // Nothing stays on the device of somebody who is signed in.
    let keep = matches!(ctx.actor, Actor::Guest).then(|| {
        view! {
            <button class="button button--secondary button--small" r#type="button" hidden=true
                data-keep=l.msg_share_keep()
                data-drop=l.msg_share_drop()
                data-done=l.msg_share_kept()
                data-dropped=l.msg_share_dropped()
                data-failed=l.msg_share_failed()
            >
                {l.msg_share_keep()}
            </button>
        }
    });
    view! {
        <p class="actions">
            <button class="button button--secondary button--small" r#type="button" hidden=true data-share=address.clone()>
                {l.msg_share_share()}
            </button>" "
            <button class="button button--secondary button--small" r#type="button" hidden=true
                data-copy=address
                data-done=l.msg_share_copied()
                data-failed=l.msg_share_failed()
            >
                {l.msg_share_copy()}
            </button>" "
            {keep}
        </p>
        <p class="muted" role="status" data-said=""></p>
    }
    .into_any()
}

/// An address as a code that a camera reads.
fn code(ctx: &RequestCtx, address: &str) -> Option<AnyView> {
    let (path, size) = qr::stroked(address)?;
    let view_box = format!("0 0 {size} {size}");
    let view = view! {
        <svg viewBox=view_box width="116" height="116" role="img" aria-label=ctx.l().msg_share_code()>
            <rect width="100%" height="100%" fill="#fff"></rect>
            <path d=path stroke="#000" shape-rendering="crispEdges"></path>
        </svg>
    };
    Some(view.into_any())
}

/// For paper alone, in a list: where something is reached, perhaps with a code.
pub fn reached(ctx: &RequestCtx, path: &str, with_code: bool) -> AnyView {
    let address = format!("{}{path}", ctx.site.public_url);
    let code = with_code.then(|| code(ctx, &address));
    view! { <div class="paper">{code}<p><bdi dir="ltr">{address}</bdi></p></div> }.into_any()
}

/// For paper alone: the address, in letters and as a code that a camera reads.
pub fn on_paper(ctx: &RequestCtx, id: &ArticleId) -> Option<AnyView> {
    let address = address(ctx, id);
    let code = code(ctx, &address)?;
    let l = ctx.l();
    let view = view! {
        <div class="paper">
            {code}
            <p>{l.msg_share_on_paper()}" "<bdi dir="ltr">{address}</bdi></p>
        </div>
    };
    Some(view.into_any())
}

/// Told before a text with links to videos of other sites. Nothing of those is ever loaded here.
pub fn videos(ctx: &RequestCtx, html: &str) -> Option<AnyView> {
    let hosts = markup::video_hosts(html);
    (!hosts.is_empty()).then(|| {
        let text = ctx.l().msg_share_videos(hosts.join(", "));
        notice(NoticeKind::Info, None, view! { <p>{text}</p> })
    })
}
