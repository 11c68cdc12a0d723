//! Showing again that it is her.

use domain::identity::provider::{Linked, linked};
use leptos::prelude::*;

use super::{account_crumbs, next, next_field, provider};
use crate::site::{
    components::{ErrorSummary, TextField, error_summary::Labels, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("passphrase", |l| l.msg_identity_field_current_passphrase()),
    ("recovery_code", |l| l.msg_identity_field_recovery_code()),
];

/// The form.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`].
pub async fn confirm(ctx: RequestCtx) -> PageResult {
    let member = ctx.actor.require_member()?;
    let linked = linked(&ctx.services, member).await?;
    let title = ctx.l().msg_identity_confirm_title();
    Ok(Page::new(title, move || view(&ctx, &linked)).personal().into())
}

fn view(ctx: &RequestCtx, linked: &Linked) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_confirm_title();
    let next = next(ctx);
    let wrong = (l.msg_identity_confirm_wrong_title(), l.msg_identity_confirm_wrong());
    // Who came through a provider may have no passphrase to type; her codes she has.
    let passphrase = linked.has_passphrase.then(|| {
        view! { <TextField name="passphrase" labels=LABELS kind="password" autocomplete="current-password"/> }
    });
    let hint = if linked.has_passphrase {
        l.msg_identity_confirm_code_instead()
    } else {
        l.msg_identity_confirm_code()
    };
    let form = view! {
        <form class="form" method="post" action=format!("/{locale}/account/confirm")>
            <ErrorSummary labels=LABELS wrong=wrong/>
            {next_field(next.clone())}
            {passphrase}
            <TextField name="recovery_code" labels=LABELS hint=hint/>
            <p class="actions">
                <button class="button" type="submit">{l.msg_identity_confirm_submit()}</button>
                <a class="button button--quiet" href=routes::account(locale)>{l.msg_back()}</a>
            </p>
        </form>
    };
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_identity_confirm_lead()), true)}
        <div class="narrow stack">
            {form}
            {provider::confirm_buttons(ctx, linked)}
        </div>
    }
    .into_any()
}
