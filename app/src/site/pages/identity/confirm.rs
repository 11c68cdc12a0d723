//! Showing again that it is her.

use leptos::prelude::*;

use super::{account_crumbs, next, next_field};
use crate::site::{
    components::{ErrorSummary, TextField, error_summary::Labels, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("passphrase", |l| l.msg_identity_field_current_passphrase())];

/// The form.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`].
pub async fn confirm(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let title = ctx.l().msg_identity_confirm_title();
    Ok(Page::new(title, move || view(&ctx)).personal().into())
}

fn view(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_confirm_title();
    let next = next(ctx);
    let wrong = (l.msg_identity_wrong_passphrase_title(), l.msg_identity_wrong_passphrase());
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_identity_confirm_lead()), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=format!("/{locale}/account/confirm")>
                <ErrorSummary labels=LABELS wrong=wrong/>
                {next_field(next)}
                <TextField name="passphrase" labels=LABELS kind="password" autocomplete="current-password"/>
                <p class="actions">
                    <button class="button" type="submit">{l.msg_identity_confirm_submit()}</button>
                    <a class="button button--quiet" href=routes::account(locale)>{l.msg_back()}</a>
                </p>
            </form>
        </div>
    }
    .into_any()
}
