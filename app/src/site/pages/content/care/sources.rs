//! Looking for something of this portal, to add it to the sources of a text.

use contract::Locale;
use domain::{
    content::{
        editorial::{self, SourceForm, Workbench},
        references::draft_of,
    },
    search::{self, Found, Hit, Kind, Query},
};
use leptos::prelude::*;

use super::text_of;
use crate::site::{
    components::{ErrorSummary, NoticeKind, error_summary::Labels, notice},
    page::PageResult,
    pages::{search::pieces, staff::desk_page},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("q", |l| l.msg_search_label()),
    ("kind", |l| l.msg_references_kind()),
    ("target", |l| l.msg_references_target()),
];

/// What can be cited, as the search knows it.
const CITED: [Kind; 3] = [Kind::Item, Kind::Dataset, Kind::Article];

/// The form, with what was found.
///
/// # Errors
/// Like [`domain::content::editorial::open`]; not found for an address that names no text.
pub async fn sources(ctx: RequestCtx, id: String, language: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::ContentEdit, None)?;
    let (id, language) = text_of(&id, &language)?;
    let work = editorial::open(&ctx.services, &ctx.actor, &id, language).await?;
    let typed = ctx.query.get("q").to_owned();
    let mut found = Vec::new();
    if let Ok(query) = Query::parse(&typed)
        && !query.is_empty()
    {
        for kind in CITED {
            let one: Found = search::find_among(&ctx.for_reader(), &query, language, kind, 1).await?;
            found.extend(one.groups.into_iter().flat_map(|group| group.hits).take(MOST));
        }
    }
    let title = ctx.l().msg_references_add_title();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, &work, &typed, found)).into())
}

/// Results of a kind.
const MOST: usize = 10;

fn view(ctx: &RequestCtx, work: &Workbench, typed: &str, found: Vec<Hit>) -> AnyView {
    let l = ctx.l();
    let (mut form, _) = draft_of(work);
    // An empty row in between has its number too.
    while form.sources.last().is_some_and(SourceForm::is_blank) {
        form.sources.pop();
    }
    let next = form.sources.len() + 1;
    let there = form.sources.iter().map(line).collect_view();
    let action = routes::article_sources(ctx.locale, &work.id, work.locale);
    let back = routes::desk_article_edit(ctx.locale, &work.id, work.locale);
    let done = (ctx.query.get("done") == "added" && ctx.refused.is_none()).then(|| {
        let text = l.msg_references_added((next - 1).to_string());
        notice(NoticeKind::Success, None, view! { <p>{text}</p> })
    });
    let nothing =
        (!typed.is_empty() && found.is_empty()).then(|| view! { <p>{l.msg_references_nothing()}</p> });
    let hits = found.into_iter().map(|hit| result(ctx, work, hit, next)).collect_view();
    view! {
        {done}
        <ErrorSummary labels=LABELS/>
        <p><a href=back>{l.msg_references_to_form()}</a></p>
        <h2>{l.msg_sources_title()}</h2>
        <ol class="sources">{there}</ol>
        <form class="search" role="search" action=action>
            <label class="visually-hidden" for="q-source">{l.msg_search_label()}</label>
            <input class="search__input" id="q-source" name="q" r#type="search" dir="auto" autocomplete="off"
                value=typed.to_owned()/>
            <button class="search__button" r#type="submit">{l.msg_search_button()}</button>
        </form>
        {nothing}
        <ul class="stack">{hits}</ul>
    }
    .into_any()
}

fn line(one: &SourceForm) -> AnyView {
    let shown = [&one.title, &one.target, &one.url].into_iter().find(|text| !text.is_empty());
    let shown = shown.cloned().unwrap_or_default();
    view! { <li class="source"><span dir="auto">{shown}</span>" "<bdi class="muted">{one.locator.clone()}</bdi></li> }
        .into_any()
}

fn result(ctx: &RequestCtx, work: &Workbench, hit: Hit, next: usize) -> AnyView {
    let l = ctx.l();
    let action = routes::article_sources(ctx.locale, &work.id, work.locale);
    let lang = hit.locale.map_or("und", Locale::code);
    let name = match hit.kind {
        Kind::Item => l.msg_references_item(),
        Kind::Dataset => l.msg_references_dataset(),
        Kind::Article | Kind::Page | Kind::Topic | Kind::Organisation => l.msg_references_article(),
    };
    view! {
        <li class="panel stack stack--tight">
            <p><span class="tag">{name}</span>" "<span lang=lang dir="auto">{pieces(hit.title)}</span></p>
            <form class="stack stack--tight" method="post" action=action>
                <input r#type="hidden" name="kind" value=hit.kind.as_str()/>
                <input r#type="hidden" name="target" value=hit.target_id/>
                <label>{l.msg_references_locator()}" "<input class="input" name="locator" dir="auto" autocomplete="off"/></label>
                <button class="button button--small" r#type="submit" name="action" value="add">
                    {l.msg_references_add(next.to_string())}
                </button>
            </form>
        </li>
    }
    .into_any()
}
