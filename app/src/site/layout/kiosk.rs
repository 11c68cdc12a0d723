//! What a page has besides on a computer that everybody uses: its script before everything else, the warning that covers
//! the page, the word that the line is cut, and what alone is shown when it is cut at the end of a visit. All of it is in
//! the page from the start, so that nothing must be fetched when it is needed.

use contract::Locale;
use domain::kiosk::{Present, UNSCRIPTED_SECONDS};
use leptos::{html::meta, prelude::*};

use super::helplines;
use crate::site::{
    components::Icon,
    request::RequestCtx,
    routes::{self, KIOSK, KIOSK_FINISH, KIOSK_HERE, KIOSK_READ, KIOSK_WORKER},
};

/// What the page says of itself where it is kept for times without a line.
pub fn read(ctx: &RequestCtx) -> Option<&'static str> {
    ctx.kept.then(|| if *ctx.path == *KIOSK_READ { "start" } else { "text" })
}

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
    // The start screen alone has what is kept fetched: nobody is there.
    let worker = (*ctx.path == *KIOSK && here.device.open).then_some(KIOSK_WORKER);
    view! {
        <script src=assets.href("kiosk.js") data-here=KIOSK_HERE data-finish=KIOSK_FINISH data-worker=worker></script>
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
pub fn covers(ctx: &RequestCtx, here: &Present) -> AnyView {
    let visited = (here.visit.is_some() || read(ctx) == Some("text")).then(|| of_a_visit(ctx));
    let lost = Locale::ALL.into_iter().map(lost).collect_view();
    view! {
        {visited}
        <div class="kiosk-start kiosk-lost" data-kiosk-lost="" role="alert" hidden=true>{lost}</div>
    }
    .into_any()
}

/// What stands alone on the screen when a visit ends or begins while the line is cut: for whoever comes next, in whatever
/// language, the numbers and whom to call.
fn lost(locale: Locale) -> AnyView {
    let l = i18n::catalogue(locale);
    view! {
        <section class="kiosk-start__one" lang=locale.code() dir=locale.direction().as_str()>
            <h2 class="kiosk-start__title">{l.msg_kiosk_lost_title()}</h2>
            <p>{l.msg_kiosk_lost()}</p>
            {helplines(locale, false)}
            <p>{l.msg_kiosk_call()}</p>
        </section>
    }
    .into_any()
}

/// The word that the line is cut; where the page is kept for that, it is there until the line is back.
fn cut(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    if !ctx.kept {
        return view! { <p class="kiosk-cut" data-kiosk-cut="" role="status" hidden=true>{l.msg_kiosk_cut()}</p> }
            .into_any();
    }
    let not_now = routes::kiosk_not_now(ctx.locale);
    let on = if *ctx.path == *not_now { routes::home(ctx.locale) } else { ctx.path.to_string() };
    view! {
        <p class="kiosk-cut" data-kiosk-cut="" role="status">{l.msg_kiosk_kept_cut()}</p>
        <p class="kiosk-cut" data-kiosk-back="" role="status" hidden=true>
            {l.msg_kiosk_kept_back()}" "<a href=on>{l.msg_kiosk_kept_on()}</a>
        </p>
    }
    .into_any()
}

fn of_a_visit(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    view! {
        <p class="kiosk-call">{l.msg_kiosk_call()}</p>
        {cut(ctx)}
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
    }
    .into_any()
}
