//! What she is told of: what she follows, and whether a message says that there is something.

use std::collections::HashMap;

use domain::{
    forum::{TextLanguage, list_categories},
    notify::{
        Followed, Level, Place,
        digest::{self, Frequency, SUBJECTS, Settings},
        followed, level,
    },
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use crate::site::{
    components::{ErrorSummary, NoticeKind, error_summary::Labels, notice, page_header},
    page::{Page, PageResult},
    pages::{forum::words, identity::account_crumbs},
    request::RequestCtx,
    routes,
};

const LABELS: Labels =
    &[("frequency", |l| l.msg_notify_digest_frequency()), ("subject", |l| l.msg_notify_digest_subject())];

/// A subject line by its number.
pub fn digest_subject(l: &L10nLanguage, number: usize) -> String {
    match number {
        1 => l.msg_notify_digest_subject_two(),
        2 => l.msg_notify_digest_subject_three(),
        3 => l.msg_notify_digest_subject_four(),
        _ => l.msg_notify_digest_subject_one(),
    }
}

/// The page.
///
/// # Errors
/// `SignInNeeded` for a guest; when the database does not answer.
pub async fn settings(ctx: RequestCtx) -> PageResult {
    let chosen = digest::settings(&ctx.services, &ctx.actor).await?;
    let follows = followed(&ctx.services, &ctx.actor).await?;
    let team = level(&ctx.services, &ctx.actor, &Place::Team).await?;
    let names = list_categories(&ctx.services, ctx.locale).await?;
    let names = names.into_iter().map(|category| (category.slug, category.name)).collect();
    let title = ctx.l().msg_notify_settings_title();
    Ok(Page::new(title, move || view(&ctx, chosen, (follows, team), &names)).personal().into())
}

fn view(
    ctx: &RequestCtx,
    chosen: Settings,
    (follows, team): (Vec<Followed>, Option<Level>),
    names: &HashMap<String, String>,
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_notify_settings_title();
    let saved = (ctx.query.get("done") == "saved")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_notify_saved()}</p> }));
    let list = if follows.is_empty() {
        view! { <p>{l.msg_notify_followed_none()}</p> }.into_any()
    } else {
        let lines = follows.into_iter().map(|one| line(ctx, one, names)).collect_view();
        view! { <ul class="topic-list">{lines}</ul> }.into_any()
    };
    // Nothing about mail is offered where none is configured; what she chose before can be stopped.
    let by_mail = (ctx.services.offers_mail() || chosen.frequency.is_some()).then(|| mail(ctx, chosen));
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_notify_settings_lead()), true)}
        <div class="narrow stack">
            {saved}
            <section class="stack" aria-labelledby="follows">
                <h2 id="follows">{l.msg_notify_followed_title()}</h2>
                {list}
            </section>
            {team_form(ctx, team == Some(Level::None))}
            {by_mail}
            <p><a class="more-link" href=routes::mutes(locale)>{l.msg_notify_mutes_title()}</a></p>
        </div>
    }
    .into_any()
}

/// Whether she is told of messages of the team; the messages themselves always come.
fn team_form(ctx: &RequestCtx, muted: bool) -> AnyView {
    let l = ctx.l();
    let (said, level, button) = if muted {
        (l.msg_notify_team_silent(), Level::All, l.msg_notify_team_tell())
    } else {
        (l.msg_notify_team_told(), Level::None, l.msg_notify_team_silence())
    };
    view! {
        <section class="stack" aria-labelledby="team">
            <h2 id="team">{l.msg_notify_team_title()}</h2>
            <p>{said}</p>
            <form method="post" action=routes::follow(ctx.locale)>
                <input type="hidden" name="place" value="team"/>
                <button class="button button--secondary button--small" name="level" value=level.as_str()>{button}</button>
            </form>
        </section>
    }
    .into_any()
}

fn line(ctx: &RequestCtx, one: Followed, names: &HashMap<String, String>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let (kind, id, link) = match &one.place {
        Place::Topic(id) => {
            let (title, lang) = words::title(ctx, one.title, TextLanguage::parse(&one.language));
            let link = view! { <a href=routes::topic(locale, id) dir="auto" lang=lang>{title}</a> };
            ("topic", id.to_string(), link.into_any())
        }
        Place::Category(slug) => {
            let name = names.get(slug).cloned().unwrap_or_else(|| slug.clone());
            let link = view! { <a href=routes::category(locale, slug)>{name}</a> };
            ("category", slug.clone(), link.into_any())
        }
        Place::Team => return ().into_any(),
    };
    let how =
        if one.level == Level::All { l.msg_notify_followed_all() } else { l.msg_notify_followed_nothing() };
    view! {
        <li class="topic-row">
            <p>{link}" "<span class="tag">{how}</span></p>
            <form method="post" action=routes::follow(locale)>
                <input type="hidden" name="place" value=kind/>
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="back" value="settings"/>
                <button class="button button--secondary button--small" name="level" value=Level::RepliesToMe.as_str()>
                    {l.msg_notify_followed_stop()}
                </button>
            </form>
        </li>
    }
    .into_any()
}

fn mail(ctx: &RequestCtx, chosen: Settings) -> AnyView {
    let l = ctx.l();
    let body = if chosen.has_address || chosen.frequency.is_some() {
        form(ctx, chosen)
    } else {
        let address = routes::email(ctx.locale);
        view! {
            <p>{l.msg_notify_digest_address()}</p>
            <p><a class="more-link" href=address>{l.msg_mail_email_title()}</a></p>
        }
        .into_any()
    };
    view! {
        <section class="stack" aria-labelledby="digest">
            <h2 id="digest">{l.msg_notify_digest_title()}</h2>
            <p>{l.msg_notify_digest_lead()}</p>
            {body}
        </section>
    }
    .into_any()
}

fn choice(name: &'static str, value: String, text: String, checked: bool) -> AnyView {
    view! {
        <label class="choice">
            <input class="choice__input" type="radio" name=name value=value checked=checked/>
            " "<span class="choice__label">{text}</span>
        </label>
    }
    .into_any()
}

fn form(ctx: &RequestCtx, chosen: Settings) -> AnyView {
    let l = ctx.l();
    let often = Frequency::ALL.into_iter().map(|one| {
        let text = match one {
            Frequency::Daily => l.msg_notify_digest_daily(),
            Frequency::Weekly => l.msg_notify_digest_weekly(),
        };
        choice("frequency", one.as_str().to_owned(), text, chosen.frequency == Some(one))
    });
    let never =
        choice("frequency", "off".to_owned(), l.msg_notify_digest_never(), chosen.frequency.is_none());
    let often = std::iter::once(never).chain(often).collect_view();
    let subjects = (0..SUBJECTS)
        .map(|n| choice("subject", n.to_string(), digest_subject(l, n), n == chosen.subject))
        .collect_view();
    view! {
        <form class="form" method="post" action=routes::notify_settings(ctx.locale)>
            <ErrorSummary labels=LABELS/>
            <fieldset class="choices" id="frequency">
                <legend class="choices__legend">{l.msg_notify_digest_frequency()}</legend>
                {often}
            </fieldset>
            <fieldset class="choices" id="subject">
                <legend class="choices__legend">{l.msg_notify_digest_subject()}</legend>
                <p class="field__hint">{l.msg_notify_digest_subject_hint()}</p>
                {subjects}
            </fieldset>
            <p class="actions"><button class="button">{l.msg_notify_save()}</button></p>
        </form>
    }
    .into_any()
}
