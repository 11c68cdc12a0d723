//! Another passphrase.

use domain::identity::has_passphrase;
use leptos::prelude::*;

use super::example;
use crate::site::{
    components::{Crumb, ErrorSummary, TextField, error_summary::Labels, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("current_passphrase", |l| l.msg_identity_field_current_passphrase()),
    ("passphrase", |l| l.msg_identity_field_new_passphrase()),
];

/// The form.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`]; [`contract::ErrorCode::ConfirmNeeded`] for a first passphrase.
pub async fn change_passphrase(ctx: RequestCtx) -> PageResult {
    let has_one = has_passphrase(&ctx.services, ctx.actor.require_member()?).await?;
    if !has_one {
        ctx.actor.require_confirmed(ctx.services.now_ms())?;
    }
    let title = ctx.l().msg_identity_change_title();
    Ok(Page::new(title, move || view(&ctx, has_one)).personal().into())
}

fn view(ctx: &RequestCtx, has_one: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_change_title();
    let crumbs =
        vec![Crumb::to(l.msg_identity_account_title(), routes::account(locale)), Crumb::here(title.clone())];
    let wrong = (l.msg_identity_wrong_passphrase_title(), l.msg_identity_wrong_passphrase());
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_identity_change_lead()), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::change_passphrase(locale)>
                <ErrorSummary labels=LABELS wrong=wrong/>
                {has_one.then(|| view! {
                    <TextField name="current_passphrase" labels=LABELS kind="password" autocomplete="current-password"/>
                })}
                <TextField name="passphrase" labels=LABELS kind="password" autocomplete="new-password"
                    hint=l.msg_identity_passphrase_hint()/>
                {example(ctx)}
                <p class="actions">
                    <button class="button" type="submit">{l.msg_identity_change_submit()}</button>
                    <a class="button button--quiet" href=routes::account(locale)>{l.msg_back()}</a>
                </p>
            </form>
        </div>
    }
    .into_any()
}
