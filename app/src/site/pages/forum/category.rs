//! The topics of a category.

use contract::{Locale, ids::TopicId};
use domain::{
    DomainError, DomainResult,
    forum::{Audience, Browse, Cursor, TextLanguage, TopicList, TopicRow},
    notify::Place,
};
use leptos::prelude::*;

use super::{parts, reading, words};
use crate::site::{
    components::{Crumb, page_header},
    form::Form,
    page::{Page, PageResult},
    pages::notify,
    request::RequestCtx,
    routes,
};

/// A page of a category's topics.
///
/// # Errors
/// `NotFound` for an unknown category or a cursor that leads nowhere.
pub async fn category(ctx: RequestCtx, slug: String) -> PageResult {
    let wanted = Browse { cursor: cursor(&ctx.query)?, language: language(&ctx.query)? };
    let list = domain::forum::browse(&ctx.services, &ctx.actor, &slug, &wanted, ctx.locale).await?;
    let (title, section) = (list.category.name.clone(), list.category.section.clone());
    let (listed, whole) = (list.category.rules.listed(), wanted == Browse::default());
    let feed = (list.category.rules.audience == Audience::Public)
        .then(|| routes::feed(ctx.locale, &list.category.slug));
    let data = (listed && whole).then(|| {
        let here = routes::category(ctx.locale, &list.category.slug);
        ("application/ld+json", routes::list_data(&here))
    });
    // The same place in the list, in another language.
    let alternates = Locale::ALL
        .into_iter()
        .map(|one| (one, address(one, &list.category.slug, &wanted.cursor, wanted.language)))
        .collect();
    let page = Page::new(title, move || view(&ctx, list, wanted.language)).feed(feed).alternates(alternates);
    // Further pages, and those in one language, lead search engines nowhere new: topics are listed themselves.
    let page = page.section(section).discreet().listed(listed && whole);
    Ok(page.for_machines(Vec::new(), data.into_iter().collect()).into())
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

fn language(query: &Form) -> DomainResult<Option<TextLanguage>> {
    match query.get("lang") {
        "" => Ok(None),
        "und" => Ok(Some(TextLanguage::Other)),
        code => {
            code.parse().map(|known| Some(TextLanguage::Known(known))).map_err(|_| DomainError::not_found())
        }
    }
}

fn address(locale: Locale, slug: &str, cursor: &Cursor, language: Option<TextLanguage>) -> String {
    let (after, before) = match cursor {
        Cursor::Start => (String::new(), String::new()),
        Cursor::After(id) => (id.to_string(), String::new()),
        Cursor::Before(id) => (String::new(), id.to_string()),
    };
    let lang = language.map(|language| language.code().to_owned()).unwrap_or_default();
    let pairs = [("lang", lang), ("after", after), ("before", before)];
    routes::filtered(&routes::category(locale, slug), &pairs)
}

/// In which language the questions are written: all, or one.
fn filters(ctx: &RequestCtx, slug: &str, chosen: Option<TextLanguage>) -> AnyView {
    let l = ctx.l();
    let every =
        std::iter::once((None, l.msg_reading_filter_all(), ""))
            .chain(Locale::ALL.map(|locale| {
                (Some(TextLanguage::Known(locale)), locale.endonym().to_owned(), locale.code())
            }))
            .chain([(Some(TextLanguage::Other), l.msg_reading_filter_other(), "")]);
    let links = every
        .map(|(language, name, lang)| {
            let href = address(ctx.locale, slug, &Cursor::Start, language);
            let here = (language == chosen).then_some("true");
            let lang = (!lang.is_empty()).then_some(lang);
            view! { <li><a class="filters__link" href=href lang=lang aria-current=here>{name}</a></li> }
        })
        .collect_view();
    let label = l.msg_reading_filter_label();
    view! { <nav class="filters" aria-label=label><ul class="filters__list">{links}</ul></nav> }.into_any()
}

fn view(ctx: &RequestCtx, list: TopicList, language: Option<TextLanguage>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let TopicList { category, rows, newer, older, follows } = list;
    let danger = category.help.then(|| parts::danger_panel(ctx));
    let follow = notify::follow_form(ctx, &Place::Category(category.slug.clone()), follows);
    let ask = routes::new_topic(locale, &category.slug);
    let crumbs =
        vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(category.name.clone())];
    let empty = rows.is_empty() && newer.is_none() && language.is_none();
    let opens = !domain::permission::is_kept_from(&ctx.actor, domain::Permission::Start, &category.slug);
    let body = if rows.is_empty() && language.is_some() {
        view! { <p>{l.msg_reading_filter_empty()}</p> }.into_any()
    } else if empty {
        parts::empty(
            l.msg_forum_empty_title(),
            l.msg_forum_empty_text(),
            opens.then(|| (ask.clone(), l.msg_forum_ask())),
        )
    } else {
        let rows = rows.into_iter().map(|row| topic_row(ctx, row)).collect_view();
        view! { <ul class="topic-list" aria-label=l.msg_forum_topics_label()>{rows}</ul> }.into_any()
    };
    let to = |cursor: Option<Cursor>, text: String| {
        cursor.map(|cursor| (address(locale, &category.slug, &cursor, language), text))
    };
    let pages =
        parts::pagination(ctx, to(newer, l.msg_pages_previous()), None, to(older, l.msg_pages_next()));
    view! {
        {page_header(locale, crumbs, category.name.clone(), Some(category.description.clone()), false)}
        <div class="columns">
            <div class="columns__main stack">
                {(!empty && opens).then(|| view! { <p class="actions"><a class="button" href=ask>{l.msg_forum_ask()}</a></p> })}
                {(!empty).then(|| filters(ctx, &category.slug, language))}
                {body}
                {pages}
                {follow}
            </div>
            <aside class="columns__side stack" aria-label=l.msg_forum_how_title()>{danger}{parts::how_it_works(ctx)}</aside>
        </div>
    }
    .into_any()
}

/// A line of a list of topics; the home page shows the same.
pub fn topic_row(ctx: &RequestCtx, row: TopicRow) -> AnyView {
    let l = ctx.l();
    let (title, lang) = words::title(ctx, row.title, row.language);
    let tags = reading::topic_tags(ctx, row.closed, row.pinned);
    let fresh = row.fresh.map(|fresh| {
        let href = routes::first_fresh(ctx.locale, &row.id, fresh.page);
        view! { " · "<a class="tag tag--new" href=href>{words::fresh(l, fresh.count)}</a> }
    });
    let line = view! {
        <h2 class="topic-row__title">
            <a href=routes::topic(ctx.locale, &row.id) dir="auto" lang=lang>{title}</a>
        </h2>
        <p class="topic-row__meta">
            {parts::author_name(ctx, &row.author)}
            " · "<time datetime=row.day.clone()>{i18n::dates::day(ctx.locale, &row.day)}</time>
            " · "{words::replies(l, row.replies)}{tags}{fresh}
        </p>
    };
    let line = notify::folded(ctx, row.quiet, &row.author, line.into_any());
    view! { <li class="topic-row">{line}</li> }.into_any()
}
