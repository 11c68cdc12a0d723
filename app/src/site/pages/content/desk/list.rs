//! The list of texts, and how small the team is.

use std::collections::BTreeMap;

use contract::{Locale, Section};
use domain::{
    Permission,
    content::{
        editorial::{self, Filter, ListPage, State, WorkLine},
        references::{self, Flag},
        translation,
    },
    permission::permits,
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Day, NoticeKind, notice},
    page::PageResult,
    pages::{
        content::notes::flag_words,
        forum::parts,
        staff::{desk_page, table},
    },
    request::RequestCtx,
    routes,
};

fn filter_of(ctx: &RequestCtx) -> Filter {
    let query = &ctx.query;
    Filter {
        state: State::parse(query.get("state")),
        section: query.get("section").parse::<Section>().ok(),
        locale: query.get("language").parse::<Locale>().ok(),
        mine: query.get("mine") == "yes",
        due: query.get("due") == "yes",
        page: query.get("page").parse::<u64>().unwrap_or(1).clamp(1, 1_000),
    }
}

fn pairs_of(filter: &Filter, page: u64) -> Vec<(&'static str, String)> {
    let yes = |on: bool| if on { "yes".to_owned() } else { String::new() };
    vec![
        ("state", filter.state.map(State::as_str).unwrap_or_default().to_owned()),
        ("section", filter.section.map(Section::slug).unwrap_or_default().to_owned()),
        ("language", filter.locale.map(Locale::code).unwrap_or_default().to_owned()),
        ("mine", yes(filter.mine)),
        ("due", yes(filter.due)),
        ("page", if page > 1 { page.to_string() } else { String::new() }),
    ]
}

/// Texts, filtered by `state`, `section`, `language`, `mine` and `due`.
///
/// # Errors
/// Like [`domain::permission::require`] of [`Permission::ContentEdit`].
pub async fn list(ctx: RequestCtx) -> PageResult {
    let filter = filter_of(&ctx);
    let page = editorial::list(&ctx.services, &ctx.actor, &filter).await?;
    let tiny = editorial::is_tiny(&ctx.services).await?;
    let ids: Vec<&str> = page.rows.iter().map(|line| line.id.as_str()).collect();
    let marks = Marks {
        flags: references::flagged(&ctx.for_reader(), &ids).await?,
        stale: translation::stale(&ctx.services, &ids).await?,
    };
    let (title, lead) = (ctx.l().msg_editorial_title(), ctx.l().msg_editorial_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, &filter, page, &marks, tiny)).into())
}

/// What is to be said about texts of the page, by document and language.
struct Marks {
    flags: BTreeMap<(String, Locale), Vec<(i32, Flag)>>,
    stale: BTreeMap<(String, Locale), Locale>,
}

impl Marks {
    /// Of one text: sources that need somebody, and that it does not follow its source any more.
    fn of(&self, ctx: &RequestCtx, line: &WorkLine) -> AnyView {
        let key = (line.id.to_string(), line.locale);
        let flags = self.flags.get(&key).into_iter().flatten().map(|(number, flag)| {
            let text = format!("[{number}] {}", flag_words(ctx, *flag));
            view! { " "<span class="tag">{text}</span> }.into_any()
        });
        let stale = self.stale.get(&key).map(|from| {
            let href = routes::article_translate(ctx.locale, &line.id, line.locale, *from);
            let text = ctx.l().msg_translation_stale_from(from.endonym());
            view! { " "<a class="tag" href=href>{text}</a> }.into_any()
        });
        flags.chain(stale).collect_view().into_any()
    }
}

fn view(ctx: &RequestCtx, filter: &Filter, page: ListPage, marks: &Marks, tiny: bool) -> AnyView {
    let l = ctx.l();
    let at = |page: u64| routes::desk_articles_of(ctx.locale, &pairs_of(filter, page));
    let before = (filter.page > 1).then(|| (at(filter.page - 1), l.msg_pages_previous()));
    let after = page.more.then(|| (at(filter.page.max(1) + 1), l.msg_pages_next()));
    let heads = vec![
        l.msg_editorial_text(),
        l.msg_editorial_state(),
        l.msg_editorial_owner(),
        l.msg_editorial_check_by(),
        l.msg_editorial_changed(),
    ];
    let rows: Vec<AnyView> = page.rows.into_iter().map(|line| row(ctx, line, marks)).collect();
    let found = if rows.is_empty() {
        view! { <p>{l.msg_editorial_none()}</p> }.into_any()
    } else {
        table("articles", l.msg_editorial_title(), heads, rows)
    };
    let done = (ctx.query.get("done") == "tiny")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_editorial_done_tiny()}</p> }));
    view! {
        {done}
        <p class="actions"><a class="button" href=routes::desk_article_new(ctx.locale)>{l.msg_editorial_new()}</a></p>
        {filters(ctx, filter)}
        {found}
        {parts::pagination(ctx, before, None, after)}
        {team(ctx, tiny)}
    }
    .into_any()
}

fn filters(ctx: &RequestCtx, filter: &Filter) -> AnyView {
    let l = ctx.l();
    let states = std::iter::once(None)
        .chain(State::ALL.iter().copied().map(Some))
        .map(|one| {
            let text = one.map_or_else(|| l.msg_editorial_all(), |one| words::state(l, one));
            let current = (one == filter.state).then_some("true");
            let other = Filter { state: one, ..filter.clone() };
            let href = routes::desk_articles_of(ctx.locale, &pairs_of(&other, 1));
            view! { <li><a class="filters__link" href=href aria-current=current>{text}</a></li> }
        })
        .collect_view();
    let sections = std::iter::once((String::new(), l.msg_editorial_all_sections()))
        .chain(Section::ALL.into_iter().map(|one| (one.slug().to_owned(), i18n::sections::name(l, one))));
    let languages = std::iter::once((String::new(), l.msg_editorial_all_languages()))
        .chain(Locale::ALL.into_iter().map(|one| (one.code().to_owned(), one.endonym().to_owned())));
    let state = filter.state.map(State::as_str).unwrap_or_default();
    let section = filter.section.map(Section::slug).unwrap_or_default();
    let language = filter.locale.map(Locale::code).unwrap_or_default();
    view! {
        <nav class="filters" aria-label=l.msg_editorial_state()><ul class="filters__list">{states}</ul></nav>
        <form class="form panel" method="get" action=routes::desk_articles(ctx.locale)>
            <input r#type="hidden" name="state" value=state/>
            {choice("section", l.msg_editorial_field_section(), sections.collect(), section)}
            {choice("language", l.msg_editorial_field_language(), languages.collect(), language)}
            {tick("mine", l.msg_editorial_mine(), filter.mine)}
            {tick("due", l.msg_editorial_due(), filter.due)}
            <p class="actions"><button class="button button--secondary" r#type="submit">{l.msg_editorial_show()}</button></p>
        </form>
    }
    .into_any()
}

fn choice(name: &'static str, label: String, options: Vec<(String, String)>, value: &str) -> AnyView {
    let options = options
        .into_iter()
        .map(|(key, text)| {
            let selected = key == value;
            view! { <option value=key selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for=name>{label}</label>
            <select class="select" id=name name=name>{options}</select>
        </div>
    }
    .into_any()
}

fn tick(name: &'static str, label: String, on: bool) -> AnyView {
    view! {
        <label class="choice">
            <input class="choice__input" r#type="checkbox" name=name value="yes" checked=on/>" "
            <span class="choice__label">{label}</span>
        </label>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, line: WorkLine, marks: &Marks) -> AnyView {
    let l = ctx.l();
    let marked = marks.of(ctx, &line);
    let href = routes::desk_article(ctx.locale, &line.id, line.locale);
    let lang = line.locale.code();
    let about = [
        Some(line.locale.endonym().to_owned()),
        Some(words::kind(l, line.kind)),
        line.section.map(|section| i18n::sections::name(l, section)),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let live = line.live.then(|| view! { " "<span class="tag">{l.msg_editorial_seen_now()}</span> });
    let from = line.from.map(|from| view! { " · "{super::moment(from)} });
    view! {
        <tr>
            <th scope="row">
                <a href=href lang=lang dir="auto">{line.title}</a><br/><span class="muted">{about.join(" · ")}</span>{marked}
            </th>
            <td>{words::state(l, line.state)}{from}{live}</td>
            <td>{line.owner.map(|name| view! { <bdi>{name}</bdi> })}</td>
            <td>{line.check_by.map(|day| view! { <Day iso=day/> })}</td>
            <td><Day iso=domain::services::day_of(line.changed_at)/></td>
        </tr>
    }
    .into_any()
}

/// Whether writers may approve their own texts; an administrator says so.
fn team(ctx: &RequestCtx, tiny: bool) -> AnyView {
    let l = ctx.l();
    let (stands, change, value) = if tiny {
        (l.msg_editorial_tiny_on(), l.msg_editorial_tiny_switch_off(), "off")
    } else {
        (l.msg_editorial_tiny_off(), l.msg_editorial_tiny_switch_on(), "on")
    };
    let form = permits(&ctx.actor, Permission::RoleChange, None).then(|| {
        view! {
            <form method="post" action=routes::desk_articles(ctx.locale)>
                <input r#type="hidden" name="tiny" value=value/>
                <button class="button button--secondary" r#type="submit">{change}</button>
            </form>
        }
    });
    view! {
        <section class="panel" aria-labelledby="tiny">
            <h2 class="panel__title" id="tiny">{l.msg_editorial_tiny_title()}</h2>
            <p>{stands}</p>
            {form}
        </section>
    }
    .into_any()
}
