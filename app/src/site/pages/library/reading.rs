//! A book open for reading: its text in the portal's own type, with a table of contents.

use contract::{
    ErrorCode, Section, Tongue,
    ids::{ItemId, split_slugged},
};
use domain::{
    DomainError,
    library::{FileInfo, ItemCard, Reading},
};
use leptos::prelude::*;

use super::{
    book, document,
    item::{alternates, one_language},
    language_links::language_links,
    place, stone, words,
};
use crate::site::{
    components::{Crumb, Html, Icon, page_header},
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes::{self, Share},
};

/// From how many headings on a table of contents helps.
const MANY_HEADINGS: usize = 10;

/// A book by the `{id}-{slug}` segment; `?language=` asks for one of its languages.
///
/// # Errors
/// Not found for a malformed, unknown or invisible id, and when there is nothing to read in that language.
pub async fn reading(ctx: RequestCtx, segment: String) -> PageResult {
    let (id, slug) = split_slugged(&segment);
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let asked = ctx.query.get("language");
    let wanted: Option<Tongue> = match asked {
        "" => None,
        code => Some(code.parse().map_err(|_| DomainError::not_found())?),
    };
    // Who asks for a page wants the document, whatever else the item has.
    if !ctx.query.get("page").is_empty() {
        match document::document(ctx.clone(), id.clone(), slug, wanted).await {
            Err(error) if error.code == ErrorCode::NotFound => {}
            done => return done,
        }
    }
    let reading = match domain::library::read(&ctx.for_reader(), ctx.locale, &id, wanted).await {
        Ok(reading) => reading,
        // No page to read: a book, perhaps.
        Err(error) if error.code == ErrorCode::NotFound => {
            let chapter = !ctx.query.get("chapter").is_empty();
            return match book::book(ctx.clone(), id.clone(), slug, wanted).await {
                // No book either: pages, perhaps.
                Err(error) if error.code == ErrorCode::NotFound && !chapter => {
                    document::document(ctx, id, slug, wanted).await
                }
                done => done,
            };
        }
        Err(error) => return stone::in_place(ctx, &id, error).await,
    };
    if slug != reading.card.slug {
        let right = routes::item_reading(ctx.locale, &id, &reading.card.slug);
        let query = if asked.is_empty() { String::new() } else { format!("?language={asked}") };
        return Ok(Reply::permanent(format!("{right}{query}")));
    }
    let section = reading.card.section.map(Section::slug);
    let alternates = alternates(&id, &reading.described_in, &reading.card.slug, routes::item_reading);
    let written = reading.described_in.iter().map(|(locale, _)| *locale).collect();
    let share = Share::Item(reading.card.locale, id);
    let (title, summary) = (reading.card.title.clone(), reading.card.summary.clone());
    let mut page = Page::new(title, move || view(&ctx, reading))
        .description(summary)
        .alternates(alternates)
        .written_in(written)
        .shared_as(share)
        .with_place();
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

fn view(ctx: &RequestCtx, reading: Reading) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let card = &reading.card;
    let item = routes::item(locale, &card.id, &card.slug);
    let lang = reading.language.lang();
    let way = vec![
        Crumb::to(l.msg_library_title(), routes::library(locale)),
        Crumb::to(card.title.clone(), item.clone()),
        Crumb::here(l.msg_library_read_here()),
    ];
    // A few headings need no table.
    let has_contents = reading.contents.len() >= MANY_HEADINGS;
    let contents = reading
        .contents
        .into_iter()
        .map(|heading| view! { <li><a href=format!("#{}", heading.anchor)>{heading.text}</a></li> })
        .collect_view();
    let languages = language_links(ctx, &reading.languages, reading.language, |language| {
        format!("{}?language={language}", routes::item_reading(locale, &card.id, &card.slug))
    });
    view! {
        {page_header(locale, way, card.title.clone(), None, true)}
        <div class="narrow stack">
            {languages}
            {one_language(ctx, &reading.languages, reading.language)}
            {place::place(ctx, &card.id, place::Of::Text)}
            {has_contents.then(|| view! {
                <details class="disclosure" id="contents">
                    <summary>{l.msg_library_contents()}</summary>
                    <nav aria-label=l.msg_library_contents()>
                        <ul class="link-list" lang=lang dir=reading.language.dir()>{contents}</ul>
                    </nav>
                </details>
            })}
            <Html html=reading.html class="prose" lang=lang/>
            <p class="actions">
                <a class="button button--secondary" href="#main">{l.msg_library_start()}</a>" "
                <a class="button button--quiet" href=item><Icon name=words::icon(card.kind)/>" "{l.msg_library_back_to_item()}</a>
            </p>
        </div>
    }
    .into_any()
}

/// Under what is read chapter by chapter or page by page: the whole file (`download` says so), and the way back.
pub(super) fn ways(ctx: &RequestCtx, card: &ItemCard, file: &FileInfo, download: String) -> AnyView {
    let l = ctx.l();
    view! {
        <p class="actions">
            <a class="button button--secondary" href=routes::media_download(&file.id, &file.file_name, &file.sha256) download="">
                <Icon name="download"/>" "{download}" · "<bdi>{words::size(l, file.size)}</bdi>
            </a>" "
            <a class="button button--quiet" href=routes::item(ctx.locale, &card.id, &card.slug)>
                <Icon name=words::icon(card.kind)/>" "{l.msg_library_back_to_item()}
            </a>
        </p>
    }
    .into_any()
}
