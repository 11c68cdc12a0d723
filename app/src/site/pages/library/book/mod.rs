//! A book read chapter by chapter: its contents, the way to the next one, words looked for in it, and how it is shown.
//! Everything that is asked for stands in the address; nothing of it is kept.

pub(super) mod tools;

use std::sync::Arc;

use contract::{Section, Tongue, ids::ItemId};
use domain::{
    DomainError, DomainResult,
    library::book::{self, Addresses, Book, Chapter, Damage, Looked, Opened, Spot},
    search::Query,
};
use i18n::{L10nLanguage, plurals::counted};
use leptos::prelude::*;

use super::{
    item::{alternates, one_language},
    language_links::language_links,
    place as keeping,
    reading::ways,
    stone,
};
use crate::site::{
    components::{Crumb, Html, Icon, NoticeKind, notice, page_header},
    form::Form,
    page::{Look, Page, PageResult, Reply},
    pages::{forum::parts::pagination, search::pieces},
    request::RequestCtx,
    routes::{self, Share},
};

/// What is answered where a book or a part of it cannot be shown.
const DAMAGED: u16 = 422;

/// What the address asks for.
#[derive(Clone)]
struct Wish {
    language: Option<Tongue>,
    /// From 0.
    chapter: usize,
    query: String,
    /// The chapter from which words are looked for, from 0.
    from: usize,
    look: Look,
}

impl Wish {
    fn read(form: &Form, language: Option<Tongue>) -> DomainResult<Self> {
        // What she chooses from is all there is; every other word is as if nothing were said.
        let one_of =
            |name: &str, words: &[&'static str]| words.iter().copied().find(|word| *word == form.get(name));
        let look = Look {
            text: one_of("size", &["large", "larger"]),
            leading: one_of("leading", &["wide"]),
            contrast: one_of("contrast", &["more"]),
            view: None,
        };
        Ok(Self {
            language,
            chapter: number(form.get("chapter"))?,
            query: form.get("q").to_owned(),
            from: number(form.get("from"))?,
            look,
        })
    }

    /// What goes along to every page of the book.
    fn more(&self) -> Vec<(&'static str, String)> {
        let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
        vec![
            ("language", self.language.map(|language| language.code().to_owned()).unwrap_or_default()),
            ("size", word(self.look.text)),
            ("leading", word(self.look.leading)),
            ("contrast", word(self.look.contrast)),
        ]
    }

    /// The chapter, where it is not the first one.
    fn place(&self) -> (&'static str, String) {
        ("chapter", if self.chapter == 0 { String::new() } else { (self.chapter + 1).to_string() })
    }

    /// The same address once more.
    fn whole(&self) -> Vec<(&'static str, String)> {
        let from = if self.from == 0 { String::new() } else { (self.from + 1).to_string() };
        let mut pairs = vec![self.place(), ("q", self.query.clone()), ("from", from)];
        pairs.extend(self.more());
        pairs
    }
}

/// The number of a chapter: from 1 in the address, from 0 here.
fn number(text: &str) -> DomainResult<usize> {
    if text.is_empty() {
        return Ok(0);
    }
    text.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).ok_or_else(DomainError::not_found)
}

/// What stands on the page.
enum Inside {
    Chapter(Result<Chapter, Damage>),
    Found(String, Looked),
}

/// The EPUB of an item: `?chapter=` from 1, or what `?q=` finds in it.
///
/// # Errors
/// Not found when there is no EPUB in that language, or no such chapter; refused when too much is looked for.
pub(super) async fn book(ctx: RequestCtx, id: ItemId, slug: &str, language: Option<Tongue>) -> PageResult {
    let wish = Wish::read(&ctx.query, language)?;
    let opened = match book::open(&ctx.for_reader(), ctx.locale, &id, language).await {
        Ok(opened) => opened,
        Err(error) => return stone::in_place(ctx, &id, error).await,
    };
    let card = &opened.card;
    if slug != card.slug {
        let right = routes::item_reading(ctx.locale, &id, &card.slug);
        return Ok(Reply::permanent(routes::with_pairs(&right, &wish.whole())));
    }
    let section = card.section.map(Section::slug);
    let title = card.title.clone();
    let alternates: Vec<_> = alternates(&id, &opened.described_in, &card.slug, routes::item_reading)
        .into_iter()
        .map(|(locale, path)| (locale, routes::with_pairs(&path, &wish.whole())))
        .collect();
    let written = opened.described_in.iter().map(|(locale, _)| *locale).collect();
    let share = Share::Item(card.locale, id.clone());
    let look = wish.look;
    let page = match &opened.book {
        Err(damage) => {
            let damage = *damage;
            Page::new(title, move || damaged(&ctx, &opened, damage)).discreet().status(DAMAGED)
        }
        Ok(book) => {
            let query = Query::parse(&wish.query)?;
            if query.is_empty() {
                let addresses = addresses(&ctx, &opened, &wish);
                let chapter = book.chapter(&ctx.services, wish.chapter, addresses).await?;
                let status = if chapter.is_ok() { 200 } else { DAMAGED };
                let title = book
                    .title(wish.chapter)
                    .map_or_else(|| title.clone(), |part| format!("{part} · {title}"));
                let book = book.clone();
                Page::new(title, move || view(&ctx, &opened, &book, &wish, Inside::Chapter(chapter)))
                    .status(status)
                    .with_place()
            } else {
                let looked = book.look(&ctx.services, &query, wish.from).await?;
                let (book, text) = (book.clone(), query.text().to_owned());
                // What she looks for is nobody's business: no title tells it, no browser keeps it.
                Page::new(title, move || view(&ctx, &opened, &book, &wish, Inside::Found(text, looked)))
                    .personal()
            }
        }
    };
    let mut page = page.alternates(alternates).written_in(written).shared_as(share).look(look);
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

/// Where chapters and pictures are.
fn addresses(ctx: &RequestCtx, opened: &Opened, wish: &Wish) -> Addresses {
    let locale = ctx.locale;
    let (id, slug) = (opened.card.id.clone(), opened.card.slug.clone());
    let (file, sha256) = (opened.file.id.clone(), opened.file.sha256.clone());
    let more = wish.more();
    Arc::new(move |spot: Spot<'_>| match spot {
        Spot::Chapter(number, anchor) => routes::book_chapter(locale, (&id, &slug), number, anchor, &more),
        Spot::Picture(at) => routes::book_picture(&file, at, &sha256),
    })
}

fn sentence(l: &L10nLanguage, damage: Damage) -> String {
    match damage {
        Damage::Book => l.msg_book_damaged(),
        Damage::Locked => l.msg_book_locked(),
        Damage::Chapter => l.msg_book_part_damaged(),
        Damage::Long => l.msg_book_part_long(),
    }
}

fn header(ctx: &RequestCtx, opened: &Opened) -> AnyView {
    let l = ctx.l();
    let card = &opened.card;
    let way = vec![
        Crumb::to(l.msg_library_title(), routes::library(ctx.locale)),
        Crumb::to(card.title.clone(), routes::item(ctx.locale, &card.id, &card.slug)),
        Crumb::here(l.msg_library_read_here()),
    ];
    page_header(ctx.locale, way, card.title.clone(), None, true)
}

/// The languages in which there is a book.
fn languages(ctx: &RequestCtx, opened: &Opened) -> Option<AnyView> {
    language_links(ctx, &opened.languages, opened.file.language, |language| {
        format!(
            "{}?language={language}",
            routes::item_reading(ctx.locale, &opened.card.id, &opened.card.slug)
        )
    })
}

/// A book that cannot be read here: why, and the file.
fn damaged(ctx: &RequestCtx, opened: &Opened, damage: Damage) -> AnyView {
    view! {
        {header(ctx, opened)}
        <div class="narrow stack">
            {languages(ctx, opened)}
            {notice(NoticeKind::Warning, None, view! { <p>{sentence(ctx.l(), damage)}</p> })}
            {ways(ctx, &opened.card, &opened.file, ctx.l().msg_book_download())}
        </div>
    }
    .into_any()
}

fn view(ctx: &RequestCtx, opened: &Opened, book: &Book, wish: &Wish, inside: Inside) -> AnyView {
    let inside = match inside {
        Inside::Chapter(chapter) => chapter_view(ctx, opened, book, wish, chapter),
        Inside::Found(text, looked) => found(ctx, opened, book, wish, &text, looked),
    };
    view! {
        {header(ctx, opened)}
        <div class="narrow stack">
            {languages(ctx, opened)}
            {one_language(ctx, &opened.languages, opened.file.language)}
            {tools::contents(ctx, opened, book, wish)}
            {tools::search(ctx, opened, wish)}
            {tools::settings(ctx, opened, wish)}
            {inside}
            {ways(ctx, &opened.card, &opened.file, ctx.l().msg_book_download())}
        </div>
    }
    .into_any()
}

/// What a chapter is called.
fn name(ctx: &RequestCtx, book: &Book, number: usize) -> String {
    let part = || ctx.l().msg_book_part((number + 1).to_string());
    book.title(number).map_or_else(part, str::to_owned)
}

fn chapter_view(
    ctx: &RequestCtx,
    opened: &Opened,
    book: &Book,
    wish: &Wish,
    chapter: Result<Chapter, Damage>,
) -> AnyView {
    let l = ctx.l();
    let to = |number: usize| {
        let card = &opened.card;
        routes::book_chapter(ctx.locale, (&card.id, &card.slug), number, None, &wish.more())
    };
    let text = match chapter {
        Ok(Chapter { html, lang, direction, .. }) => {
            view! { <Html html=html class="prose" lang=lang dir=direction.as_str()/> }.into_any()
        }
        Err(damage) => notice(NoticeKind::Warning, None, view! { <p>{sentence(l, damage)}</p> }),
    };
    let (here, last) = (wish.chapter, book.len().saturating_sub(1));
    let before = here.checked_sub(1).map(|number| (to(number), l.msg_book_previous()));
    let after = (here < last).then(|| (to(here + 1), l.msg_book_next()));
    let place = l.msg_book_part_of((here + 1).to_string(), book.len().to_string());
    view! {
        <p class="muted">{place.clone()}</p>
        {keeping::place(ctx, &opened.card.id, keeping::Of::Text)}
        {text}
        {pagination(ctx, before, Some(place), after)}
    }
    .into_any()
}

/// Chapters in which something stands.
fn found(ctx: &RequestCtx, opened: &Opened, book: &Book, wish: &Wish, text: &str, looked: Looked) -> AnyView {
    let l = ctx.l();
    let card = &opened.card;
    let (count, digits) = counted(looked.hits.len());
    let hits = looked
        .hits
        .into_iter()
        .map(|hit| {
            let href =
                routes::book_chapter(ctx.locale, (&card.id, &card.slug), hit.chapter, None, &wish.more());
            view! {
                <li class="result">
                    <h3 class="result__title"><a href=href dir="auto">{name(ctx, book, hit.chapter)}</a></h3>
                    <p class="result__snippet" dir="auto">{pieces(hit.passage)}</p>
                </li>
            }
        })
        .collect_view();
    let on = looked.next.map(|next| {
        let mut pairs = vec![("q", text.to_owned()), ("from", (next + 1).to_string())];
        pairs.extend(wish.more());
        let href = routes::with_pairs(&routes::item_reading(ctx.locale, &card.id, &card.slug), &pairs);
        view! {
            <p><a class="more-link" rel="nofollow" href=href>
                {l.msg_book_search_on((next + 1).to_string())}" "<Icon name="arrow-forward" class="icon--mirror"/>
            </a></p>
        }
    });
    let back = routes::book_chapter(ctx.locale, (&card.id, &card.slug), wish.chapter, None, &wish.more());
    view! {
        <section class="stack" aria-labelledby="found">
            <h2 id="found">{l.msg_book_found_title()}</h2>
            <p class="muted" role="status">{l.msg_book_found(count, digits)}</p>
            <ul class="results">{hits}</ul>
            {on}
            <p><a class="more-link" href=back>{l.msg_book_search_back()}</a></p>
        </section>
    }
    .into_any()
}
