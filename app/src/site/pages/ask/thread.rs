//! Coming back with a receipt: the form that takes it, and what it opens. The receipt comes with each form of the page.

use domain::ask::{Offer, OfferState, Said, Thread};
use leptos::prelude::*;

use super::{LABELS, words};
use crate::site::{
    components::{
        Crumb, Day, ErrorSummary, FormKeyField, NoticeKind, SureBox, TextArea, TextField, notice, page_header,
    },
    layout,
    page::{Page, PageResult, Reply},
    pages::{
        content::{Explained, explained},
        forum::parts,
        report::hours,
    },
    request::RequestCtx,
    routes,
};

/// The form that takes a receipt, with what was refused in it.
///
/// # Errors
/// When the database does not answer.
pub async fn come_back(ctx: RequestCtx) -> PageResult {
    let title = ctx.l().msg_ask_back_title();
    let how = explained(&ctx, "howreceipt").await?;
    Ok(Page::new(title, move || door(&ctx, how)).personal().with_sheet("ask.css").into())
}

fn door(ctx: &RequestCtx, how: Option<Explained>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_ask_back_title();
    let crumbs = vec![Crumb::to(l.msg_ask_title(), routes::ask(locale)), Crumb::here(title.clone())];
    let wrong = (l.msg_ask_wrong_title(), l.msg_ask_wrong());
    // What she wrote beside a receipt that opens nothing is not lost.
    let body = ctx.typed("body");
    let kept = (!body.is_empty()).then(|| {
        view! {
            <input r#type="hidden" name="form_key" value=ctx.typed("form_key")/>
            {view! { <TextArea name="body" labels=LABELS rows=6/> }.into_any()}
        }
    });
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_ask_back_lead()), true)}
        <div class="narrow stack">
            {how.map(|how| how.view(ctx))}
            <form class="form" method="post" action=routes::ask_receipt(locale) autocomplete="off">
                {view! { <ErrorSummary labels=LABELS wrong=wrong/> }.into_any()}
                {view! { <TextField name="receipt" labels=LABELS hint=l.msg_ask_field_receipt_hint() maxlength=40/> }.into_any()}
                {kept}
                <p class="actions"><button class="button" r#type="submit">{l.msg_ask_back_open()}</button></p>
            </form>
            <p><a class="more-link" href=routes::ask(locale)>{l.msg_ask_again()}</a></p>
        </div>
    }
    .into_any()
}

/// Her question. `done` is what she just did, as a code.
pub fn thread(ctx: &RequestCtx, thread: Thread, done: &'static str) -> Reply {
    let ctx = ctx.clone();
    let title = ctx.l().msg_ask_thread_title();
    let page = Page::new(title, move || view(&ctx, thread, done));
    Reply::from(page.personal().with_sheet("ask.css")).no_guess()
}

fn view(ctx: &RequestCtx, thread: Thread, done: &'static str) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_ask_thread_title();
    let crumbs = vec![Crumb::to(l.msg_ask_title(), routes::ask(locale)), Crumb::here(title.clone())];
    let receipt = thread.receipt.digits().to_owned();
    let done = match done {
        "reply" => Some(l.msg_ask_done_reply()),
        "agree" => Some(l.msg_ask_done_agree()),
        "decline" => Some(l.msg_ask_done_decline()),
        _ => None,
    }
    .filter(|_| ctx.refused.is_none())
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let help = thread.danger.then(|| {
        view! { <p>{l.msg_ask_danger_now()}</p>{layout::helplines(locale, true)} }
    });
    let waits = thread.waits.then(|| {
        view! { <p class="muted">{l.msg_ask_waits()}</p>{hours::banner(ctx)} }
    });
    let offers = thread.offers.into_iter().map(|one| offer(ctx, &receipt, one)).collect_view();
    let until = i18n::dates::day(locale, &thread.until);
    let erasing = ctx.typed("action") == "erase";
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack">
            {done}
            {help}
            {messages(ctx, &l.msg_messages_you(), thread.messages)}
            {waits}
            {offers}
            <form class="form" method="post" action=routes::ask_receipt(locale) autocomplete="off">
                {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                {view! { <FormKeyField/> }.into_any()}
                <input r#type="hidden" name="receipt" value=receipt.clone()/>
                {view! { <TextArea name="body" labels=LABELS hint=l.msg_ask_reply_hint() rows=6/> }.into_any()}
                <p class="actions">
                    <button class="button" r#type="submit" name="action" value="reply">{l.msg_ask_reply()}</button>
                </p>
            </form>
            <p class="muted">{l.msg_ask_until(until)}</p>
            <details class="disclosure" open=erasing>
                <summary>{l.msg_ask_erase_title()}</summary>
                <form class="form" method="post" action=routes::ask_receipt(locale)>
                    <p>{l.msg_ask_erase_text()}</p>
                    <input r#type="hidden" name="receipt" value=receipt/>
                    {view! { <SureBox labels=LABELS/> }.into_any()}
                    <p class="actions">
                        <button class="button button--danger" r#type="submit" name="action" value="erase">{l.msg_ask_erase()}</button>
                    </p>
                </form>
            </details>
        </div>
    }
    .into_any()
}

/// What was said, oldest first. `them` is what the woman is called here: "you" for herself.
pub(super) fn messages(ctx: &RequestCtx, them: &str, messages: Vec<Said>) -> AnyView {
    let l = ctx.l();
    let them = them.to_owned();
    let items = messages
        .into_iter()
        .map(|message| {
            let who = if message.from_team { l.msg_messages_team() } else { them.clone() };
            let class = if message.from_team { "post" } else { "post post--waiting" };
            view! {
                <article class=class>
                    <header class="author-line">
                        <h3 class="author-line__name"><bdi>{who}</bdi></h3>" "
                        <span class="author-line__date"><Day iso=message.day/></span>
                    </header>
                    <p class="post__body" dir="auto">{parts::lines(&message.body)}</p>
                </article>
            }
        })
        .collect_view();
    view! {
        <section class="posts" aria-labelledby="messages">
            <h2 class="visually-hidden" id="messages">{l.msg_messages_list()}</h2>
            {items}
        </section>
    }
    .into_any()
}

/// What the team would make of it: exactly these words, and her answer.
fn offer(ctx: &RequestCtx, receipt: &str, offer: Offer) -> AnyView {
    let l = ctx.l();
    let form = (offer.state == OfferState::Offered).then(|| {
        view! {
            <form method="post" action=routes::ask_receipt(ctx.locale)>
                <input r#type="hidden" name="receipt" value=receipt.to_owned()/>
                <input r#type="hidden" name="offer" value=offer.id.to_string()/>
                <p class="actions">
                    <button class="button" r#type="submit" name="action" value="agree">{l.msg_ask_offer_yes()}</button>" "
                    <button class="button button--secondary" r#type="submit" name="action" value="decline">{l.msg_ask_offer_no()}</button>
                </p>
            </form>
        }
    });
    let id = format!("offer-{}", offer.id);
    view! {
        <section class="panel" aria-labelledby=id.clone()>
            <h2 class="panel__title" id=id.clone()>{words::offer(l, offer.kind)}</h2>
            <p>{l.msg_ask_offer_text()}</p>
            {offered(&offer)}
            <p class="muted">{words::answer(l, offer.state)}</p>
            {form}
        </section>
    }
    .into_any()
}

/// The words of an offer, for her and for the team.
pub(super) fn offered(offer: &Offer) -> AnyView {
    let category = (!offer.category.is_empty()).then(|| {
        let name = offer.category.clone();
        view! { <p class="topic-row__meta"><bdi>{name}</bdi></p> }
    });
    view! {
        {category}
        <blockquote>
            <p dir="auto"><strong>{offer.title.clone()}</strong></p>
            <p dir="auto">{parts::lines(&offer.body)}</p>
        </blockquote>
    }
    .into_any()
}

/// Everything is erased.
pub fn erased(ctx: &RequestCtx) -> Reply {
    let ctx = ctx.clone();
    let title = ctx.l().msg_ask_erased_title();
    let page = Page::new(title.clone(), move || {
        let l = ctx.l();
        view! {
            {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, None, true)}
            <div class="narrow stack">
                {notice(NoticeKind::Success, None, view! { <p>{l.msg_ask_erased()}</p> })}
                <p class="actions"><a class="button" href=routes::home(ctx.locale)>{l.msg_home_start()}</a></p>
            </div>
        }
        .into_any()
    });
    Reply::from(page.personal()).no_guess()
}
