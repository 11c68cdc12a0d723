//! The page that answers a refusal or failure. What somebody wrote is on it, to copy or to send again.

use contract::ErrorCode;
use domain::DomainError;
use leptos::prelude::*;

use crate::site::{
    components::{Icon, in_textarea},
    form::Form,
    layout,
    page::Page,
    request::RequestCtx,
    routes,
};

/// Fields that never come back: secrets, and decisions that must be taken anew. They are no text of hers.
const NEVER_SHOWN: [&str; 13] = [
    "passphrase",
    "current_passphrase",
    "recovery_code",
    "email",
    "mail_is_safe",
    "action",
    "version",
    "code",
    "offer",
    "choice",
    "days",
    "sure",
    "export",
];

/// The error page. `reference` names the line in the log; `sent` is the form that failed.
pub fn page(ctx: &RequestCtx, error: &DomainError, reference: Option<String>, sent: Option<Form>) -> Page {
    let l = ctx.l();
    let code = error.code;
    let locale = ctx.locale;
    let title = i18n::errors::title(l, code);
    let message = i18n::errors::message(l, code);
    let (class, icon) = match code {
        ErrorCode::NotFound => ("state state--lost", "search"),
        ErrorCode::Unavailable | ErrorCode::StorageFull | ErrorCode::Damaged | ErrorCode::Internal => {
            ("state state--broken", "clock")
        }
        _ => ("state state--refused", "lock"),
    };
    let path = ctx.path.to_string();
    let second_step = match ctx.actor.awaiting_code() {
        Some(_) => routes::sign_in_code(locale, None),
        None => routes::two_step(locale, None),
    };
    let kept = sent.filter(has_text);
    let page_title = title.clone();
    Page::new(page_title, move || {
        view! {
            <section class=class>
                <span class="state__niche"><Icon name=icon/></span>
                <h1 class="state__title">{title}</h1>
                <p class="state__text">{message}</p>
                {reference.map(|reference| view! {
                    <p class="state__reference">{l.msg_error_reference(reference)}</p>
                })}
                <p class="actions">
                    {(code == ErrorCode::SignInNeeded).then(|| view! {
                        <a class="button" href=routes::sign_in(locale, None) target="_blank" rel="noopener">{l.msg_nav_sign_in()}</a>
                    })}
                    {matches!(code, ErrorCode::Suspended | ErrorCode::Silenced).then(|| view! {
                        <a class="button" href=routes::my_decisions(locale)>{l.msg_sanctions_mine_title()}</a>
                    })}
                    {(code == ErrorCode::ConfirmNeeded).then(|| view! {
                        <a class="button" href=routes::confirm(locale, &routes::account(locale)) target="_blank" rel="noopener">{l.msg_error_confirm_needed_title()}</a>
                    })}
                    {(code == ErrorCode::SecondFactorNeeded).then(|| view! {
                        <a class="button" href=second_step target="_blank" rel="noopener">{l.msg_staff_two_step_title()}</a>
                    })}
                    <a class="button button--secondary" href=routes::home(locale)>{l.msg_home_start()}</a>
                </p>
            </section>
            {kept.map(|form| kept_text(locale, code, path, &form))}
            <section class="panel narrow">
                <h2 class="panel__title">{l.msg_helplines_title()}</h2>
                {layout::helplines(locale, true)}
            </section>
        }
        .into_any()
    })
    .personal()
    .status(code.status())
}

/// Whether a form holds something that was typed or chosen and can be shown again.
pub fn has_text(form: &Form) -> bool {
    form.pairs().iter().any(|(name, value)| is_text(name) && !value.is_empty())
}

fn is_text(name: &str) -> bool {
    !NEVER_SHOWN.contains(&name) && !["form_key", "owner", "sequence", "place", "kept"].contains(&name)
}

/// The same form again, with what was typed, its key and its target: sending it twice gives one result.
fn kept_text(locale: contract::Locale, code: ErrorCode, path: String, form: &Form) -> AnyView {
    let l = i18n::catalogue(locale);
    let fields = form
        .pairs()
        .iter()
        .filter(|(name, _)| !NEVER_SHOWN.contains(&name.as_str()))
        .map(|(name, value)| {
            let (name, value) = (name.clone(), value.clone());
            if name == "body" || name == "note" || value.contains('\n') {
                view! { <textarea class="textarea" name=name rows="8" dir="auto" aria-label=l.msg_your_text()>{in_textarea(&value)}</textarea> }.into_any()
            } else if name == "title" {
                view! { <input class="input" name=name value=value dir="auto" aria-label=l.msg_your_text()/> }.into_any()
            } else {
                view! { <input r#type="hidden" name=name value=value/> }.into_any()
            }
        })
        .collect_view();
    view! {
        <form class="form narrow" method="post" action=path>
            <h2>{l.msg_your_text()}</h2>
            <p>{if code == ErrorCode::SignInNeeded { l.msg_sign_in_other_tab() } else { l.msg_your_text_hint() }}</p>
            {fields}
            <p class="actions"><button class="button" r#type="submit">{l.msg_send_again()}</button></p>
        </form>
    }
    .into_any()
}
