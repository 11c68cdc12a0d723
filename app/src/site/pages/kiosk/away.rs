//! What stands in place of what is not done on a computer that everybody uses: another site's address, to be read and
//! photographed; and the page that says that nothing is taken along or brought.

use contract::ErrorCode;
use domain::{DomainError, qr};
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// Longest address that is shown.
const MOST: usize = 600;

/// An address of another site, in letters and as a code that a camera reads. It is no link.
///
/// # Errors
/// Not found in an ordinary browser, and for what is no address on the web.
pub async fn away(ctx: RequestCtx) -> PageResult {
    let to = ctx.query.get("to").to_owned();
    let web = ["https://", "http://"].iter().any(|start| to.starts_with(start));
    let plain = to.len() <= MOST && !to.chars().any(|c| c.is_whitespace() || domain::text::is_deceptive(c));
    if ctx.kiosk.is_none() || !web || !plain {
        return Err(DomainError::not_found());
    }
    let title = ctx.l().msg_kiosk_away_title();
    Ok(Page::new(title, move || view(&ctx, to)).personal().into())
}

fn view(ctx: &RequestCtx, to: String) -> AnyView {
    let l = ctx.l();
    let title = l.msg_kiosk_away_title();
    let code = qr::stroked(&to).map(|(path, size)| {
        let view_box = format!("0 0 {size} {size}");
        view! {
            <svg viewBox=view_box width="240" height="240" role="img" aria-label=l.msg_kiosk_away_code()>
                <rect width="100%" height="100%" fill="#fff"></rect>
                <path d=path stroke="#000" shape-rendering="crispEdges"></path>
            </svg>
        }
    });
    view! {
        {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, Some(l.msg_kiosk_away_lead()), true)}
        <div class="narrow stack">
            <p class="kiosk-away"><bdi dir="ltr">{to}</bdi></p>
            {code}
            <p>{l.msg_kiosk_away_trace()}</p>
        </div>
    }
    .into_any()
}

/// Nothing is taken along or brought here.
pub fn not_here(ctx: &RequestCtx) -> Page {
    let ctx = ctx.clone();
    let l = ctx.l();
    Page::new(l.msg_kiosk_not_here_title(), move || {
        view! {
            <section class="state state--refused">
                <h1 class="state__title">{l.msg_kiosk_not_here_title()}</h1>
                <p class="state__text">{l.msg_kiosk_not_here()}</p>
                <p class="actions">
                    <a class="button button--secondary" href=routes::home(ctx.locale)>{l.msg_home_start()}</a>
                </p>
            </section>
        }
        .into_any()
    })
    .personal()
    .status(ErrorCode::Forbidden.status())
}
