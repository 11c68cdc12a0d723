//! Pages of the room `content`: home, sections, articles.

use leptos::prelude::*;

use crate::site::{components::page_header, page::{Page, PageResult}, request::RequestCtx};

/// Home.
pub async fn home(ctx: RequestCtx) -> PageResult {
    let locale = ctx.locale;
    let title = ctx.l().msg_site_tagline();
    Ok(Page::new("", move || view! { {page_header(locale, vec![], title, None, false)} }.into_any()).into())
}
