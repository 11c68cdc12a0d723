//! The forum's first page.

use contract::Locale;
use domain::forum::{Category, TopicRow};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{parts, words};
use crate::site::{
    components::{Crumb, Icon, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// What the team put first, and the categories, with how much everyone sees in each.
///
/// # Errors
/// When the database does not answer.
pub async fn index(ctx: RequestCtx) -> PageResult {
    let categories = domain::forum::readable_categories(&ctx.services, &ctx.actor, ctx.locale).await?;
    let front = domain::forum::front_topics(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_nav_forum();
    Ok(Page::new(title, move || view(&ctx, categories, front)).discreet().into())
}

/// What the team put first for a while.
fn first(ctx: &RequestCtx, topics: Vec<TopicRow>) -> AnyView {
    if topics.is_empty() {
        return ().into_any();
    }
    let l = ctx.l();
    let items = topics
        .into_iter()
        .map(|row| {
            let href = routes::topic(ctx.locale, &row.id);
            let (title, lang) = words::title(ctx, row.title, row.language);
            view! {
                <li>
                    <a href=href lang=lang dir="auto">{title}</a>
                    " "<span class="link-list__meta">{words::replies(l, row.replies)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="block" aria-labelledby="front">
            <h2 class="block__title" id="front">{l.msg_reading_front_title()}</h2>
            <ul class="link-list">{items}</ul>
        </section>
    }
    .into_any()
}

fn view(ctx: &RequestCtx, categories: Vec<Category>, front: Vec<TopicRow>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let mine = ctx.actor.member().map(|_| {
        view! { <a class="button button--secondary" href=routes::my_contributions(locale)>{l.msg_forum_mine_link()}</a>" "
            <a class="button button--secondary" href=routes::bookmarks(locale)>{l.msg_reading_bookmarks_title()}</a> }
    });
    let list = categories.into_iter().map(|category| row(ctx, locale, category)).collect_view();
    view! {
        {page_header(locale, vec![Crumb::here(l.msg_nav_forum())], l.msg_nav_forum(), Some(l.msg_forum_lead()), false)}
        <div class="columns">
            <div class="columns__main stack">
                <p class="actions">
                    <a class="button" href=routes::new_topic(locale, "")>{l.msg_forum_ask()}</a>" "{mine}
                </p>
                {first(ctx, front)}
                <ul class="category-list">{list}</ul>
            </div>
            <aside class="columns__side stack" aria-label=l.msg_forum_how_title()>{parts::how_it_works(ctx)}</aside>
        </div>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, locale: Locale, category: Category) -> AnyView {
    let l = ctx.l();
    let icon = format!("section-{}", category.section);
    let topics = counted(category.topics);
    let last =
        category.last_day.map(|day| view! { <br/>{l.msg_forum_last_day(i18n::dates::day(locale, &day))} });
    view! {
        <li class="category" data-section=category.section>
            <span class="category__niche"><Icon name=icon/></span>
            <div>
                <h2 class="category__title"><a href=routes::category(locale, &category.slug)>{category.name}</a></h2>
                <p class="category__text">{category.description}</p>
            </div>
            <span class="category__count">{l.msg_forum_topics_count(topics.0, topics.1)}{last}</span>
        </li>
    }
    .into_any()
}
