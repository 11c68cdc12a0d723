//! What stands above the text of a book: its contents, the search in it, and how it is to look.

use domain::library::book::{Book, Entry, Opened};
use leptos::prelude::*;

use super::{Wish, name};
use crate::site::{components::Icon, request::RequestCtx, routes};

/// The table of contents; a book without one has its chapters by number.
pub(super) fn contents(ctx: &RequestCtx, opened: &Opened, book: &Book, wish: &Wish) -> Option<AnyView> {
    let l = ctx.l();
    let numbered: Vec<Entry>;
    let entries = if book.contents.is_empty() {
        let entry = |chapter| Entry { title: name(ctx, book, chapter), depth: 0, chapter, anchor: None };
        numbered = (0..book.len()).map(entry).collect();
        &numbered
    } else {
        &book.contents
    };
    let more = wish.more();
    let href = |entry: &Entry| {
        let card = &opened.card;
        let anchor = entry.anchor.as_deref();
        routes::book_chapter(ctx.locale, (&card.id, &card.slug), entry.chapter, anchor, &more)
    };
    let here = wish.query.is_empty().then_some(wish.chapter);
    (entries.len() > 1).then(|| {
        view! {
            <details class="disclosure" id="contents">
                <summary>{l.msg_library_contents()}</summary>
                <nav aria-label=l.msg_library_contents()>{tree(entries, &href, here)}</nav>
            </details>
        }
        .into_any()
    })
}

/// Lines of the table with what stands below each.
pub(in crate::site::pages::library) fn tree(
    entries: &[Entry],
    href: &dyn Fn(&Entry) -> String,
    here: Option<usize>,
) -> AnyView {
    let mut lines = Vec::new();
    let mut rest = entries;
    while let Some((entry, after)) = rest.split_first() {
        let end = after.iter().position(|next| next.depth <= entry.depth).unwrap_or(after.len());
        let (below, next) = after.split_at(end);
        let inner = (!below.is_empty()).then(|| tree(below, href, here));
        let current = (Some(entry.chapter) == here && entry.anchor.is_none()).then_some("page");
        lines.push(
            view! { <li><a href=href(entry) aria-current=current dir="auto">{entry.title.clone()}</a>{inner}</li> }
                .into_any(),
        );
        rest = next;
    }
    view! { <ul class="link-list">{lines}</ul> }.into_any()
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

/// Looks for words in the book.
pub(super) fn search(ctx: &RequestCtx, opened: &Opened, wish: &Wish) -> AnyView {
    let l = ctx.l();
    let action = routes::item_reading(ctx.locale, &opened.card.id, &opened.card.slug);
    view! {
        <form class="search" role="search" aria-label=l.msg_book_search_label() action=action>
            {kept(wish.more())}
            <label class="visually-hidden" for="in-book">{l.msg_book_search_label()}</label>
            <input class="search__input" id="in-book" name="q" r#type="search" dir="auto" autocomplete="off"
                placeholder=l.msg_book_search_label() value=wish.query.clone()/>
            <button class="search__button" r#type="submit">
                <Icon name="search"/>" "<span class="visually-hidden">{l.msg_search_button()}</span>
            </button>
        </form>
    }
    .into_any()
}

/// Size, lines and contrast: a form of its own, so that it works without scripts and is kept nowhere.
pub(super) fn settings(ctx: &RequestCtx, opened: &Opened, wish: &Wish) -> AnyView {
    let l = ctx.l();
    let action = routes::item_reading(ctx.locale, &opened.card.id, &opened.card.slug);
    let choice = |name: &'static str,
                  label: String,
                  options: Vec<(&'static str, String)>,
                  now: Option<&'static str>| {
        let options = options
            .into_iter()
            .map(|(word, text)| {
                let selected = word == now.unwrap_or_default();
                view! { <option value=word selected=selected>{text}</option> }
            })
            .collect_view();
        view! {
            <div class="field">
                <label class="field__label" for=name>{label}</label>
                <select class="select" id=name name=name>{options}</select>
            </div>
        }
    };
    let usual = || l.msg_book_look_usual();
    let size = vec![("", usual()), ("large", l.msg_book_size_large()), ("larger", l.msg_book_size_larger())];
    let leading = vec![("", usual()), ("wide", l.msg_book_leading_wide())];
    let contrast = vec![("", usual()), ("more", l.msg_book_contrast_more())];
    let language = wish.more().into_iter().filter(|(name, _)| *name == "language");
    let hidden = language.chain([wish.place()]).collect();
    view! {
        <details class="disclosure">
            <summary>{l.msg_book_look_title()}</summary>
            <form class="stack stack--tight" action=action>
                {kept(hidden)}
                {choice("size", l.msg_book_size(), size, wish.look.text)}
                {choice("leading", l.msg_book_leading(), leading, wish.look.leading)}
                {choice("contrast", l.msg_book_contrast(), contrast, wish.look.contrast)}
                <p><button class="button button--secondary" r#type="submit">{l.msg_book_look_button()}</button></p>
            </form>
        </details>
    }
    .into_any()
}
