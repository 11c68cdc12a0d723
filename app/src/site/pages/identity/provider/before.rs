//! Before she goes to a provider: who learns what.

use domain::{DomainError, identity::provider::Purpose};
use leptos::prelude::*;

use super::super::next;
use crate::site::{
    components::{Crumb, NoticeKind, notice, page_header},
    page::{Page, PageResult, Reply},
    request::{Provider, RequestCtx},
    routes,
};

/// The page; whoever is signed in goes on.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`] for a provider that is not configured.
pub async fn provider(ctx: RequestCtx, key: String) -> PageResult {
    let provider = ctx.site.provider(&key).cloned().ok_or_else(DomainError::not_found)?;
    if ctx.actor.member().is_some() {
        return Ok(Reply::see_other(next(&ctx).unwrap_or_else(|| routes::account(ctx.locale))));
    }
    let title = ctx.l().msg_provider_before_title(provider.name(ctx.locale));
    Ok(Page::new(title, move || view(&ctx, &provider)).personal().into())
}

fn view(ctx: &RequestCtx, provider: &Provider) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let name = provider.name(locale);
    let title = l.msg_provider_before_title(name);
    let next = next(ctx);
    let sign_in = routes::sign_in(locale, next.as_deref());
    let go = routes::go_to_provider(locale, &provider.key, Purpose::SignIn, next.as_deref());
    let crumbs = vec![Crumb::to(l.msg_identity_sign_in_title(), sign_in.clone()), Crumb::here(title.clone())];
    let learns = view! { <p>{l.msg_provider_learns(name)}</p> };
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_provider_before_lead(name)), true)}
        <div class="narrow stack">
            {notice(NoticeKind::Warning, Some(l.msg_provider_learns_title(name)), learns)}
            <h2>{l.msg_provider_we_learn_title()}</h2>
            <p>{l.msg_provider_we_learn()}</p>
            <h2>{l.msg_provider_watched_title()}</h2>
            <p>{l.msg_provider_watched()}</p>
            <p class="actions">
                <a class="button" href=go rel="nofollow">{l.msg_provider_go(name)}</a>" "
                <a class="button button--secondary" href=sign_in>{l.msg_provider_rather()}</a>
            </p>
        </div>
    }
    .into_any()
}
