//! An item: what it is, how to read, hear or keep it, under what terms.

use contract::{
    Locale, Section,
    ids::{ItemId, split_slugged},
};
use domain::{
    DomainError,
    forum::Discussion,
    library::{AgentRole, FileInfo, FileRole, Item, Transcript},
    search::Kind,
};
use leptos::prelude::*;

use super::{
    cards::{cover, length, link_list},
    words,
};
use crate::site::{
    components::{Crumb, Day, Html, Icon, NoticeKind, Num, bits::breadcrumbs, notice},
    page::{Page, PageResult, Reply},
    pages::forum::reading,
    request::RequestCtx,
    routes,
};

/// Addresses of an item in each language, by the slugs in which it is described.
pub(super) fn alternates(
    item: &ItemId,
    described: &[(Locale, String)],
    fallback: &str,
    path: fn(Locale, &ItemId, &str) -> String,
) -> Vec<(Locale, String)> {
    Locale::ALL
        .into_iter()
        .map(|locale| {
            let slug = described.iter().find(|(l, _)| *l == locale).map_or(fallback, |(_, slug)| slug);
            (locale, path(locale, item, slug))
        })
        .collect()
}

/// An item by the `{id}-{slug}` segment; a wrong slug leads to the right address.
///
/// # Errors
/// Not found for a malformed, unknown or invisible id.
pub async fn item(ctx: RequestCtx, segment: String) -> PageResult {
    let (id, slug) = split_slugged(&segment);
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let item = domain::library::item(&ctx.services, ctx.locale, &id).await?;
    if slug != item.card.slug {
        return Ok(Reply::permanent(routes::item(ctx.locale, &id, &item.card.slug)));
    }
    let talks = domain::forum::discussions(&ctx.services, &ctx.actor, Kind::Item, id.as_str()).await?;
    let alternates = alternates(&id, &item.described_in, &item.card.slug, routes::item);
    let section = item.card.section.map(Section::slug);
    let (title, summary) = (item.card.title.clone(), item.card.summary.clone());
    let mut page =
        Page::new(title, move || view(&ctx, item, talks)).description(summary).alternates(alternates);
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

fn view(ctx: &RequestCtx, item: Item, talks: Vec<Discussion>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let card = &item.card;
    let lang = card.locale.code();
    let way =
        vec![Crumb::to(l.msg_library_title(), routes::library(locale)), Crumb::here(card.title.clone())];
    let other_language = (card.locale != locale).then(|| {
        notice(NoticeKind::Info, None, view! { <p>{l.msg_only_in_language(card.locale.endonym())}</p> })
    });
    let read_here = item.files.iter().any(|file| file.role == FileRole::Html).then(|| {
        view! {
            <p class="actions">
                <a class="button" href=routes::item_reading(locale, &card.id, &card.slug)>
                    <Icon name="book"/>" "{l.msg_library_read_here()}
                </a>
            </p>
        }
    });
    let recordings = item
        .files
        .iter()
        .filter(|file| file.role == FileRole::Audio)
        .map(|file| recording(ctx, file, &item.transcripts, item.machine_read))
        .collect_view();
    let editions = (!item.editions.is_empty()).then(|| {
        view! {
            <section aria-labelledby="editions">
                <h2 id="editions">{l.msg_library_editions_title()}</h2>
                {link_list(locale, &item.editions)}
            </section>
        }
    });
    view! {
        <header class="page-header">
            {breadcrumbs(locale, way)}
            <p class="page-header__kicker"><Icon name=words::icon(card.kind)/>" "{words::kind(l, card.kind)}</p>
            <h1 class="page-header__title" lang=lang dir="auto">{card.title.clone()}</h1>
            <p class="page-header__meta"><span>{length(locale, card)}</span></p>
        </header>
        <div class="item">
            <div class="item__cover">{cover(card.kind, &card.cover)}</div>
            <div class="item__main stack">
                {other_language}
                <p class="lead" lang=lang dir="auto">{card.summary.clone()}</p>
                {read_here}
                {recordings}
                <section aria-labelledby="files">
                    <h2 id="files">{l.msg_library_files_title()}</h2>
                    {downloads(ctx, &item.files)}
                </section>
                <section aria-labelledby="about">
                    <h2 id="about">{l.msg_library_about_title()}</h2>
                    {metadata(ctx, &item)}
                </section>
                {editions}
                {reading::discussions(ctx, talks)}
            </div>
        </div>
    }
    .into_any()
}

fn recording(ctx: &RequestCtx, file: &FileInfo, transcripts: &[Transcript], machine_read: bool) -> AnyView {
    let l = ctx.l();
    let language = words::language(l, file.language);
    let duration = file
        .seconds
        .map(|seconds| view! { " "<bdi>{l.msg_library_duration(seconds / 60, seconds % 60)}</bdi>" · " });
    let id = format!("listen-{}", file.language);
    let (section_label, player_label) = (id.clone(), id.clone());
    let transcript =
        transcripts.iter().find(|transcript| transcript.language == file.language).map(|transcript| {
            view! {
                <details class="disclosure">
                    <summary>{l.msg_library_transcript_in(language.clone())}</summary>
                    <Html html=transcript.html.clone() class="prose" lang=transcript.language.code()/>
                </details>
            }
        });
    view! {
        <section class="audio" aria-labelledby=section_label>
            <h2 class="audio__title" id=id><Icon name="listen"/>" "{l.msg_library_listen_in(language.clone())}</h2>
            <audio class="audio__player" controls preload="none" aria-labelledby=player_label
                src=routes::media(&file.id, &file.file_name, &file.sha256)></audio>
            <p class="audio__note">
                {machine_read.then(|| l.msg_library_machine_read())}
                {duration}
                <bdi>{words::size(l, file.size)}</bdi>
            </p>
            {transcript}
        </section>
    }
    .into_any()
}

fn downloads(ctx: &RequestCtx, files: &[FileInfo]) -> AnyView {
    let l = ctx.l();
    let items = files
        .iter()
        .map(|file| {
            let (name, format) = words::file(l, file.role);
            view! {
                <li class="download">
                    <a class="download__link" href=routes::media_download(&file.id, &file.file_name, &file.sha256) download="">
                        <Icon name="download"/>" "<span class="download__name">{name}</span>
                        <span class="visually-hidden">{format!(" ({})", words::language(l, file.language))}</span>
                    </a>" "
                    <span class="download__meta">
                        {words::language(l, file.language)}" · "<bdi>{format}</bdi>" · "<bdi>{words::size(l, file.size)}</bdi>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="downloads">{items}</ul> }.into_any()
}

fn row(name: String, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

fn metadata(ctx: &RequestCtx, item: &Item) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let languages =
        item.card.languages.iter().map(|language| words::language(l, *language)).collect::<Vec<_>>();
    let comma = if locale == Locale::Ar { "، " } else { ", " };
    let mut rows = vec![row(l.msg_library_meta_kind(), words::kind(l, item.card.kind))];
    for agent in &item.agents {
        let (lang, name) = (agent.name.locale.code(), agent.name.text.clone());
        rows.push(row(words::role(l, agent.role), view! { <bdi lang=lang>{name}</bdi> }));
    }
    rows.push(row(l.msg_library_meta_language(), languages.join(comma)));
    rows.extend(item.year.map(|year| row(l.msg_library_meta_year(), view! { <Num text=year.to_string()/> })));
    rows.extend(item.card.section.map(|section| {
        let href = routes::section(locale, section.slug());
        row(l.msg_library_meta_section(), view! { <a href=href>{i18n::sections::name(l, section)}</a> })
    }));
    let added = item.published_on.clone();
    rows.push(row(l.msg_library_meta_added(), view! { <Day iso=added/> }));
    rows.push(row(l.msg_library_meta_licence(), words::licence(l, item.licence)));
    rows.extend(item.source_url.clone().map(|url| {
        let host = url.split('/').nth(2).unwrap_or(&url).to_owned();
        row(
            l.msg_library_meta_source(),
            view! { <a href=url rel="noreferrer noopener"><bdi>{host}</bdi></a> },
        )
    }));
    rows.push(row(l.msg_library_meta_cite(), citation(ctx, item)));
    view! { <dl class="meta">{rows}</dl> }.into_any()
}

/// Author, title, year, where it is: short enough to be copied by hand.
fn citation(ctx: &RequestCtx, item: &Item) -> AnyView {
    let author = item
        .agents
        .iter()
        .find(|agent| agent.role == AgentRole::Author)
        .map(|agent| view! { <bdi>{agent.name.text.clone()}</bdi>". " });
    let year = item.year.map(|year| view! { " "<bdi>{year}</bdi>"." });
    let address = format!("{}{}", ctx.site.public_url, routes::item(ctx.locale, &item.card.id, ""));
    let cover = item.card.cover.clone();
    view! {
        {author}
        <bdi lang=cover.locale.code()>{cover.text}</bdi>"."
        {year}" "
        <bdi>{address}</bdi>
    }
    .into_any()
}
