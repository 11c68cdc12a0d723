//! All datasets, by theme.

use domain::statistics::{self, DatasetCard, Theme, text};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The index.
///
/// # Errors
/// When the database does not answer.
pub async fn index(ctx: RequestCtx) -> PageResult {
    let themes = statistics::index(&ctx.services).await?;
    let l = ctx.l();
    let data = routes::list_data(&routes::statistics(ctx.locale));
    Ok(Page::new(l.msg_statistics_title(), move || view(&ctx, &themes))
        .description(l.msg_statistics_lead())
        .section("statistical-data")
        .for_machines(Vec::new(), vec![("application/ld+json", data)])
        .into())
}

fn view(ctx: &RequestCtx, themes: &[Theme]) -> AnyView {
    let l = ctx.l();
    let blocks = themes
        .iter()
        .map(|theme| {
            let id = format!("theme-{}", theme.code);
            view! {
                <section class="block" aria-labelledby=id>
                    <h2 class="block__title" id=id.clone()>{text(&theme.label, ctx.locale).to_owned()}</h2>
                    {card_list(ctx, &theme.datasets)}
                </section>
            }
        })
        .collect_view();
    view! {
        {page_header(
            ctx.locale,
            vec![Crumb::here(l.msg_statistics_title())],
            l.msg_statistics_title(),
            Some(l.msg_statistics_lead()),
            false,
        )}
        {blocks}
    }
    .into_any()
}

/// Datasets as a list of cards, each with its figure in words.
pub fn card_list(ctx: &RequestCtx, cards: &[DatasetCard]) -> AnyView {
    let items = cards.iter().map(|card| one(ctx, card)).collect_view();
    view! { <ul class="grid figure-cards">{items}</ul> }.into_any()
}

fn one(ctx: &RequestCtx, card: &DatasetCard) -> AnyView {
    let locale = ctx.locale;
    let href = routes::dataset(locale, &card.id, text(&card.slug, locale));
    let figure = card.figure.as_ref().map(|figure| {
        let words = words::figure(locale, figure);
        view! {
            <p class="figure-card__value" aria-hidden="true"><bdi>{words.value}</bdi></p>
            <p class="figure-card__text">{words.sentence}</p>
        }
    });
    let summary = card.figure.is_none().then(|| {
        view! { <p class="figure-card__text">{text(&card.summary, locale).to_owned()}</p> }
    });
    view! {
        <li class="figure-card" data-section=card.section.clone()>
            <h3 class="figure-card__title"><a href=href>{text(&card.title, locale).to_owned()}</a></h3>
            {figure}
            {summary}
        </li>
    }
    .into_any()
}

/// Datasets as a plain list of links, each with its figure in a sentence: for sections.
pub fn link_list(ctx: &RequestCtx, cards: &[DatasetCard]) -> AnyView {
    let locale = ctx.locale;
    let items = cards
        .iter()
        .map(|card| {
            let href = routes::dataset(locale, &card.id, text(&card.slug, locale));
            let figure = card.figure.as_ref().map(|figure| words::figure(locale, figure).sentence);
            let said = figure.unwrap_or_else(|| text(&card.summary, locale).to_owned());
            view! {
                <li>
                    <a href=href>{text(&card.title, locale).to_owned()}</a>
                    " "<span class="link-list__meta">{said}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="link-list">{items}</ul> }.into_any()
}
