//! Items in lists.

use contract::{Locale, Section};
use domain::library::{CardPicture, ItemCard};
use leptos::prelude::*;

use super::words;
use crate::site::{components::Icon, routes};

/// A cover: the picture that was made for it, else its title on cloth. It repeats what stands beside it, so it is hidden
/// from those who listen.
pub(super) fn cover(card: &ItemCard) -> AnyView {
    let kind = card.kind;
    if let Some(picture) = card.picture {
        return made(card, picture);
    }
    let title = &card.cover;
    view! {
        <div class=words::cover_class(kind) aria-hidden="true">
            <span class="cover__title" lang=title.locale.code() dir=title.locale.direction().as_str()>{title.text.clone()}</span>
            " "<span class="cover__niche"><Icon name=words::icon(kind)/></span>
        </div>
    }
    .into_any()
}

/// The picture on the same cloth, which shows where the picture ends.
fn made(card: &ItemCard, picture: CardPicture) -> AnyView {
    let lean =
        picture.lean.then(|| view! { <source r#type="image/webp" srcset=routes::cover(&card.id, "webp")/> });
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    view! {
        <div class=words::cover_class(card.kind) aria-hidden="true">
            <picture>
                {lean}
                <img src=routes::cover(&card.id, "jpg") width=width height=height alt="" loading="lazy"/>
            </picture>
        </div>
    }
    .into_any()
}

/// Kind, time and size: "Listen · 2 minutes · 296 kB".
pub(super) fn length(locale: Locale, card: &ItemCard) -> AnyView {
    words::length(i18n::catalogue(locale), card)
        .into_iter()
        .enumerate()
        .map(|(index, part)| view! { {(index > 0).then_some(" · ")}<bdi>{part}</bdi> })
        .collect_view()
        .into_any()
}

/// Items as covers in a grid.
pub fn grid(locale: Locale, cards: &[ItemCard]) -> AnyView {
    let items = cards
        .iter()
        .map(|card| {
            view! {
                <li class="item-card" data-section=card.section.map(Section::slug)>
                    {cover(card)}
                    <h3 class="item-card__title">
                        <a href=routes::item(locale, &card.id, &card.slug) lang=card.locale.code() dir="auto">{card.title.clone()}</a>
                    </h3>
                    <p class="item-card__meta">{length(locale, card)}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="library-grid">{items}</ul> }.into_any()
}

/// Items as a plain list, for the home page and the sections.
pub fn link_list(locale: Locale, cards: &[ItemCard]) -> AnyView {
    let items = cards
        .iter()
        .map(|card| {
            view! {
                <li data-section=card.section.map(Section::slug)>
                    <a href=routes::item(locale, &card.id, &card.slug) lang=card.locale.code() dir="auto">{card.title.clone()}</a>
                    " "<span class="link-list__meta">{length(locale, card)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="link-list">{items}</ul> }.into_any()
}
