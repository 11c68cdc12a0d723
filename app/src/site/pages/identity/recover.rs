//! Back into an account with a recovery code.

use leptos::prelude::*;

use super::{example, link, next, next_field};
use crate::site::{
    components::{Crumb, ErrorSummary, TextField, error_summary::Labels, page_header},
    page::{Page, PageResult},
    pages::content::{Explained, explained},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("pseudonym", |l| l.msg_identity_field_pseudonym()),
    ("recovery_code", |l| l.msg_identity_field_recovery_code()),
    ("passphrase", |l| l.msg_identity_field_new_passphrase()),
];

/// The form.
///
/// # Errors
/// When the database does not answer.
pub async fn recover(ctx: RequestCtx) -> PageResult {
    let title = ctx.l().msg_identity_recover_title();
    let how = explained(&ctx, "howrecover").await?;
    Ok(Page::new(title, move || view(&ctx, how)).personal().into())
}

fn view(ctx: &RequestCtx, how: Option<Explained>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_recover_title();
    let next = next(ctx);
    let crumbs = vec![
        Crumb::to(l.msg_identity_sign_in_title(), routes::sign_in(locale, next.as_deref())),
        Crumb::here(title.clone()),
    ];
    let by_mail = ctx.services.offers_mail().then(|| {
        view! { <ul class="link-list">{link(routes::reset(locale), l.msg_mail_reset_link())}</ul> }
    });
    let wrong = (l.msg_identity_recover_wrong_title(), l.msg_identity_recover_wrong());
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_identity_recover_lead()), true)}
        <div class="narrow stack">
            {how.map(|how| how.view(ctx))}
            <form class="form" method="post" action=routes::recover(locale)>
                <ErrorSummary labels=LABELS wrong=wrong/>
                {next_field(next)}
                <TextField name="pseudonym" labels=LABELS autocomplete="username"/>
                <TextField name="recovery_code" labels=LABELS hint=l.msg_identity_recover_code_hint()/>
                <TextField name="passphrase" labels=LABELS kind="password" autocomplete="new-password"
                    hint=l.msg_identity_passphrase_hint()/>
                {example(ctx)}
                <p class="actions"><button class="button" type="submit">{l.msg_identity_recover_submit()}</button></p>
            </form>
            {by_mail}
            <section class="panel">
                <h2 class="panel__title">{l.msg_identity_recover_none_title()}</h2>
                <p>{l.msg_identity_recover_none()}</p>
                <p><a class="more-link" href=routes::join(locale)>{l.msg_identity_join_title()}</a></p>
                <p><a class="more-link" href=routes::come_back(locale)>{l.msg_privacy_return_link()}</a></p>
            </section>
        </div>
    }
    .into_any()
}
