//! Looking for something in the library alone.

use contract::{FieldCode, Locale};
use domain::{
    DomainResult,
    search::{Found, Group, Kind, Query},
};
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, Icon, NoticeKind, notice, page_header},
    form::Form,
    page::{Page, PageResult},
    pages::search,
    request::RequestCtx,
    routes,
};

/// Where a text is looked for.
fn address(locale: Locale, text: &str) -> String {
    routes::with_pairs(&routes::library(locale), &[("q", text.to_owned())])
}

/// What answers `?q=`. No browser or proxy stores it, and its title does not tell what was looked for.
///
/// # Errors
/// The database is away.
pub(super) async fn found(ctx: RequestCtx) -> PageResult {
    let typed = ctx.query.get("q").to_owned();
    let read: DomainResult<Query> = Query::parse(&typed);
    let (ctx, query, refusal) = match read {
        Ok(query) => (ctx, Some(query), None),
        Err(error) => {
            let form = Form::from_pairs(vec![("q".to_owned(), typed.clone())]);
            let code = error.fields.first().map(|field| field.code);
            (ctx.with_refusal(form, &error), None, code)
        }
    };
    let page = ctx.query.get("page").parse().unwrap_or(1);
    let found = match &query {
        Some(query) => {
            domain::search::find_among(&ctx.for_reader(), query, ctx.locale, Kind::Item, page).await?
        }
        None => Found::default(),
    };
    let text = query.map_or(typed, |query| query.text().to_owned());
    let alternates = Locale::ALL
        .into_iter()
        .map(|locale| (locale, routes::results_page(&address(locale, &text), page)))
        .collect();
    let title = ctx.l().msg_library_title();
    let shown = Page::new(title, move || view(&ctx, &text, (found, page), refusal));
    Ok(shown.alternates(alternates).personal().unindexed(true).into())
}

/// The field, on the shelf and above what was found.
pub(super) fn field(ctx: &RequestCtx, text: &str, refusal: Option<FieldCode>) -> AnyView {
    let l = ctx.l();
    let label = l.msg_library_search_label();
    let named = label.clone();
    let error = refusal.map(|code| {
        let sentence = i18n::errors::field(l, &label, code);
        view! { <p class="field__error" id="q-library-error" role="alert"><Icon name="warning"/>" "{sentence}</p> }
    });
    let described = refusal.is_some().then_some("q-library-error");
    view! {
        <div class="search-field stack stack--tight">
            {error}
            <form class="search search--large" role="search" aria-label=named action=routes::library(ctx.locale)>
                <label class="visually-hidden" for="q-library">{label}</label>
                <input class="search__input" id="q-library" name="q" r#type="search" dir="auto" autocomplete="off"
                    value=text.to_owned() aria-describedby=described aria-invalid=refusal.is_some().then_some("true")/>
                <button class="search__button" r#type="submit"><Icon name="search"/>" "{l.msg_search_button()}</button>
            </form>
        </div>
    }
    .into_any()
}

fn view(ctx: &RequestCtx, text: &str, (found, page): (Found, usize), refusal: Option<FieldCode>) -> AnyView {
    let l = ctx.l();
    let (title, locale) = (l.msg_library_title(), ctx.locale);
    let crumbs = vec![Crumb::to(title.clone(), routes::library(locale)), Crumb::here(l.msg_search_title())];
    let answer = if found.total > 0 {
        list(ctx, text, (found, page))
    } else if refusal.is_some() {
        ().into_any()
    } else {
        nothing(ctx, found.suggestions)
    };
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack">
            {field(ctx, text, refusal)}
            {answer}
            <p><a class="more-link" href=routes::library(locale)>{l.msg_library_empty_all()}</a></p>
        </div>
    }
    .into_any()
}

fn list(ctx: &RequestCtx, text: &str, (found, page): (Found, usize)) -> AnyView {
    let l = ctx.l();
    let total = counted(found.total);
    let partly =
        found.partly.then(|| notice(NoticeKind::Info, None, view! { <p>{l.msg_search_partly()}</p> }));
    let respelt = search::respelt(ctx, &found.respelt, |words| address(ctx.locale, words));
    let pages = found.groups.iter().map(Group::pages).max().unwrap_or(1);
    let capped = (!found.capped.is_empty()).then_some(found.total);
    let more = search::paged(ctx, &address(ctx.locale, text), (page, pages), capped);
    let hits = found
        .groups
        .into_iter()
        .flat_map(|group| group.hits)
        .map(|hit| search::result(ctx, text, hit))
        .collect_view();
    view! {
        <p class="muted" role="status">{l.msg_search_count(total.0, total.1)}</p>
        {partly}
        {respelt}
        <section class="block" aria-labelledby="items">
            <h2 class="block__title" id="items">{l.msg_library_found_title()}</h2>
            <ul class="results">{hits}</ul>
            {more}
        </section>
    }
    .into_any()
}

fn nothing(ctx: &RequestCtx, suggestions: Vec<String>) -> AnyView {
    let l = ctx.l();
    let suggested = search::suggested(ctx, suggestions, |word| address(ctx.locale, word));
    view! {
        <section class="state state--empty">
            <span class="state__niche"><Icon name="search"/></span>
            <h2 class="state__title" role="status">{l.msg_search_empty_title()}</h2>
            {suggested}
            <p class="state__text">{l.msg_library_search_none()}</p>
        </section>
    }
    .into_any()
}
