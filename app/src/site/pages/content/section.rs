//! A section: its introduction and everything in it.

use contract::{Locale, Section};
use domain::{
    DomainError,
    content::{ArticleCard, Kind, SectionPage},
    directory::{Filter, Organisation},
    library::ItemCard,
    markup::{SafeHtml, without_notes},
    statistics::DatasetCard,
};
use leptos::prelude::*;

use super::{article::other_language, procedure::explained};
use crate::site::{
    components::{Crumb, Html, Icon, bits::breadcrumbs},
    page::{Page, PageResult},
    pages::{forum::parts::pagination, library, statistics},
    request::RequestCtx,
    routes::{self, Share},
};

/// Library items of a section that are listed.
const ITEMS: u64 = 6;

/// Organisations of a section that are named.
const HELPERS: usize = 5;

/// A section by its slug.
///
/// # Errors
/// Not found for a slug that is none of the eight.
pub async fn section(ctx: RequestCtx, slug: String) -> PageResult {
    let section: Section = slug.parse().map_err(|_| DomainError::not_found())?;
    let number = ctx.query.get("page").parse().unwrap_or(1);
    let page = domain::content::section(&ctx.services, ctx.locale, section, number).await?;
    let filter = Filter { section: Some(section), ..Filter::default() };
    // What leads out of what is kept is not in it.
    let (items, figures, mut helpers) = if ctx.kept {
        (Vec::new(), Vec::new(), Vec::new())
    } else {
        (
            domain::library::items_of_section(&ctx.for_reader(), ctx.locale, section, ITEMS).await?,
            domain::statistics::datasets_of_section(&ctx.services, section).await?,
            domain::directory::organisations(&ctx.services, ctx.locale, filter).await?,
        )
    };
    helpers.truncate(HELPERS);
    let title = i18n::sections::name(ctx.l(), section);
    let summary = page.intro.summary.clone();
    let alternates =
        Locale::ALL.into_iter().map(|locale| (locale, numbered(locale, section, page.page))).collect();
    let written = page.intro.languages.iter().map(|(locale, _)| *locale).collect();
    let (feed, data) =
        (routes::section_feed(ctx.locale, section.slug()), routes::section_data(ctx.locale, section.slug()));
    let share = Share::Section(page.intro.locale, section);
    Ok(Page::new(title, move || view(&ctx, section, page, &items, &figures, &helpers))
        .description(summary)
        .section(section.slug())
        .alternates(alternates)
        .written_in(written)
        .shared_as(share)
        .feed(Some(feed))
        .for_machines(Vec::new(), vec![("application/ld+json", data)])
        .into())
}

/// A page of a section, from 1.
fn numbered(locale: Locale, section: Section, number: usize) -> String {
    match number {
        0 | 1 => routes::section(locale, section.slug()),
        _ => format!("{}?page={number}", routes::section(locale, section.slug())),
    }
}

/// Cards of documents, as sections and articles list them.
pub fn card_list(ctx: &RequestCtx, cards: &[ArticleCard]) -> AnyView {
    let items = cards
        .iter()
        .map(|card| {
            view! {
                <li>
                    <a href=routes::article(ctx.locale, &card.id, &card.slug) lang=card.locale.code() dir="auto">{card.title.clone()}</a>
                    " "<span class="link-list__meta" lang=card.locale.code() dir="auto">{card.summary.clone()}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="link-list">{items}</ul> }.into_any()
}

/// Who helps there: names alone, and the way to all of them.
fn organisations(ctx: &RequestCtx, section: Section, helpers: &[Organisation]) -> Option<AnyView> {
    if helpers.is_empty() {
        return None;
    }
    let l = ctx.l();
    let items = helpers
        .iter()
        .map(|one| {
            let href = routes::organisation(ctx.locale, &one.id, &one.slug);
            view! { <li><a href=href lang=one.locale.code() dir="auto">{one.name.clone()}</a></li> }
        })
        .collect_view();
    let all = routes::organisations_of(ctx.locale, Filter { section: Some(section), ..Filter::default() });
    Some(
        view! {
            <section aria-labelledby="organisations">
                <h2 id="organisations">{l.msg_directory_title()}</h2>
                <ul class="link-list">{items}</ul>
                <p>
                    <a class="more-link" href=all>
                        {l.msg_directory_all()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                    </a>
                </p>
            </section>
        }
        .into_any(),
    )
}

fn view(
    ctx: &RequestCtx,
    section: Section,
    page: SectionPage,
    items: &[ItemCard],
    figures: &[DatasetCard],
    helpers: &[Organisation],
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let name = i18n::sections::name(l, section);
    // An introduction shows no sources to which a mark could lead.
    let intro = SafeHtml::from_store(without_notes(page.intro.html.as_str()));
    let intro = explained(ctx, &page.glossary).in_html(&intro);
    let at = |number: usize| numbered(locale, section, number);
    let before = (page.page > 1).then(|| (at(page.page - 1), l.msg_statistics_page_before()));
    let after = page.more.then(|| (at(page.page + 1), l.msg_statistics_page_after()));
    let (procedures, articles): (Vec<_>, Vec<_>) =
        page.articles.into_iter().partition(|card| card.kind == Kind::Procedure);
    let block = |id: &'static str, title: String, cards: Vec<ArticleCard>| {
        (!cards.is_empty()).then(|| {
            view! {
                <section aria-labelledby=id>
                    <h2 id=id>{title}</h2>
                    {card_list(ctx, &cards)}
                </section>
            }
        })
    };
    view! {
        <header class="page-header">
            {breadcrumbs(locale, vec![Crumb::here(name.clone())])}
            <p class="page-header__kicker"><Icon name=section.icon()/></p>
            <h1 class="page-header__title">{name}</h1>
            <p class="page-header__lead" lang=page.intro.locale.code() dir="auto">{page.intro.summary}</p>
        </header>
        <div class="columns">
            <div class="columns__main stack">
                {other_language(ctx, page.intro.locale)}
                <Html html=intro class="prose" lang=page.intro.locale.code()/>
                {block("do", l.msg_section_procedures_title(), procedures)}
                {block("know", l.msg_section_articles_title(), articles)}
                {pagination(ctx, before, None, after)}
                {(!items.is_empty()).then(|| view! {
                    <section aria-labelledby="library">
                        <h2 id="library">{l.msg_section_library_title()}</h2>
                        {library::link_list(locale, items)}
                    </section>
                })}
                {(!figures.is_empty()).then(|| view! {
                    <section aria-labelledby="figures">
                        <h2 id="figures">{l.msg_section_statistics_title()}</h2>
                        {statistics::link_list(ctx, figures)}
                    </section>
                })}
                {organisations(ctx, section, helpers)}
            </div>
            <aside class="columns__side stack" aria-label=l.msg_section_forum_title()>
                <section class="panel panel--hue">
                    <h2 class="panel__title">{l.msg_section_forum_title()}</h2>
                    <p>{l.msg_section_forum_text()}</p>
                    <p>
                        <a class="more-link" href=routes::category(locale, section.slug())>
                            {l.msg_section_forum_link()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                        </a>
                    </p>
                </section>
            </aside>
        </div>
    }
    .into_any()
}
