//! An article or procedure.

use contract::{
    ErrorCode, Locale, Section,
    ids::{ArticleId, split_slugged},
};
use domain::{
    DomainError, DomainResult, Permission,
    content::{
        Around, Document,
        audio::Recording,
        references::{self, Frame, jsonld},
        retire::{Ended, Fate, ended},
        translation::Standing,
    },
    forum::Discussion,
    markup::Glossary,
    search::Kind,
};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{
    listen::{listen, to_hear},
    notes::{self, Sources},
    procedure::{explained, procedure_view},
    share,
};
use crate::site::{
    components::{Crumb, Html, Icon, NoticeKind, bits::breadcrumbs, notice, page_header},
    page::{Page, PageResult, Reply},
    pages::{forum::reading, outside::tells_nothing},
    request::RequestCtx,
    routes::{self, Share},
};

/// An article by the `{id}-{slug}` segment; a wrong slug leads to the right address.
///
/// # Errors
/// Not found for a malformed or unknown id.
pub async fn article(ctx: RequestCtx, segment: String) -> PageResult {
    let (id, slug) = split_slugged(&segment);
    let id: ArticleId = id.parse().map_err(|_| DomainError::not_found())?;
    let around = match domain::content::around(&ctx.services, ctx.locale, &id).await {
        Err(error) if error.code == ErrorCode::NotFound => return elsewhere(&ctx, &id, error).await,
        around => around?,
    };
    let Around { document, standing, recording, broken, glossary } = around;
    if slug != document.slug {
        return Ok(Reply::permanent(routes::article(ctx.locale, &document.id, &document.slug)));
    }
    if ctx.visit.simple {
        return Ok(Reply::see_other(routes::article_simple(ctx.locale, &document.id, &document.slug)));
    }
    let alternates = Locale::ALL
        .into_iter()
        .map(|locale| {
            let slug = document
                .languages
                .iter()
                .find(|(l, _)| *l == locale)
                .map_or(&*document.slug, |(_, slug)| slug);
            (locale, routes::article(locale, &document.id, slug))
        })
        .collect();
    let (services, actor) = (&ctx.services, &ctx.actor);
    // What others write is not kept.
    let talks = if ctx.kept {
        Vec::new()
    } else {
        domain::forum::discussions(services, actor, Kind::Article, id.as_str()).await?
    };
    let recording = to_hear(&ctx, recording);
    let sources = notes::sources_told(&ctx, &document, &broken).await?;
    let title = document.title.clone();
    let summary = document.summary.clone();
    let section = document.section.map(Section::slug);
    let written = document.languages.iter().map(|(locale, _)| *locale).collect();
    let form = routes::article_jsonld(document.locale, &document.id, &document.slug);
    let share = Share::Article(document.locale, document.id.clone());
    let feed = section.map(|slug| routes::section_feed(ctx.locale, slug));
    let mut page =
        Page::new(title, move || view(&ctx, document, (recording, talks), (&sources, &glossary), standing))
            .description(summary)
            .alternates(alternates)
            .written_in(written)
            .shared_as(share)
            .feed(feed)
            .for_machines(Vec::new(), vec![("application/ld+json", form)])
            .portable();
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

/// The short link: leads to the article in the reader's language.
///
/// # Errors
/// Like [`article`].
pub async fn article_short(ctx: RequestCtx, segment: String) -> PageResult {
    let id: ArticleId = split_slugged(&segment).0.parse().map_err(|_| DomainError::not_found())?;
    match domain::content::article(&ctx.services, ctx.locale, &id).await {
        Ok(document) => Ok(Reply::permanent(routes::article(ctx.locale, &document.id, &document.slug))),
        Err(error) if error.code == ErrorCode::NotFound => elsewhere(&ctx, &id, error).await,
        Err(error) => Err(error),
    }
}

/// What an address tells of an article that is not to be had: gone, or part of another one now.
pub(super) async fn elsewhere(ctx: &RequestCtx, id: &ArticleId, refusal: DomainError) -> PageResult {
    match domain::content::retire::fate(&ctx.services, id).await? {
        None => match ended(&ctx.services, id).await? {
            None => Err(refusal),
            Some(Ended::Withdrawn) => Ok(gone(ctx)),
            Some(Ended::Archived) => {
                let l = ctx.l();
                Ok(stone(ctx, l.msg_places_archived_title(), l.msg_places_archived_text()))
            }
        },
        Some(Fate::Gone) => Ok(gone(ctx)),
        Some(Fate::Merged(into)) => match domain::content::article(&ctx.services, ctx.locale, &into).await {
            Ok(document) => Ok(Reply::permanent(routes::article(ctx.locale, &document.id, &document.slug))),
            Err(error) if error.code == ErrorCode::NotFound => Ok(gone(ctx)),
            Err(error) => Err(error),
        },
    }
}

/// What stands where an article was.
fn gone(ctx: &RequestCtx) -> Reply {
    let l = ctx.l();
    stone(ctx, l.msg_places_gone_title(), l.msg_places_gone_text())
}

fn stone(ctx: &RequestCtx, title: String, text: String) -> Reply {
    let ctx = ctx.clone();
    let page = Page::new(title.clone(), move || {
        let l = ctx.l();
        view! {
            {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, None, true)}
            <div class="narrow stack">
                <p>{text}</p>
                <p class="actions">
                    <a class="button" href=routes::search(ctx.locale)>{l.msg_search_button()}</a>" "
                    <a class="button button--secondary" href=routes::home(ctx.locale)>{l.msg_home_start()}</a>
                </p>
            </div>
        }
        .into_any()
    });
    page.status(410).unindexed(true).into()
}

/// Told when the text is not in the reader's language.
pub fn other_language(ctx: &RequestCtx, locale: Locale) -> Option<AnyView> {
    (locale != ctx.locale).then(|| {
        let text = ctx.l().msg_only_in_language(locale.endonym());
        notice(NoticeKind::Info, None, view! { <p>{text}</p> })
    })
}

/// An article for machines.
pub enum ForMachines {
    /// JSON-LD.
    Text(String),
    /// The slug is another one now.
    Moved(String),
}

/// An article with what it cites, by the segment of its address without its ending. In its own language alone: a text
/// that falls back is another one's.
///
/// # Errors
/// Not found for a malformed or unknown id, and where there is no text in this language.
pub async fn for_machines(ctx: &RequestCtx, segment: &str) -> DomainResult<ForMachines> {
    let (id, slug) = split_slugged(segment);
    let id: ArticleId = id.parse().map_err(|_| DomainError::not_found())?;
    let document = domain::content::article(&ctx.services, ctx.locale, &id).await?;
    if document.locale != ctx.locale {
        return Err(DomainError::not_found());
    }
    if slug != document.slug {
        return Ok(ForMachines::Moved(routes::article_jsonld(ctx.locale, &id, &document.slug)));
    }
    let notes = references::notes(&ctx.services, &document, ctx.locale).await?;
    let site = &ctx.site.public_url;
    let whole_of = |path: String| format!("{site}{path}");
    let address = whole_of(routes::article(ctx.locale, &id, &document.slug));
    let l = ctx.l();
    let home = whole_of(routes::home(ctx.locale));
    let mut way = vec![(l.msg_nav_home(), home.clone())];
    way.extend(document.section.map(|section| {
        (i18n::sections::name(l, section), whole_of(routes::section(ctx.locale, section.slug())))
    }));
    way.push((document.title.clone(), address.clone()));
    let picture = if tells_nothing(document.section.map(Section::slug)) {
        Share::Neutral
    } else {
        Share::Article(ctx.locale, id.clone())
    };
    let frame = Frame { address, way, portal: (l.msg_site_name(), home), image: whole_of(picture.path()) };
    let whole = |note: &references::Note| {
        let href = notes::href(ctx.locale, note)?;
        Some(if href.starts_with('/') { format!("{site}{href}") } else { href })
    };
    Ok(ForMachines::Text(jsonld(&document, &notes, &frame, whole)))
}

/// Told when the text follows an older state of the text in another language.
fn stale(ctx: &RequestCtx, document: &Document, standing: Standing) -> Option<AnyView> {
    let Standing::Stale(from) = standing else { return None };
    let slug = document.languages.iter().find(|(locale, _)| *locale == from).map(|(_, slug)| slug)?;
    let href = routes::article(from, &document.id, slug);
    let l = ctx.l();
    Some(notice(
        NoticeKind::Warning,
        None,
        view! {
            <p>
                {l.msg_translation_stale(from.endonym())}" "
                <a href=href hreflang=from.code() lang=from.code()>{from.endonym()}</a>
            </p>
        },
    ))
}

fn view(
    ctx: &RequestCtx,
    document: Document,
    (recording, talks): (Option<Recording>, Vec<Discussion>),
    (sources, glossary): (&Sources, &Glossary),
    standing: Standing,
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let lang = document.locale.code();
    let section = document.section;
    let way = section
        .map(|section| Crumb::to(i18n::sections::name(l, section), routes::section(locale, section.slug())))
        .into_iter()
        .chain([Crumb::here(document.title.clone())])
        .collect();
    let kicker = section.map(|section| {
        view! { <p class="page-header__kicker"><Icon name=section.icon()/>" "{i18n::sections::name(l, section)}</p> }
    });
    let is_procedure = document.procedure.is_some();
    let heard = recording.is_some().then(|| {
        view! {
            <a class="button button--secondary button--small" href="#listen"><Icon name="listen"/>" "{l.msg_simple_sound_on()}</a>" "
        }
    });
    let simple = routes::article_simple(locale, &document.id, &document.slug);
    let paper = is_procedure.then(|| {
        let href = routes::article_paper(locale, &document.id, &document.slug);
        view! {
            <a class="button button--secondary button--small" href=href><Icon name="print"/>" "{l.msg_simple_paper()}</a>
        }
    });
    let renewed = stale(ctx, &document, standing);
    let words = document.html.as_str().split_whitespace().count();
    let minutes = counted(words.div_ceil(160).max(1));
    let checked = l.msg_checked_on(i18n::dates::day(locale, &document.checked_on));
    let tools = share::tools(ctx, &document.id);
    let on_paper = share::on_paper(ctx, &document.id);
    let short = routes::article_short(&document.id);
    let shown = short.clone();
    let retire = domain::permission::permits(&ctx.actor, Permission::ContentPublish, None)
        .then(|| routes::retire_article(locale, &document.id));
    let edit = domain::permission::permits(&ctx.actor, domain::Permission::ContentEdit, None).then(|| {
        let href = routes::desk_article(locale, &document.id, document.locale);
        view! { <li><a class="page-tools__link" href=href>{l.msg_editorial_open()}</a></li> }
    });
    let more = is_procedure.then(|| view! { <h2>{l.msg_procedure_more()}</h2> });
    let ask =
        section.map_or_else(|| routes::forum(locale), |section| routes::new_topic(locale, section.slug()));
    // What is read first has them first.
    let mut words = explained(ctx, glossary);
    let procedure = document.procedure.map(|procedure| procedure_view(ctx, lang, procedure, &mut words));
    let html = words.in_html(&sources.html);
    view! {
        <header class="page-header">
            {breadcrumbs(locale, way)}
            {kicker}
            <h1 class="page-header__title" lang=lang dir="auto">{document.title}</h1>
            <p class="page-header__lead" lang=lang dir="auto">{document.summary}</p>
            <p class="page-header__meta">
                <span><Icon name="clock"/>" "{l.msg_reading_minutes(minutes.0, minutes.1)}</span>" "
                <span><Icon name="check"/>" "{checked}</span>
            </p>
            <p class="actions">
                {heard}
                <a class="button button--secondary button--small" href=simple>
                    <Icon name="arrow-forward" class="icon--mirror"/>" "{l.msg_simple_open()}
                </a>" "
                {paper}
            </p>
        </header>
        <div class="columns">
            <div class="columns__main stack">
                {other_language(ctx, document.locale)}
                {renewed}
                {recording.map(|recording| listen(ctx, &recording))}
                {procedure}
                {more}
                {share::videos(ctx, sources.html.as_str())}
                <Html html=html class="prose" lang=lang/>
                {notes::list(ctx, sources)}
                {reading::discussions(ctx, talks)}
                {on_paper}
            </div>
            <aside class="columns__side stack" aria-label=l.msg_article_tools_label()>
                <ul class="page-tools">
                    <li><a class="page-tools__link" href=short><Icon name="document"/>" "{l.msg_places_short_link()}" "<bdi>{shown}</bdi></a></li>
                    {retire.map(|href| view! { <li><a class="page-tools__link" href=href>{l.msg_places_retire_title()}</a></li> })}
                    <li><a class="page-tools__link" href=ask><Icon name="forum"/>" "{l.msg_article_ask()}</a></li>
                    {edit}
                    {section.map(|section| view! {
                        <li>
                            <a class="page-tools__link" href=routes::section(locale, section.slug())>
                                <Icon name=section.icon()/>" "{l.msg_article_same_section()}
                            </a>
                        </li>
                    })}
                </ul>
                {tools}
            </aside>
        </div>
    }
    .into_any()
}
