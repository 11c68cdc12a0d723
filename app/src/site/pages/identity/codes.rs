//! Recovery codes: the sheet to print, and the form for a new one.

use contract::Locale;
use domain::{Actor, Member, identity::RecoveryCode};
use leptos::prelude::*;

use super::code;
use crate::site::{
    components::{Crumb, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// Why the sheet is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The account was opened now.
    First,
    /// It takes the place of an earlier one.
    Again,
}

/// The form for a new sheet.
///
/// # Errors
/// [`contract::ErrorCode::ConfirmNeeded`].
pub async fn new_codes(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let title = ctx.l().msg_identity_new_codes_title();
    Ok(Page::new(title, move || form(&ctx)).personal().into())
}

fn crumbs(l: &i18n::L10nLanguage, locale: Locale, title: &str) -> Vec<Crumb> {
    vec![Crumb::to(l.msg_identity_account_title(), routes::account(locale)), Crumb::here(title)]
}

fn form(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_new_codes_title();
    view! {
        {page_header(locale, crumbs(l, locale, &title), title, Some(l.msg_identity_new_codes_lead()), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::recovery_codes(locale)>
                <p class="actions">
                    <button class="button" type="submit">{l.msg_identity_new_codes_submit()}</button>
                    <a class="button button--quiet" href=routes::account(locale)>{l.msg_back()}</a>
                </p>
            </form>
        </div>
    }
    .into_any()
}

/// The sheet: the only time these codes are seen. `next` is where she wanted to go.
pub fn sheet(
    ctx: &RequestCtx,
    member: Member,
    codes: &[RecoveryCode],
    why: Sheet,
    next: Option<String>,
) -> Page {
    let l = ctx.l();
    let locale = ctx.locale;
    let name = member.pseudonym.clone();
    let onward = next.unwrap_or_else(|| routes::account(locale));
    let printed: Vec<String> = codes.iter().map(RecoveryCode::printed).collect();
    Page::new(l.msg_identity_codes_title(), move || {
        let title = l.msg_identity_codes_title();
        let first = match why {
            Sheet::First => notice(
                NoticeKind::Success,
                None,
                view! { <p>{l.msg_identity_codes_welcome(&name)}</p> },
            ),
            Sheet::Again => {
                notice(NoticeKind::Info, None, view! { <p>{l.msg_identity_codes_replaced()}</p> })
            }
        };
        view! {
            {page_header(locale, crumbs(l, locale, &title), title.clone(), Some(l.msg_identity_codes_lead()), true)}
            <div class="narrow stack">
                {first}
                <p>{l.msg_identity_codes_how()}</p>
                <p>{l.msg_identity_codes_where()}</p>
                <section class="codes" aria-labelledby="codes">
                    <h2 class="codes__title" id="codes">{title}</h2>
                    <ol class="codes__list">{printed.into_iter().map(code).collect_view()}</ol>
                    <p class="codes__note">{l.msg_identity_codes_note()}</p>
                </section>
                <p class="actions"><a class="button" href=onward>{l.msg_identity_codes_done()}</a></p>
            </div>
        }
        .into_any()
    })
    .personal()
    .seen_by(Actor::Member(member))
    // The codes are on this answer alone: no link that looks like the same page in another language.
    .alternates(Vec::new())
}
