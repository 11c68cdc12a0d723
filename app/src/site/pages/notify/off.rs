//! What the last link of a digest leads to.

use leptos::prelude::*;

use crate::site::{
    components::{Crumb, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// A button, because programs open the links of mail; then what it did. The same whether the link is one of ours
/// or not, and also where no mail is configured any more.
///
/// # Errors
/// None.
pub async fn digest_off(ctx: RequestCtx, token: String) -> PageResult {
    let title = ctx.l().msg_notify_off_title();
    Ok(Page::new(title, move || view(&ctx, &token)).personal().into())
}

fn view(ctx: &RequestCtx, token: &str) -> AnyView {
    let l = ctx.l();
    let title = l.msg_notify_off_title();
    let (lead, body) = if ctx.query.get("done") == "yes" {
        (None, notice(NoticeKind::Success, None, view! { <p>{l.msg_notify_off_done()}</p> }))
    } else {
        let action = routes::digest_off_link(ctx.locale, token);
        let form = view! {
            <form class="form" method="post" action=action>
                <p class="actions"><button class="button">{l.msg_notify_off_submit()}</button></p>
            </form>
        };
        (Some(l.msg_notify_off_lead()), form.into_any())
    };
    view! {
        {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, lead, true)}
        <div class="narrow stack">{body}</div>
    }
    .into_any()
}
