//! Pages of the room `identity`: opening an account, signing in, recovering, the account.
//!
//! All of them belong to one person: never stored, neutral title. A passphrase is never filled in again.

mod account;
mod change_passphrase;
mod codes;
mod confirm;
mod join;
mod provider;
mod recover;
mod security;
mod sessions;
mod sign_in;
mod two_step;

pub use account::{account, role_name};
pub use change_passphrase::change_passphrase;
pub use codes::{Sheet, new_codes, sheet};
pub use confirm::confirm;
pub use join::join;
pub use provider::{Trouble, first_through_provider, provider, providers, trouble};
pub use recover::recover;
pub use security::security;
pub use sessions::sessions;
pub use sign_in::sign_in;
pub use two_step::{sign_in_code, sign_in_code_keeping, two_step};

use leptos::prelude::*;

use crate::site::{
    components::{Crumb, NoticeKind, Num, notice},
    request::RequestCtx,
    routes,
};

/// Where she wanted to go: kept through a refusal, and only inside this site.
pub fn next(ctx: &RequestCtx) -> Option<String> {
    let typed = ctx.typed("next");
    let wanted = if typed.is_empty() { ctx.query.get("next") } else { &typed };
    routes::safe_next(wanted).map(str::to_owned)
}

/// Carries `next` through a form.
fn next_field(next: Option<String>) -> AnyView {
    next.map(|next| view! { <input type="hidden" name="next" value=next/> }).into_any()
}

/// Carries a text that was being written when she was signed out, closed, through a form; and says so.
fn kept_field(ctx: &RequestCtx, kept: String) -> AnyView {
    if kept.is_empty() {
        return ().into_any();
    }
    view! {
        {notice(NoticeKind::Info, None, view! { <p>{ctx.l().msg_writing_lost()}</p> })}
        <input type="hidden" name="kept" value=kept/>
    }
    .into_any()
}

/// The same address with `next`, so that changing one's mind loses no way.
fn with_next(path: String, next: Option<&str>) -> String {
    match next {
        Some(next) => routes::with_next(&path, next),
        None => path,
    }
}

/// A passphrase drawn for her, beside the field.
pub(super) fn example(ctx: &RequestCtx) -> AnyView {
    let words = domain::identity::example(ctx.locale);
    view! {
        <p class="field__hint">
            {ctx.l().msg_identity_example()}" "<strong lang=ctx.locale.code() dir="auto"><bdi>{words}</bdi></strong>
        </p>
    }
    .into_any()
}

/// Back to the account.
pub fn account_crumbs(ctx: &RequestCtx, title: &str) -> Vec<Crumb> {
    vec![Crumb::to(ctx.l().msg_identity_account_title(), routes::account(ctx.locale)), Crumb::here(title)]
}

/// A name and what stands for it, in a `dl`.
pub fn fact(name: String, value: AnyView) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

/// A link, in a `.link-list`.
pub fn link(href: String, text: String) -> AnyView {
    view! { <li><a href=href>{text}</a></li> }.into_any()
}

/// A code as printed.
pub fn code(text: String) -> AnyView {
    view! { <li><code><Num text=text/></code></li> }.into_any()
}
