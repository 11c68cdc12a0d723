//! The document's head. No inline script or style: the content security policy is one constant header.

use contract::Locale;
use domain::Actor;
use leptos::prelude::*;

use super::{kiosk, preview::Preview};
use crate::site::{request::RequestCtx, routes};

/// The page in each language: given by the page, or the same path under the other prefix.
pub fn alternates(ctx: &RequestCtx, given: Option<Vec<(Locale, String)>>) -> Vec<(Locale, String)> {
    // None at all: an answer that cannot be had again in another language.
    if given.as_ref().is_some_and(Vec::is_empty) {
        return Vec::new();
    }
    Locale::ALL
        .into_iter()
        .map(|locale| {
            let path = given
                .as_ref()
                .and_then(|list| list.iter().find(|(l, _)| *l == locale))
                .map_or_else(|| routes::in_language(&ctx.path, locale), |(_, path)| path.clone());
            (locale, path)
        })
        .collect()
}

/// The feed of a page, its `meta` tags, and its forms for machines.
type More = (Option<String>, Vec<(&'static str, String)>, Vec<(&'static str, String)>);

/// What a page brings along beside its words.
pub struct Brings {
    /// Islands.
    pub islands: bool,
    /// Further scripts.
    pub scripts: Vec<&'static str>,
    /// Further sheets.
    pub sheets: Vec<&'static str>,
    /// Whether the browser keeps her place in it.
    pub place: bool,
    /// Whether it may stay on her device.
    pub portable: bool,
}

/// The head. A discreet page has a neutral title, and previews of its link say nothing more; `robots` is what search
/// engines are told. A discreet page that they may list has its addresses.
pub fn head(
    ctx: &RequestCtx,
    title: &str,
    description: Option<String>,
    (discreet, robots, preview): (bool, Option<&'static str>, Option<Preview>),
    Brings { islands, scripts, sheets, place, portable }: Brings,
    (feed, tags, forms): More,
    (alternates, written): (&[(Locale, String)], Option<&[Locale]>),
) -> AnyView {
    let l = ctx.l();
    let assets = &ctx.site.assets;
    let base = ctx.site.public_url.clone();
    let full_title = if discreet {
        l.msg_site_neutral_title()
    } else if title.is_empty() {
        format!("{} – {}", l.msg_site_name(), l.msg_site_tagline())
    } else {
        format!("{title} – {}", l.msg_site_name())
    };
    let is_listed = !discreet || robots.is_none();
    let mut address: Option<String> = None;
    let for_search = is_listed.then(|| {
        // The switch of languages leads to what falls back too; search engines would take that for another text.
        let real: Vec<&(Locale, String)> = alternates
            .iter()
            .filter(|(locale, _)| written.is_none_or(|written| written.contains(locale)))
            .collect();
        let links = real
            .iter()
            .map(|(locale, path)| {
                view! { <link rel="alternate" hreflang=locale.code() href=format!("{base}{path}")/> }
            })
            .collect_view();
        let in_language = |wanted: Locale| real.iter().find(|(locale, _)| *locale == wanted);
        let canonical = ctx.locale.fallbacks().find_map(in_language).map(|(_, path)| path.clone());
        address.clone_from(&canonical);
        let fallback = real.first().map(|(_, path)| path.clone());
        let tags =
            tags.into_iter().map(|(name, content)| view! { <meta name=name content=content/> }).collect_view();
        // Nothing is taken along from a computer that everybody uses.
        let forms = forms
            .into_iter()
            .filter(|_| ctx.kiosk.is_none())
            .map(|(kind, href)| view! { <link rel="alternate" r#type=kind href=href/> })
            .collect_view();
        view! {
            {description.map(|text| view! { <meta name="description" content=text/> })}
            {canonical.map(|path| view! { <link rel="canonical" href=format!("{base}{path}")/> })}
            {links}
            {tags}
            {forms}
            {fallback.map(|path| view! { <link rel="alternate" hreflang="x-default" href=format!("{base}{path}")/> })}
        }
    });
    let arabic_font = (ctx.locale == Locale::Ar).then(|| {
        let href = assets.href("fonts/noto-sans-arabic-400.woff2");
        view! { <link rel="preload" href=href r#as="font" r#type="font/woff2" crossorigin="anonymous"/> }
    });
    // What only members meet (the desk, writing, notifications) weighs nothing on the pages of readers.
    let for_members =
        ctx.actor.member().map(|_| view! { <link rel="stylesheet" href=assets.href("member.css")/> });
    let sheets = sheets
        .into_iter()
        .map(|name| view! { <link rel="stylesheet" href=assets.href(name)/> })
        .collect_view();
    let feed = feed.map(|href| view! { <link rel="alternate" type="application/atom+xml" href=href/> });
    let scripts = scripts
        .into_iter()
        .map(|name| view! { <script src=assets.href(name) defer></script> })
        .collect_view();
    let kiosk = ctx.kiosk.as_deref().map(|here| kiosk::head(ctx, here));
    // On a computer that everybody uses nothing is kept, shared or copied.
    let portable = (portable && ctx.kiosk.is_none()).then(|| {
        // Nothing of the portal stays on the device of somebody who is signed in, or about to be.
        let guest = matches!(ctx.actor, Actor::Guest);
        let manifest = guest.then(|| view! { <link rel="manifest" href=routes::manifest(ctx.locale)/> });
        let worker = guest.then(|| routes::worker(ctx.locale));
        view! {
            {manifest}
            <script src=assets.href("ways.js") data-worker=worker defer></script>
        }
    });
    let boot = (islands && assets.islands).then(|| {
        view! {
            <script
                r#type="module"
                src=assets.href("boot.js")
                data-module=assets.href("islands.js")
                data-wasm=assets.href("islands_bg.wasm")
            ></script>
        }
    });
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            {kiosk}
            <title>{full_title}</title>
            {arabic_font}
            <link rel="stylesheet" href=assets.href("main.css")/>
            {sheets}
            {for_members}
            <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
            {for_search}
            {preview.map(|preview| preview.tags(ctx, address.as_deref()))}
            {feed}
            {robots.map(|told| view! { <meta name="robots" content=told/> })}
            <script src=assets.href("exit.js") defer></script>
            <script
                src=assets.href("search.js")
                defer
                data-titles=assets.href("suggest.js")
                data-sheet=assets.href("suggest.css")
            ></script>
            {portable}
            {scripts}
            {place.then(|| view! { <script src=assets.href("place.js") defer></script> })}
            {boot}
        </head>
    }
    .into_any()
}
