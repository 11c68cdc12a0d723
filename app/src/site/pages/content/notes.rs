//! The numbered sources of a text: where each leads, how it stands, and the way back into the text.

use contract::Locale;
use domain::{
    content::{
        ArticleCard, Document,
        references::{Flag, Note, Place, Target},
    },
    library::Kind,
    markup::{self, SafeHtml},
    statistics::{self, cited::CellRef},
};
use leptos::prelude::*;

use super::section::card_list;
use crate::site::{request::RequestCtx, routes};

/// A document's sources, as its page needs them.
pub struct Sources {
    notes: Vec<Note>,
    uses: Vec<usize>,
    /// The text with links to them.
    pub html: SafeHtml,
}

/// Asks how the sources of a document stand.
///
/// # Errors
/// The database is away.
pub async fn sources_of(ctx: &RequestCtx, document: &Document) -> domain::DomainResult<Sources> {
    let notes = domain::content::references::notes(&ctx.for_reader(), document, ctx.locale).await?;
    Ok(linked(document, notes))
}

/// The same where it is known which of its addresses lead nowhere.
///
/// # Errors
/// The database is away.
pub async fn sources_told(
    ctx: &RequestCtx,
    document: &Document,
    broken: &[i32],
) -> domain::DomainResult<Sources> {
    let notes = domain::content::references::told(&ctx.for_reader(), document, ctx.locale, broken).await?;
    Ok(linked(document, notes))
}

fn linked(document: &Document, notes: Vec<Note>) -> Sources {
    let label = i18n::catalogue(document.locale).msg_references_note();
    let (html, uses) = markup::with_notes(&document.html, notes.len(), &label);
    Sources { notes, uses, html }
}

/// Where a note leads, without the portal's own address.
pub fn href(locale: Locale, note: &Note) -> Option<String> {
    let place = note.locator.as_ref().and_then(|locator| locator.place);
    Some(match note.target.as_ref()? {
        Target::Address(url) => url.clone(),
        Target::Item { id, kind, slug, whole, .. } => match (place.filter(|_| *whole), kind) {
            (Some(Place::Page(page)), Kind::Book | Kind::Document) => {
                routes::document_page(locale, (id, slug.as_str()), page, &[])
            }
            (Some(Place::Second(second)), Kind::Audio | Kind::Video) => {
                routes::item_second(locale, id, slug, second)
            }
            _ => routes::item(locale, id, slug),
        },
        Target::Dataset { id, slug, .. } => {
            let slug = statistics::text(slug, locale);
            let cell = note.locator.as_ref().and_then(|locator| CellRef::read(&locator.text));
            match cell {
                Some(cell) => routes::dataset_cell(locale, id, slug, &cell, note.source.version),
                None => routes::dataset(locale, id, slug),
            }
        }
        Target::Article { id, slug, .. } => routes::article(locale, id, slug),
    })
}

/// What it is called, and the language of that.
fn title(locale: Locale, note: &Note) -> (String, Option<&'static str>) {
    if !note.source.title.is_empty() {
        return (note.source.title.clone(), None);
    }
    match &note.target {
        Some(Target::Item { title, locale, .. } | Target::Article { title, locale, .. }) => {
            (title.clone(), Some(locale.code()))
        }
        Some(Target::Dataset { title, .. }) => (statistics::text(title, locale).to_owned(), None),
        Some(Target::Address(url)) => (url.clone(), None),
        None => (note.source.target.clone().unwrap_or_else(|| note.source.url.clone()), None),
    }
}

/// What is to be said about a source.
pub fn flag_words(ctx: &RequestCtx, flag: Flag) -> String {
    let l = ctx.l();
    match flag {
        Flag::Gone | Flag::Broken => l.msg_references_gone(),
        Flag::Newer => l.msg_references_newer(),
    }
}

/// The list of sources.
pub fn list(ctx: &RequestCtx, sources: &Sources) -> Option<AnyView> {
    let l = ctx.l();
    (!sources.notes.is_empty()).then(|| {
        let items = sources.notes.iter().map(|note| one(ctx, note, &sources.uses)).collect_view();
        view! {
            <section aria-labelledby="sources">
                <h2 id="sources">{l.msg_sources_title()}</h2>
                <ol class="sources">{items}</ol>
            </section>
        }
        .into_any()
    })
}

fn one(ctx: &RequestCtx, note: &Note, uses: &[usize]) -> AnyView {
    let l = ctx.l();
    let (text, lang) = title(ctx.locale, note);
    let outside = matches!(note.target, Some(Target::Address(_)));
    let name = match href(ctx.locale, note) {
        Some(href) => {
            let rel = outside.then_some("noreferrer noopener");
            view! { <a href=href rel=rel dir="auto" lang=lang>{text}</a> }.into_any()
        }
        None => view! { <span dir="auto" lang=lang>{text}</span> }.into_any(),
    };
    let flag = note.flag.map(|flag| {
        view! { " "<strong class="tag">{flag_words(ctx, flag)}</strong> }
    });
    let publisher = Some(note.source.publisher.clone()).filter(|text| !text.is_empty());
    let at = note.locator.as_ref().map(|locator| locator.text.clone());
    let version = note.source.version.map(|version| l.msg_references_version(version.to_string()));
    let day = Some(&note.source.checked_on).filter(|day| !day.is_empty());
    let checked = day.map(|day| l.msg_source_checked(i18n::dates::day(ctx.locale, day)));
    let parts: Vec<String> = [publisher, at, version, checked].into_iter().flatten().collect();
    let last = parts.len().saturating_sub(1);
    let meta = parts
        .into_iter()
        .enumerate()
        .map(|(n, part)| view! { <bdi>{part}</bdi>{(n < last).then_some(" · ")} })
        .collect_view();
    let quote = note.source.quote.clone().filter(|quote| !quote.is_empty());
    let quote = quote.map(|quote| view! { " "<q dir="auto">{quote}</q> });
    let used = uses.get(note.number.saturating_sub(1)).copied().unwrap_or_default();
    let back = (1..=used)
        .map(|time| {
            let href = format!("#note-{}-{time}", note.number);
            let label = l.msg_references_back(note.number.to_string(), time.to_string());
            view! { " "<a href=href role="doc-backlink" aria-label=label>"↑"</a> }
        })
        .collect_view();
    view! {
        <li class="source" id=format!("source-{}", note.number)>
            {name}{flag}{quote}{back}" "
            <span class="source__meta">{meta}</span>
        </li>
    }
    .into_any()
}

/// The texts that cite a thing, on its page.
pub fn cited_by(ctx: &RequestCtx, cards: &[ArticleCard]) -> Option<AnyView> {
    (!cards.is_empty()).then(|| {
        view! {
            <section aria-labelledby="cited-by">
                <h2 id="cited-by">{ctx.l().msg_references_cited_by()}</h2>
                {card_list(ctx, cards)}
            </section>
        }
        .into_any()
    })
}
