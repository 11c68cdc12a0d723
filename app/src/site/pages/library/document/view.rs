//! How a document is drawn: the tools around a page, the page itself, and what was found.

use domain::library::{
    book::Entry,
    pages::{Chapter, Document, Looked, Written},
};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{Inside, Wish};
use crate::site::{
    components::{Crumb, Icon, NoticeKind, notice, page_header},
    pages::{
        forum::parts::pagination,
        library::{
            book::tools::tree, drawn, item::one_language, language_links::language_links, place,
            reading::ways,
        },
        search::pieces,
    },
    request::RequestCtx,
    routes,
};

fn to(ctx: &RequestCtx, document: &Document, page: u32, more: &[(&str, String)]) -> String {
    let card = &document.card;
    routes::document_page(ctx.locale, (&card.id, &card.slug), page, more)
}

pub(super) fn view(ctx: &RequestCtx, document: &Document, wish: &Wish, inside: Inside) -> AnyView {
    let l = ctx.l();
    let card = &document.card;
    let way = vec![
        Crumb::to(l.msg_library_title(), routes::library(ctx.locale)),
        Crumb::to(card.title.clone(), routes::item(ctx.locale, &card.id, &card.slug)),
        Crumb::here(l.msg_library_read_here()),
    ];
    let file = &document.file;
    // Where a reader with scripts finds the file and the place.
    let pdf = routes::media(&file.id, &file.file_name, &file.sha256);
    let tools = document.pages.filter(|_| !matches!(inside, Inside::Lost(_)));
    let tools = tools.map(|count| view! { {search(ctx, document, wish)}{go_to(ctx, document, wish, count)} });
    let placed = wish.is_place(&inside);
    let inside = match inside {
        Inside::Unread => notice(NoticeKind::Info, None, view! { <p>{l.msg_document_unread()}</p> }),
        Inside::Lost(count) => lost(ctx, document, wish, count),
        Inside::Page(count, written) => {
            let keeps = placed.then(|| place::place(ctx, &card.id, place::Of::Text));
            let leaf = leaf(ctx, document, wish, count, written);
            view! {
                {keeps}
                {drawn::reader(ctx, file.language)}
                <div class="stack" data-leaf="">{leaf}</div>
            }
            .into_any()
        }
        Inside::Found(looked) => found(ctx, document, wish, looked),
    };
    view! {
        {page_header(ctx.locale, way, card.title.clone(), None, true)}
        <div class="narrow stack" data-pdf=pdf data-page=wish.page.to_string()
            data-pages=document.pages.map(|count| count.to_string())>
            {languages(ctx, document)}
            {one_language(ctx, &document.languages, document.file.language)}
            {contents(ctx, document, wish)}
            {tools}
            {inside}
            {ways(ctx, &document.card, &document.file, l.msg_document_download())}
        </div>
    }
    .into_any()
}

/// The contents that the document brought along.
fn contents(ctx: &RequestCtx, document: &Document, wish: &Wish) -> Option<AnyView> {
    let l = ctx.l();
    let entry = |one: &Chapter| Entry {
        title: one.title.clone(),
        depth: one.depth,
        chapter: usize::try_from(one.page).unwrap_or_default(),
        anchor: None,
    };
    let entries: Vec<Entry> = document.contents.iter().map(entry).collect();
    let more = wish.more();
    let href = |entry: &Entry| to(ctx, document, u32::try_from(entry.chapter).unwrap_or(1), &more);
    let here = wish.query.is_empty().then(|| usize::try_from(wish.page).unwrap_or_default());
    (!entries.is_empty() && document.pages.is_some()).then(|| {
        view! {
            <details class="disclosure" id="contents">
                <summary>{l.msg_library_contents()}</summary>
                <nav aria-label=l.msg_library_contents()>{tree(&entries, &href, here)}</nav>
            </details>
        }
        .into_any()
    })
}

/// The languages in which there is a document.
fn languages(ctx: &RequestCtx, document: &Document) -> Option<AnyView> {
    language_links(ctx, &document.languages, document.file.language, |language| {
        to(ctx, document, 1, &[("language", language.code().to_owned())])
    })
}

/// What a form takes along.
fn kept(pairs: Vec<(&'static str, String)>) -> AnyView {
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}

/// Looks for words in the document.
fn search(ctx: &RequestCtx, document: &Document, wish: &Wish) -> AnyView {
    let l = ctx.l();
    let action = routes::item_reading(ctx.locale, &document.card.id, &document.card.slug);
    let mut hidden = wish.more();
    hidden.push(("page", wish.page.to_string()));
    view! {
        <form class="search" role="search" aria-label=l.msg_document_search_label() action=action>
            {kept(hidden)}
            <label class="visually-hidden" for="in-document">{l.msg_document_search_label()}</label>
            <input class="search__input" id="in-document" name="q" r#type="search" dir="auto" autocomplete="off"
                placeholder=l.msg_document_search_label() value=wish.query.text().to_owned()/>
            <button class="search__button" r#type="submit">
                <Icon name="search"/>" "<span class="visually-hidden">{l.msg_search_button()}</span>
            </button>
        </form>
    }
    .into_any()
}

/// Goes to a page by its number.
fn go_to(ctx: &RequestCtx, document: &Document, wish: &Wish, count: u32) -> Option<AnyView> {
    let l = ctx.l();
    (count > 1).then(|| {
        let action = routes::item_reading(ctx.locale, &document.card.id, &document.card.slug);
        view! {
            <form class="actions" action=action>
                {kept(wish.more())}
                <label class="field__label" for="to-page">{l.msg_document_to_page()}</label>" "
                <input class="input" id="to-page" name="page" r#type="number" min="1" max=count.to_string()
                    inputmode="numeric" value=wish.page.to_string() required=true/>" "
                <button class="button button--secondary" r#type="submit">{l.msg_document_go()}</button>
            </form>
        }
        .into_any()
    })
}

/// There is no such page.
fn lost(ctx: &RequestCtx, document: &Document, wish: &Wish, count: u32) -> AnyView {
    let l = ctx.l();
    let sentence = l.msg_document_lost(wish.page.to_string(), count.to_string());
    view! {
        {notice(NoticeKind::Warning, None, view! { <p>{sentence}</p> })}
        <p><a class="more-link" href=to(ctx, document, 1, &wish.more())>{l.msg_document_first()}</a></p>
    }
    .into_any()
}

/// One page: its picture, its text, and the ways to others.
fn leaf(ctx: &RequestCtx, document: &Document, wish: &Wish, count: u32, written: Option<Written>) -> AnyView {
    let l = ctx.l();
    let here = wish.page;
    let file = &document.file;
    let picture = document.drawn.then(|| {
        let src = routes::page_picture(&file.id, here, &file.sha256);
        view! { <p data-picture=""><img src=src alt=l.msg_document_picture(here.to_string())/></p> }
    });
    let place = l.msg_document_page_of(here.to_string(), count.to_string());
    let more = wish.marking(wish.mark.text());
    let way = |page: u32, text: String| (to(ctx, document, page, &more), text);
    let before = (here > 1).then(|| way(here - 1, l.msg_document_previous()));
    let after = (here < count).then(|| way(here + 1, l.msg_document_next()));
    let ends: Vec<AnyView> = [(1, l.msg_document_first()), (count, l.msg_document_last())]
        .into_iter()
        .filter(|(page, _)| *page != here)
        .map(|(page, text)| {
            let (href, text) = way(page, text);
            view! { <a class="button button--quiet" href=href>{text}</a>" " }.into_any()
        })
        .collect();
    view! {
        <p class="muted" data-here="">{place.clone()}</p>
        {picture}
        {text(ctx, document, written)}
        {pagination(ctx, before, Some(place), after)}
        <p class="actions">{ends}</p>
    }
    .into_any()
}

/// What is written on the page; nothing is offered as text that nobody can read.
fn text(ctx: &RequestCtx, document: &Document, written: Option<Written>) -> AnyView {
    let l = ctx.l();
    let Some(Written { paragraphs, direction }) = written else {
        let sentence =
            if document.drawn { l.msg_document_no_text() } else { l.msg_document_no_text_no_picture() };
        return view! { <p class="muted">{sentence}</p> }.into_any();
    };
    let paragraphs = paragraphs
        .into_iter()
        .map(|paragraph| view! { <p dir=direction>{pieces(paragraph)}</p> })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="text">
            <h2 id="text">{l.msg_document_text()}</h2>
            <div class="prose" dir=direction lang=document.file.language.lang()>{paragraphs}</div>
        </section>
    }
    .into_any()
}

/// Pages on which something stands.
fn found(ctx: &RequestCtx, document: &Document, wish: &Wish, looked: Looked) -> AnyView {
    let l = ctx.l();
    let text = wish.query.text();
    let (count, digits) = counted(looked.hits.len());
    let more = wish.marking(text);
    let hits = looked
        .hits
        .into_iter()
        .map(|hit| {
            let href = to(ctx, document, hit.page, &more);
            view! {
                <li class="result">
                    <h3 class="result__title"><a href=href>{l.msg_document_page(hit.page.to_string())}</a></h3>
                    <p class="result__snippet" dir="auto">{pieces(hit.passage)}</p>
                </li>
            }
        })
        .collect_view();
    let on = looked.next.map(|next| {
        let mut pairs = wish.more();
        pairs.extend([("q", text.to_owned()), ("from", next.to_string())]);
        let href = to(ctx, document, wish.page, &pairs);
        view! {
            <p><a class="more-link" rel="nofollow" href=href>
                {l.msg_document_search_on(next.to_string())}" "<Icon name="arrow-forward" class="icon--mirror"/>
            </a></p>
        }
    });
    let back = to(ctx, document, wish.page, &wish.more());
    view! {
        <section class="stack" aria-labelledby="found">
            <h2 id="found">{l.msg_document_found_title()}</h2>
            <p class="muted" role="status">{l.msg_document_found(count, digits)}</p>
            <ul class="results">{hits}</ul>
            {on}
            <p><a class="more-link" href=back>{l.msg_document_search_back()}</a></p>
        </section>
    }
    .into_any()
}
