//! Pages of the room `search`.

mod offers;
mod results;

pub use offers::{Offered, Offers, offers};
pub use results::{pieces, result, suggested};

use contract::{FieldCode, Locale};
use domain::{
    DomainError, DomainResult,
    search::{Found, Kind, Query},
};
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, Icon, page_header},
    form::Form,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// Everything that answers `?q=`, or of one kind with `&kind=`. The page is never stored by a browser or proxy, and its
/// title does not tell what was looked for.
///
/// # Errors
/// Not found for an unknown kind, and when the database does not answer.
pub async fn search(ctx: RequestCtx) -> PageResult {
    let typed = ctx.query.get("q").to_owned();
    let only = match ctx.query.get("kind") {
        "" => None,
        kind => Some(Kind::parse(kind).ok_or_else(DomainError::not_found)?),
    };
    let (ctx, query, refusal) = read(ctx, &typed);
    let found = match &query {
        Some(query) if !query.is_empty() => {
            let found = domain::search::find(&ctx.for_reader(), query, ctx.locale, only).await?;
            Some(domain::search::as_read_by(&ctx.services, &ctx.actor, query, found).await?)
        }
        _ => None,
    };
    let text = query.map_or(typed, |query| query.text().to_owned());
    let alternates =
        Locale::ALL.into_iter().map(|locale| (locale, routes::search_for(locale, &text, only))).collect();
    let title = ctx.l().msg_search_title();
    Ok(Page::new(title, move || view(&ctx, &text, only, found, refusal))
        .alternates(alternates)
        .personal()
        .into())
}

/// The query, or why it was refused; then the page gets the status of the refusal.
fn read(ctx: RequestCtx, typed: &str) -> (RequestCtx, Option<Query>, Option<FieldCode>) {
    let result: DomainResult<Query> = Query::parse(typed);
    match result {
        Ok(query) => (ctx, Some(query), None),
        Err(error) => {
            let form = Form::from_pairs(vec![("q".to_owned(), typed.to_owned())]);
            let code = error.fields.first().map(|field| field.code);
            (ctx.with_refusal(form, &error), None, code)
        }
    }
}

fn view(
    ctx: &RequestCtx,
    text: &str,
    only: Option<Kind>,
    found: Option<Found>,
    refusal: Option<FieldCode>,
) -> AnyView {
    let l = ctx.l();
    let answer = match found {
        Some(found) if found.total > 0 => results::list(ctx, text, only, found),
        Some(found) => results::nothing(ctx, found.suggestions),
        None if refusal.is_some() => ().into_any(),
        None => results::start(ctx),
    };
    view! {
        {page_header(ctx.locale, vec![Crumb::here(l.msg_search_title())], l.msg_search_title(), None, true)}
        <div class="narrow stack">
            {field(ctx, text, refusal)}
            {answer}
        </div>
    }
    .into_any()
}

/// The search field with what was typed, and why it was refused.
fn field(ctx: &RequestCtx, text: &str, refusal: Option<FieldCode>) -> AnyView {
    let l = ctx.l();
    let error = refusal.map(|code| {
        let sentence = i18n::errors::field(l, &l.msg_search_label(), code);
        view! { <p class="field__error" id="q-page-error" role="alert"><Icon name="warning"/>" "{sentence}</p> }
    });
    let described = if refusal.is_some() { "q-page-hint q-page-error" } else { "q-page-hint" };
    view! {
        <div class="search-field stack stack--tight">
            {error}
            <form class="search search--large" role="search" aria-label=l.msg_search_again_label() action=routes::search(ctx.locale)>
                <label class="visually-hidden" for="q-page">{l.msg_search_label()}</label>
                <input class="search__input" id="q-page" name="q" r#type="search" dir="auto" autocomplete="off"
                    data-suggest=routes::search_suggest(ctx.locale) value=text.to_owned()
                    aria-describedby=described aria-invalid=refusal.is_some().then_some("true")/>
                <button class="search__button" r#type="submit"><Icon name="search"/>" "{l.msg_search_button()}</button>
            </form>
            <p class="field__hint" id="q-page-hint">{l.msg_search_hint()}</p>
        </div>
    }
    .into_any()
}
