//! Pages of the room `search`.

mod landing;
mod offers;
mod results;

pub use offers::{Offered, Offers, offers};
pub use results::{paged, pieces, respelt, result, suggested};

use contract::{FieldCode, Locale};
use domain::{
    DomainError, DomainResult,
    content::ArticleCard,
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

/// What of all that was found is shown.
#[derive(Clone, Copy)]
struct Wish {
    only: Option<Kind>,
    language: Option<Locale>,
    /// From 1.
    page: usize,
}

impl Wish {
    fn read(ctx: &RequestCtx) -> DomainResult<Self> {
        // `kind` is what older links say.
        let only = match (ctx.query.get("type"), ctx.query.get("kind")) {
            ("", "") => None,
            ("", kind) | (kind, _) => Some(Kind::parse(kind).ok_or_else(DomainError::not_found)?),
        };
        let language = match ctx.query.get("lang") {
            "" => None,
            code => Some(code.parse().map_err(|_| DomainError::not_found())?),
        };
        let page = ctx.query.get("page").parse().unwrap_or(1);
        Ok(Self { only, language, page })
    }
}

/// Everything that answers `?q=`, or of one kind with `&type=` (and `&page=`), or in one language with `&lang=`. The page is never
/// stored by a browser or proxy, and its title does not tell what was looked for. Whoever searches too often finds her words
/// still in the field.
///
/// # Errors
/// Not found for an unknown kind or language and for a page that is not there, and when the database does not answer.
pub async fn search(ctx: RequestCtx) -> PageResult {
    let typed = ctx.query.get("q").to_owned();
    let wish = Wish::read(&ctx)?;
    let (ctx, query, refusal) = read(ctx, &typed);
    let found = match &query {
        Some(query) if !query.is_empty() && refusal.is_none() => {
            let Wish { only, language, page } = wish;
            let choice = (only, language);
            let found = domain::search::find_in(&ctx.for_reader(), query, ctx.locale, choice, page).await?;
            Some(domain::search::as_read_by(&ctx.services, &ctx.actor, query, found).await?)
        }
        _ => None,
    };
    // Before she asked, what others need most.
    let needed = if found.is_none() && refusal.is_none() {
        domain::content::home(&ctx.services, ctx.locale).await?.most_needed
    } else {
        Vec::new()
    };
    let text = query.map_or(typed, |query| query.text().to_owned());
    let alternates = Locale::ALL
        .into_iter()
        .map(|locale| {
            let results = routes::search_in(locale, &text, wish.only, wish.language);
            (locale, routes::results_page(&results, wish.page))
        })
        .collect();
    let title = ctx.l().msg_search_title();
    Ok(Page::new(title, move || view(&ctx, (&text, wish), (found, needed), refusal))
        .alternates(alternates)
        .personal()
        .into())
}

/// Why nothing was looked for.
#[derive(Clone, Copy)]
enum Refusal {
    /// What she typed cannot be.
    Typed(FieldCode),
    /// She searched too often.
    TooOften,
}

/// The query, and why it was refused; then the page gets the status of the refusal.
fn read(ctx: RequestCtx, typed: &str) -> (RequestCtx, Option<Query>, Option<Refusal>) {
    let result: DomainResult<Query> = Query::parse(typed);
    let refused = |error: &DomainError| {
        ctx.with_refusal(Form::from_pairs(vec![("q".to_owned(), typed.to_owned())]), error)
    };
    match result {
        Ok(query) if query.is_empty() => (ctx, Some(query), None),
        Ok(query) => match domain::search::search_again(&ctx.services, &ctx.actor) {
            Ok(()) => (ctx, Some(query), None),
            Err(error) => (refused(&error), Some(query), Some(Refusal::TooOften)),
        },
        Err(error) => {
            let code = error.fields.first().map(|field| Refusal::Typed(field.code));
            (refused(&error), None, code)
        }
    }
}

fn view(
    ctx: &RequestCtx,
    (text, wish): (&str, Wish),
    (found, needed): (Option<Found>, Vec<ArticleCard>),
    refusal: Option<Refusal>,
) -> AnyView {
    let l = ctx.l();
    let answer = match found {
        Some(found) if found.groups.iter().any(|group| !group.hits.is_empty()) => {
            results::list(ctx, text, wish, found)
        }
        Some(found) => results::nothing(ctx, text, wish, found),
        // Whoever is told to wait finds the numbers that help here too.
        None if matches!(refusal, Some(Refusal::TooOften)) => results::helplines(ctx),
        None if refusal.is_some() => ().into_any(),
        None => results::start(ctx, &needed),
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
fn field(ctx: &RequestCtx, text: &str, refusal: Option<Refusal>) -> AnyView {
    let l = ctx.l();
    let error = refusal.map(|refusal| {
        let sentence = match refusal {
            Refusal::Typed(code) => i18n::errors::field(l, &l.msg_search_label(), code),
            Refusal::TooOften => l.msg_search_too_often(),
        };
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
                    aria-describedby=described aria-invalid=matches!(refusal, Some(Refusal::Typed(_))).then_some("true")/>
                <button class="search__button" r#type="submit"><Icon name="search"/>" "{l.msg_search_button()}</button>
            </form>
            <p class="field__hint" id="q-page-hint">{l.msg_search_hint()}</p>
        </div>
    }
    .into_any()
}
