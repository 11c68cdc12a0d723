//! The home page.

use domain::{
    content::{ArticleCard, Home, SectionCard},
    forum::LatestTopic,
    library::ItemCard,
    places::BlockKind,
    statistics::HeadlineFigure,
};
use leptos::prelude::*;

use crate::site::{
    components::Icon,
    page::{Page, PageResult},
    pages::{forum::words, library, places, statistics},
    request::RequestCtx,
    routes,
};

/// Lines of each list of new things.
const LATEST: u64 = 4;

/// Announcements that stand on the home page.
const ANNOUNCED: usize = 4;

/// What was loaded for the blocks; each takes its own.
struct Parts {
    content: Home,
    figure: Option<HeadlineFigure>,
    items: Vec<ItemCard>,
    topics: Vec<LatestTopic>,
}

/// Home. What is not shown is not asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn home(ctx: RequestCtx) -> PageResult {
    let places = ctx.services.places();
    let kinds: Vec<BlockKind> =
        places.blocks().into_iter().filter(|block| block.shown).map(|block| block.kind).collect();
    let shows = |kind: BlockKind| kinds.contains(&kind);
    let content = if shows(BlockKind::Sections) || shows(BlockKind::MostNeeded) {
        domain::content::home(&ctx.services, ctx.locale).await?
    } else {
        Home::default()
    };
    let topics = if shows(BlockKind::Forum) {
        domain::forum::latest_topics(&ctx.services, &ctx.actor, LATEST).await?
    } else {
        Vec::new()
    };
    let items = if shows(BlockKind::Library) {
        domain::library::latest_items(&ctx.for_reader(), ctx.locale, LATEST).await?
    } else {
        Vec::new()
    };
    let figure = if shows(BlockKind::Figures) {
        domain::statistics::figure_of_the_day(&ctx.services).await?
    } else {
        None
    };
    let description = ctx.l().msg_home_lead();
    let (feed, data) = (routes::news_feed(ctx.locale), routes::portal_data(ctx.locale));
    let parts = Parts { content, figure, items, topics };
    Ok(Page::new("", move || view(&ctx, kinds, parts))
        .description(description)
        .feed(Some(feed))
        .for_machines(Vec::new(), vec![("application/ld+json", data)])
        .into())
}

/// Blocks of half the width, which stand side by side where two follow each other.
fn is_half(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::MostNeeded | BlockKind::Figures | BlockKind::Library | BlockKind::Forum)
}

fn view(ctx: &RequestCtx, kinds: Vec<BlockKind>, mut parts: Parts) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let mut kinds = kinds.into_iter().peekable();
    let mut blocks: Vec<AnyView> = Vec::new();
    while let Some(kind) = kinds.next() {
        let first = block(ctx, kind, &mut parts);
        if !is_half(kind) {
            blocks.push(first);
            continue;
        }
        let second = kinds.next_if(|next| is_half(*next)).map(|next| block(ctx, next, &mut parts));
        blocks.push(view! { <div class="home-pair">{first}{second}</div> }.into_any());
    }
    view! {
        <header class="hero">
            <h1 class="hero__title">{l.msg_home_title()}</h1>
            <p class="hero__lead">{l.msg_home_lead()}</p>
            <form class="hero__search search search--large" role="search" action=routes::search(locale)>
                <label class="visually-hidden" for="q-home">{l.msg_search_label()}</label>
                <input class="search__input" id="q-home" name="q" r#type="search" dir="auto" autocomplete="off"
                    maxlength=contract::limits::QUERY_MAX.to_string() placeholder=l.msg_search_label()/>
                <button class="search__button" r#type="submit"><Icon name="search"/>" "{l.msg_search_button()}</button>
            </form>
        </header>
        {blocks}
        {take_part(ctx)}
    }
    .into_any()
}

fn block(ctx: &RequestCtx, kind: BlockKind, parts: &mut Parts) -> AnyView {
    match kind {
        BlockKind::Announcements => announced(ctx).into_any(),
        BlockKind::Sections => sections(ctx, std::mem::take(&mut parts.content.sections)),
        BlockKind::MostNeeded => most_needed(ctx, &parts.content.most_needed),
        BlockKind::Figures => parts
            .figure
            .take()
            .map(|figure| statistics::teaser(ctx, &figure, ctx.l().msg_home_figure_title()))
            .into_any(),
        BlockKind::Library => latest_items(ctx, &parts.items),
        BlockKind::Forum => latest_topics(ctx, std::mem::take(&mut parts.topics)),
        BlockKind::Text => places::home_text(ctx).into_any(),
    }
}

fn announced(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let list = places::announced(ctx, ANNOUNCED)?;
    Some(
        view! {
            <section class="block" aria-labelledby="announced">
                <h2 class="block__title" id="announced">{l.msg_places_announce_title()}</h2>
                {list}
                <p>
                    <a class="more-link" href=routes::announcements(ctx.locale)>
                        {l.msg_places_announce_all()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                    </a>
                </p>
            </section>
        }
        .into_any(),
    )
}

fn sections(ctx: &RequestCtx, cards: Vec<SectionCard>) -> AnyView {
    let l = ctx.l();
    let cards = cards
        .into_iter()
        .map(|card| {
            let slug = card.section.slug();
            view! {
                <li class="section-card" data-section=slug>
                    <span class="section-card__niche"><Icon name=card.section.icon()/></span>
                    <h3 class="section-card__title">
                        <a href=routes::section(ctx.locale, slug)>{i18n::sections::name(l, card.section)}</a>
                    </h3>
                    <p class="section-card__text">{card.summary}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="block" aria-labelledby="sections">
            <h2 class="block__title" id="sections">{l.msg_home_sections_title()}</h2>
            <ul class="section-grid">{cards}</ul>
        </section>
    }
    .into_any()
}

fn most_needed(ctx: &RequestCtx, cards: &[ArticleCard]) -> AnyView {
    view! {
        <section class="block" aria-labelledby="needed">
            <h2 class="block__title" id="needed">{ctx.l().msg_home_needed_title()}</h2>
            <ol class="link-list link-list--numbered">
                {cards.iter().map(|card| needed(ctx, card)).collect_view()}
            </ol>
        </section>
    }
    .into_any()
}

fn latest_items(ctx: &RequestCtx, items: &[ItemCard]) -> AnyView {
    let l = ctx.l();
    let list = if items.is_empty() {
        view! { <p class="muted">{l.msg_home_library_empty()}</p> }.into_any()
    } else {
        library::link_list(ctx.locale, items)
    };
    view! {
        <section class="block" aria-labelledby="library">
            <h2 class="block__title" id="library">{l.msg_home_library_title()}</h2>
            {list}
            <p>
                <a class="more-link" href=routes::library(ctx.locale)>
                    {l.msg_home_library_more()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                </a>
            </p>
        </section>
    }
    .into_any()
}

fn latest_topics(ctx: &RequestCtx, topics: Vec<LatestTopic>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let list = if topics.is_empty() {
        view! { <p class="muted">{l.msg_home_forum_empty()}</p> }.into_any()
    } else {
        let items = topics
            .into_iter()
            .map(|topic| {
                let (title, lang) = words::title(ctx, topic.title, topic.language);
                view! { <li><a href=routes::topic(locale, &topic.id) lang=lang dir="auto">{title}</a></li> }
            })
            .collect_view();
        view! { <ul class="link-list">{items}</ul> }.into_any()
    };
    view! {
        <section class="block" aria-labelledby="forum">
            <h2 class="block__title" id="forum">{l.msg_home_forum_title()}</h2>
            {list}
            <p>
                <a class="more-link" href=routes::forum(locale)>
                    {l.msg_home_forum_more()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                </a>
            </p>
        </section>
    }
    .into_any()
}

fn needed(ctx: &RequestCtx, card: &ArticleCard) -> AnyView {
    let section = card.section.map(|section| i18n::sections::name(ctx.l(), section));
    view! {
        <li data-section=card.section.map(contract::Section::slug)>
            <a href=routes::article(ctx.locale, &card.id, &card.slug) lang=card.locale.code() dir="auto">{card.title.clone()}</a>
            " "<span class="link-list__meta">{section}</span>
        </li>
    }
    .into_any()
}

fn take_part(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let join = ctx.actor.member().is_none().then(|| {
        view! { <a class="button" href=routes::join(locale)>{l.msg_home_take_part_join()}</a> }
    });
    view! {
        <section class="take-part" aria-labelledby="part">
            <h2 class="take-part__title" id="part">{l.msg_home_take_part_title()}</h2>
            <p>{l.msg_home_take_part_text()}</p>
            <p class="actions">
                {join}
                <a class="button button--secondary" href=routes::terms(locale)>{l.msg_home_take_part_rules()}</a>
            </p>
        </section>
    }
    .into_any()
}
