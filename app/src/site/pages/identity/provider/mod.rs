//! Signing in through a provider: before she goes, when she comes back for the first time, what is linked, and
//! what went wrong on the way.

mod before;
mod first;
mod list;
mod trouble;

pub use before::provider;
pub use first::first_through_provider;
pub use list::providers;
pub use trouble::{Trouble, trouble};

use domain::identity::provider::{Linked, Purpose};
use leptos::prelude::*;

use super::{link, next};
use crate::site::{request::RequestCtx, routes};

/// A button for each provider, below the form of sign-in and of joining. Without providers, nothing.
pub(super) fn buttons(ctx: &RequestCtx) -> AnyView {
    let providers = &ctx.site.providers;
    if providers.is_empty() {
        return ().into_any();
    }
    let l = ctx.l();
    let next = next(ctx);
    let buttons = providers
        .iter()
        .map(|provider| {
            let href = routes::provider(ctx.locale, &provider.key, next.as_deref());
            let text = l.msg_provider_with(provider.name(ctx.locale));
            view! { <a class="button button--secondary" href=href rel="nofollow">{text}</a>" " }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="providers">
            <h2 id="providers">{l.msg_provider_or()}</h2>
            <p class="actions">{buttons}</p>
        </section>
    }
    .into_any()
}

/// Ways to show again that it is her, besides passphrase and code: through providers that can prove it.
pub(super) fn confirm_buttons(ctx: &RequestCtx, linked: &Linked) -> AnyView {
    let next = next(ctx);
    let buttons: Vec<AnyView> = ctx
        .site
        .providers
        .iter()
        .filter(|provider| provider.proves_anew && linked.providers.contains(&provider.key))
        .map(|provider| {
            let href = routes::go_to_provider(ctx.locale, &provider.key, Purpose::Confirm, next.as_deref());
            let text = ctx.l().msg_provider_confirm(provider.name(ctx.locale));
            view! { <a class="button button--secondary" href=href rel="nofollow">{text}</a>" " }.into_any()
        })
        .collect();
    (!buttons.is_empty()).then(|| view! { <p class="actions">{buttons}</p> }).into_any()
}

/// The line in the list of ways in, where the portal has providers.
pub(super) fn security_link(ctx: &RequestCtx) -> AnyView {
    (!ctx.site.providers.is_empty())
        .then(|| link(routes::providers(ctx.locale), ctx.l().msg_provider_list_title()))
        .into_any()
}
