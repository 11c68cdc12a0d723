//! The shelves.

use contract::Locale;
use domain::library::{Filter, Index, Kind};
use leptos::prelude::*;

use super::{cards::grid, collection::CATALOGUE, words};
use crate::site::{
    components::{Crumb, Icon, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// Reads the filter from the address; the second value tells that something in it was not understood.
fn filter(ctx: &RequestCtx) -> (Filter, bool) {
    let (kind, language, page) = (ctx.query.get("kind"), ctx.query.get("language"), ctx.query.get("page"));
    let subject = ctx.query.get("subject");
    // No other signs stand in its name; some of them no database takes.
    let can_be =
        subject.len() <= 64 && subject.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let filter = Filter {
        kind: Kind::parse(kind),
        language: language.parse().ok(),
        subject: (!subject.is_empty() && can_be).then(|| subject.to_owned()),
        page: page
            .parse::<u32>()
            .ok()
            .and_then(|n| n.checked_sub(1))
            .filter(|n| *n < 10_000)
            .unwrap_or_default(),
    };
    let unknown = !can_be
        || (!kind.is_empty() && filter.kind.is_none())
        || (!language.is_empty() && filter.language.is_none())
        || (!page.is_empty() && page != (filter.page + 1).to_string());
    if unknown { (Filter::default(), true) } else { (filter, false) }
}

fn address(locale: Locale, filter: &Filter) -> String {
    let page = if filter.page > 0 { (filter.page + 1).to_string() } else { String::new() };
    let pairs = [
        ("kind", filter.kind.map(Kind::as_str).unwrap_or_default().to_owned()),
        ("language", filter.language.map(Locale::code).unwrap_or_default().to_owned()),
        ("subject", filter.subject.clone().unwrap_or_default()),
        ("page", page),
    ];
    routes::with_pairs(&routes::library(locale), &pairs)
}

/// The library, whole or filtered by `kind`, `language` and `subject`.
///
/// # Errors
/// The database is away.
pub async fn index(ctx: RequestCtx) -> PageResult {
    let (filter, mut unknown) = filter(&ctx);
    let mut index = domain::library::index(&ctx.for_reader(), ctx.locale, filter.clone()).await?;
    let mut filter = filter;
    if filter.subject.is_some() && index.facets.subject.is_none() {
        (filter, unknown) = (Filter::default(), true);
        index = domain::library::index(&ctx.for_reader(), ctx.locale, filter.clone()).await?;
    }
    let l = ctx.l();
    let alternates = Locale::ALL.into_iter().map(|locale| (locale, address(locale, &filter))).collect();
    let catalogue = routes::opds("", &[("lang", ctx.locale.code().to_owned())]);
    let page = Page::new(l.msg_library_title(), move || view(&ctx, &filter, unknown, index))
        .description(l.msg_library_lead())
        .alternates(alternates)
        .for_machines(Vec::new(), vec![(CATALOGUE, catalogue)]);
    Ok(if unknown { page.status(422) } else { page }.into())
}

fn filter_links(ctx: &RequestCtx, title: String, links: Vec<(String, Filter, bool)>) -> AnyView {
    let links = links
        .into_iter()
        .map(|(text, filter, current)| {
            view! {
                <li><a class="filters__link" href=address(ctx.locale, &filter) aria-current=current.then_some("true")>{text}</a></li>
            }
        })
        .collect_view();
    let label = title.clone();
    view! {
        <nav class="filters" aria-label=label>
            <span class="filters__title" aria-hidden="true">{title}</span>" "
            <ul class="filters__list">{links}</ul>
        </nav>
    }
    .into_any()
}

fn filters(ctx: &RequestCtx, filter: &Filter, index: &Index) -> AnyView {
    let l = ctx.l();
    let with_kind = |kind| Filter { kind, page: 0, ..filter.clone() };
    let with_language = |language| Filter { language, page: 0, ..filter.clone() };
    let mut kinds = vec![(l.msg_library_filter_all(), with_kind(None), filter.kind.is_none())];
    kinds.extend(
        index
            .facets
            .kinds
            .iter()
            .map(|kind| (words::kinds(l, *kind), with_kind(Some(*kind)), filter.kind == Some(*kind))),
    );
    let mut languages = vec![(l.msg_library_filter_all(), with_language(None), filter.language.is_none())];
    languages.extend(index.facets.languages.iter().map(|language| {
        (words::language(l, *language), with_language(Some(*language)), filter.language == Some(*language))
    }));
    let subject = index.facets.subject.clone().map(|subject| {
        let href = address(ctx.locale, &Filter { subject: None, page: 0, ..filter.clone() });
        view! {
            <p class="filters">
                <strong lang=subject.locale.code() dir="auto">{l.msg_library_filter_subject(subject.text)}</strong>" "
                <a href=href>{l.msg_library_filter_subject_off()}</a>
            </p>
        }
    });
    view! {
        <div class="stack stack--tight" role="group" aria-label=l.msg_library_filter_label()>
            {subject}
            {filter_links(ctx, l.msg_library_filter_kind(), kinds)}
            {filter_links(ctx, l.msg_library_filter_language(), languages)}
        </div>
    }
    .into_any()
}

fn pages(ctx: &RequestCtx, filter: &Filter, more: bool) -> Option<AnyView> {
    let l = ctx.l();
    let locale = ctx.locale;
    (more || filter.page > 0).then(|| {
        let at = |page| address(locale, &Filter { page, ..filter.clone() });
        view! {
            <nav class="pagination" aria-label=l.msg_pages_label()>
                {filter.page.checked_sub(1).map(|page| view! {
                    <a class="pagination__link" rel="prev" href=at(page)>
                        <Icon name="arrow-forward" class="icon--mirror icon--back"/>" "{l.msg_pages_previous()}
                    </a>
                })}
                {more.then(|| view! {
                    <a class="pagination__link" rel="next" href=at(filter.page + 1)>
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
    let Index { collections, items, more, .. } = index;
    let filtered = filter.kind.is_some() || filter.language.is_some() || filter.subject.is_some();
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
        {filters}
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
