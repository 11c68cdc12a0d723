//! The receipt, on the one page on which it is ever seen: to copy, to print, to read out, to photograph.

use domain::{
    ask::{Asked, KEPT_DAYS, Receipt},
    qr,
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, NoticeKind, notice, page_header},
    layout,
    page::{Page, Reply},
    pages::content::paper,
    request::RequestCtx,
    routes,
};

/// Whose hand holds the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Her own.
    Hers,
    /// That of somebody who wrote for her: the receipt is folded away until she has the screen.
    Helper,
}

/// The page.
pub fn sheet(ctx: &RequestCtx, asked: Asked, hand: Hand) -> Reply {
    let ctx = ctx.clone();
    let title = ctx.l().msg_ask_done_title();
    Page::new(title.clone(), move || {
        let l = ctx.l();
        let help = asked.danger.then(|| {
            view! { <p>{l.msg_ask_danger_now()}</p>{layout::helplines(ctx.locale, true)} }
        });
        let shown = sheet_of(&ctx, &asked.receipt);
        let shown = match hand {
            Hand::Hers => shown,
            Hand::Helper => view! {
                {notice(NoticeKind::Info, None, view! { <p>{l.msg_ask_help_hers()}</p> })}
                <details class="disclosure">
                    <summary>{l.msg_ask_help_show()}</summary>
                    {shown}
                </details>
            }
            .into_any(),
        };
        view! {
            {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, Some(l.msg_ask_done_lead()), true)}
            <div class="narrow stack">
                {help}
                {paper::printing(&ctx)}
                {shown}
                <p>{l.msg_ask_receipt_keep()}</p>
                <form method="post" action=routes::ask_receipt(ctx.locale)>
                    <input r#type="hidden" name="receipt" value=asked.receipt.digits().to_owned()/>
                    <p>{l.msg_ask_receipt_shut()}</p>
                    <p class="actions">
                        <button class="button" r#type="submit" name="action" value="written">{l.msg_ask_receipt_written()}</button>
                    </p>
                </form>
            </div>
        }
        .into_any()
    })
    .personal()
    .with_sheet("ask.css")
    .with_sheet(paper::SHEET)
    .with_script("receipt.js")
    // The receipt is on this answer alone: no link that looks like the same page in another language.
    .alternates(Vec::new())
    .into()
}

/// What is printed: nothing on it says what it is for.
fn sheet_of(ctx: &RequestCtx, receipt: &Receipt) -> AnyView {
    let l = ctx.l();
    let groups = receipt.groups();
    let aloud = groups
        .iter()
        .map(|group| {
            let digits: Vec<String> = group.chars().map(|digit| words::digit(l, digit)).collect();
            view! { <li>{digits.join(" ")}</li> }
        })
        .collect_view();
    // The digits alone: a camera shows a number, and no address goes anywhere.
    let code = qr::stroked(receipt.digits()).map(|(path, size)| {
        let view_box = format!("0 0 {size} {size}");
        view! {
            <svg viewBox=view_box width="116" height="116" role="img" aria-label=l.msg_ask_receipt_code()>
                <rect width="100%" height="100%" fill="#fff"></rect>
                <path d=path stroke="#000" shape-rendering="crispEdges"></path>
            </svg>
        }
    });
    view! {
        <section class="codes" aria-labelledby="receipt">
            <h2 class="codes__title" id="receipt">{l.msg_ask_receipt_title()}</h2>
            <p class="ask-receipt"><bdi dir="ltr">{groups.join(" ")}</bdi></p>
            {code}
            <p class="codes__note">{l.msg_ask_receipt_note(KEPT_DAYS.to_string())}</p>
            <p>{l.msg_ask_receipt_aloud()}</p>
            <ol>{aloud}</ol>
        </section>
    }
    .into_any()
}
