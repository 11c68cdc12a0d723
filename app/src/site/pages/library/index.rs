//! The shelves.

use contract::Locale;
use domain::library::{Filter, Index};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{
    cards::grid,
    collection::CATALOGUE,
    filters::{address, filters, is_lost, read, too_many, whole},
    found::{field, found},
};
use crate::site::{
    components::{Crumb, Icon, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The library, whole, filtered, or searched by `q`. Search engines are sent away from every view but the whole one.
///
/// # Errors
/// The database is away.
pub async fn index(ctx: RequestCtx) -> PageResult {
    if !ctx.query.get("q").trim().is_empty() {
        return found(ctx).await;
    }
    let (mut filter, mut unknown) = read(&ctx);
    let title = ctx.l().msg_library_title();
    if filter.is_too_deep() {
        let alternates = Locale::ALL.into_iter().map(|locale| (locale, address(locale, &filter))).collect();
        let page = Page::new(title, move || refused(&ctx, &filter)).alternates(alternates);
        return Ok(page.unindexed(true).status(422).into());
    }
    let mut index = domain::library::index(&ctx.for_reader(), ctx.locale, filter.clone()).await?;
    if is_lost(&filter, &index) {
        (filter, unknown) = (whole(&filter), true);
        index = domain::library::index(&ctx.for_reader(), ctx.locale, filter.clone()).await?;
    }
    let l = ctx.l();
    let alternates = Locale::ALL.into_iter().map(|locale| (locale, address(locale, &filter))).collect();
    let catalogue = routes::opds("", &[("lang", ctx.locale.code().to_owned())]);
    let one_of_many = unknown || filter.depth() > 0;
    let data = (!one_of_many && filter.is_whole())
        .then(|| ("application/ld+json", routes::list_data(&routes::library(ctx.locale))));
    let forms = std::iter::once((CATALOGUE, catalogue)).chain(data).collect();
    let page = Page::new(title, move || view(&ctx, &filter, unknown, index))
        .description(l.msg_library_lead())
        .alternates(alternates)
        .unindexed(one_of_many)
        .for_machines(Vec::new(), forms);
    Ok(if unknown { page.status(422) } else { page }.into())
}

/// In place of the list.
fn refused(ctx: &RequestCtx, filter: &Filter) -> AnyView {
    let l = ctx.l();
    let crumbs = vec![Crumb::here(l.msg_library_title())];
    view! {
        {page_header(ctx.locale, crumbs, l.msg_library_title(), None, false)}
        {too_many(ctx, filter)}
    }
    .into_any()
}

fn pages(ctx: &RequestCtx, filter: &Filter, more: bool) -> Option<AnyView> {
    let l = ctx.l();
    let locale = ctx.locale;
    // Further pages of everything lead to every item; those of a filter lead nowhere new.
    let (before, after) =
        if filter.depth() > 0 { ("prev nofollow", "next nofollow") } else { ("prev", "next") };
    (more || filter.page > 0).then(|| {
        let at = |page| address(locale, &Filter { page, ..filter.clone() });
        view! {
            <nav class="pagination" aria-label=l.msg_pages_label()>
                {filter.page.checked_sub(1).map(|page| view! {
                    <a class="pagination__link" rel=before href=at(page)>
                        <Icon name="arrow-forward" class="icon--mirror icon--back"/>" "{l.msg_pages_previous()}
                    </a>
                })}
                {more.then(|| view! {
                    <a class="pagination__link" rel=after href=at(filter.page + 1)>
                        {l.msg_pages_next()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                    </a>
                })}
            </nav>
        }
        .into_any()
    })
}

/// The way to the library's desk, for whoever keeps it.
fn desk_link(ctx: &RequestCtx) -> Option<AnyView> {
    domain::permission::permits(&ctx.actor, domain::Permission::LibraryManage, None).then(|| {
        view! { <p><a href=routes::shelf(ctx.locale)>{ctx.l().msg_shelf_title()}</a></p> }.into_any()
    })
}

fn view(ctx: &RequestCtx, filter: &Filter, unknown: bool, index: Index) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let filters = filters(ctx, filter, &index);
    let Index { facets, collections, items, more } = index;
    let filtered = filter.depth() > 0;
    let (total, digits) = counted(facets.total);
    let total =
        (facets.total > 0).then(|| view! { <p class="muted">{l.msg_library_count(total, digits)}</p> });
    let empty = collections.is_empty() && items.is_empty();
    let shelves = collections
        .into_iter()
        .map(|shelf| {
            let id = format!("c-{}", shelf.id);
            let labelled = id.clone();
            let lang = shelf.locale.code();
            view! {
                <section class="block stack" aria-labelledby=labelled>
                    <h2 class="block__title" id=id lang=lang dir="auto">
                        <a href=routes::collection(locale, &shelf.slug)>{shelf.title}</a>
                    </h2>
                    <p class="muted" lang=lang dir="auto">{shelf.summary}</p>
                    {grid(locale, &shelf.items)}
                </section>
            }
        })
        .collect_view();
    let rest = (!items.is_empty()).then(|| {
        let title = if filtered { l.msg_library_found_title() } else { l.msg_library_more_title() };
        view! {
            <section class="block" aria-labelledby="items">
                <h2 class="block__title" id="items">{title}</h2>
                {grid(locale, &items)}
            </section>
        }
    });
    view! {
        {page_header(locale, vec![Crumb::here(l.msg_library_title())], l.msg_library_title(), Some(l.msg_library_lead()), false)}
        {desk_link(ctx)}
        {unknown.then(|| notice(NoticeKind::Warning, None, view! { <p>{l.msg_library_filter_unknown()}</p> }))}
        {field(ctx, "", None)}
        {filters}
        {total}
        {shelves}
        {rest}
        {empty.then(|| view! {
            <section class="state state--empty">
                <span class="state__niche"><Icon name="book"/></span>
                <h2 class="state__title">{l.msg_library_empty_title()}</h2>
                <p class="state__text">{l.msg_library_empty_text()}</p>
                <p class="actions"><a class="button" href=routes::library(locale)>{l.msg_library_empty_all()}</a></p>
            </section>
        })}
        {pages(ctx, filter, more)}
        <p class="muted"><a href=routes::opds("", &[("lang", locale.code().to_owned())]) type="application/atom+xml">{l.msg_feeds_catalogue_link()}</a></p>
    }
    .into_any()
}
