//! A link to a new passphrase: asking for it, and what it leads to. The pseudonym is on neither page: who reads
//! her mail does not learn it here.

use domain::identity::reset::can_finish;
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, ErrorSummary, NoticeKind, TextField, error_summary::Labels, notice, page_header},
    page::{Page, PageResult},
    pages::identity::{example, link},
    request::RequestCtx,
    routes,
};

const ASK: Labels = &[("pseudonym", |l| l.msg_identity_field_pseudonym())];
const NEW: Labels = &[("passphrase", |l| l.msg_identity_field_new_passphrase())];

fn crumbs(ctx: &RequestCtx, title: &str) -> Vec<Crumb> {
    let sign_in = Crumb::to(ctx.l().msg_identity_sign_in_title(), routes::sign_in(ctx.locale, None));
    vec![sign_in, Crumb::here(title)]
}

/// The form that asks for a link, and what is said after it: the same for every name.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`] when no mail is configured.
pub async fn reset(ctx: RequestCtx) -> PageResult {
    super::require_mail(&ctx)?;
    let title = ctx.l().msg_mail_reset_title();
    Ok(Page::new(title, move || match ctx.query.get("done") {
        "sent" => sent(&ctx),
        "changed" => changed(&ctx),
        _ => ask(&ctx),
    })
    .personal()
    .into())
}

fn ask(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_mail_reset_title();
    view! {
        {page_header(locale, crumbs(ctx, &title), title, Some(l.msg_mail_reset_lead()), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::reset(locale)>
                <ErrorSummary labels=ASK/>
                <TextField name="pseudonym" labels=ASK autocomplete="username"/>
                <p class="actions">
                    <button class="button" type="submit">{l.msg_mail_reset_submit()}</button>
                    <a class="button button--quiet" href=routes::recover(locale)>{l.msg_back()}</a>
                </p>
            </form>
        </div>
    }
    .into_any()
}

fn sent(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_mail_reset_title();
    let said = view! { <p>{l.msg_mail_reset_sent()}</p><p>{l.msg_mail_reset_sent_same()}</p> };
    view! {
        {page_header(locale, crumbs(ctx, &title), title, None, true)}
        <div class="narrow stack">
            {notice(NoticeKind::Info, None, said)}
            <ul class="link-list">
                {link(routes::reset(locale), l.msg_mail_reset_submit())}
                {link(routes::recover(locale), l.msg_identity_recover_title())}
            </ul>
        </div>
    }
    .into_any()
}

fn changed(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_mail_reset_new_title();
    view! {
        {page_header(locale, crumbs(ctx, &title), title, None, true)}
        <div class="narrow stack">
            {notice(NoticeKind::Success, None, view! { <p>{l.msg_mail_reset_done()}</p> })}
            <p class="actions">
                <a class="button" href=routes::sign_in(locale, None)>{l.msg_identity_sign_in_title()}</a>
            </p>
        </div>
    }
    .into_any()
}

/// What the link leads to: the form for a new passphrase. Opening it spends nothing.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`] when no mail is configured; when the database does not answer.
pub async fn new_passphrase(ctx: RequestCtx, token: String) -> PageResult {
    super::require_mail(&ctx)?;
    if !can_finish(&ctx.services, &token).await? {
        return Ok(super::ended_reset(ctx));
    }
    let title = ctx.l().msg_mail_reset_new_title();
    Ok(Page::new(title, move || new(&ctx, &token)).personal().into())
}

fn new(ctx: &RequestCtx, token: &str) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_mail_reset_new_title();
    view! {
        {page_header(locale, crumbs(ctx, &title), title, Some(l.msg_mail_reset_new_lead()), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::reset_link(locale, token)>
                <ErrorSummary labels=NEW/>
                <TextField name="passphrase" labels=NEW kind="password" autocomplete="new-password"
                    hint=l.msg_identity_passphrase_hint()/>
                {example(ctx)}
                <p class="actions"><button class="button" type="submit">{l.msg_identity_recover_submit()}</button></p>
            </form>
        </div>
    }
    .into_any()
}
