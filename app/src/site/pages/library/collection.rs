//! A collection: its items in order, and its feeds.

use contract::Locale;
use domain::library::shelf_feed::{self, CollectionPage};
use leptos::prelude::*;

use super::{cards::grid, feed::page_number};
use crate::site::{
    components::{Crumb, Icon, bits::breadcrumbs},
    page::{Page, PageResult},
    pages::content::share,
    request::RequestCtx,
    routes,
};

/// How programs that read find a catalogue (OPDS 1.2).
pub(super) const CATALOGUE: &str = "application/atom+xml;profile=opds-catalog";

/// The page of a collection.
///
/// # Errors
/// Not found for an unknown one, and for a page behind the last one.
pub async fn collection(ctx: RequestCtx, slug: String) -> PageResult {
    let number = page_number(&ctx)?;
    let shown = shelf_feed::collection(&ctx.for_reader(), ctx.locale, &slug, number).await?;
    let at = |locale| routes::collection_page(locale, &shown.slug, number);
    let alternates = Locale::ALL.into_iter().map(|locale| (locale, at(locale))).collect();
    let feed = routes::collection_feed(ctx.locale, &shown.slug, 0);
    let catalogue =
        routes::opds(&format!("collections/{}", shown.slug), &[("lang", ctx.locale.code().to_owned())]);
    let mut forms = vec![
        (CATALOGUE, catalogue),
        ("application/ld+json", routes::collection_data(ctx.locale, &shown.slug)),
    ];
    if shown.has_audio {
        forms.push(("application/rss+xml", routes::collection_podcast(ctx.locale, &shown.slug, 0)));
    }
    let (title, summary) = (shown.title.text.clone(), shown.summary.clone());
    let written = shown.written.clone();
    Ok(Page::new(title, move || view(&ctx, shown, number))
        .description(summary)
        .alternates(alternates)
        .written_in(written)
        .feed(Some(feed))
        .for_machines(Vec::new(), forms)
        .into())
}

fn feeds(ctx: &RequestCtx, shown: &CollectionPage) -> AnyView {
    let l = ctx.l();
    let podcast = shown.has_audio.then(|| {
        let href = routes::collection_podcast(ctx.locale, &shown.slug, 0);
        view! { " · "<a href=href type="application/rss+xml">{l.msg_feeds_podcast()}</a> }
    });
    view! {
        <p class="muted">
            <a href=routes::collection_feed(ctx.locale, &shown.slug, 0) type="application/atom+xml">{l.msg_feeds_collection()}</a>
            {podcast}
        </p>
    }
    .into_any()
}

fn pages(ctx: &RequestCtx, slug: &str, number: u32, more: bool) -> Option<AnyView> {
    let l = ctx.l();
    let at = |page| routes::collection_page(ctx.locale, slug, page);
    (more || number > 0).then(|| {
        view! {
            <nav class="pagination" aria-label=l.msg_pages_label()>
                {number.checked_sub(1).map(|page| view! {
                    <a class="pagination__link" rel="prev" href=at(page)>
                        <Icon name="arrow-forward" class="icon--mirror icon--back"/>" "{l.msg_feeds_page_previous()}
                    </a>
                })}
                {more.then(|| view! {
                    <a class="pagination__link" rel="next" href=at(number + 1)>
                        {l.msg_feeds_page_next()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                    </a>
                })}
            </nav>
        }
        .into_any()
    })
}

fn view(ctx: &RequestCtx, shown: CollectionPage, number: u32) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let lang = shown.title.locale.code();
    let way = vec![
        Crumb::to(l.msg_library_title(), routes::library(locale)),
        Crumb::here(shown.title.text.clone()),
    ];
    let items = view! {
        <section class="block" aria-labelledby="items">
            <h2 class="visually-hidden" id="items">{l.msg_feeds_items_title()}</h2>
            {grid(locale, &shown.items)}
        </section>
    };
    view! {
        <header class="page-header">
            {breadcrumbs(locale, way)}
            <h1 class="page-header__title" lang=lang dir="auto">{shown.title.text.clone()}</h1>
            <p class="page-header__lead" lang=lang dir="auto">{shown.summary.clone()}</p>
        </header>
        {items}
        {pages(ctx, &shown.slug, number, shown.more)}
        {feeds(ctx, &shown)}
        {share::reached(ctx, &routes::collection_page(locale, &shown.slug, number), true)}
    }
    .into_any()
}
