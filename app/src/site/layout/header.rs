//! Skip links, safety bar, top bar.

use contract::{Locale, Section};
use domain::places::MenuItem;
use leptos::prelude::*;

use crate::islands::ExitProgress;
use crate::site::{
    components::{Icon, Num},
    pages::places::{Way, way},
    request::RequestCtx,
    routes,
};

/// The way out, and its words: of the site, or of the visit at a computer that everybody uses.
fn way_out(ctx: &RequestCtx) -> (&'static str, String, String) {
    let l = ctx.l();
    match ctx.kiosk {
        Some(_) => (routes::KIOSK_FINISH, l.msg_kiosk_finish(), l.msg_kiosk_finish()),
        None => (routes::EXIT, l.msg_exit_button(), l.msg_skip_to_exit()),
    }
}

/// To the content, and out of the site: first in the order of the keyboard.
pub fn skip_links(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let (exit, _, exit_text) = way_out(ctx);
    view! {
        <a class="skip-link" href="#main">{l.msg_skip_to_content()}</a>
        <a class="skip-link" href=exit data-exit="" data-exit-overlay=l.msg_exit_overlay() rel="nofollow noreferrer">
            {exit_text}
        </a>
    }
    .into_any()
}

/// Helpline and exit, on every page, always visible.
pub fn safety_bar(ctx: &RequestCtx, islands: bool) -> AnyView {
    let l = ctx.l();
    let help = ctx.services.helplines().shown().first().map(|line| {
        let number = line.number.clone();
        let tel = format!("tel:{number}");
        view! {
            <a class="safety-bar__help" href=tel>
                <Icon name="phone"/>" "<span class="safety-bar__label">{l.msg_helpline_violence_short()}</span>" "<Num text=number/>
            </a>
        }
    });
    // No page loads wasm for this alone: the shortcut itself is a plain script on every page.
    let progress = islands.then(|| {
        view! {
            <ExitProgress
                one_left=l.msg_exit_progress(1)
                two_left=l.msg_exit_progress(2)
                expired=l.msg_exit_expired()
            />
        }
    });
    let (exit, exit_text, _) = way_out(ctx);
    view! {
        <div class="safety-bar" role="region" aria-label=l.msg_safety_bar_label()>
            {help}
            {progress}
            <a
                class="exit"
                href=exit
                data-exit=""
                data-exit-overlay=l.msg_exit_overlay()
                role="button"
                draggable="false"
                rel="nofollow noreferrer"
            >
                <Icon name="exit"/>" "{exit_text}
            </a>
        </div>
    }
    .into_any()
}

fn search_form(ctx: &RequestCtx, class: &'static str, id: &'static str) -> AnyView {
    let l = ctx.l();
    view! {
        <form class=class role="search" action=routes::search(ctx.locale)>
            <label class="visually-hidden" for=id>{l.msg_search_label()}</label>
            <input class="search__input" id=id name="q" r#type="search" dir="auto" autocomplete="off"
                data-suggest=routes::search_suggest(ctx.locale) maxlength=contract::limits::QUERY_MAX.to_string()
                placeholder=l.msg_search_label()/>
            <button class="search__button" r#type="submit">
                <Icon name="search"/>" "<span class="visually-hidden">{l.msg_search_button()}</span>
            </button>
        </form>
    }
    .into_any()
}

fn menu_link(
    ctx: &RequestCtx,
    href: String,
    icon: String,
    text: String,
    section: Option<Section>,
) -> AnyView {
    let current = (*ctx.path == *href).then_some("page");
    view! {
        <li>
            <a class="menu__link" data-section=section.map(Section::slug) href=href aria-current=current>
                <Icon name=icon/>" "{text}
            </a>
        </li>
    }
    .into_any()
}

/// An entry of the team's own menu.
fn own_link(ctx: &RequestCtx, item: &MenuItem) -> AnyView {
    let Way { href, text, icon, section, rel } = way(item);
    let current = (*ctx.path == *href).then_some("page");
    view! {
        <li>
            <a class="menu__link" data-section=section.map(Section::slug) href=href rel=rel aria-current=current>
                <Icon name=icon/>" "<span dir="auto">{text}</span>
            </a>
        </li>
    }
    .into_any()
}

/// Name, menu, search, languages, account.
pub fn top_bar(ctx: &RequestCtx, alternates: &[(Locale, String)], _section: Option<&str>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let sections = Section::ALL
        .into_iter()
        .map(|section| {
            let href = routes::section(locale, section.slug());
            menu_link(ctx, href, section.icon(), i18n::sections::name(l, section), Some(section))
        })
        .collect::<Vec<AnyView>>();
    let places = ctx.services.places();
    let own: Vec<AnyView> = places.menu(locale).map(|item| own_link(ctx, item)).collect();
    let is_own = !own.is_empty();
    let (entries, entries_label) =
        if is_own { (own, l.msg_places_menu_title()) } else { (sections, l.msg_nav_sections()) };
    let rooms = (!is_own).then(|| {
        vec![
            menu_link(ctx, routes::forum(locale), "forum".into(), l.msg_nav_forum(), None),
            menu_link(ctx, routes::library(locale), "book".into(), l.msg_nav_library(), None),
            menu_link(ctx, routes::statistics(locale), "chart".into(), l.msg_nav_statistics(), None),
            menu_link(ctx, routes::safety(locale), "lock".into(), l.msg_nav_safety(), None),
        ]
    });
    let desk = domain::permission::has_desk(&ctx.actor)
        .then(|| menu_link(ctx, routes::desk(locale), "check".into(), l.msg_nav_desk(), None));
    // Only in the menu, which is closed: nothing that blinks at somebody who looks over her shoulder.
    let news = ctx.actor.member().filter(|member| !member.bounds.suspended()).map(|member| {
        let text = match member.news {
            0 => l.msg_notify_title(),
            count => l.msg_notify_menu_count(count.to_string()),
        };
        menu_link(ctx, routes::notifications(locale), "document".into(), text, None)
    });
    let languages = alternates
        .iter()
        .map(|(other, path)| {
            let current = (*other == locale).then_some("true");
            view! {
                <a href=path.clone() lang=other.code() hreflang=other.code() dir=other.direction().as_str() aria-current=current>
                    {other.endonym()}
                </a>
            }
        })
        .collect_view();
    let languages = (!alternates.is_empty())
        .then(|| view! { <nav class="languages" aria-label=l.msg_nav_language_label()>{languages}</nav> });
    let suspended =
        ctx.actor.suspended().is_some() || ctx.actor.member().is_some_and(|member| member.bounds.suspended());
    let (account_href, account_text) = match ctx.actor.member() {
        // What stays open to her begins there.
        _ if suspended => (routes::my_decisions(locale), l.msg_nav_account()),
        Some(_) => (routes::account(locale), l.msg_nav_account()),
        None => (routes::sign_in(locale, None), l.msg_nav_sign_in()),
    };
    view! {
        <header class="top-bar">
            <a class="brand" href=routes::home(locale)>
                <Icon name="arches" class="brand__mark"/>" "<span class="brand__name">{l.msg_site_name()}</span>
            </a>
            <details class="menu">
                <summary class="menu__button"><Icon name="menu"/>" "{l.msg_menu_button()}</summary>
                <div class="menu__panel">
                    {search_form(ctx, "menu__search search", "q-menu")}
                    <nav aria-label=entries_label><ul class="menu__list">{entries}</ul></nav>
                    <nav aria-label=l.msg_nav_main_label()>
                        <ul class="menu__list menu__list--rooms">
                            {rooms}
                            {news}
                            {desk}
                            {menu_link(ctx, account_href.clone(), "account".into(), account_text.clone(), None)}
                        </ul>
                    </nav>
                </div>
            </details>
            {search_form(ctx, "top-bar__search search", "q")}
            {languages}
            <a class="top-bar__account" href=account_href><Icon name="account"/>" "{account_text}</a>
        </header>
    }
    .into_any()
}
