//! Signing in.

use leptos::prelude::*;

use super::{kept_field, link, next, next_field, provider, with_next};
use crate::site::{
    components::{Crumb, ErrorSummary, TextField, error_summary::Labels, page_header},
    page::{Page, PageResult, Reply},
    pages::content::{Explained, explained},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("pseudonym", |l| l.msg_identity_field_pseudonym()),
    ("passphrase", |l| l.msg_identity_field_passphrase()),
];

/// The form; whoever is signed in goes on.
///
/// # Errors
/// None of its own.
pub async fn sign_in(ctx: RequestCtx) -> PageResult {
    if ctx.actor.awaiting_code().is_some() {
        return Ok(Reply::see_other(routes::sign_in_code(ctx.locale, next(&ctx).as_deref())));
    }
    if ctx.actor.member().is_some() {
        return Ok(Reply::see_other(next(&ctx).unwrap_or_else(|| routes::account(ctx.locale))));
    }
    let title = ctx.l().msg_identity_sign_in_title();
    let how = explained(&ctx, "howsignin").await?;
    Ok(Page::new(title, move || view(&ctx, how)).personal().into())
}

fn view(ctx: &RequestCtx, how: Option<Explained>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_sign_in_title();
    let next = next(ctx);
    let join = with_next(routes::join(locale), next.as_deref());
    let recover = with_next(routes::recover(locale), next.as_deref());
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, None, true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::sign_in(locale, None)>
                <ErrorSummary labels=LABELS/>
                {next_field(next)}
                {kept_field(ctx, ctx.typed("kept"))}
                <TextField name="pseudonym" labels=LABELS autocomplete="username"/>
                <TextField name="passphrase" labels=LABELS kind="password" autocomplete="current-password"/>
                <p class="actions"><button class="button" type="submit">{l.msg_identity_sign_in_title()}</button></p>
            </form>
            {provider::buttons(ctx)}
            <p class="muted">{l.msg_identity_sign_in_shared()}</p>
            {how.map(|how| how.view(ctx))}
            <ul class="link-list">
                {link(join, l.msg_identity_sign_in_new())}
                {link(recover, l.msg_identity_sign_in_forgot())}
            </ul>
        </div>
    }
    .into_any()
}
