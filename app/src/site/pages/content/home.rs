//! The home page.

use domain::{
    content::{ArticleCard, Home},
    forum::LatestTopic,
    library::ItemCard,
    statistics::HeadlineFigure,
};
use leptos::prelude::*;

use crate::site::{
    components::Icon,
    page::{Page, PageResult},
    pages::{forum::words, library, statistics},
    request::RequestCtx,
    routes,
};

/// Lines of each list of new things.
const LATEST: u64 = 4;

/// Home.
///
/// # Errors
/// When the database does not answer.
pub async fn home(ctx: RequestCtx) -> PageResult {
    let content = domain::content::home(&ctx.services, ctx.locale).await?;
    let topics = domain::forum::latest_topics(&ctx.services, &ctx.actor, LATEST).await?;
    let items = domain::library::latest_items(&ctx.for_reader(), ctx.locale, LATEST).await?;
    let figure = domain::statistics::figure_of_the_day(&ctx.services).await?;
    let description = ctx.l().msg_home_lead();
    Ok(Page::new("", move || view(&ctx, content, figure, items, topics)).description(description).into())
}

fn view(
    ctx: &RequestCtx,
    content: Home,
    figure: Option<HeadlineFigure>,
    items: Vec<ItemCard>,
    topics: Vec<LatestTopic>,
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let sections = content
        .sections
        .into_iter()
        .map(|card| {
            let slug = card.section.slug();
            view! {
                <li class="section-card" data-section=slug>
                    <span class="section-card__niche"><Icon name=card.section.icon()/></span>
                    <h3 class="section-card__title">
                        <a href=routes::section(locale, slug)>{i18n::sections::name(l, card.section)}</a>
                    </h3>
                    <p class="section-card__text">{card.summary}</p>
                </li>
            }
        })
        .collect_view();
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
        <section class="block" aria-labelledby="sections">
            <h2 class="block__title" id="sections">{l.msg_home_sections_title()}</h2>
            <ul class="section-grid">{sections}</ul>
        </section>
        <div class="home-pair">
            <section class="block" aria-labelledby="needed">
                <h2 class="block__title" id="needed">{l.msg_home_needed_title()}</h2>
                <ol class="link-list link-list--numbered">
                    {content.most_needed.iter().map(|card| needed(ctx, card)).collect_view()}
                </ol>
            </section>
            {figure.map(|figure| statistics::teaser(ctx, &figure, l.msg_home_figure_title()))}
        </div>
        <div class="home-pair">
            {latest_items(ctx, &items)}
            {latest_topics(ctx, topics)}
        </div>
        {take_part(ctx)}
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
