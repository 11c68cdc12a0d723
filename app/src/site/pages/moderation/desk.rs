//! The desk's first page.

use domain::moderation::Overview;
use i18n::plurals::counted;
use leptos::prelude::*;

use super::desk_nav;
use crate::site::{
    components::{Crumb, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// How much waits, and since when.
///
/// # Errors
/// `SignInNeeded` for a guest, `Forbidden` for a member.
pub async fn desk(ctx: RequestCtx) -> PageResult {
    let overview = domain::moderation::overview(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_nav_desk();
    Ok(Page::new(title, move || view(&ctx, overview)).personal().main_class("page--desk").into())
}

fn view(ctx: &RequestCtx, overview: Overview) -> AnyView {
    let l = ctx.l();
    let title = l.msg_nav_desk();
    let waiting = counted(overview.waiting);
    let oldest = overview.oldest_days.map(|days| {
        let (n, digits) = counted(days);
        view! { <p>{l.msg_moderation_oldest(n, digits)}</p> }
    });
    let read = (overview.waiting > 0).then(|| {
        view! { <p class="actions"><a class="button" href=routes::queue(ctx.locale)>{l.msg_moderation_open_queue()}</a></p> }
    });
    view! {
        {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, Some(l.msg_moderation_lead()), true)}
        <div class="desk">
            {desk_nav(ctx, overview.waiting)}
            <div class="desk__main stack">
                <section class="panel" aria-labelledby="waiting">
                    <h2 class="panel__title" id="waiting">{l.msg_moderation_queue_title()}</h2>
                    <p>{l.msg_moderation_waiting(waiting.0, waiting.1)}</p>
                    {oldest}
                    {read}
                </section>
            </div>
        </div>
    }
    .into_any()
}
