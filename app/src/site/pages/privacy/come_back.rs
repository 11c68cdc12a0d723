//! Back after having disappeared.

use leptos::prelude::*;

use crate::site::{
    components::{Crumb, ErrorSummary, TextField, error_summary::Labels, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("pseudonym", |l| l.msg_identity_field_pseudonym()),
    ("recovery_code", |l| l.msg_privacy_return_field_code()),
];

/// The form.
///
/// # Errors
/// None of its own.
pub async fn come_back(ctx: RequestCtx) -> PageResult {
    let title = ctx.l().msg_privacy_return_title();
    Ok(Page::new(title, move || view(&ctx)).personal().into())
}

fn view(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_privacy_return_title();
    let crumbs = vec![
        Crumb::to(l.msg_identity_sign_in_title(), routes::sign_in(locale, None)),
        Crumb::to(l.msg_identity_recover_title(), routes::recover(locale)),
        Crumb::here(title.clone()),
    ];
    let wrong = (l.msg_privacy_return_wrong_title(), l.msg_privacy_return_wrong());
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_privacy_return_lead()), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::come_back(locale)>
                <ErrorSummary labels=LABELS wrong=wrong/>
                <TextField name="pseudonym" labels=LABELS autocomplete="username"/>
                <TextField name="recovery_code" labels=LABELS hint=l.msg_identity_recover_code_hint()/>
                <p class="actions"><button class="button" type="submit">{l.msg_privacy_return_submit()}</button></p>
            </form>
        </div>
    }
    .into_any()
}
