//! The receipt, on the one page on which it is ever seen: to copy, to print, to read out, to photograph.

use contract::Locale;
use domain::{
    ask::{Asked, KEPT_DAYS, Receipt},
    qr,
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, Icon, NoticeKind, notice, page_header},
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
        let (paper, sound) = (sheet_of(&ctx, &asked.receipt), heard(&ctx, &asked.receipt));
        let shown = view! { {paper}{sound} }.into_any();
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

/// Tenths of a second that each digit has in the sound of all ten (`style/public/digits-*.mp3`).
const SLOT: u32 = 14;

/// The sound of all ten digits in a language.
fn digits_in(locale: Locale) -> &'static str {
    match locale {
        Locale::Ar => "digits-ar.mp3",
        Locale::Fr => "digits-fr.mp3",
        Locale::En => "digits-en.mp3",
    }
}

/// The number to hear: a button with scripts, without them a player for each digit. All ten are in one file, of which each
/// player has its part, so that what is fetched tells nobody which digits they are.
fn heard(ctx: &RequestCtx, receipt: &Receipt) -> AnyView {
    let l = ctx.l();
    let sound = ctx.site.assets.href(digits_in(ctx.locale));
    let tenths = |at: u32| format!("{}.{}", at / 10, at % 10);
    let players = receipt
        .digits()
        .chars()
        .map(|digit| {
            let from = digit.to_digit(10).unwrap_or_default() * SLOT;
            let src = format!("{sound}#t={},{}", tenths(from), tenths(from + SLOT));
            let word = words::digit(l, digit);
            view! {
                <li>
                    {word.clone()}" "
                    <audio class="audio__player" controls preload="none" src=src aria-label=word></audio>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="actions">
            <button class="button button--secondary" r#type="button" hidden=true
                data-digits=receipt.digits().to_owned() data-sound=sound data-slot=tenths(SLOT)>
                <Icon name="listen"/>" "{l.msg_ask_receipt_hear()}
            </button>
        </p>
        <details class="panel">
            <summary>{l.msg_ask_receipt_heard()}</summary>
            <ol>{players}</ol>
        </details>
    }
    .into_any()
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
