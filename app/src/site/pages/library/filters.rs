//! What the library can be narrowed down by: plain links, each with the number of items that it leaves.

use contract::{Locale, Tongue};
use domain::library::{FACETS_MOST, Facets, Filter, Having, Index, Kind, Localised, Named};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Icon, Num},
    request::RequestCtx,
    routes,
};

/// Characters of a name in an address.
const NAME_MAX: usize = 64;

/// Reads the filter from the address; the second value tells that something in it was not understood.
pub(super) fn read(ctx: &RequestCtx) -> (Filter, bool) {
    let get = |name: &str| ctx.query.get(name);
    // No other signs stand in a name; some of them no database takes.
    let can_be = |name: &&str| {
        name.len() <= NAME_MAX && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let name = |of: &str| Some(get(of)).filter(|text| !text.is_empty()).filter(can_be).map(str::to_owned);
    let page = get("page");
    let filter = Filter {
        kind: Kind::parse(get("kind")),
        language: get("language").parse().ok(),
        subject: name("subject"),
        collection: name("collection"),
        decade: decade(get("decade")),
        having: Having::parse(get("having")),
        page: page
            .parse::<u32>()
            .ok()
            .and_then(|n| n.checked_sub(1))
            .filter(|n| *n < 10_000)
            .unwrap_or_default(),
        deep: ctx.actor.member().is_some(),
    };
    let chosen = ["kind", "language", "subject", "collection", "decade", "having"];
    let given = chosen.into_iter().filter(|name| !get(name).is_empty()).count();
    let unknown = filter.depth() != given || (!page.is_empty() && page != (filter.page + 1).to_string());
    if unknown { (whole(&filter), true) } else { (filter, false) }
}

/// The first of ten years.
fn decade(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    (text.len() == 4 && (10..10_000).contains(&year) && year % 10 == 0).then_some(year)
}

/// Everything, for whoever asks.
pub(super) fn whole(filter: &Filter) -> Filter {
    Filter { deep: filter.deep, ..Filter::default() }
}

/// Whether a subject or collection was asked for that is not there.
pub(super) fn is_lost(filter: &Filter, index: &Index) -> bool {
    filter.subject.is_some() && index.facets.subject.is_none()
        || filter.collection.is_some() && index.facets.collection.is_none()
}

/// Where a filter leads.
pub(super) fn address(locale: Locale, filter: &Filter) -> String {
    let page = if filter.page > 0 { (filter.page + 1).to_string() } else { String::new() };
    let pairs = [
        ("kind", filter.kind.map(Kind::as_str).unwrap_or_default().to_owned()),
        ("language", filter.language.map(Tongue::code).unwrap_or_default().to_owned()),
        ("subject", filter.subject.clone().unwrap_or_default()),
        ("collection", filter.collection.clone().unwrap_or_default()),
        ("decade", filter.decade.map(|year| year.to_string()).unwrap_or_default()),
        ("having", filter.having.map(Having::as_str).unwrap_or_default().to_owned()),
        ("page", page),
    ];
    routes::with_pairs(&routes::library(locale), &pairs)
}

/// One choice: its words, where it leads, how many items it leaves, whether it is made.
struct Choice {
    text: AnyView,
    to: Filter,
    count: Option<u64>,
    current: bool,
}

impl Choice {
    fn of(text: String, to: Filter, count: u64, current: bool) -> Self {
        Self { text: text.into_any(), to, count: Some(count), current }
    }

    fn named(one: &Named, to: Filter, current: bool) -> Self {
        let (lang, label) = (one.label.locale.code(), one.label.text.clone());
        let text = view! { <bdi lang=lang>{label}</bdi> }.into_any();
        Self { text, to, count: Some(one.count), current }
    }
}

/// One facet. Without a choice there is none.
fn facet(
    ctx: &RequestCtx,
    now: &Filter,
    title: String,
    all: Filter,
    choices: Vec<Choice>,
) -> Option<AnyView> {
    if choices.is_empty() {
        return None;
    }
    let text = ctx.l().msg_library_filter_all().into_any();
    let everything = Choice { text, current: all == *now, to: all, count: None };
    let links = std::iter::once(everything)
        .chain(choices)
        .map(|Choice { text, to, count, current }| {
            let href = address(ctx.locale, &to);
            let count = count.map(|count| view! { " "<Num text=count.to_string()/> });
            view! {
                <li><a class="filters__link" rel="nofollow" href=href aria-current=current.then_some("true")>{text}{count}</a></li>
            }
        })
        .collect_view();
    let label = title.clone();
    let nav = view! {
        <nav class="filters" aria-label=label>
            <span class="filters__title" aria-hidden="true">{title}</span>" "
            <ul class="filters__list">{links}</ul>
        </nav>
    };
    Some(nav.into_any())
}

/// The filter without its page.
fn first(filter: &Filter) -> Filter {
    Filter { page: 0, ..filter.clone() }
}

/// All facets, and above them what was chosen, each with the way back.
pub(super) fn filters(ctx: &RequestCtx, filter: &Filter, index: &Index) -> AnyView {
    let l = ctx.l();
    let Facets { kinds, languages, decades, having, subjects, collections, subject, collection, .. } =
        &index.facets;
    let base = first(filter);
    let kinds = kinds.iter().map(|one| {
        let to = Filter { kind: Some(one.value), ..base.clone() };
        Choice::of(words::kinds(l, one.value), to, one.count, filter.kind == Some(one.value))
    });
    let languages = languages.iter().map(|one| {
        let to = Filter { language: Some(one.value), ..base.clone() };
        Choice::of(words::language(l, one.value), to, one.count, filter.language == Some(one.value))
    });
    let decades = decades.iter().map(|one| {
        let to = Filter { decade: Some(one.value), ..base.clone() };
        let text = l.msg_library_decade(one.value.to_string());
        Choice::of(text, to, one.count, filter.decade == Some(one.value))
    });
    let having = having.iter().map(|one| {
        let to = Filter { having: Some(one.value), ..base.clone() };
        Choice::of(words::having(l, one.value), to, one.count, filter.having == Some(one.value))
    });
    let subjects = subjects.iter().map(|one| {
        let to = Filter { subject: Some(one.name.clone()), ..base.clone() };
        Choice::named(one, to, filter.subject.as_ref() == Some(&one.name))
    });
    let collections = collections.iter().map(|one| {
        let to = Filter { collection: Some(one.name.clone()), ..base.clone() };
        Choice::named(one, to, filter.collection.as_ref() == Some(&one.name))
    });
    let groups: [(String, Filter, Vec<Choice>); 6] = [
        (l.msg_library_filter_kind(), Filter { kind: None, ..base.clone() }, kinds.collect()),
        (l.msg_library_filter_language(), Filter { language: None, ..base.clone() }, languages.collect()),
        (l.msg_library_meta_subjects(), Filter { subject: None, ..base.clone() }, subjects.collect()),
        (
            l.msg_library_filter_collection(),
            Filter { collection: None, ..base.clone() },
            collections.collect(),
        ),
        (l.msg_library_filter_decade(), Filter { decade: None, ..base.clone() }, decades.collect()),
        (l.msg_library_filter_having(), Filter { having: None, ..base.clone() }, having.collect()),
    ];
    let groups: Vec<AnyView> = groups
        .into_iter()
        .filter_map(|(title, all, choices)| facet(ctx, &base, title, all, choices))
        .collect();
    let open = filter.depth() > 0;
    let groups = (!groups.is_empty()).then(|| {
        view! {
            <details class="disclosure" open=open>
                <summary>{l.msg_library_filter_label()}</summary>
                <div class="stack stack--tight">{groups}</div>
            </details>
        }
    });
    view! {
        <div class="stack stack--tight" role="group" aria-label=l.msg_library_filter_label()>
            {chosen(ctx, filter, subject.as_ref(), collection.as_ref())}
            {groups}
        </div>
    }
    .into_any()
}

/// What was chosen. Without their names, a subject and a collection are only called so.
pub(super) fn chosen(
    ctx: &RequestCtx,
    filter: &Filter,
    subject: Option<&Localised>,
    collection: Option<&Localised>,
) -> AnyView {
    let l = ctx.l();
    let base = first(filter);
    let pair = |name: String, value: String| l.msg_library_filter_chosen(name, value);
    let named = |title: String, name: Option<&Localised>| match name {
        Some(name) => (pair(title, name.text.clone()), Some(name.locale)),
        None => (title, None),
    };
    let mut lines: Vec<(String, Option<Locale>, Filter)> = Vec::new();
    let mut push = |(text, locale): (String, Option<Locale>), to: Filter| lines.push((text, locale, to));
    if let Some(kind) = filter.kind {
        let text = pair(l.msg_library_filter_kind(), words::kinds(l, kind));
        push((text, None), Filter { kind: None, ..base.clone() });
    }
    if let Some(language) = filter.language {
        let text = pair(l.msg_library_filter_language(), words::language(l, language));
        push((text, None), Filter { language: None, ..base.clone() });
    }
    if filter.subject.is_some() {
        push(named(l.msg_library_meta_subjects(), subject), Filter { subject: None, ..base.clone() });
    }
    if filter.collection.is_some() {
        push(
            named(l.msg_library_filter_collection(), collection),
            Filter { collection: None, ..base.clone() },
        );
    }
    if let Some(year) = filter.decade {
        let text = pair(l.msg_library_filter_decade(), l.msg_library_decade(year.to_string()));
        push((text, None), Filter { decade: None, ..base.clone() });
    }
    if let Some(having) = filter.having {
        let text = pair(l.msg_library_filter_having(), words::having(l, having));
        push((text, None), Filter { having: None, ..base.clone() });
    }
    lines
        .into_iter()
        .map(|(text, locale, to)| {
            view! {
                <p class="filters">
                    <strong lang=locale.map(Locale::code) dir="auto">{text}</strong>" "
                    <a rel="nofollow" href=address(ctx.locale, &to)>{l.msg_library_filter_remove()}</a>
                </p>
            }
        })
        .collect_view()
        .into_any()
}

/// In place of the list, where a guest chose more than she may: nothing is counted or read for it.
pub(super) fn too_many(ctx: &RequestCtx, filter: &Filter) -> AnyView {
    let l = ctx.l();
    let most = u32::try_from(FACETS_MOST).unwrap_or_default();
    let (count, digits) = i18n::plurals::counted(most);
    view! {
        <section class="state state--empty">
            <span class="state__niche"><Icon name="book"/></span>
            <h2 class="state__title">{l.msg_library_filter_deep(count, digits)}</h2>
            <p class="state__text">{l.msg_library_filter_deep_text()}</p>
        </section>
        <div class="stack stack--tight" role="group" aria-label=l.msg_library_filter_label()>
            {chosen(ctx, filter, None, None)}
        </div>
    }
    .into_any()
}
