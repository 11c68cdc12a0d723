//! What a computer for everybody keeps for times without a line: public texts alone, the same list for everybody, so that it
//! tells nothing of anybody. Each page is drawn as if nobody were there.

use std::sync::Arc;

use contract::{Locale, Section, ids::ArticleId};
use domain::{
    DomainError, DomainResult, Services,
    content::{
        Home, Kind,
        audio::{self, Sound},
    },
    outside,
};
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, page_header},
    layout::helplines,
    page::{Page, PageResult},
    pages::content,
    request::RequestCtx,
    routes,
};

/// Procedures that are kept at most: what is fetched once a day, over a thin line, has an end.
const PROCEDURES: u64 = 60;
/// Bytes of sound that are kept at most, all together: about an hour of speech, for whoever does not read.
const SOUND: u64 = 8 * 1024 * 1024;
/// The page whose recordings come first, in every language.
const SAFETY: &str = "safety";

/// What is kept: addresses in the portal. [`routes::kiosk_kept`] of each is where it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// All pages, in every language: what can be read, what cannot be done, safety, sections and procedures.
    pub pages: Vec<String>,
    /// The recordings of these pages for which there is room.
    pub sounds: Vec<String>,
}

/// What a computer keeps.
///
/// # Errors
/// When the database does not answer.
pub async fn kept(services: &Services) -> DomainResult<Kept> {
    let procedures = domain::content::procedures(services, PROCEDURES).await?;
    let sections = outside::public(services, outside::Kind::Sections, 0).await?;
    let pages = outside::public(services, outside::Kind::Pages, 0).await?;
    let is_there = |section: &Section| sections.iter().any(|one| one.id == section.slug());
    let safety = pages.iter().find(|one| one.id == SAFETY);
    // In its own address where it falls back to another language.
    let text_in = |one: &outside::Public, locale: Locale| {
        locale.fallbacks().find_map(|l| one.texts.iter().find(|text| text.locale == l).cloned())
    };
    let (mut all, mut heard) = (Vec::new(), Vec::new());
    if let Some(safety) = safety {
        let texts = Locale::ALL.into_iter().filter_map(|locale| text_in(safety, locale));
        heard.extend(texts.map(|text| (SAFETY.to_owned(), text.locale)));
    }
    for locale in Locale::ALL {
        all.extend([routes::home(locale), routes::kiosk_not_now(locale)]);
        if safety.is_some() {
            all.push(routes::safety(locale));
        }
        let sections = Section::ALL.into_iter().filter(is_there);
        all.extend(sections.map(|section| routes::section(locale, section.slug())));
        for one in &procedures {
            let Some(text) = text_in(one, locale) else { continue };
            all.push(routes::article(locale, &ArticleId::trusted(one.id.clone()), &text.slug));
            heard.push((one.id.clone(), text.locale));
        }
    }
    let documents: Vec<String> = heard.iter().map(|(id, _)| id.clone()).collect();
    let given = audio::sounds(services, &documents).await?;
    Ok(Kept { pages: all, sounds: within(SOUND, &heard, &given) })
}

/// Addresses of the recordings of these texts, in their order, as long as there is room; a short one may still find some
/// where a long one does not.
fn within(most: u64, heard: &[(String, Locale)], given: &[Sound]) -> Vec<String> {
    let (mut left, mut all) = (most, Vec::new());
    for (id, locale) in heard {
        let found = given.iter().find(|one| one.article.as_str() == id && one.locale == *locale);
        let Some(one) = found.filter(|one| one.size <= left) else { continue };
        let address = routes::article_recording_file(&one.article, one.locale, &one.file_name, &one.sha256);
        // The same text stands in several languages where there is no other.
        if !all.contains(&address) {
            left -= one.size;
            all.push(address);
        }
    }
    all
}

/// A page that is kept; the request's path is its address in the portal.
///
/// # Errors
/// Not found for whatever is not in the list; when the database does not answer.
pub async fn kept_page(ctx: RequestCtx) -> PageResult {
    let path = ctx.path.to_string();
    let Kept { pages, sounds } = kept(&ctx.services).await?;
    if !pages.contains(&path) {
        return Err(DomainError::not_found());
    }
    let ctx = RequestCtx { sounds: Arc::new(sounds), ..ctx };
    let parts: Vec<&str> = path.split('/').skip(2).collect();
    match parts.as_slice() {
        [] => what_there_is(ctx, false).await,
        ["not-now"] => what_there_is(ctx, true).await,
        ["safety"] => content::safety(ctx).await,
        ["sections", slug] => content::section(ctx, (*slug).to_owned()).await,
        ["a", segment] => content::article(ctx, (*segment).to_owned()).await,
        _ => Err(DomainError::not_found()),
    }
}

/// What can be read without a line; `refused`: she wanted something else, and is told what cannot be done now.
async fn what_there_is(ctx: RequestCtx, refused: bool) -> PageResult {
    let home = domain::content::home(&ctx.services, ctx.locale).await?;
    let l = ctx.l();
    let (title, lead) = if refused {
        (l.msg_kiosk_not_now_title(), l.msg_kiosk_not_now())
    } else {
        (l.msg_kiosk_read_title(), l.msg_kiosk_read_lead())
    };
    Ok(Page::new(title.clone(), move || view(&ctx, title, lead, home, refused)).personal().into())
}

fn view(ctx: &RequestCtx, title: String, lead: String, home: Home, refused: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let link = |href: String, lang: Locale, text: String| {
        view! { <li><a href=href lang=lang.code() dir="auto">{text}</a></li> }
    };
    let needed = home
        .most_needed
        .into_iter()
        .filter(|card| card.kind == Kind::Procedure)
        .map(|card| link(routes::article(locale, &card.id, &card.slug), card.locale, card.title))
        .collect_view();
    let sections = home
        .sections
        .into_iter()
        .map(|card| {
            let href = routes::section(locale, card.section.slug());
            link(href, locale, i18n::sections::name(l, card.section))
        })
        .collect_view();
    // Where she was is behind her; the script leads there.
    let back = refused.then(|| {
        view! {
            <p class="actions">
                <button class="button" r#type="button" hidden=true data-kiosk-return="">{l.msg_kiosk_return()}</button>
            </p>
        }
    });
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(lead), true)}
        <div class="narrow stack">
            {back}
            <p><a class="button button--secondary" href=routes::safety(locale)>{l.msg_nav_safety()}</a></p>
            <section class="stack" aria-labelledby="needed">
                <h2 id="needed">{l.msg_home_needed_title()}</h2>
                <ul class="link-list">{needed}</ul>
            </section>
            <section class="stack" aria-labelledby="sections">
                <h2 id="sections">{l.msg_nav_sections()}</h2>
                <ul class="link-list">{sections}</ul>
            </section>
        </div>
    }
    .into_any()
}

/// Without a line, where nobody has begun: numbers, and the way to read, in all languages.
pub fn cut_off(ctx: &RequestCtx) -> Page {
    let title = ctx.l().msg_site_neutral_title();
    Page::new(String::new(), move || {
        let all = Locale::ALL.into_iter().map(one).collect_view();
        view! {
            <h1 class="visually-hidden">{title}</h1>
            <div class="kiosk-start" data-kiosk-cut-off="">{all}</div>
        }
        .into_any()
    })
    .personal()
    .bare()
    .main_class("page--kiosk")
    .alternates(Vec::new())
}

fn one(locale: Locale) -> AnyView {
    let l = i18n::catalogue(locale);
    view! {
        <section class="kiosk-start__one" lang=locale.code() dir=locale.direction().as_str()>
            <h2 class="kiosk-start__title">{l.msg_kiosk_lost_title()}</h2>
            <p>{l.msg_kiosk_read_start()}</p>
            <p>
                <a class="button kiosk-start__button" href=routes::kiosk_kept(&routes::home(locale))>
                    {l.msg_kiosk_read_open()}
                </a>
            </p>
            {helplines(locale, false)}
            <p>{l.msg_kiosk_call()}</p>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_has_an_end_and_is_kept_once() {
        let text = |id: &str, locale| (id.to_owned(), locale);
        let sound = |id: &str, locale, size| Sound {
            article: ArticleId::trusted(id.to_owned()),
            locale,
            file_name: format!("{id}-{locale}.mp3"),
            sha256: "0123456789abcdef0123".to_owned(),
            size,
        };
        let heard = [
            text("safety", Locale::Ar),
            text("safety", Locale::Ar),
            text("long", Locale::Ar),
            text("silent", Locale::Ar),
            text("short", Locale::Fr),
            text("last", Locale::Fr),
        ];
        let given = [
            sound("last", Locale::Fr, 1),
            sound("short", Locale::Fr, 4),
            sound("short", Locale::Ar, 1),
            sound("long", Locale::Ar, 5),
            sound("safety", Locale::Ar, 6),
        ];
        let address = |id: &str, locale: &str| {
            format!("/media/article/{id}/{locale}/{id}-{locale}.mp3?v=0123456789abcdef")
        };
        assert_eq!(within(10, &heard, &given), [address("safety", "ar"), address("short", "fr")]);
        assert_eq!(within(0, &heard, &given), Vec::<String>::new());
    }
}
