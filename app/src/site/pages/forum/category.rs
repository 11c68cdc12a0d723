//! The topics of a category.

use contract::{Locale, ids::TopicId};
use domain::{
    DomainError, DomainResult,
    forum::{Cursor, TopicList, TopicRow},
};
use leptos::prelude::*;

use super::{parts, words};
use crate::site::{
    components::{Crumb, page_header},
    form::Form,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// A page of a category's topics.
///
/// # Errors
/// `NotFound` for an unknown category or a cursor that leads nowhere.
pub async fn category(ctx: RequestCtx, slug: String) -> PageResult {
    let cursor = cursor(&ctx.query)?;
    let list = domain::forum::list_topics(&ctx.services, &slug, &cursor, ctx.locale).await?;
    let (title, section) = (list.category.name.clone(), list.category.section.clone());
    let page = Page::new(title, move || view(&ctx, list));
    Ok(page.section(section).discreet().into())
}

fn cursor(query: &Form) -> DomainResult<Cursor> {
    let id = |text: &str| text.parse::<TopicId>().map_err(|_| DomainError::not_found());
    match (query.get("after"), query.get("before")) {
        ("", "") => Ok(Cursor::Start),
        (after, "") => Ok(Cursor::After(id(after)?)),
        ("", before) => Ok(Cursor::Before(id(before)?)),
        _ => Err(DomainError::not_found()),
    }
}

fn address(locale: Locale, slug: &str, cursor: &Cursor) -> String {
    let path = routes::category(locale, slug);
    match cursor {
        Cursor::Start => path,
        Cursor::After(id) => format!("{path}?after={id}"),
        Cursor::Before(id) => format!("{path}?before={id}"),
    }
}

fn view(ctx: &RequestCtx, list: TopicList) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let TopicList { category, rows, newer, older } = list;
    let ask = routes::new_topic(locale, &category.slug);
    let crumbs =
        vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(category.name.clone())];
    let empty = rows.is_empty() && newer.is_none();
    let body = if empty {
        parts::empty(
            l.msg_forum_empty_title(),
            l.msg_forum_empty_text(),
            Some((ask.clone(), l.msg_forum_ask())),
        )
    } else {
        let rows = rows.into_iter().map(|row| topic_row(ctx, row)).collect_view();
        view! { <ul class="topic-list" aria-label=l.msg_forum_topics_label()>{rows}</ul> }.into_any()
    };
    let to = |cursor: Option<Cursor>, text: String| {
        cursor.map(|cursor| (address(locale, &category.slug, &cursor), text))
    };
    let pages =
        parts::pagination(ctx, to(newer, l.msg_pages_previous()), None, to(older, l.msg_pages_next()));
    view! {
        {page_header(locale, crumbs, category.name.clone(), Some(category.description.clone()), false)}
        <div class="columns">
            <div class="columns__main stack">
                {(!empty).then(|| view! { <p class="actions"><a class="button" href=ask>{l.msg_forum_ask()}</a></p> })}
                {body}
                {pages}
            </div>
            <aside class="columns__side stack" aria-label=l.msg_forum_how_title()>{parts::how_it_works(ctx)}</aside>
        </div>
    }
    .into_any()
}

/// A line of a list of topics; the home page shows the same.
pub fn topic_row(ctx: &RequestCtx, row: TopicRow) -> AnyView {
    let l = ctx.l();
    let (title, lang) = words::title(ctx, row.title, row.language);
    view! {
        <li class="topic-row">
            <h2 class="topic-row__title">
                <a href=routes::topic(ctx.locale, &row.id) dir="auto" lang=lang>{title}</a>
            </h2>
            <p class="topic-row__meta">
                {parts::author_name(ctx, &row.author)}
                " · "<time datetime=row.day.clone()>{i18n::dates::day(ctx.locale, &row.day)}</time>
                " · "{words::replies(l, row.replies)}
            </p>
        </li>
    }
    .into_any()
}
