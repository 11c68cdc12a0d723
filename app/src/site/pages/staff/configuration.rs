//! The configuration in force, to be read: secrets are masked before they come here.

use leptos::prelude::*;

use super::desk_page;
use crate::site::{page::PageResult, request::RequestCtx};

/// The page.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ConfigurationSee`].
pub async fn configuration(ctx: RequestCtx) -> PageResult {
    domain::staff::see_configuration(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_staff_configuration_title();
    let lead = Some(ctx.l().msg_staff_configuration_lead());
    Ok(desk_page(&ctx, title, lead, |ctx| {
        let label = ctx.l().msg_staff_configuration_title();
        view! {
            <div class="table-scroll prose" role="region" aria-label=label tabindex="0" dir="ltr" lang="en">
                <pre tabindex="0"><code>{ctx.site.configuration.clone()}</code></pre>
            </div>
        }
        .into_any()
    })
    .into())
}
