//! The home page: at one glance what this place is, who helps at once, and what is in it.

use contract::Section;
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
    layout,
    page::{Page, PageResult},
    pages::{forum::words, library, places, statistics},
    request::RequestCtx,
    routes,
};

/// Lines of each list of new things.
const LATEST: u64 = 4;

/// Announcements that stand on the home page.
const ANNOUNCED: usize = 4;

/// Numbers that stand there; the foot of the page has all of them.
const NUMBERS: usize = 3;

/// What was loaded for the blocks; each takes its own.
struct Parts {
    content: Home,
    figure: Option<HeadlineFigure>,
    items: Vec<ItemCard>,
    topics: Vec<LatestTopic>,
}

/// Home. What is not shown is not asked for. Its lists are what everybody sees, whoever reads them: for members the page
/// is no other one.
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
        domain::library::latest_items(&ctx.services, ctx.locale, LATEST).await?
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
        .with_sheet("home.css")
        .into())
}

/// Blocks of half the width, which stand side by side where two follow each other.
fn is_half(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::MostNeeded | BlockKind::Figures | BlockKind::Library | BlockKind::Forum)
}

fn view(ctx: &RequestCtx, kinds: Vec<BlockKind>, mut parts: Parts) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let blocks =
        kinds.into_iter().filter_map(|kind| Some((kind, block(ctx, kind, &mut parts)?))).collect::<Vec<_>>();
    view! {
        <header class="hero">
            <h1 class="hero__title">{l.msg_home_title()}</h1>
            <p class="hero__lead">{l.msg_home_lead()}</p>
            <form class="hero__search search search--large" role="search" action=routes::search(locale)>
                <label class="visually-hidden" for="q-home">{l.msg_search_label()}</label>
                <input class="search__input" id="q-home" name="q" r#type="search" dir="auto" autocomplete="off"
                    data-suggest=routes::search_suggest(locale) maxlength=contract::limits::QUERY_MAX.to_string()
                    placeholder=l.msg_search_label()/>
                <button class="search__button" r#type="submit"><Icon name="search"/>" "{l.msg_search_button()}</button>
            </form>
        </header>
        {help(ctx)}
        {arranged(blocks)}
        {take_part(ctx)}
    }
    .into_any()
}

/// Blocks below each other, halves in pairs. What has nothing to show leaves no hole.
fn arranged(blocks: Vec<(BlockKind, AnyView)>) -> Vec<AnyView> {
    let mut blocks = blocks.into_iter().peekable();
    let mut rows = Vec::new();
    while let Some((kind, first)) = blocks.next() {
        if !is_half(kind) {
            rows.push(first);
            continue;
        }
        let second = blocks.next_if(|(next, _)| is_half(*next)).map(|(_, second)| second);
        rows.push(view! { <div class="home-pair">{first}{second}</div> }.into_any());
    }
    rows
}

fn block(ctx: &RequestCtx, kind: BlockKind, parts: &mut Parts) -> Option<AnyView> {
    match kind {
        BlockKind::Announcements => announced(ctx),
        BlockKind::Sections => Some(sections(ctx, &parts.content.sections)),
        BlockKind::MostNeeded => Some(most_needed(ctx, &parts.content.most_needed)),
        BlockKind::Figures => parts
            .figure
            .take()
            .map(|figure| statistics::teaser(ctx, &figure, ctx.l().msg_home_figure_title())),
        BlockKind::Library => Some(latest_items(ctx, &parts.items)),
        BlockKind::Forum => Some(latest_topics(ctx, std::mem::take(&mut parts.topics))),
        BlockKind::Text => places::home_text(ctx),
    }
}

/// The first of the numbers that were checked lately, and the way to safety. No desk moves or hides them.
fn help(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let lines = ctx.services.helplines();
    let mut lines = lines.confirmed(&ctx.services.today());
    lines.truncate(NUMBERS);
    let checked = lines.iter().map(|line| line.checked_on.as_str()).min().unwrap_or_default();
    let checked = l.msg_checked_on(i18n::dates::day(ctx.locale, checked));
    let items = lines.into_iter().map(|line| layout::helpline(ctx.locale, line, None)).collect_view();
    view! {
        <section class="home-help" aria-labelledby="help-now">
            <h2 class="home-help__title" id="help-now">{l.msg_home_help_title()}</h2>
            <ul class="helplines">{items}</ul>
            <p class="home-help__more">
                <a class="more-link" href=routes::safety(ctx.locale)>
                    {l.msg_home_help_more()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                </a>
                " "<span class="muted">{checked}</span>
            </p>
        </section>
    }
    .into_any()
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

/// All eight, each with its line when one is published.
fn sections(ctx: &RequestCtx, cards: &[SectionCard]) -> AnyView {
    let l = ctx.l();
    let cards = Section::ALL
        .into_iter()
        .map(|section| {
            let slug = section.slug();
            let line = cards.iter().find(|card| card.section == section).map(|card| {
                let summary = card.summary.clone();
                view! { <p class="section-card__text" lang=card.locale.code() dir="auto">{summary}</p> }
            });
            view! {
                <li class="section-card" data-section=slug>
                    <span class="section-card__niche"><Icon name=section.icon()/></span>
                    <h3 class="section-card__title">
                        <a href=routes::section(ctx.locale, slug)>{i18n::sections::name(l, section)}</a>
                    </h3>
                    {line}
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

/// What is needed most, as the home page and the search have it.
pub fn most_needed(ctx: &RequestCtx, cards: &[ArticleCard]) -> AnyView {
    let l = ctx.l();
    let list = if cards.is_empty() {
        view! { <p class="muted">{l.msg_home_needed_empty()}</p> }.into_any()
    } else {
        let items = cards.iter().map(|card| needed(ctx, card)).collect_view();
        view! { <ol class="link-list link-list--numbered">{items}</ol> }.into_any()
    };
    view! {
        <section class="block" aria-labelledby="needed">
            <h2 class="block__title" id="needed">{l.msg_home_needed_title()}</h2>
            {list}
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
            // What she keeps folded does not unfold here.
            .filter(|topic| topic.quiet.is_none())
            .map(|topic| {
                let replies = words::replies(l, topic.replies);
                let (title, lang) = words::title(ctx, topic.title, topic.language);
                view! {
                    <li>
                        <a href=routes::topic(locale, &topic.id) lang=lang dir="auto">{title}</a>
                        " "<span class="link-list__meta">{replies}</span>
                    </li>
                }
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
    // The association elsewhere: plain links, nothing of theirs is loaded.
    let channels = places::channels(ctx).map(|list| {
        view! {
            <div class="home-channels">
                <h3>{l.msg_places_channels_title()}</h3>
                {list}
            </div>
        }
    });
    view! {
        <section class="take-part" aria-labelledby="part">
            <h2 class="take-part__title" id="part">{l.msg_home_take_part_title()}</h2>
            <ol class="home-steps">
                <li>{l.msg_home_take_part_name()}</li>
                <li>{l.msg_home_take_part_ask()}</li>
                <li>{l.msg_home_take_part_wait()}</li>
            </ol>
            <p class="actions">
                {join}
                <a class="button button--secondary" href=routes::terms(locale)>{l.msg_home_take_part_rules()}</a>" "
                <a class="button button--quiet" href=routes::standing(locale, "firststeps")>{l.msg_nav_first_steps()}</a>
            </p>
            {channels}
        </section>
    }
    .into_any()
}
