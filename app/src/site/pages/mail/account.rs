//! Her e-mail address: what it is good for, what it can cost her, giving and deleting it.

use domain::identity::email::{EmailState, state};
use leptos::prelude::*;

use super::button;
use crate::site::{
    components::{
        ErrorSummary, FormKeyField, Icon, NoticeKind, TextField,
        error_summary::{Labels, field_sentence},
        notice, page_header,
    },
    page::{Page, PageResult},
    pages::identity::{account_crumbs, link},
    request::RequestCtx,
    routes,
};

const LABELS: Labels =
    &[("email", |l| l.msg_mail_field_email()), ("mail_is_safe", |l| l.msg_mail_field_safe())];
/// Longest address, for the browser.
const LONGEST: usize = 254;

/// The page. Where no mail is configured it is there only for an address that is still kept.
///
/// # Errors
/// [`contract::ErrorCode::ConfirmNeeded`]; [`contract::ErrorCode::NotFound`]; when the database does not answer.
pub async fn account(ctx: RequestCtx) -> PageResult {
    let member = ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let seen = state(&ctx.services, member).await?;
    if seen == EmailState::None {
        super::require_mail(&ctx)?;
    }
    let title = ctx.l().msg_mail_email_title();
    Ok(Page::new(title, move || view(&ctx, seen)).personal().into())
}

fn view(ctx: &RequestCtx, seen: EmailState) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_mail_email_title();
    let codes = link(routes::recovery_codes(locale), l.msg_mail_email_codes());
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_mail_email_lead()), true)}
        <div class="narrow stack">
            {removed(ctx)}
            {present(ctx, &seen)}
            <section class="panel">
                <h2 class="panel__title">{l.msg_mail_email_risk_title()}</h2>
                <ul>
                    <li>{l.msg_mail_email_risk_seen()}</li>
                    <li>{l.msg_mail_email_risk_taken()}</li>
                    <li>{l.msg_mail_email_risk_paper()}</li>
                </ul>
                <p>{l.msg_mail_email_kept()}</p>
                <ul class="link-list">{codes}</ul>
            </section>
            {(ctx.services.offers_mail() && !matches!(seen, EmailState::Verified(_))).then(|| form(ctx))}
        </div>
    }
    .into_any()
}

fn removed(ctx: &RequestCtx) -> Option<AnyView> {
    let text = (ctx.query.get("done") == "removed").then(|| ctx.l().msg_mail_email_removed())?;
    Some(notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}

/// What there is, and the way to delete it.
fn present(ctx: &RequestCtx, seen: &EmailState) -> Option<AnyView> {
    let l = ctx.l();
    let (kind, text, more) = match seen {
        EmailState::None => return None,
        EmailState::Waiting(masked) => {
            (NoticeKind::Info, l.msg_mail_email_waiting(masked), l.msg_mail_email_waiting_again())
        }
        EmailState::Verified(masked) => {
            (NoticeKind::Success, l.msg_mail_email_verified(masked), l.msg_mail_email_change())
        }
    };
    let remove =
        button(routes::remove_email(ctx.locale), l.msg_mail_email_remove(), "button button--secondary");
    Some(view! { {notice(kind, None, view! { <p>{text}</p><p>{more}</p> })} {remove} }.into_any())
}

fn form(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    view! {
        <form class="form" method="post" action=routes::email(ctx.locale)>
            <ErrorSummary labels=LABELS/>
            <FormKeyField/>
            <TextField name="email" labels=LABELS kind="email" autocomplete="email" maxlength=LONGEST/>
            {safe(ctx)}
            <p class="actions">
                <button class="button" type="submit">{l.msg_mail_email_submit()}</button>
                <a class="button button--quiet" href=routes::security(ctx.locale)>{l.msg_back()}</a>
            </p>
        </form>
    }
    .into_any()
}

/// Asked each time, never ticked for her.
fn safe(ctx: &RequestCtx) -> AnyView {
    let refused = ctx.refused.as_ref();
    let error = refused.and_then(|refused| refused.fields.iter().find(|error| error.field == "mail_is_safe"));
    let error = error.map(|error| {
        let sentence = field_sentence(ctx.l(), LABELS, error);
        view! { <p class="field__error" id="mail_is_safe-error"><Icon name="warning"/>" "{sentence}</p> }
    });
    let invalid = error.is_some();
    let class = if invalid { "field field--invalid" } else { "field" };
    view! {
        <div class=class>
            {error}
            <label class="choice">
                <input class="choice__input" id="mail_is_safe" type="checkbox" name="mail_is_safe" value="yes"
                    aria-describedby=invalid.then_some("mail_is_safe-error") aria-invalid=invalid.then_some("true")/>
                " "<span class="choice__label">{ctx.l().msg_mail_field_safe()}</span>
            </label>
        </div>
    }
    .into_any()
}
