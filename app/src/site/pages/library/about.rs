//! What is said about an item: every value in its own language and direction, and what to be prepared for.

use contract::{Locale, Section, Tongue};
use domain::library::{
    Details, Item, ItemCard, Localised, Record, Related, RelationKind, best, citation::Format,
};
use leptos::prelude::*;

use super::{
    cite::{self, Style},
    consent, dates, words,
};
use crate::site::{
    components::{Day, NoticeKind, Num, notice},
    request::RequestCtx,
    routes,
};

/// A value in the language it is in; where that is not the reader's, the language is named behind it.
fn value(ctx: &RequestCtx, text: Localised) -> AnyView {
    let other = (text.locale != ctx.locale).then(|| {
        let name = words::language(ctx.l(), text.locale);
        view! { " "<span class="muted">"("{name}")"</span> }
    });
    view! {
        <bdi lang=text.locale.code() dir=text.locale.direction().as_str()>{text.text}</bdi>{other}
    }
    .into_any()
}

fn row(name: String, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

/// Several values in one row, each apart from the next.
fn listed(values: Vec<AnyView>) -> AnyView {
    values
        .into_iter()
        .enumerate()
        .map(|(index, value)| view! { {(index > 0).then_some(" · ")}{value} })
        .collect_view()
        .into_any()
}

/// What to be prepared for, before anything can be opened; nothing when there is nothing.
pub(super) fn warnings(ctx: &RequestCtx, record: &Record) -> Option<AnyView> {
    let l = ctx.l();
    if record.warnings.is_empty() {
        return None;
    }
    let lines = record
        .warnings
        .iter()
        .map(|one| {
            let range = one.range.map(|(from, to)| {
                let text = l.msg_library_warning_range(words::clock(from), words::clock(to));
                view! { " · "<bdi>{text}</bdi> }
            });
            view! { <li>{words::warning(l, one.kind)}{range}</li> }
        })
        .collect_view();
    let body = view! { <p>{l.msg_library_warning_lead()}</p><ul>{lines}</ul> };
    Some(notice(NoticeKind::Warning, Some(l.msg_library_warning_title()), body))
}

/// The record, as a list of names and values.
pub(super) fn metadata(ctx: &RequestCtx, item: &Item) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let record = &item.record;
    let languages =
        item.card.languages.iter().map(|language| words::language(l, *language)).collect::<Vec<_>>();
    let comma = if locale == Locale::Ar { "، " } else { ", " };
    let mut rows = vec![row(l.msg_library_meta_kind(), words::kind(l, item.card.kind))];
    rows.extend(record.genre.map(|genre| row(l.msg_library_meta_genre(), words::genre(l, genre))));
    for agent in &item.agents {
        rows.push(row(words::role(l, agent.role), value(ctx, agent.name.clone())));
    }
    rows.push(row(l.msg_library_meta_language(), languages.join(comma)));
    rows.extend(
        record.year.map(|year| row(l.msg_library_meta_year(), view! { <Num text=year.to_string()/> })),
    );
    rows.extend(details(ctx, record));
    rows.extend(item.card.section.map(|section: Section| {
        let href = routes::section(locale, section.slug());
        row(l.msg_library_meta_section(), view! { <a href=href>{i18n::sections::name(l, section)}</a> })
    }));
    rows.extend(subjects(ctx, record));
    let added = record.published_on.clone();
    rows.push(row(l.msg_library_meta_added(), view! { <Day iso=added/> }));
    rows.extend(rights(ctx, record));
    rows.extend(record.source_url.clone().map(|url| row(l.msg_library_meta_source(), elsewhere(url))));
    rows.extend(relations(ctx, item));
    rows.extend(inverse(ctx, item));
    rows.extend(identifiers(ctx, record));
    if !record.accessibility.is_empty() {
        let facts = record.accessibility.iter().map(|one| words::access(l, *one).into_any()).collect();
        rows.push(row(l.msg_library_meta_accessibility(), listed(facts)));
    }
    let note = best(&record.details.access_note, locale);
    rows.extend(note.map(|note| row(l.msg_library_meta_access_note(), value(ctx, note))));
    rows.extend(
        record.without_text.clone().map(|why| row(l.msg_record_without_text(), view! { <bdi>{why}</bdi> })),
    );
    rows.extend(record.audience.map(|one| row(l.msg_consent_field_audience(), consent::audience(l, one))));
    let address = format!("{}{}", ctx.site.public_url, routes::item_permanent(&record.id));
    rows.push(row(l.msg_library_meta_cite(), citations(ctx, record, &address)));
    let href = address.clone();
    rows.push(row(
        l.msg_library_meta_permanent(),
        view! { <a href=href rel="bookmark"><bdi>{address}</bdi></a> },
    ));
    // They are files to keep.
    if ctx.kiosk.is_none() {
        rows.push(row(l.msg_library_meta_export(), exports(record)));
    }
    view! { <dl class="meta">{rows}</dl> }.into_any()
}

/// Other titles, each in its language; dates, places and pages.
fn details(ctx: &RequestCtx, record: &Record) -> Vec<AnyView> {
    let l = ctx.l();
    // How it can be used stands further down, beside what helps.
    let Details { others, created, recorded, place, pages, places, periods, access_note: _ } =
        &record.details;
    let apart = |text: String| view! { <bdi>{text}</bdi> }.into_any();
    let title = |(tongue, text): &(Tongue, String)| {
        let language = words::language(l, *tongue);
        view! {
            <bdi lang=tongue.code() dir=tongue.dir()>{text.clone()}</bdi>" "<span class="muted">"("{language}")"</span>
        }
        .into_any()
    };
    let mut rows = Vec::new();
    let mut put = |name: String, values: Vec<AnyView>| {
        if !values.is_empty() {
            rows.push(row(name, listed(values)));
        }
    };
    let date = |text: &String| apart(dates::in_words(l, text));
    put(l.msg_library_meta_others(), others.iter().map(title).collect());
    put(l.msg_library_meta_place(), place.iter().cloned().map(apart).collect());
    put(l.msg_library_meta_created(), created.iter().map(date).collect());
    put(l.msg_library_meta_recorded(), recorded.iter().map(date).collect());
    put(
        l.msg_library_meta_pages(),
        pages.iter().map(|pages| view! { <Num text=pages.to_string()/> }.into_any()).collect(),
    );
    put(l.msg_library_meta_places(), places.iter().cloned().map(apart).collect());
    put(l.msg_library_meta_periods(), periods.iter().map(date).collect());
    rows
}

fn subjects(ctx: &RequestCtx, record: &Record) -> Option<AnyView> {
    let links: Vec<AnyView> = record
        .subjects
        .iter()
        .filter_map(|subject| {
            let label = best(&subject.labels, ctx.locale)?;
            let href = routes::library_about(ctx.locale, &subject.id);
            Some(view! { <a href=href rel="nofollow">{value(ctx, label)}</a> }.into_any())
        })
        .collect();
    (!links.is_empty()).then(|| row(ctx.l().msg_library_meta_subjects(), listed(links)))
}

/// Terms with the address of their text, who holds the rights, and what is to be known about them.
fn rights(ctx: &RequestCtx, record: &Record) -> Vec<AnyView> {
    let l = ctx.l();
    let text = record.licence.uri().map(|uri| {
        view! { " "<a href=uri rel="license noreferrer noopener">{l.msg_library_licence_terms()}</a> }
    });
    let terms = words::licence(l, record.licence);
    let mut rows = vec![row(l.msg_library_meta_licence(), view! { {terms}{text} })];
    let holder = record.holder.as_ref().and_then(|names| best(names, ctx.locale));
    rows.extend(holder.map(|name| row(l.msg_library_meta_holder(), value(ctx, name))));
    let note = record.rights_note(ctx.locale);
    rows.extend(note.map(|note| row(l.msg_library_meta_rights_note(), value(ctx, note))));
    rows
}

/// A link out of the portal, by the name of its host.
fn elsewhere(url: String) -> AnyView {
    let host = url.split('/').nth(2).unwrap_or(&url).to_owned();
    view! { <a href=url rel="noreferrer noopener"><bdi>{host}</bdi></a> }.into_any()
}

fn relations(ctx: &RequestCtx, item: &Item) -> Vec<AnyView> {
    item.relations
        .iter()
        .map(|(kind, end)| {
            let end = match end {
                Related::Url(url) => elsewhere(url.clone()),
                Related::Item(card) => other(ctx, card),
            };
            row(words::relation(ctx.l(), *kind), end)
        })
        .collect()
}

/// Another item, by its title.
fn other(ctx: &RequestCtx, card: &ItemCard) -> AnyView {
    let href = routes::item(ctx.locale, &card.id, &card.slug);
    let title = Localised { locale: card.locale, text: card.title.clone() };
    view! { <a href=href>{value(ctx, title)}</a> }.into_any()
}

/// What others are to it, one row for each kind.
fn inverse(ctx: &RequestCtx, item: &Item) -> Vec<AnyView> {
    RelationKind::ALL
        .iter()
        .filter_map(|kind| {
            let of_kind = item.inverse.iter().filter(|(one, _)| one == kind);
            let ends: Vec<AnyView> = of_kind.map(|(_, card)| other(ctx, card)).collect();
            (!ends.is_empty()).then(|| row(words::inverse(ctx.l(), *kind), listed(ends)))
        })
        .collect()
}

fn identifiers(ctx: &RequestCtx, record: &Record) -> Option<AnyView> {
    let l = ctx.l();
    let values: Vec<AnyView> = record
        .identifiers
        .iter()
        .map(|one| {
            let name = words::identifier(l, one.kind);
            let number = one.value.clone();
            match one.href() {
                Some(href) => view! {
                    {name}" "<a href=href rel="noreferrer noopener"><bdi>{number}</bdi></a>
                }
                .into_any(),
                None => view! { {name}" "<bdi>{number}</bdi> }.into_any(),
            }
        })
        .collect();
    (!values.is_empty()).then(|| row(l.msg_library_meta_identifiers(), listed(values)))
}

/// The forms in which reference managers take it.
fn exports(record: &Record) -> AnyView {
    let links = [(Format::Ris, "RIS"), (Format::BibTex, "BibTeX"), (Format::CslJson, "CSL-JSON")]
        .into_iter()
        .map(|(format, name)| {
            let href = routes::item_as(&record.id, format);
            view! { <a href=href rel="nofollow"><bdi>{name}</bdi></a> }.into_any()
        })
        .collect();
    listed(links)
}

/// As it is cited in a text, in the two styles that are asked for here.
fn citations(ctx: &RequestCtx, record: &Record, address: &str) -> AnyView {
    let l = ctx.l();
    [(l.msg_cite_apa(), Style::Apa), (l.msg_cite_iso(), Style::Iso690)]
        .into_iter()
        .map(|(name, style)| {
            let text = cite::view(cite::formatted(l, ctx.locale, record, address, style));
            view! { <p><span class="muted"><bdi>{name}</bdi>": "</span>{text}</p> }
        })
        .collect_view()
        .into_any()
}
