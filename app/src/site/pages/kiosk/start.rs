//! The start screen: three languages, each with one large button, and nothing of anybody.

use contract::Locale;
use leptos::prelude::*;

use crate::site::{components::Icon, page::Page, request::RequestCtx, routes};

/// The start screen; on a computer that is none of ours any more, the word to ask the staff.
pub fn start(ctx: &RequestCtx) -> Page {
    let ctx = ctx.clone();
    let open = ctx.kiosk.as_ref().is_some_and(|here| here.device.open);
    Page::new(String::new(), move || {
        let all = Locale::ALL
            .into_iter()
            .map(|locale| if open { welcome(&ctx, locale) } else { shut(locale) })
            .collect_view();
        view! {
            <h1 class="visually-hidden">{ctx.l().msg_site_neutral_title()}</h1>
            <div class="kiosk-start" data-kiosk-start="">{all}</div>
        }
        .into_any()
    })
    .personal()
    .bare()
    .main_class("page--kiosk")
    .alternates(Vec::new())
}

fn welcome(ctx: &RequestCtx, locale: Locale) -> AnyView {
    let l = i18n::catalogue(locale);
    // Read by a machine beforehand (`style/voice`); where the site was not built, by this computer, if it has a voice.
    let recording = ctx.site.assets.built(&format!("kiosk-{locale}.mp3")).map(|src| {
        view! {
            <audio class="audio__player" controls preload="none" src=src aria-label=l.msg_kiosk_listen()></audio>
            <p class="muted">{l.msg_library_machine_read()}</p>
        }
    });
    let voice = recording.is_none().then(|| {
        view! {
            <button class="button button--secondary" r#type="button" hidden=true data-kiosk-say=locale.code()>
                <Icon name="listen"/>" "{l.msg_kiosk_listen()}
            </button>
        }
    });
    view! {
        <section class="kiosk-start__one" lang=locale.code() dir=locale.direction().as_str()>
            <div data-kiosk-said=locale.code()>
                <h2 class="kiosk-start__title">{l.msg_kiosk_welcome()}</h2>
                <p>{l.msg_kiosk_what()}</p>
                <p>{l.msg_kiosk_nothing_stays()}</p>
            </div>
            {recording}
            {voice}
            <form method="post" action=routes::KIOSK_START>
                <button class="button kiosk-start__button" r#type="submit" name="l" value=locale.code()>
                    {l.msg_kiosk_start()}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn shut(locale: Locale) -> AnyView {
    let l = i18n::catalogue(locale);
    view! {
        <section class="kiosk-start__one" lang=locale.code() dir=locale.direction().as_str()>
            <h2 class="kiosk-start__title">{l.msg_kiosk_shut_title()}</h2>
            <p>{l.msg_kiosk_shut()}</p>
            <p><a href=routes::kiosk_enrol(locale)>{l.msg_kiosk_enrol_title()}</a></p>
        </section>
    }
    .into_any()
}
