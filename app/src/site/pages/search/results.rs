//! Results, no results, and nothing asked yet.

use contract::{
    Locale, Section,
    ids::{ArticleId, DatasetId, ItemId, OrganisationId, TopicId},
};
use domain::content::ArticleCard;
use domain::search::{Found, Group, Hit, Kind, Piece, Respelt};
use i18n::L10nLanguage;
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{Wish, landing};
use crate::site::{
    components::{Icon, NoticeKind, notice},
    layout,
    pages::{content, forum::parts::pagination, notify},
    request::RequestCtx,
    routes,
};

/// What was found, grouped by kind.
pub(super) fn list(ctx: &RequestCtx, text: &str, wish: Wish, found: Found) -> AnyView {
    let l = ctx.l();
    let partly =
        found.partly.then(|| notice(NoticeKind::Info, None, view! { <p>{l.msg_search_partly()}</p> }));
    let respelt = respelt(ctx, &found.respelt, |words| routes::search_for(ctx.locale, words, None));
    // What she asked is not answered as she asked it: somebody may answer on the telephone.
    let help = found.partly.then(|| helplines(ctx));
    let filters = filters(ctx, text, wish, &found);
    let capped = found.capped.clone();
    let groups = found
        .groups
        .into_iter()
        .map(|shown| {
            let more = capped.contains(&shown.kind);
            group(ctx, text, wish, (shown, more))
        })
        .collect_view();
    let (form, digits) = counted(found.total);
    let digits = if found.capped.is_empty() { digits } else { format!("{digits}+") };
    view! {
        <p class="muted" role="status">{l.msg_search_count(form, digits)}</p>
        {partly}
        {respelt}
        {filters}
        {groups}
        {help}
    }
    .into_any()
}

/// Numbers that help.
pub(super) fn helplines(ctx: &RequestCtx) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="search-help">
            <h2 class="panel__title" id="search-help">{ctx.l().msg_helplines_title()}</h2>
            {layout::helplines(ctx.locale, true)}
        </section>
    }
    .into_any()
}

/// Ways to one kind, and to one language, of what was found; nothing where there is nothing to choose.
fn filters(ctx: &RequestCtx, text: &str, wish: Wish, found: &Found) -> AnyView {
    let l = ctx.l();
    let kind = |kind: Option<Kind>, name: String, count: usize| {
        let href = routes::search_in(ctx.locale, text, kind, wish.language);
        let current = (kind == wish.only).then_some("true");
        // Of what is in very many texts, not all were counted.
        let more = kind.map_or(!found.capped.is_empty(), |kind| found.capped.contains(&kind)).then_some("+");
        view! {
            <li><a class="filters__link" href=href aria-current=current>{name}" "<bdi class="num">{count}{more}</bdi></a></li>
        }
    };
    let kinds = (found.counts.len() > 1 || wish.only.is_some()).then(|| {
        let each =
            found.counts.iter().map(|(one, count)| kind(Some(*one), name_of(l, *one), *count)).collect_view();
        view! {
            <nav class="filters" aria-label=l.msg_search_kinds_label()>
                <ul class="filters__list">{kind(None, l.msg_search_kind_all(), found.total)}{each}</ul>
            </nav>
        }
    });
    let languages = (found.languages.len() > 1 || wish.language.is_some()).then(|| {
        let href = routes::search_in(ctx.locale, text, wish.only, None);
        let current = wish.language.is_none().then_some("true");
        let each = languages(ctx, text, wish, found);
        view! {
            <nav class="filters" aria-label=l.msg_search_languages_label()>
                <ul class="filters__list">
                    <li><a class="filters__link" href=href aria-current=current>{l.msg_search_languages_all()}</a></li>
                    {each}
                </ul>
            </nav>
        }
    });
    view! { {kinds}{languages} }.into_any()
}

/// Languages in which something was found; all of them, when one was chosen.
fn languages(ctx: &RequestCtx, text: &str, wish: Wish, found: &Found) -> AnyView {
    let link = |language: Locale, count: Option<usize>| {
        let href = routes::search_in(ctx.locale, text, wish.only, Some(language));
        let current = (wish.language == Some(language)).then_some("true");
        let count = count.map(|count| view! { " "<bdi class="num">{count}</bdi> });
        view! {
            <li><a class="filters__link" href=href aria-current=current>
                <span lang=language.code()>{language.endonym()}</span>{count}
            </a></li>
        }
    };
    // When one was chosen, the others were not looked at.
    if wish.language.is_some() {
        return Locale::ALL.into_iter().map(|language| link(language, None)).collect_view().into_any();
    }
    found.languages.iter().map(|(language, count)| link(*language, Some(*count))).collect_view().into_any()
}

/// Results of a kind; `capped` when there are more than were collected.
fn group(ctx: &RequestCtx, text: &str, wish: Wish, (group, capped): (Group, bool)) -> AnyView {
    let l = ctx.l();
    let pages = group.pages();
    let Group { kind, count, hits } = group;
    let id = format!("found-{}", kind.as_str());
    let labelled = id.clone();
    let all = counted(count);
    let results = routes::search_in(ctx.locale, text, Some(kind), wish.language);
    let more = match wish.only {
        None => (count > hits.len()).then(|| {
            view! {
                <p><a class="more-link" href=results>
                    {l.msg_search_all_of_kind(all.0, all.1)}" "<Icon name="arrow-forward" class="icon--mirror"/>
                </a></p>
            }
            .into_any()
        }),
        Some(_) => Some(paged(ctx, &results, (wish.page, pages), capped.then_some(count))),
    };
    let hits = hits.into_iter().map(|hit| result(ctx, text, hit)).collect_view();
    view! {
        <section class="block" aria-labelledby=labelled>
            <h2 class="block__title" id=id>{name_of(l, kind)}</h2>
            <ul class="results">{hits}</ul>
            {more}
        </section>
    }
    .into_any()
}

/// The way to the pages before and after; behind the last one, how many were collected when there are more.
pub fn paged(
    ctx: &RequestCtx,
    results: &str,
    (page, pages): (usize, usize),
    collected: Option<usize>,
) -> AnyView {
    let l = ctx.l();
    let at = |page: usize| routes::results_page(results, page);
    let before = (page > 1).then(|| (at(page - 1), l.msg_statistics_page_before()));
    let after = (page < pages).then(|| (at(page + 1), l.msg_statistics_page_after()));
    let here = l.msg_forum_page_of(page, pages);
    let end = collected.filter(|_| page == pages).map(|count| {
        let (form, digits) = counted(count);
        view! { <p class="muted">{l.msg_search_first_shown(form, digits)}</p> }
    });
    view! { {end}{pagination(ctx, before, Some(here), after)} }.into_any()
}

/// One of them, as it stands in a list: what was found inside a thing opens there, what its title says opens the thing.
pub fn result(ctx: &RequestCtx, text: &str, hit: Hit) -> AnyView {
    let l = ctx.l();
    let lang = hit.locale.map_or("und", Locale::code);
    let there = hit.inside.as_ref().map(|inside| {
        let locale = hit.locale.unwrap_or(ctx.locale);
        (landing::address(locale, &hit, inside, text), landing::name(l, inside))
    });
    let thing = address(ctx.locale, hit.kind, &hit.target_id, &hit.slug, hit.locale);
    let (href, there) = match there {
        Some((place, name)) if hit.in_title => (thing, Some(view! { <a href=place>{name}</a> }.into_any())),
        Some((place, name)) => (place, Some(view! { <span>{name}</span> }.into_any())),
        None => (thing, None),
    };
    let section: Option<Section> = hit.section.as_deref().and_then(|slug| slug.parse().ok());
    let other = hit.locale.filter(|locale| *locale != ctx.locale).map(|locale| {
        view! { <span class="tag" lang=locale.code()>{locale.endonym()}</span> }
    });
    let place = section.map(|section| i18n::sections::name(l, section));
    let meta = (other.is_some() || place.is_some() || there.is_some()).then(|| {
        view! {
            <p class="result__meta">
                {there.map(|there| view! { {there}" " })}{place.map(|place| view! { <span>{place}</span>" " })}{other}
            </p>
        }
    });
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
pub(super) fn address(reader: Locale, kind: Kind, id: &str, slug: &str, written: Option<Locale>) -> String {
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

/// The query in other spellings, each in the language of what was put into it.
pub fn respelt(ctx: &RequestCtx, list: &[Respelt], address: impl Fn(&str) -> String) -> Option<AnyView> {
    if list.is_empty() {
        return None;
    }
    let links = list
        .iter()
        .map(|Respelt { text, locale }| {
            let (href, lang) = (address(text), locale.map_or("und", Locale::code));
            view! { <li><a class="filters__link" href=href lang=lang dir="auto">{text.clone()}</a></li> }
        })
        .collect_view();
    let title = ctx.l().msg_search_suggestions();
    let list = view! {
        <div class="filters"><span class="filters__title">{title}</span>" "<ul class="filters__list">{links}</ul></div>
    };
    Some(list.into_any())
}

/// Nothing was found: where it is, when only the choice was too narrow; other spellings, words of other languages, ways
/// on, and people who answer.
pub(super) fn nothing(ctx: &RequestCtx, text: &str, wish: Wish, found: Found) -> AnyView {
    let l = ctx.l();
    let narrowed = !found.counts.is_empty() || wish.language.is_some();
    let wider = narrowed.then(|| filters(ctx, text, wish, &found));
    let elsewhere = elsewhere(ctx, &found.elsewhere);
    let suggested = suggested(ctx, found.suggestions, |word| routes::search_for(ctx.locale, word, None));
    let sections = format!("{}#sections", routes::home(ctx.locale));
    view! {
        <section class="state state--empty">
            <span class="state__niche"><Icon name="search"/></span>
            <h2 class="state__title" role="status">{l.msg_search_empty_title()}</h2>
            {wider}
            {suggested}
            {elsewhere}
            <p class="state__text">{l.msg_search_empty_text()}</p>
            <p class="actions">
                <a class="button" href=sections>{l.msg_search_empty_sections()}</a>
                <a class="button button--secondary" href=routes::forum(ctx.locale)>{l.msg_search_empty_forum()}</a>
            </p>
        </section>
        {helplines(ctx)}
    }
    .into_any()
}

/// Words for the same, each in its language.
fn elsewhere(ctx: &RequestCtx, words: &[(Locale, String)]) -> Option<AnyView> {
    if words.is_empty() {
        return None;
    }
    let links = words
        .iter()
        .map(|(language, words)| {
            let href = routes::search_for(ctx.locale, words, None);
            view! {
                <li><a class="filters__link" href=href lang=language.code() dir="auto">{words.clone()}</a></li>
            }
        })
        .collect_view();
    let title = ctx.l().msg_search_elsewhere();
    let list = view! {
        <div class="filters"><span class="filters__title">{title}</span>" "<ul class="filters__list">{links}</ul></div>
    };
    Some(list.into_any())
}

/// Nothing was asked yet: what is needed most, and the numbers that help.
pub(super) fn start(ctx: &RequestCtx, needed: &[ArticleCard]) -> AnyView {
    let l = ctx.l();
    view! {
        <section class="state state--empty">
            <span class="state__niche"><Icon name="search"/></span>
            <h2 class="state__title">{l.msg_search_start_title()}</h2>
            <p class="state__text">{l.msg_search_start_text()}</p>
        </section>
        {(!needed.is_empty()).then(|| content::most_needed(ctx, needed))}
        {helplines(ctx)}
    }
    .into_any()
}
