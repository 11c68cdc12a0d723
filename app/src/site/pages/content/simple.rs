//! A text one thing at a time, with plain links: numbers that help and next steps first. For who reads with difficulty,
//! who listens, and who goes on by the keyboard alone: every link leads to where the thing itself begins.

use contract::{
    ErrorCode, Locale, Section,
    ids::{ArticleId, split_slugged},
};
use domain::{
    DomainError,
    content::{Around, Screen, audio::Recording, screens},
};
use leptos::prelude::*;

use super::{
    article::{elsewhere, other_language},
    listen::listen,
};
use crate::site::{
    components::{Html, Icon},
    layout,
    page::{Look, Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// Where the same text is read otherwise.
struct Place {
    /// This page, without its number.
    simple: String,
    /// All of it.
    whole: String,
    /// On paper, if it is a procedure.
    paper: Option<String>,
}

/// An article or procedure, one thing at a time.
///
/// # Errors
/// Not found for a malformed or unknown id.
pub async fn article_simple(ctx: RequestCtx, segment: String) -> PageResult {
    let (id, slug) = split_slugged(&segment);
    let id: ArticleId = id.parse().map_err(|_| DomainError::not_found())?;
    let around = match domain::content::around(&ctx.services, ctx.locale, &id).await {
        Err(error) if error.code == ErrorCode::NotFound => return elsewhere(&ctx, &id, error).await,
        around => around?,
    };
    let document = &around.document;
    if slug != document.slug {
        return Ok(Reply::permanent(routes::article_simple(ctx.locale, &id, &document.slug)));
    }
    let in_language = |locale: Locale| {
        let known = document.languages.iter().find(|(other, _)| *other == locale);
        routes::article_simple(locale, &id, known.map_or(&*document.slug, |(_, slug)| slug))
    };
    let alternates = Locale::ALL.map(|locale| (locale, in_language(locale)));
    let place = Place {
        simple: routes::article_simple(ctx.locale, &id, &document.slug),
        whole: routes::article_whole(ctx.locale, &id, &document.slug),
        paper: document.procedure.is_some().then(|| routes::article_paper(ctx.locale, &id, &document.slug)),
    };
    Ok(page(ctx, around, place, alternates).into())
}

/// The page about safety, one thing at a time.
///
/// # Errors
/// When the database does not answer, or the page was never seeded.
pub async fn safety_simple(ctx: RequestCtx) -> PageResult {
    let around = domain::content::page_around(&ctx.services, ctx.locale, "safety").await?;
    let place = Place {
        simple: routes::safety_simple(ctx.locale),
        whole: routes::safety_whole(ctx.locale),
        paper: None,
    };
    let alternates = Locale::ALL.map(|locale| (locale, routes::safety_simple(locale)));
    Ok(page(ctx, around, place, alternates).veiled().into())
}

fn page(ctx: RequestCtx, around: Around, place: Place, alternates: [(Locale, String); 3]) -> Page {
    let all = screens(&around.document);
    // Another language may have fewer: what is beyond the last one is the last one.
    let number = ctx.query.get("n").parse::<usize>().unwrap_or(1).clamp(1, all.len().max(1));
    let n = if number > 1 { number.to_string() } else { String::new() };
    let alternates =
        alternates.into_iter().map(|(locale, path)| (locale, routes::filtered(&path, &[("n", n.clone())])));
    let (title, section) = (around.document.title.clone(), around.document.section.map(Section::slug));
    let mut page = Page::new(title, move || view(&ctx, &around, &place, all, number))
        .alternates(alternates.collect())
        .unindexed(true)
        .look(Look { view: Some("simple"), ..Look::default() })
        .with_sheet("simple.css");
    if let Some(slug) = section {
        page = page.section(slug);
    }
    page
}

fn view(ctx: &RequestCtx, around: &Around, place: &Place, all: Vec<Screen>, number: usize) -> AnyView {
    let l = ctx.l();
    let document = &around.document;
    let lang = document.locale.code();
    let total = all.len();
    let numbers = all.iter().position(|screen| *screen == Screen::Numbers).map(|at| at + 1);
    let here = l.msg_simple_here(number.to_string(), total.to_string());
    let one = all.into_iter().nth(number - 1).map(|screen| thing(ctx, lang, screen, here.clone()));
    view! {
        <header class="page-header page-header--plain">
            <h1 class="page-header__title" lang=lang dir="auto">{document.title.clone()}</h1>
            <p class="page-header__meta">{here}</p>
        </header>
        <div class="narrow stack simple">
            {other_language(ctx, document.locale)}
            {one}
            {sound(ctx, around.recording.as_ref(), place, number)}
            {ways(ctx, place, number, total)}
            {besides(ctx, place, numbers.filter(|at| *at != number))}
        </div>
    }
    .into_any()
}

fn said(lang: &'static str, text: String) -> AnyView {
    view! { <p lang=lang dir="auto">{text}</p> }.into_any()
}

fn thing(ctx: &RequestCtx, lang: &'static str, screen: Screen, here: String) -> AnyView {
    let l = ctx.l();
    let (icon, name, body) = match screen {
        Screen::Numbers => ("phone", l.msg_helplines_title(), layout::helplines(ctx.locale, false)),
        Screen::Step(number, step) => {
            let body = view! {
                <p class="simple__what" lang=lang dir="auto">{step.title}</p>
                {said(lang, step.text)}
            };
            ("check", l.msg_simple_step(number.to_string()), body.into_any())
        }
        Screen::Where(text) => ("place", l.msg_procedure_where(), said(lang, text)),
        Screen::Papers(papers) => {
            let papers = papers
                .into_iter()
                .map(|paper| view! { <li class="papers__item" dir="auto">{paper}</li> })
                .collect_view();
            let body = view! { <ul class="papers" lang=lang>{papers}</ul> };
            ("paper", l.msg_procedure_papers(), body.into_any())
        }
        Screen::Cost(text) => ("money", l.msg_procedure_cost(), said(lang, text)),
        Screen::Time(text) => ("clock", l.msg_procedure_time(), said(lang, text)),
        Screen::IfRefused(text) => ("warning", l.msg_procedure_if_refused(), said(lang, text)),
        Screen::ForWhom(text) => ("account", l.msg_procedure_for_whom(), said(lang, text)),
        Screen::About(text) => ("document", l.msg_simple_about(), said(lang, text)),
        // Its headings are its own.
        Screen::Text(html) => {
            return view! {
                <section class="simple__one" aria-label=here><Html html=html class="prose" lang=lang/></section>
            }
            .into_any();
        }
    };
    view! {
        <section class="simple__one" aria-labelledby="one">
            <h2 class="simple__name" id="one"><Icon name=icon/>" "{name}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// On and back; the way on comes first.
fn ways(ctx: &RequestCtx, place: &Place, number: usize, total: usize) -> AnyView {
    let l = ctx.l();
    let at = |number: usize| routes::one_thing(&place.simple, number, None);
    let on = if number < total {
        Some(
            view! {
                <a class="button" rel="next" href=at(number + 1)>
                    {l.msg_simple_next()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                </a>
            }
            .into_any(),
        )
    } else {
        (total > 1).then(|| view! { <a class="button" href=at(1)>{l.msg_simple_first()}</a> }.into_any())
    };
    let back = (number > 1).then(|| {
        view! {
            " "
            <a class="button button--secondary" rel="prev" href=at(number - 1)>
                <Icon name="arrow-forward" class="icon--mirror icon--back"/>" "{l.msg_simple_previous()}
            </a>
        }
    });
    view! { <nav class="simple__ways" aria-label=l.msg_simple_ways()>{on}{back}</nav> }.into_any()
}

/// The whole text read aloud, when she wants sound; nothing starts by itself.
fn sound(ctx: &RequestCtx, recording: Option<&Recording>, place: &Place, number: usize) -> Option<AnyView> {
    let recording = recording?;
    let l = ctx.l();
    let on = ctx.visit.sound;
    let text = if on { l.msg_simple_sound_off() } else { l.msg_simple_sound_on() };
    let href = routes::one_thing(&place.simple, number, Some(!on));
    let player = on.then(|| listen(ctx, recording));
    Some(
        view! {
            {player}
            <p class="actions">
                <a class="button button--secondary" href=href><Icon name="listen"/>" "{text}</a>
            </p>
        }
        .into_any(),
    )
}

fn besides(ctx: &RequestCtx, place: &Place, numbers: Option<usize>) -> AnyView {
    let l = ctx.l();
    let numbers = numbers.map(|at| {
        let href = routes::one_thing(&place.simple, at, None);
        view! { <li><a class="page-tools__link" href=href><Icon name="phone"/>" "{l.msg_helplines_title()}</a></li> }
    });
    let paper = place.paper.clone().map(|href| {
        view! { <li><a class="page-tools__link" href=href><Icon name="print"/>" "{l.msg_simple_paper()}</a></li> }
    });
    view! {
        <ul class="page-tools">
            {numbers}
            <li><a class="page-tools__link" href=place.whole.clone()><Icon name="document"/>" "{l.msg_simple_whole()}</a></li>
            {paper}
        </ul>
    }
    .into_any()
}
