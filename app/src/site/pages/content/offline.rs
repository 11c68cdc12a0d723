//! What is shown without a connection: numbers, what to do now, what she kept. Browsers keep this page
//! (`style/public/sw.js`), so nothing in it belongs to anybody.

use contract::ErrorCode;
use domain::{content::Document, markup::SafeHtml};
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, Html, page_header},
    layout,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn offline(ctx: RequestCtx) -> PageResult {
    let safety = match domain::content::page(&ctx.services, ctx.locale, "safety").await {
        Ok(document) => Some(document),
        // Numbers help without it.
        Err(error) if error.code == ErrorCode::NotFound => None,
        Err(error) => return Err(error),
    };
    let title = ctx.l().msg_offline_title();
    let page = Page::new(title.clone(), move || view(&ctx, title, safety));
    Ok(page.unindexed(true).portable().into())
}

/// How the page about safety begins, before its first heading: what to do now.
fn beginning(document: Document) -> AnyView {
    let lang = document.locale.code();
    let html = document.html.into_string();
    let first = html.split("<h2").next().unwrap_or_default().to_owned();
    // It was sanitised as one text; the cut falls between two blocks.
    view! { <Html html=SafeHtml::from_store(first) class="prose" lang=lang/> }.into_any()
}

fn view(ctx: &RequestCtx, title: String, safety: Option<Document>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(l.msg_offline_lead()), true)}
        <div class="narrow stack">
            <p class="actions"><a class="button" href="">{l.msg_offline_again()}</a></p>
            <section class="stack" aria-labelledby="now">
                <h2 id="now">{l.msg_offline_now()}</h2>
                {safety.map(beginning)}
                <p><a href=routes::safety(locale)>{l.msg_nav_safety()}</a></p>
            </section>
            <section class="stack" aria-labelledby="numbers">
                <h2 id="numbers">{l.msg_helplines_title()}</h2>
                {layout::helplines(locale, true)}
            </section>
            <section class="stack" aria-labelledby="kept" data-kept="" hidden=true>
                <h2 id="kept">{l.msg_offline_kept()}</h2>
                <ul></ul>
                <p class="actions">
                    <button class="button button--secondary" r#type="button" data-forget="" hidden=true>
                        {l.msg_offline_forget()}
                    </button>
                </p>
            </section>
            <p class="muted">{l.msg_offline_trace()}</p>
        </div>
    }
    .into_any()
}
