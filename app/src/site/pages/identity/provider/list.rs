//! Which providers open the account: link and remove.

use contract::ErrorCode;
use domain::identity::provider::{Linked, Purpose, linked};
use leptos::prelude::*;

use super::super::account_crumbs;
use crate::site::{
    components::{NoticeKind, notice, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The list.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`], [`ErrorCode::ConfirmNeeded`]; when the database does not answer.
pub async fn providers(ctx: RequestCtx) -> PageResult {
    let member = ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let linked = linked(&ctx.services, member).await?;
    let title = ctx.l().msg_provider_list_title();
    Ok(Page::new(title, move || view(&ctx, &linked)).personal().into())
}

fn view(ctx: &RequestCtx, linked: &Linked) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_provider_list_title();
    // One that was taken out of the configuration opens nothing any more, but can be removed.
    let gone = linked.providers.iter().filter(|key| ctx.site.provider(key).is_none());
    let lines: Vec<AnyView> = ctx
        .site
        .providers
        .iter()
        .map(|provider| (&provider.key, provider.name(locale).to_owned()))
        .chain(gone.map(|key| (key, key.clone())))
        .map(|(key, name)| line(ctx, key, &name, linked.providers.contains(key)))
        .collect();
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_provider_list_lead()), true)}
        <div class="narrow stack">
            {said(ctx)}
            {notice(NoticeKind::Warning, None, view! { <p>{l.msg_provider_list_warning()}</p> })}
            {linked.providers.is_empty().then(|| view! { <p>{l.msg_provider_list_none()}</p> })}
            {lines}
            <p><a class="more-link" href=routes::security(locale)>{l.msg_back()}</a></p>
        </div>
    }
    .into_any()
}

fn line(ctx: &RequestCtx, key: &str, name: &str, is_linked: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let (key, shown) = (key.to_owned(), name.to_owned());
    if is_linked {
        view! {
            <form class="panel" method="post" action=routes::providers(locale)>
                <h2 class="panel__title"><bdi>{shown}</bdi>" "<span class="tag tag--approved">{l.msg_provider_linked()}</span></h2>
                <input type="hidden" name="provider" value=key/>
                <p class="actions">
                    <button class="button button--secondary button--small" type="submit">{l.msg_provider_unlink(name)}</button>
                </p>
            </form>
        }
        .into_any()
    } else {
        let href = routes::go_to_provider(locale, &key, Purpose::Link, None);
        view! {
            <section class="panel">
                <h2 class="panel__title"><bdi>{shown}</bdi></h2>
                <p class="actions">
                    <a class="button button--small" href=href rel="nofollow">{l.msg_provider_link(name)}</a>
                </p>
            </section>
        }
        .into_any()
    }
}

/// What was done just before, or why it was not.
fn said(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    if ctx.refused.as_ref().is_some_and(|refused| refused.code == ErrorCode::Conflict) {
        let href = routes::change_passphrase(ctx.locale);
        let body = view! {
            <p>{l.msg_provider_last()}</p>
            <p><a href=href>{l.msg_provider_set_passphrase()}</a></p>
        };
        return Some(notice(NoticeKind::Danger, Some(l.msg_provider_last_title()), body));
    }
    let text = match ctx.query.get("done") {
        "linked" => l.msg_provider_done_linked(),
        "unlinked" => l.msg_provider_done_unlinked(),
        _ => return None,
    };
    Some(notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}
