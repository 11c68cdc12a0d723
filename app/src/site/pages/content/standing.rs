//! Standing pages: safety, about, rules of the forum, data.

use contract::Locale;
use domain::{
    DomainResult,
    content::{Around, Document, GLOSSARY, HELPLINES, page_around},
    markup::{SafeHtml, with_terms},
};
use leptos::prelude::*;

use super::{
    article::other_language,
    listen::{listen, to_hear},
    notes::{self, Sources},
};
use crate::site::{
    components::{Crumb, Html, Icon, page_header},
    layout,
    page::{Page, PageResult},
    pages::{places, privacy},
    request::RequestCtx,
    routes,
};

/// The safety page.
///
/// # Errors
/// When the database does not answer.
pub async fn safety(ctx: RequestCtx) -> PageResult {
    let mut around = page_around(&ctx.services, ctx.locale, "safety").await?;
    around.recording = to_hear(&ctx, around.recording);
    let document = &around.document;
    let sources = notes::sources_of(&ctx, document).await?;
    let (title, summary) = (document.title.clone(), document.summary.clone());
    let written = languages(document);
    let body = move || {
        let l = ctx.l();
        // She is told what stays on her device where she reads about traces.
        let traces = view! {
            <section class="narrow stack" aria-labelledby="offline">
                <h2 id="offline">{l.msg_offline_title()}</h2>
                <p>{l.msg_offline_trace()}</p>
                <p><a href=routes::offline(ctx.locale)>{l.msg_offline_title()}</a></p>
            </section>
        };
        let ways = ways(&ctx, &around);
        view! { {view(&ctx, around, &sources, Some(ways))}{traces} }.into_any()
    };
    Ok(Page::new(title, body).description(summary).written_in(written).veiled().portable().into())
}

/// About the portal.
///
/// # Errors
/// When the database does not answer.
pub async fn about(ctx: RequestCtx) -> PageResult {
    let around = page_around(&ctx.services, ctx.locale, "about").await?;
    let document = &around.document;
    let (title, summary) = (document.title.clone(), document.summary.clone());
    let sources = notes::sources_of(&ctx, document).await?;
    let (written, data) = (languages(document), routes::portal_data(ctx.locale));
    let body = move || {
        let channels = places::channels(&ctx).map(|list| {
            view! {
                <section class="narrow stack" aria-labelledby="channels">
                    <h2 id="channels">{ctx.l().msg_places_channels_title()}</h2>
                    {list}
                </section>
            }
        });
        view! { {view(&ctx, around, &sources, None)}{channels} }.into_any()
    };
    Ok(Page::new(title, body)
        .description(summary)
        .written_in(written)
        .for_machines(Vec::new(), vec![("application/ld+json", data)])
        .into())
}

/// Rules of the forum.
///
/// # Errors
/// When the database does not answer.
pub async fn terms(ctx: RequestCtx) -> PageResult {
    standing(ctx, "terms").await.map(Into::into)
}

/// Another standing page, by its name: who moderates, accessibility, how to cite, first steps, words explained.
///
/// # Errors
/// When the database does not answer, or the page was never seeded.
pub async fn further(ctx: RequestCtx, name: &'static str) -> PageResult {
    standing(ctx, name).await.map(Into::into)
}

/// What is stored: the words of the team, and the inventory that the programme draws itself.
///
/// # Errors
/// When the database does not answer.
pub async fn privacy(ctx: RequestCtx) -> PageResult {
    let around = page_around(&ctx.services, ctx.locale, "privacy").await?;
    let document = &around.document;
    let sources = notes::sources_of(&ctx, document).await?;
    let (title, summary) = (document.title.clone(), document.summary.clone());
    let (written, data) = (languages(document), routes::portal_data(ctx.locale));
    let body = move || {
        let inventory = view! { <div class="stack">{privacy::inventory(&ctx)}</div> };
        view! { {view(&ctx, around, &sources, None)}{inventory} }.into_any()
    };
    Ok(Page::new(title, body)
        .description(summary)
        .written_in(written)
        .for_machines(Vec::new(), vec![("application/ld+json", data)])
        .into())
}

/// Those in which there is such a page.
fn languages(document: &Document) -> Vec<Locale> {
    document.languages.iter().map(|(locale, _)| *locale).collect()
}

async fn standing(ctx: RequestCtx, name: &str) -> DomainResult<Page> {
    let around = page_around(&ctx.services, ctx.locale, name).await?;
    let document = &around.document;
    let mut sources = notes::sources_of(&ctx, document).await?;
    if name == GLOSSARY {
        // The search leads to each word.
        sources.html = with_terms(&sources.html);
    }
    let (title, summary) = (document.title.clone(), document.summary.clone());
    let written = languages(document);
    // For machines the words themselves, in their own language alone; of every other page, whose it is.
    let data = if name == GLOSSARY && document.locale == ctx.locale {
        routes::glossary_data(ctx.locale)
    } else {
        routes::portal_data(ctx.locale)
    };
    let page = Page::new(title, move || view(&ctx, around, &sources, None)).description(summary);
    Ok(page.written_in(written).for_machines(Vec::new(), vec![("application/ld+json", data)]).portable())
}

/// The same otherwise: heard, one thing at a time, as a card for a purse.
fn ways(ctx: &RequestCtx, around: &Around) -> AnyView {
    let l = ctx.l();
    let heard = around.recording.is_some().then(|| {
        view! {
            <a class="button button--secondary button--small" href="#listen"><Icon name="listen"/>" "{l.msg_simple_sound_on()}</a>" "
        }
    });
    view! {
        <p class="actions">
            {heard}
            <a class="button button--secondary button--small" href=routes::safety_simple(ctx.locale)>
                <Icon name="arrow-forward" class="icon--mirror"/>" "{l.msg_simple_open()}
            </a>" "
            <a class="button button--secondary button--small" href=routes::card(ctx.locale)>
                <Icon name="print"/>" "{l.msg_simple_card_link()}
            </a>
        </p>
    }
    .into_any()
}

fn view(ctx: &RequestCtx, around: Around, sources: &Sources, ways: Option<AnyView>) -> AnyView {
    let Around { document, recording, .. } = around;
    let locale = ctx.locale;
    let lang = document.locale.code();
    let checked = ctx.l().msg_checked_on(i18n::dates::day(locale, &document.checked_on));
    let html = sources.html.clone().into_string();
    // Both halves were sanitised as one text; the cut falls between two blocks.
    let (before, after) = html.split_once(HELPLINES).map_or((html.as_str(), None), |(a, b)| (a, Some(b)));
    let numbers = after.is_some().then(|| layout::helplines(locale, true));
    let after = after.map(|after| {
        view! { <Html html=SafeHtml::from_store(after.to_owned()) class="prose" lang=lang/> }
    });
    view! {
        {page_header(locale, vec![Crumb::here(document.title.clone())], document.title.clone(), Some(document.summary), false)}
        <div class="narrow stack">
            {ways}
            {other_language(ctx, document.locale)}
            {recording.map(|recording| listen(ctx, &recording))}
            <Html html=SafeHtml::from_store(before.to_owned()) class="prose" lang=lang/>
            {numbers}
            {after}
            {notes::list(ctx, sources)}
            <p class="muted">{checked}</p>
        </div>
    }
    .into_any()
}
