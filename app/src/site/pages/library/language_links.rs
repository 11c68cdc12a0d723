//! Ways between the languages in which there is a text, a book or a document.

use contract::Tongue;
use leptos::prelude::*;

use super::words;
use crate::site::request::RequestCtx;

/// A link to each language, by its own name; nothing where there is one alone. `to` says where it leads.
pub(super) fn language_links(
    ctx: &RequestCtx,
    languages: &[Tongue],
    here: Tongue,
    to: impl Fn(Tongue) -> String,
) -> Option<AnyView> {
    if languages.len() < 2 {
        return None;
    }
    let links = languages
        .iter()
        .map(|language| {
            let current = (*language == here).then_some("true");
            let (lang, name) = words::own_name(ctx.l(), *language);
            view! {
                <li><a class="filters__link" href=to(*language) aria-current=current lang=lang>{name}</a></li>
            }
        })
        .collect_view();
    let nav = view! {
        <nav class="filters" aria-label=ctx.l().msg_library_reading_languages()>
            <ul class="filters__list">{links}</ul>
        </nav>
    };
    Some(nav.into_any())
}
