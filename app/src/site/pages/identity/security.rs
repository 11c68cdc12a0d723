//! The ways into the account, and what guards them.

use leptos::prelude::*;

use super::{account_crumbs, link};
use crate::site::{
    components::page_header,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The list.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`].
pub async fn security(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let title = ctx.l().msg_identity_account_security();
    Ok(Page::new(title, move || view(&ctx)).personal().into())
}

fn view(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_account_security();
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_identity_security_lead()), true)}
        <div class="narrow stack">
            <ul class="link-list">
                {link(routes::change_passphrase(locale), l.msg_identity_change_title())}
                {link(routes::recovery_codes(locale), l.msg_identity_new_codes_title())}
                {super::provider::security_link(ctx)}
                {link(routes::two_step(locale, None), l.msg_staff_two_step_title())}
                {ctx.services.offers_mail().then(|| link(routes::email(locale), l.msg_mail_email_title()))}
                {link(routes::sessions(locale), l.msg_identity_sessions_title())}
                {link(routes::safety(locale), l.msg_nav_safety())}
            </ul>
        </div>
    }
    .into_any()
}
