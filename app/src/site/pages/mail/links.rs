//! What the other links of a message lead to: a button, because programs that read her mail for her open every
//! link; and then what the button did.

use domain::identity::email::can_verify;
use leptos::prelude::*;

use super::button;
use crate::site::{
    components::{Crumb, NoticeKind, notice, page_header},
    page::{Page, PageResult, Reply},
    pages::identity::link,
    request::RequestCtx,
    routes,
};

/// Where a link leads once its button was pressed.
pub fn done(path: &str) -> String {
    format!("{path}?done=yes")
}

/// Proving that an address is hers.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`] when no mail is configured; when the database does not answer.
pub async fn verify(ctx: RequestCtx, token: String) -> PageResult {
    super::require_mail(&ctx)?;
    if !is_done(&ctx) && !can_verify(&ctx.services, &token).await? {
        return Ok(ended_proof(ctx));
    }
    let l = ctx.l();
    let (lead, submit) = (l.msg_mail_verify_lead(), l.msg_mail_verify_submit());
    let action = routes::verify_link(ctx.locale, &token);
    Ok(page(ctx, l.msg_mail_verify_title(), lead, (action, submit), l.msg_mail_verify_done()))
}

/// Stopping everything to an address. Says the same whether there is such an address or not, and works where no
/// mail is configured any more: a message that was sent once stays in her mailbox.
///
/// # Errors
/// None.
pub async fn off(ctx: RequestCtx, token: String) -> PageResult {
    let l = ctx.l();
    let (lead, submit) = (l.msg_mail_off_lead(), l.msg_mail_off_submit());
    let action = routes::off_link(ctx.locale, &token);
    Ok(page(ctx, l.msg_mail_off_title(), lead, (action, submit), l.msg_mail_off_done()))
}

fn is_done(ctx: &RequestCtx) -> bool {
    ctx.query.get("done") == "yes"
}

fn page(
    ctx: RequestCtx,
    title: String,
    lead: String,
    (action, submit): (String, String),
    said: String,
) -> Reply {
    let heading = title.clone();
    Page::new(title, move || {
        let (lead, body) = if is_done(&ctx) {
            (None, notice(NoticeKind::Success, None, view! { <p>{said}</p> }))
        } else {
            (Some(lead), button(action, submit, "button"))
        };
        view! {
            {page_header(ctx.locale, vec![Crumb::here(heading.clone())], heading, lead, true)}
            <div class="narrow stack">{body}</div>
        }
        .into_any()
    })
    .personal()
    .into()
}

/// A link to a new passphrase that was used, that ended, or that never was: the same page.
pub fn ended_reset(ctx: RequestCtx) -> Reply {
    let again = (routes::reset(ctx.locale), ctx.l().msg_mail_reset_title());
    ended(ctx, again)
}

/// The same for a link that proves an address.
pub fn ended_proof(ctx: RequestCtx) -> Reply {
    let again = (routes::email(ctx.locale), ctx.l().msg_mail_email_title());
    ended(ctx, again)
}

fn ended(ctx: RequestCtx, (href, text): (String, String)) -> Reply {
    let title = ctx.l().msg_mail_ended_title();
    let page = Page::new(title.clone(), move || {
        let l = ctx.l();
        view! {
            {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, Some(l.msg_mail_ended()), true)}
            <div class="narrow stack">
                <ul class="link-list">
                    {link(href, text)}
                    {link(routes::recover(ctx.locale), l.msg_identity_recover_title())}
                </ul>
            </div>
        }
        .into_any()
    });
    page.personal().status(410).into()
}
