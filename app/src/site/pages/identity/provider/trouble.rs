//! A way through a provider that did not end well. It says what happened to her, never what was wrong with an
//! answer: that stands in the log.

use leptos::prelude::*;

use crate::site::{components::Icon, page::Page, request::RequestCtx, routes};

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Too late, used already, another browser, another provider.
    Interrupted,
    /// The provider sent her back without a sign-in.
    Denied,
    /// The provider's answer did not pass our checks.
    Untrusted,
    /// The provider does not answer.
    Away,
    /// What she would link belongs to another account, or another one is linked.
    Taken,
    /// She showed another identity than her own.
    NotHers,
    /// The account is shut.
    Shut,
}

impl Trouble {
    /// HTTP status of the page.
    pub fn status(self) -> u16 {
        match self {
            Self::Interrupted | Self::Denied | Self::Untrusted => 400,
            Self::Away => 502,
            Self::Taken => 409,
            Self::NotHers | Self::Shut => 403,
        }
    }
}

/// The page.
pub fn trouble(ctx: &RequestCtx, what: Trouble) -> Page {
    let l = ctx.l();
    let locale = ctx.locale;
    let (title, text) = match what {
        Trouble::Interrupted => (l.msg_provider_interrupted_title(), l.msg_provider_interrupted()),
        Trouble::Denied => (l.msg_provider_denied_title(), l.msg_provider_denied()),
        Trouble::Untrusted => (l.msg_provider_untrusted_title(), l.msg_provider_untrusted()),
        Trouble::Away => (l.msg_provider_away_title(), l.msg_provider_away()),
        Trouble::Taken => (l.msg_provider_taken_title(), l.msg_provider_taken()),
        Trouble::NotHers => (l.msg_provider_not_hers_title(), l.msg_provider_not_hers()),
        Trouble::Shut => (l.msg_provider_shut_title(), l.msg_provider_shut()),
    };
    let (class, icon) = match what {
        Trouble::Away => ("state state--broken", "clock"),
        _ => ("state state--refused", "lock"),
    };
    let back = match ctx.actor.member() {
        Some(_) => routes::security(locale),
        None => routes::sign_in(locale, None),
    };
    Page::new(title.clone(), move || {
        view! {
            <section class=class>
                <span class="state__niche"><Icon name=icon/></span>
                <h1 class="state__title">{title}</h1>
                <p class="state__text">{text}</p>
                <p class="actions">
                    <a class="button" href=back>{l.msg_provider_again()}</a>" "
                    <a class="button button--secondary" href=routes::home(locale)>{l.msg_home_start()}</a>
                </p>
            </section>
        }
        .into_any()
    })
    .personal()
    .status(what.status())
    // The address of this answer is spent: no link to it in another language.
    .alternates(Vec::new())
}
