//! Pages of the room `places`: what is announced, and the desk of redirects, menu, home page, announcements and channels.

mod announce;
mod channels;
mod home;
mod menu;
mod redirects;
mod retire;

pub use announce::{announcements, desk_announcements, list as announced};
pub use channels::{desk_channels, list as channels};
pub use home::desk_home;
pub use menu::{Way, desk_menu, way};
pub use redirects::{redirects, redirects_tried};
pub use retire::retire;

use contract::{ErrorCode, Locale};
use i18n::L10nLanguage;
use leptos::prelude::*;

use crate::site::{
    components::{NoticeKind, error_summary::Labels, notice},
    request::RequestCtx,
    routes,
};

/// The name of a language, for labels of fields.
fn language(l: &L10nLanguage, locale: Locale) -> String {
    match locale {
        Locale::Ar => l.msg_library_language_ar(),
        Locale::Fr => l.msg_library_language_fr(),
        Locale::En => l.msg_library_language_en(),
    }
}

/// The way between the pages of this desk, and that something was done.
fn top(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let links = [
        (routes::desk_home(ctx.locale), l.msg_places_home_title()),
        (routes::desk_menu(ctx.locale), l.msg_places_menu_title()),
        (routes::desk_announcements(ctx.locale), l.msg_places_announce_title()),
        (routes::desk_channels(ctx.locale), l.msg_places_channels_title()),
        (routes::desk_redirects(ctx.locale), l.msg_places_redirects_title()),
    ]
    .into_iter()
    .map(|(href, text)| {
        let current = (*ctx.path == *href).then_some("page");
        view! { <li><a class="filters__link" href=href aria-current=current>{text}</a></li> }
    })
    .collect_view();
    let done = (!ctx.query.get("done").is_empty() && ctx.refused.is_none())
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_places_done()}</p> }));
    view! {
        <nav class="filters" aria-label=l.msg_places_title()><ul class="filters__list">{links}</ul></nav>
        {done}
    }
    .into_any()
}

/// What she had before her. Until she has seen what somebody else wrote, her form is about what she had before her.
fn seen(ctx: &RequestCtx, now: String) -> String {
    match ctx.refused.as_deref() {
        Some(refused) if refused.code != ErrorCode::Conflict => refused.form.get("seen").to_owned(),
        _ => now,
    }
}

/// That somebody was quicker, and what stands there now where she typed something else.
fn overtaken(ctx: &RequestCtx, labels: Labels, stored: &[(&'static str, String)]) -> Option<AnyView> {
    let refused = ctx.refused.as_deref().filter(|refused| refused.code == ErrorCode::Conflict)?;
    let l = ctx.l();
    let rows: Vec<AnyView> = labels
        .iter()
        .filter_map(|(name, label)| {
            let now = stored.iter().find(|(key, _)| key == name).map(|(_, text)| text.clone());
            let now = now.unwrap_or_default();
            if now == refused.form.get(name) {
                return None;
            }
            let now = if now.is_empty() { l.msg_record_conflict_empty() } else { now };
            Some(view! { <div><dt>{label(l)}</dt><dd><bdi>{now}</bdi></dd></div> }.into_any())
        })
        .collect();
    let body = view! { <p>{l.msg_directory_conflict()}</p><dl class="meta">{rows}</dl> };
    Some(notice(NoticeKind::Danger, Some(l.msg_directory_conflict_title()), body))
}

/// Buttons about one thing, each a form of its own would be too many: one form, the button says what.
fn buttons(
    action: String,
    fields: Vec<(&'static str, String)>,
    name: &str,
    buttons: Vec<(&'static str, String)>,
) -> AnyView {
    let fields = fields
        .into_iter()
        .map(|(name, value)| view! { <input r#type="hidden" name=name value=value/> })
        .collect_view();
    let buttons = buttons
        .into_iter()
        .map(|(value, text)| {
            let label = format!("{text}: {name}");
            view! {
                <button class="button button--quiet button--small" name="action" value=value aria-label=label>{text}</button>" "
            }
        })
        .collect_view();
    view! { <form method="post" action=action>{fields}{buttons}</form> }.into_any()
}

/// A plain text with its line breaks: a blank line begins a paragraph.
fn paragraphs(text: &str) -> AnyView {
    text.split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| view! { <p dir="auto">{part.trim().to_owned()}</p> })
        .collect_view()
        .into_any()
}

/// The team's own text on the home page.
pub fn home_text(ctx: &RequestCtx) -> Option<AnyView> {
    let places = ctx.services.places();
    let (locale, text) = places.home_text(ctx.locale)?;
    let (title, body) = (text.title.clone(), paragraphs(&text.body));
    Some(
        view! {
            <section class="block" aria-labelledby="own-text" lang=locale.code()>
                <h2 class="block__title" id="own-text" dir="auto">{title}</h2>
                <div class="prose">{body}</div>
            </section>
        }
        .into_any(),
    )
}

/// `rel` of a link: another site learns nothing of where she came from.
fn rel(href: &str) -> Option<&'static str> {
    (!domain::places::is_internal(href)).then_some("noreferrer noopener")
}
