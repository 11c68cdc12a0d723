//! What a page has besides on a computer that everybody uses: its script before everything else, the warning that covers
//! the page, and the word that the line is cut. All of it is in the page from the start, so that nothing must be fetched
//! when it is needed.

use domain::kiosk::{Present, UNSCRIPTED_SECONDS};
use leptos::{html::meta, prelude::*};

use crate::site::{
    components::Icon,
    request::RequestCtx,
    routes::{KIOSK_FINISH, KIOSK_HERE},
};

/// For the head: first of all, so that a page of an earlier visit is gone before it is drawn.
pub fn head(ctx: &RequestCtx, here: &Present) -> AnyView {
    let assets = &ctx.site.assets;
    let l = ctx.l();
    // Without a script nothing tells that she is there: the visit ends when its mark would.
    let after = here.visit.as_ref().map(|_| {
        let end = format!("{UNSCRIPTED_SECONDS};url={KIOSK_FINISH}");
        let end = meta().attr("http-equiv", "refresh").attr("content", end);
        view! { <noscript>{end}</noscript> }
    });
    view! {
        <script src=assets.href("kiosk.js") data-here=KIOSK_HERE data-finish=KIOSK_FINISH></script>
        <link rel="stylesheet" href=assets.href("kiosk.css")/>
        <script
            src=assets.href("keyboard.js")
            defer
            data-label=l.msg_kiosk_keyboard()
            data-close=l.msg_kiosk_keyboard_close()
            data-back=l.msg_kiosk_keyboard_back()
            data-space=l.msg_kiosk_keyboard_space()
            data-line=l.msg_kiosk_keyboard_line()
            data-shift=l.msg_kiosk_keyboard_shift()
        ></script>
        {after}
    }
    .into_any()
}

/// For the end of the body.
pub fn covers(ctx: &RequestCtx, here: &Present) -> Option<AnyView> {
    here.visit.as_ref()?;
    let l = ctx.l();
    let view = view! {
        <p class="kiosk-call">{l.msg_kiosk_call()}</p>
        <p class="kiosk-cut" data-kiosk-cut="" role="status" hidden=true>{l.msg_kiosk_cut()}</p>
        <div class="kiosk-idle" data-kiosk-idle="" role="alertdialog" aria-modal="true" hidden=true
            aria-labelledby="kiosk-idle-title" aria-describedby="kiosk-idle-text">
            <h2 class="kiosk-idle__title" id="kiosk-idle-title">{l.msg_kiosk_idle_title()}</h2>
            <p id="kiosk-idle-text">{l.msg_kiosk_idle_text()}</p>
            <p class="kiosk-idle__seconds"><bdi class="num" data-kiosk-left="" aria-hidden="true"></bdi></p>
            <p class="actions">
                <button class="button" r#type="button" data-kiosk-stay="">{l.msg_kiosk_idle_stay()}</button>" "
                <a class="button button--secondary" href=KIOSK_FINISH data-exit="" data-exit-overlay=l.msg_exit_overlay()>
                    <Icon name="exit"/>" "{l.msg_kiosk_finish()}
                </a>
            </p>
        </div>
    };
    Some(view.into_any())
}
