//! A woman who cannot read comes back: she shows her receipt, a helper types it, reads the answers aloud, writes what she
//! says, reads it back, and she presses the large button. The receipt comes with each form and stays nowhere.

use domain::{
    Permission,
    ask::{Offer, OfferState, Receipt, Thread},
    permission::require,
};
use leptos::prelude::*;

use super::{
    LABELS,
    thread::{messages, offered},
    words,
};
use crate::site::{
    components::{Crumb, ErrorSummary, FormKeyField, NoticeKind, TextArea, TextField, notice, page_header},
    layout,
    page::{Page, PageResult, Reply},
    pages::forum::parts::lines,
    request::RequestCtx,
    routes,
};

fn crumbs(ctx: &RequestCtx) -> Vec<Crumb> {
    let l = ctx.l();
    vec![Crumb::to(l.msg_ask_title(), routes::ask(ctx.locale)), Crumb::here(l.msg_ask_help_back_title())]
}

fn page(ctx: &RequestCtx, view: impl FnOnce(&RequestCtx) -> AnyView + Send + 'static) -> Page {
    let ctx = ctx.clone();
    Page::new(ctx.l().msg_ask_help_back_title(), move || view(&ctx)).personal().with_sheet("ask.css")
}

/// The form that takes her receipt, with what was refused in it.
///
/// # Errors
/// Like [`require`] of [`Permission::AskHelp`].
pub async fn help_back(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::AskHelp, None)?;
    Ok(page(&ctx, |ctx| {
        let l = ctx.l();
        let wrong = (l.msg_ask_wrong_title(), l.msg_ask_wrong());
        view! {
            {page_header(ctx.locale, crumbs(ctx), l.msg_ask_help_back_title(), Some(l.msg_ask_help_back_lead()), true)}
            <div class="narrow stack">
                <form class="form" method="post" action=routes::ask_help_back(ctx.locale) autocomplete="off">
                    {view! { <ErrorSummary labels=LABELS wrong=wrong/> }.into_any()}
                    {view! { <TextField name="receipt" labels=LABELS hint=l.msg_ask_field_receipt_hint() maxlength=40/> }.into_any()}
                    <p class="actions"><button class="button" r#type="submit">{l.msg_ask_back_open()}</button></p>
                </form>
            </div>
        }
        .into_any()
    })
    .into())
}

/// Her question, to be read aloud, and the form for what she says. `body` is what was written before it was read back.
pub fn help_thread(ctx: &RequestCtx, thread: Thread, body: String) -> Reply {
    let page = page(ctx, move |ctx| {
        let l = ctx.l();
        let receipt = thread.receipt.digits().to_owned();
        let help = thread.danger.then(|| {
            view! { <p>{l.msg_ask_danger_now()}</p>{layout::helplines(ctx.locale, true)} }
        });
        let waits =
            thread.waits.then(|| notice(NoticeKind::Info, None, view! { <p>{l.msg_ask_waits()}</p> }));
        let offers = thread
            .offers
            .into_iter()
            .filter(|one| one.state == OfferState::Offered)
            .map(|one| offer(ctx, &receipt, &one))
            .collect_view();
        let erasing = view! {
            <form method="post" action=routes::ask_help_back(ctx.locale)>
                <input r#type="hidden" name="receipt" value=receipt.clone()/>
                <p class="actions">
                    <button class="button button--secondary button--small" r#type="submit" name="action" value="erasing">
                        {l.msg_ask_erase_title()}
                    </button>
                </p>
            </form>
        }
        .into_any();
        view! {
            {page_header(ctx.locale, crumbs(ctx), l.msg_ask_help_read(), Some(l.msg_ask_help_back_read()), true)}
            <div class="narrow stack">
                {help}
                {messages(ctx, &l.msg_ask_desk_she(), thread.messages)}
                {waits}
                {offers}
                <form class="form" method="post" action=routes::ask_help_back(ctx.locale) autocomplete="off">
                    {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                    {view! { <FormKeyField/> }.into_any()}
                    <input r#type="hidden" name="receipt" value=receipt/>
                    {view! { <TextArea name="body" labels=LABELS hint=l.msg_ask_help_one() rows=6 value=body/> }.into_any()}
                    <p class="actions">
                        <button class="button" r#type="submit" name="action" value="look">{l.msg_ask_help_look()}</button>" "
                        <a class="button button--secondary" href=routes::ask_help(ctx.locale)>{l.msg_ask_help_back_done()}</a>
                    </p>
                </form>
                {erasing}
            </div>
        }
        .into_any()
    });
    // The receipt is on this answer: no link that looks like the same page in another language.
    Reply::from(page.alternates(Vec::new())).no_guess()
}

/// What was written, in large letters, to be read out; and one large button for her. Nothing is sent yet.
pub fn reply_read_back(ctx: &RequestCtx, receipt: &Receipt, body: String, key: String) -> Reply {
    let receipt = receipt.digits().to_owned();
    let page = page(ctx, move |ctx| {
        let l = ctx.l();
        view! {
            {page_header(ctx.locale, crumbs(ctx), l.msg_ask_help_read(), Some(l.msg_ask_help_read_lead()), true)}
            <div class="narrow stack">
                <blockquote class="ask-aloud"><p dir="auto">{lines(&body)}</p></blockquote>
                <form class="form" method="post" action=routes::ask_help_back(ctx.locale)>
                    <input r#type="hidden" name="form_key" value=key/>
                    <input r#type="hidden" name="receipt" value=receipt/>
                    <input r#type="hidden" name="body" value=body/>
                    <button class="button ask-yes" r#type="submit" name="action" value="send">{l.msg_ask_help_back_yes()}</button>
                    <p class="actions">
                        <button class="button button--secondary" r#type="submit" name="action" value="change">{l.msg_ask_help_change()}</button>
                    </p>
                </form>
            </div>
        }
        .into_any()
    });
    Reply::from(page.alternates(Vec::new())).no_guess()
}

/// What the team would make of it, to be read aloud, and the way to her answer.
fn offer(ctx: &RequestCtx, receipt: &str, offer: &Offer) -> AnyView {
    let l = ctx.l();
    let id = format!("offer-{}", offer.id);
    view! {
        <section class="panel" aria-labelledby=id.clone()>
            <h2 class="panel__title" id=id.clone()>{words::offer(l, offer.kind)}</h2>
            {offered(offer)}
            <form method="post" action=routes::ask_help_back(ctx.locale)>
                <input r#type="hidden" name="receipt" value=receipt.to_owned()/>
                <input r#type="hidden" name="offer" value=offer.id.to_string()/>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="offer">{l.msg_ask_help_look()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// What the team would make of it, in large letters, to be read out; and one large button for her. Nothing is passed on yet.
pub fn offer_read_back(ctx: &RequestCtx, receipt: &Receipt, offer: Offer) -> Reply {
    let receipt = receipt.digits().to_owned();
    let page = page(ctx, move |ctx| {
        let l = ctx.l();
        view! {
            {page_header(ctx.locale, crumbs(ctx), l.msg_ask_help_read(), Some(l.msg_ask_help_offer_lead()), true)}
            <div class="narrow stack">
                <div class="ask-aloud">
                    <p><strong>{words::offer(l, offer.kind)}</strong></p>
                    <p>{l.msg_ask_offer_text()}</p>
                    {offered(&offer)}
                </div>
                <form class="form" method="post" action=routes::ask_help_back(ctx.locale)>
                    <input r#type="hidden" name="receipt" value=receipt/>
                    <input r#type="hidden" name="offer" value=offer.id.to_string()/>
                    <button class="button ask-yes" r#type="submit" name="action" value="agree">{l.msg_ask_offer_yes()}</button>
                    <p class="actions">
                        <button class="button button--secondary" r#type="submit" name="action" value="decline">{l.msg_ask_offer_no()}</button>" "
                        <button class="button button--secondary" r#type="submit" name="action" value="">{l.msg_ask_help_later()}</button>
                    </p>
                </form>
            </div>
        }
        .into_any()
    });
    Reply::from(page.alternates(Vec::new())).no_guess()
}

/// What goes if she erases it, to be read out; and one large button for her. Nothing is erased yet.
pub fn erase_read_back(ctx: &RequestCtx, receipt: &Receipt) -> Reply {
    let receipt = receipt.digits().to_owned();
    let page = page(ctx, move |ctx| {
        let l = ctx.l();
        view! {
            {page_header(ctx.locale, crumbs(ctx), l.msg_ask_help_read(), Some(l.msg_ask_help_erase_lead()), true)}
            <div class="narrow stack">
                <blockquote class="ask-aloud"><p>{l.msg_ask_erase_text()}</p></blockquote>
                <form class="form" method="post" action=routes::ask_help_back(ctx.locale)>
                    <input r#type="hidden" name="receipt" value=receipt/>
                    <button class="button button--danger ask-yes" r#type="submit" name="action" value="erase">{l.msg_ask_field_sure()}</button>
                    <p class="actions">
                        <button class="button button--secondary" r#type="submit" name="action" value="">{l.msg_ask_help_keep()}</button>
                    </p>
                </form>
            </div>
        }
        .into_any()
    });
    Reply::from(page.alternates(Vec::new())).no_guess()
}

/// It is sent.
pub fn help_sent(ctx: &RequestCtx) -> Reply {
    let l = ctx.l();
    done(ctx, l.msg_ask_done_reply(), Some(l.msg_ask_help_back_paper()))
}

/// She agreed, or did not.
pub fn help_answered(ctx: &RequestCtx, yes: bool) -> Reply {
    let l = ctx.l();
    let text = if yes { l.msg_ask_done_agree() } else { l.msg_ask_done_decline() };
    done(ctx, text, Some(l.msg_ask_help_back_paper()))
}

/// Everything is erased: her paper opens nothing any more.
pub fn help_erased(ctx: &RequestCtx) -> Reply {
    done(ctx, ctx.l().msg_ask_erased(), None)
}

/// What was done. Neither her words nor the receipt are on this page.
fn done(ctx: &RequestCtx, text: String, paper: Option<String>) -> Reply {
    let page = page(ctx, move |ctx| {
        let l = ctx.l();
        view! {
            {page_header(ctx.locale, crumbs(ctx), l.msg_ask_help_back_title(), None, true)}
            <div class="narrow stack">
                {notice(NoticeKind::Success, None, view! { <p>{text}</p> })}
                {paper.map(|paper| view! { <p>{paper}</p> })}
                <p class="actions"><a class="button" href=routes::ask_help(ctx.locale)>{l.msg_ask_help_title()}</a></p>
            </div>
        }
        .into_any()
    });
    Reply::from(page).no_guess()
}
