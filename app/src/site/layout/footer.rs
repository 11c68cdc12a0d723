//! Helplines and the way to everything else.

use contract::Locale;
use domain::safety::Helpline;
use leptos::prelude::*;

use crate::site::{components::Num, pages::places, request::RequestCtx, routes};

/// The list of numbers, as footer, safety page and error pages show it: those that this server has in memory.
pub fn helplines(locale: Locale, with_notes: bool) -> AnyView {
    let l = i18n::catalogue(locale);
    let lines = use_context::<RequestCtx>().map(|ctx| ctx.services.helplines()).unwrap_or_default();
    let item = |line: &Helpline| {
        let note = with_notes.then(|| {
            let checked = l.msg_checked_on(i18n::dates::day(locale, &line.checked_on));
            format!("{} {} {checked}", line.for_whom.get(locale), line.hours.get(locale))
        });
        helpline(locale, line, note)
    };
    view! { <ul class="helplines">{lines.shown().iter().map(item).collect_view()}</ul> }.into_any()
}

/// One number of such a list, with what there is to say of it.
pub fn helpline(locale: Locale, line: &Helpline, note: Option<String>) -> AnyView {
    let number = line.number.clone();
    let tel = format!("tel:{number}");
    let note = note.map(|note| view! { <span class="helpline__note">{note}</span> });
    view! {
        <li class="helpline">
            <a class="helpline__number" href=tel><Num text=number/></a>" "
            <span class="helpline__name">{line.name.get(locale).to_owned()}</span>" "
            {note}
        </li>
    }
    .into_any()
}

/// The footer of every page.
pub fn footer(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let links = [
        (routes::about(locale), l.msg_nav_about()),
        (routes::safety(locale), l.msg_nav_safety()),
        (routes::ask(locale), l.msg_ask_title()),
        (routes::terms(locale), l.msg_nav_terms()),
        (routes::standing(locale, "moderation"), l.msg_nav_moderation()),
        (routes::privacy(locale), l.msg_nav_privacy()),
        (routes::standing(locale, "glossary"), l.msg_nav_glossary()),
        (routes::standing(locale, "cite"), l.msg_nav_cite()),
        (routes::standing(locale, "firststeps"), l.msg_nav_first_steps()),
        (routes::standing(locale, "accessibility"), l.msg_nav_accessibility()),
        (routes::library(locale), l.msg_nav_library()),
        (routes::statistics(locale), l.msg_nav_statistics()),
        (routes::organisations(locale), l.msg_directory_title()),
        (routes::transparency(locale, ""), l.msg_transparency_link()),
        (routes::commitment(locale), l.msg_commitment_link()),
        (routes::forum(locale), l.msg_nav_forum()),
    ]
    .into_iter()
    .map(|(href, text)| view! { <li><a href=href>{text}</a></li> })
    .collect_view();
    let channels = places::channels(ctx).map(|list| {
        view! { <nav class="footer__links" aria-label=l.msg_places_channels_title()>{list}</nav> }
    });
    let lines = ctx.services.helplines();
    let checked = l.msg_checked_on(i18n::dates::day(locale, lines.checked_on()));
    view! {
        <footer class="footer">
            <section class="footer__help" aria-labelledby="help-title">
                <h2 class="footer__title" id="help-title">{l.msg_helplines_title()}</h2>
                {helplines(locale, false)}
                <p class="footer__checked">{checked}</p>
            </section>
            <nav class="footer__links" aria-label=l.msg_footer_links_label()><ul>{links}</ul></nav>
            {channels}
            <p class="footer__about">{l.msg_footer_about()}</p>
        </footer>
    }
    .into_any()
}
