//! The desk's first page.

use domain::moderation::Overview;
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, page_header},
    page::{Page, PageResult},
    pages::staff::desk_nav,
    request::RequestCtx,
    routes,
};

/// For whoever reads what waits: how much, and since when. For everybody of the desk: its menu.
///
/// # Errors
/// Like [`domain::permission::require_desk`].
pub async fn desk(ctx: RequestCtx) -> PageResult {
    let overview = domain::staff::desk(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_nav_desk();
    Ok(Page::new(title, move || view(&ctx, overview)).personal().main_class("page--desk").into())
}

fn view(ctx: &RequestCtx, overview: Option<Overview>) -> AnyView {
    let l = ctx.l();
    let title = l.msg_nav_desk();
    let lead = if overview.is_some() { l.msg_moderation_lead() } else { l.msg_staff_desk_lead() };
    let waiting = overview.map(|overview| overview.waiting);
    let panel = overview.map(|overview| waiting_panel(ctx, overview));
    view! {
        {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, Some(lead), true)}
        <div class="desk">
            {desk_nav(ctx, waiting)}
            <div class="desk__main stack">{panel}</div>
        </div>
    }
    .into_any()
}

fn waiting_panel(ctx: &RequestCtx, overview: Overview) -> AnyView {
    let l = ctx.l();
    let waiting = counted(overview.waiting);
    let oldest = overview.oldest_days.map(|days| {
        let (n, digits) = counted(days);
        view! { <p>{l.msg_moderation_oldest(n, digits)}</p> }
    });
    let read = (overview.waiting > 0).then(|| {
        view! { <p class="actions"><a class="button" href=routes::queue(ctx.locale)>{l.msg_moderation_open_queue()}</a></p> }
    });
    view! {
        <section class="panel" aria-labelledby="waiting">
            <h2 class="panel__title" id="waiting">{l.msg_moderation_queue_title()}</h2>
            <p>{l.msg_moderation_waiting(waiting.0, waiting.1)}</p>
            {oldest}
            {read}
        </section>
    }
    .into_any()
}
