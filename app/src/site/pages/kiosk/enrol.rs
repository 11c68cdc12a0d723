//! Where the code of a new computer is typed, in its own browser.

use leptos::prelude::*;

use crate::site::{
    components::{Crumb, ErrorSummary, TextField, error_summary::Labels, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("code", |l| l.msg_kiosk_field_code())];

/// The form.
///
/// # Errors
/// None of its own.
pub async fn enrol(ctx: RequestCtx) -> PageResult {
    let title = ctx.l().msg_kiosk_enrol_title();
    Ok(Page::new(title, move || view(&ctx)).personal().into())
}

fn view(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_kiosk_enrol_title();
    let wrong = (l.msg_kiosk_enrol_wrong_title(), l.msg_kiosk_enrol_wrong());
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(l.msg_kiosk_enrol_lead()), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::kiosk_enrol(locale)>
                <ErrorSummary labels=LABELS wrong=wrong/>
                <TextField name="code" labels=LABELS hint=l.msg_kiosk_enrol_hint() autocomplete="one-time-code"/>
                <p class="actions"><button class="button" type="submit">{l.msg_kiosk_enrol_submit()}</button></p>
            </form>
        </div>
    }
    .into_any()
}
