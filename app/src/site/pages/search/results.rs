//! Results, no results, and nothing asked yet.

use contract::{
    Locale, Section,
    ids::{ArticleId, DatasetId, ItemId, OrganisationId, TopicId},
};
use domain::search::{Found, Group, Hit, Kind, Piece};
use i18n::L10nLanguage;
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{
    components::{Icon, NoticeKind, notice},
    layout,
    pages::notify,
    request::RequestCtx,
    routes,
};

/// What was found, grouped by kind.
pub fn list(ctx: &RequestCtx, text: &str, only: Option<Kind>, found: Found) -> AnyView {
    let l = ctx.l();
    let partly =
        found.partly.then(|| notice(NoticeKind::Info, None, view! { <p>{l.msg_search_partly()}</p> }));
    let filters = (found.counts.len() > 1).then(|| filters(ctx, text, only, &found));
    let groups = found.groups.into_iter().map(|shown| group(ctx, text, only, shown)).collect_view();
    let total = counted(found.total);
    view! {
        <p class="muted" role="status">{l.msg_search_count(total.0, total.1)}</p>
        {partly}
        {filters}
        {groups}
    }
    .into_any()
}

fn filters(ctx: &RequestCtx, text: &str, only: Option<Kind>, found: &Found) -> AnyView {
    let l = ctx.l();
    let link = |kind: Option<Kind>, name: String, count: usize| {
        let href = routes::search_for(ctx.locale, text, kind);
        let current = (kind == only).then_some("true");
        view! {
            <li><a class="filters__link" href=href aria-current=current>{name}" "<bdi class="num">{count}</bdi></a></li>
        }
    };
    let kinds =
        found.counts.iter().map(|(kind, count)| link(Some(*kind), name_of(l, *kind), *count)).collect_view();
    view! {
        <nav class="filters" aria-label=l.msg_search_kinds_label()>
            <ul class="filters__list">{link(None, l.msg_search_kind_all(), found.total)}{kinds}</ul>
        </nav>
    }
    .into_any()
}

fn group(ctx: &RequestCtx, text: &str, only: Option<Kind>, group: Group) -> AnyView {
    let l = ctx.l();
    let Group { kind, count, hits } = group;
    let id = format!("found-{}", kind.as_str());
    let labelled = id.clone();
    let (all, first) = (counted(count), counted(hits.len()));
    let more = (count > hits.len()).then(|| match only {
        None => view! {
            <p><a class="more-link" href=routes::search_for(ctx.locale, text, Some(kind))>
                {l.msg_search_all_of_kind(all.0, all.1)}" "<Icon name="arrow-forward" class="icon--mirror"/>
            </a></p>
        }
        .into_any(),
        Some(_) => view! { <p class="muted">{l.msg_search_first_shown(first.0, first.1)}</p> }.into_any(),
    });
    let hits = hits.into_iter().map(|hit| result(ctx, hit)).collect_view();
    view! {
        <section class="block" aria-labelledby=labelled>
            <h2 class="block__title" id=id>{name_of(l, kind)}</h2>
            <ul class="results">{hits}</ul>
            {more}
        </section>
    }
    .into_any()
}

/// One of them, as it stands in a list.
pub fn result(ctx: &RequestCtx, hit: Hit) -> AnyView {
    let l = ctx.l();
    let lang = hit.locale.map_or("und", Locale::code);
    let href = address(ctx.locale, hit.kind, &hit.target_id, &hit.slug, hit.locale);
    let section: Option<Section> = hit.section.as_deref().and_then(|slug| slug.parse().ok());
    let other = hit.locale.filter(|locale| *locale != ctx.locale).map(|locale| {
        view! { <span class="tag" lang=locale.code()>{locale.endonym()}</span> }
    });
    let place = section.map(|section| i18n::sections::name(l, section));
    let meta = (other.is_some() || place.is_some())
        .then(|| view! { <p class="result__meta">{place.map(|place| view! { <span>{place}</span>" " })}{other}</p> });
    let snippet = (!hit.snippet.is_empty())
        .then(|| view! { <p class="result__snippet" lang=lang dir="auto">{pieces(hit.snippet)}</p> });
    // Only a topic whose question was taken away has no title.
    let title =
        if hit.title.is_empty() { l.msg_privacy_topic_withdrawn().into_any() } else { pieces(hit.title) };
    let inside = view! {
        <h3 class="result__title"><a href=href lang=lang hreflang=hit.locale.map(Locale::code) dir="auto">{title}</a></h3>
        {snippet}
        {meta}
    };
    let inside = match hit.quiet {
        Some((quiet, author)) => notify::folded(ctx, Some(quiet), &author, inside.into_any()),
        None => inside.into_any(),
    };
    view! { <li class="result" data-section=section.map(Section::slug)>{inside}</li> }.into_any()
}

/// A passage with the words found marked.
pub fn pieces(list: Vec<Piece>) -> AnyView {
    list.into_iter()
        .map(|piece| {
            if piece.marked { view! { <mark>{piece.text}</mark> }.into_any() } else { piece.text.into_any() }
        })
        .collect_view()
        .into_any()
}

/// Where a result is read: in the language in which it was found; a topic has one page for all.
pub(super) fn address(
    reader: Locale,
    kind: Kind,
    id: &str,
    slug: &str,
    written: Option<Locale>,
) -> String {
    let locale = written.unwrap_or(reader);
    match kind {
        Kind::Article => routes::article(locale, &ArticleId::trusted(id), slug),
        Kind::Item => routes::item(locale, &ItemId::trusted(id), slug),
        Kind::Dataset => routes::dataset(locale, &DatasetId::trusted(id), slug),
        Kind::Topic => routes::topic(reader, &TopicId::trusted(id)),
        Kind::Organisation => routes::organisation(locale, &OrganisationId::trusted(id), slug),
        Kind::Page => match id {
            "safety" => routes::safety(locale),
            "about" => routes::about(locale),
            "terms" => routes::terms(locale),
            "privacy" => routes::privacy(locale),
            section if section.parse::<Section>().is_ok() => routes::section(locale, section),
            other => routes::standing(locale, other),
        },
    }
}

pub(super) fn name_of(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Article => l.msg_search_kind_article(),
        Kind::Page => l.msg_search_kind_page(),
        Kind::Item => l.msg_search_kind_item(),
        Kind::Dataset => l.msg_search_kind_dataset(),
        Kind::Topic => l.msg_search_kind_topic(),
        Kind::Organisation => l.msg_search_kind_organisation(),
    }
}

/// Other spellings to try.
pub fn suggested(
    ctx: &RequestCtx,
    suggestions: Vec<String>,
    address: impl Fn(&str) -> String,
) -> Option<AnyView> {
    if suggestions.is_empty() {
        return None;
    }
    let links = suggestions
        .into_iter()
        .map(|word| {
            let href = address(&word);
            view! { <li><a class="filters__link" href=href dir="auto">{word}</a></li> }
        })
        .collect_view();
    let title = ctx.l().msg_search_suggestions();
    let list = view! {
        <div class="filters"><span class="filters__title">{title}</span>" "<ul class="filters__list">{links}</ul></div>
    };
    Some(list.into_any())
}

/// Nothing was found: other spellings, ways on, and people who answer.
pub fn nothing(ctx: &RequestCtx, suggestions: Vec<String>) -> AnyView {
    let l = ctx.l();
    let suggested = suggested(ctx, suggestions, |word| routes::search_for(ctx.locale, word, None));
    view! {
        <section class="state state--empty">
            <span class="state__niche"><Icon name="search"/></span>
            <h2 class="state__title" role="status">{l.msg_search_empty_title()}</h2>
            {suggested}
            <p class="state__text">{l.msg_search_empty_text()}</p>
            <p class="actions">
                <a class="button" href=format!("{}#sections", routes::home(ctx.locale))>{l.msg_search_empty_sections()}</a>
                <a class="button button--secondary" href=routes::forum(ctx.locale)>{l.msg_search_empty_forum()}</a>
            </p>
        </section>
        <section class="panel" aria-labelledby="search-help">
            <h2 class="panel__title" id="search-help">{l.msg_helplines_title()}</h2>
            {layout::helplines(ctx.locale, true)}
        </section>
    }
    .into_any()
}

/// Nothing was asked yet.
pub fn start(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    view! {
        <section class="state state--empty">
            <span class="state__niche"><Icon name="search"/></span>
            <h2 class="state__title">{l.msg_search_start_title()}</h2>
            <p class="state__text">{l.msg_search_start_text()}</p>
        </section>
    }
    .into_any()
}
