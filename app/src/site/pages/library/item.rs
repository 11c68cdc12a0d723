//! An item: what it is, how to read, hear or keep it, under what terms.

use contract::{
    Locale, Section, Tongue,
    ids::{ItemId, split_slugged},
};
use domain::{
    DomainError,
    content::{
        ArticleCard,
        references::{RefKind, cited_by},
    },
    forum::Discussion,
    library::{
        Coming, FileInfo, FileRole, Item,
        citation::{self, Format},
    },
    search::Kind,
};
use leptos::prelude::*;

use super::{
    about,
    cards::{cover, length, link_list},
    player, reading_list, stone, words,
};
use crate::site::{
    components::{Crumb, Icon, NoticeKind, bits::breadcrumbs, notice},
    page::{Page, PageResult, Reply},
    pages::{content::notes, forum::reading},
    request::RequestCtx,
    routes::{self, Share},
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

/// Told where something is read that is written in no language but this one.
pub(super) fn one_language(ctx: &RequestCtx, languages: &[Tongue], language: Tongue) -> Option<AnyView> {
    let name = language.endonym()?;
    (languages.len() <= 1 && language != Tongue::from(ctx.locale)).then(|| {
        let text = ctx.l().msg_only_in_language(name);
        notice(NoticeKind::Info, None, view! { <p>{text}</p> })
    })
}

/// An item by the `{id}-{slug}` segment; a wrong slug leads to the right address. Its stone stands in the place of one
/// that was taken away.
///
/// # Errors
/// Not found for a malformed, unknown or invisible id.
pub async fn item(ctx: RequestCtx, segment: String) -> PageResult {
    let (id, slug) = split_slugged(&segment);
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let item = match domain::library::item(&ctx.for_reader(), ctx.locale, &id).await {
        Ok(item) => item,
        Err(error) => return stone::in_place(ctx, &id, error).await,
    };
    if slug != item.card.slug {
        return Ok(Reply::permanent(routes::item(ctx.locale, &id, &item.card.slug)));
    }
    let talks = domain::forum::discussions(&ctx.services, &ctx.actor, Kind::Item, id.as_str()).await?;
    let kept = domain::library::is_kept(&ctx.services, &ctx.actor, &id).await?;
    let citing = cited_by(&ctx.services, ctx.locale, RefKind::Item, id.as_str()).await?;
    let alternates = alternates(&id, &item.described_in, &item.card.slug, routes::item);
    let section = item.card.section.map(Section::slug);
    let written = item.described_in.iter().map(|(locale, _)| *locale).collect();
    let share = Share::Item(item.card.locale, id.clone());
    let (title, summary) = (item.card.title.clone(), item.card.summary.clone());
    let address = format!("{}{}", ctx.site.public_url, routes::item_permanent(&id));
    let reads = item.files.iter().any(|file| file.role == FileRole::Html);
    let read_at = reads.then(|| {
        format!("{}{}", ctx.site.public_url, routes::item_reading(ctx.locale, &id, &item.card.slug))
    });
    let pdf = item.files.iter().find(|file| file.role == FileRole::Pdf);
    let pdf = pdf.map(|file| {
        format!("{}{}", ctx.site.public_url, routes::media(&file.id, &file.file_name, &file.sha256))
    });
    let tags = citation::tags(&item.record, &address, (read_at.as_deref(), pdf.as_deref()));
    let forms =
        Format::ALL.map(|format| (plain_type(format), routes::item_as(&id, format))).into_iter().collect();
    let played = player::is_played(&item.files);
    let mut page = Page::new(title, move || view(&ctx, item, talks, kept, &citing))
        .description(summary)
        .alternates(alternates)
        .written_in(written)
        .shared_as(share)
        .for_machines(tags, forms);
    if played {
        page = page.with_script("player.js").with_place();
    }
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

/// The media type of a form, without its parameters.
pub(super) fn plain_type(format: Format) -> &'static str {
    format.media_type().split(';').next().unwrap_or_default()
}

fn view(
    ctx: &RequestCtx,
    item: Item,
    talks: Vec<Discussion>,
    kept: Option<bool>,
    citing: &[ArticleCard],
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let card = &item.card;
    let lang = card.locale.code();
    let way =
        vec![Crumb::to(l.msg_library_title(), routes::library(locale)), Crumb::here(card.title.clone())];
    let other_language = (card.locale != locale).then(|| {
        notice(NoticeKind::Info, None, view! { <p>{l.msg_only_in_language(card.locale.endonym())}</p> })
    });
    let pictures =
        item.files.iter().filter(|file| file.role == FileRole::Picture).map(picture).collect_view();
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
            <div class="item__cover">{cover(card)}</div>
            <div class="item__main stack">
                {other_language}
                {about::warnings(ctx, &item.record)}
                <p class="lead" lang=lang dir="auto">{card.summary.clone()}</p>
                {read_here(ctx, &item)}
                {elsewhere(ctx, &item)}
                {reading_list::toggle(ctx, &card.id, kept)}
                {player::all(ctx, &item)}
                {player::parts(ctx, &item.card, &item.files, &item.segments)}
                {pictures}
                {keep(ctx, &item.files, &item.coming)}
                <section aria-labelledby="about">
                    <h2 id="about">{l.msg_library_about_title()}</h2>
                    {about::metadata(ctx, &item)}
                </section>
                {editions}
                {notes::cited_by(ctx, citing)}
                {reading::discussions(ctx, talks)}
            </div>
        </div>
    }
    .into_any()
}

/// The way to its text, and to the pages of a PDF where reading leads to another form of it.
fn read_here(ctx: &RequestCtx, item: &Item) -> Option<AnyView> {
    let l = ctx.l();
    let card = &item.card;
    let text = item.files.iter().any(|file| matches!(file.role, FileRole::Html | FileRole::Epub));
    let pdf = item.files.iter().any(|file| file.role == FileRole::Pdf);
    let pages = (text && pdf).then(|| {
        let href = routes::document_page(ctx.locale, (&card.id, &card.slug), 1, &[]);
        view! {
            " "<a class="button button--secondary" href=href><Icon name="document"/>" "{l.msg_document_pages()}</a>
        }
    });
    (text || pdf).then(|| {
        view! {
            <p class="actions">
                <a class="button" href=routes::item_reading(ctx.locale, &card.id, &card.slug)>
                    <Icon name="book"/>" "{l.msg_library_read_here()}
                </a>
                {pages}
            </p>
        }
        .into_any()
    })
}

/// A card of something that is not here leads to where it is.
fn elsewhere(ctx: &RequestCtx, item: &Item) -> Option<AnyView> {
    let url = item.record.source_url.clone().filter(|_| item.files.is_empty() && item.coming.is_empty())?;
    let host = url.split('/').nth(2).unwrap_or(&url).to_owned();
    let link = view! {
        <p class="actions">
            <a class="button" href=url rel="noreferrer noopener">{ctx.l().msg_library_read_elsewhere()}</a>
            " "<bdi class="muted">{host}</bdi>
        </p>
    };
    Some(link.into_any())
}

fn keep(ctx: &RequestCtx, files: &[FileInfo], coming: &[Coming]) -> Option<AnyView> {
    if files.is_empty() && coming.is_empty() {
        return None;
    }
    let downloads = (!files.is_empty()).then(|| downloads(ctx, files));
    let section = view! {
        <section aria-labelledby="files">
            <h2 id="files">{ctx.l().msg_library_files_title()}</h2>
            {downloads}
            {later(ctx, coming)}
        </section>
    };
    Some(section.into_any())
}

/// Files that open later: what they are, from when on they can be had, and why not before. How long or large they are is not
/// told, nor is there an address.
fn later(ctx: &RequestCtx, coming: &[Coming]) -> Option<AnyView> {
    let l = ctx.l();
    if coming.is_empty() {
        return None;
    }
    let items = coming
        .iter()
        .map(|file| {
            let (name, format) = words::file(l, file.role);
            let opens = l.msg_library_opens_on(i18n::dates::day(ctx.locale, &file.day));
            let reason = file.reason.clone().map(|reason| {
                view! { <span class="download__meta" dir="auto">{reason}</span> }
            });
            view! {
                <li class="download">
                    <span class="download__name">{name}</span>" "
                    <span class="download__meta">
                        {words::language(l, file.language)}" · "<bdi>{format}</bdi>" · "<strong>{opens}</strong>
                    </span>" "
                    {reason}
                </li>
            }
        })
        .collect_view();
    Some(view! { <ul class="downloads">{items}</ul> }.into_any())
}

fn picture(file: &FileInfo) -> AnyView {
    let src = routes::media(&file.id, &file.file_name, &file.sha256);
    let alt = file.alt.clone().unwrap_or_default();
    view! { <p><img src=src alt=alt lang=file.language.lang() loading="lazy"/></p> }.into_any()
}

fn downloads(ctx: &RequestCtx, files: &[FileInfo]) -> AnyView {
    let l = ctx.l();
    if ctx.kiosk.is_some() {
        return view! { <p class="muted">{l.msg_kiosk_no_download()}</p> }.into_any();
    }
    let items = files
        .iter()
        .map(|file| {
            let (name, format) = words::file(l, file.role);
            let lasts = file.seconds.map(|seconds| {
                view! { " · "<bdi>{l.msg_library_duration(seconds / 60, seconds % 60)}</bdi> }
            });
            view! {
                <li class="download">
                    <a class="download__link" href=routes::media_download(&file.id, &file.file_name, &file.sha256) download="">
                        <Icon name="download"/>" "<span class="download__name">{name}</span>
                        <span class="visually-hidden">{format!(" ({})", words::language(l, file.language))}</span>
                    </a>" "
                    <span class="download__meta">
                        {words::language(l, file.language)}" · "<bdi>{format}</bdi>{lasts}" · "<bdi>{words::size(l, file.size)}</bdi>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="downloads">{items}</ul> }.into_any()
}
