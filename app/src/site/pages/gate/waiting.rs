//! How one of her texts stands: the page to which sending leads, the same in every case.

use contract::ids::PostId;
use domain::{
    DomainError,
    forum::{PostState, Waiting},
    messages::Offer,
};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, ErrorSummary, Html, Icon, error_summary::Labels, page_header},
    layout,
    page::{Page, PageResult},
    pages::{
        forum::{parts, quote, taken, words as forum_words},
        report::hours as duty,
    },
    request::RequestCtx,
    routes,
};

/// Names of the fields of this page.
const LABELS: Labels = &[("answer", |l| l.msg_messages_offer_title())];

/// One of her texts.
///
/// # Errors
/// `SignInNeeded` for a guest; `NotFound` when it is not hers.
pub async fn contribution(ctx: RequestCtx, id: String) -> PageResult {
    ctx.actor.require_member()?;
    let id: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let text = domain::forum::waiting(&ctx.services, &ctx.actor, &id).await?;
    let title = heading(&ctx, &text).0;
    Ok(Page::new(title, move || view(&ctx, text)).personal().into())
}

fn heading(ctx: &RequestCtx, text: &Waiting) -> (String, String) {
    let l = ctx.l();
    match text.state {
        PostState::Pending => (l.msg_forum_pending_title(), l.msg_forum_pending_text()),
        PostState::Rejected => (l.msg_forum_rejected_title(), l.msg_forum_rejected_text()),
        PostState::Published => (forum_words::state(l, text.state), String::new()),
        state => (forum_words::state(l, state), l.msg_forum_other_state_text()),
    }
}

fn view(ctx: &RequestCtx, text: Waiting) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let (title, lead) = heading(ctx, &text);
    let crumbs = vec![
        Crumb::to(l.msg_nav_forum(), routes::forum(locale)),
        Crumb::to(l.msg_forum_mine_title(), routes::my_contributions(locale)),
        Crumb::here(title.clone()),
    ];
    let waits = text.state == PostState::Pending;
    let first = (waits && text.helps).then(|| help(ctx));
    // Who answers stands on the page once.
    let nobody = (waits && !text.helps).then(|| duty::banner(ctx));
    let last = (waits && !text.helps).then(|| parts::danger_panel(ctx));
    let place = waits.then(|| place(ctx, &text));
    let hours = waits.then(|| hours(ctx));
    let correct = matches!(text.state, PostState::Rejected | PostState::ChangesRequested).then(|| {
        let href = if text.is_opening {
            routes::correct_topic(locale, &text.post)
        } else {
            routes::correct_reply(locale, &text.topic, &text.post)
        };
        view! { <a class="button" href=href>{l.msg_forum_correct()}</a>" " }
    });
    let see = (!text.title.is_empty()).then(|| {
        let href = routes::post(locale, &text.topic, &text.post);
        view! { <a class="button button--secondary" href=href>{l.msg_gate_waiting_see()}</a>" " }
    });
    let alias = text.alias.map(|number| {
        view! { <p class="muted">{l.msg_alias_copy(forum_words::alias(l, number))}</p> }
    });
    let html = quote::filled(ctx, text.html.clone(), &text.quotes);
    let offered = text.offer.map(|stands| offer(ctx, &text.post, stands));
    // What is offered about a change stands with it.
    let (offered, with_change) = if text.change.is_some() { (None, offered) } else { (offered, None) };
    let change = text.change.clone().map(|change| {
        taken::change_panel(ctx, (&text.post, text.language), change, &text.quotes, with_change)
    });
    let heading = text.title.clone();
    let topic_title = (!heading.is_empty()).then(|| {
        let (title, lang) = forum_words::title(ctx, heading, text.title_language);
        view! { <h2 dir="auto" lang=lang>{title}</h2> }
    });
    view! {
        {page_header(locale, crumbs, title, (!lead.is_empty()).then_some(lead), true)}
        <div class="narrow stack">
            {first}
            {nobody}
            {place}
            {parts::reason_and_note(ctx, text.reason, text.note)}
            {offered}
            {change}
            <article class="post post--waiting">
                {topic_title}
                <p>{parts::state_tag(ctx, text.state)}</p>
                {alias}
                <Html html=html class="post__body prose prose--small" lang=forum_words::lang(text.language)/>
            </article>
            <p class="actions">
                {correct}
                {see}
                <a class="button button--quiet" href=routes::my_contributions(locale)>{l.msg_gate_waiting_all()}</a>
            </p>
            {hours}
            {last}
        </div>
    }
    .into_any()
}

/// The team would like to answer in private: hers to say, and what she said.
fn offer(ctx: &RequestCtx, post: &PostId, stands: Offer) -> AnyView {
    let l = ctx.l();
    let body = match stands {
        Offer::Open => view! {
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            <p>{l.msg_messages_offer_text()}</p>
            <form class="form" method="post" action=routes::contribution(ctx.locale, post)>
                <p class="actions">
                    <button class="button" r#type="submit" name="answer" value="yes">{l.msg_messages_offer_yes()}</button>" "
                    <button class="button button--secondary" r#type="submit" name="answer" value="no">{l.msg_messages_offer_no()}</button>
                </p>
            </form>
        }
        .into_any(),
        Offer::Accepted => {
            let href = routes::messages(ctx.locale);
            view! { <p>{l.msg_messages_offer_was_accepted()}" "<a href=href>{l.msg_messages_title()}</a></p> }.into_any()
        }
        Offer::Declined => view! { <p>{l.msg_messages_offer_was_declined()}</p> }.into_any(),
    };
    view! {
        <section class="panel stack" id="answer" aria-labelledby="offer">
            <h2 class="panel__title" id="offer">{l.msg_messages_offer_title()}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Where it stands in the process, and how long that usually takes.
fn place(ctx: &RequestCtx, text: &Waiting) -> AnyView {
    let l = ctx.l();
    let before = text.before.map(|before| {
        let (n, digits) = counted(before);
        view! { <p>{l.msg_gate_waiting_before(n, digits)}</p> }
    });
    let usual = text.delay.map(|delay| {
        let (median, ninetieth) = (words::time(l, delay.median_ms), words::time(l, delay.ninetieth_ms));
        view! { <p>{l.msg_gate_waiting_usual(median, ninetieth)}</p> }
    });
    view! {
        <section class="panel" aria-labelledby="place">
            <h2 class="panel__title" id="place"><Icon name="clock"/>" "{l.msg_gate_waiting_place_title()}</h2>
            {before}
            {usual}
            <p>{l.msg_gate_waiting_tell()}</p>
        </section>
    }
    .into_any()
}

/// When the team reads, and whether somebody does now: as its roster says, else as the configuration does.
fn hours(ctx: &RequestCtx) -> AnyView {
    if !ctx.services.roster().is_empty() {
        return duty::hours(ctx);
    }
    let l = ctx.l();
    let hours = &ctx.site.hours;
    let body = if hours.is_empty() {
        view! { <p>{l.msg_gate_hours_none()}</p> }.into_any()
    } else {
        let now = ctx.services.now_ms();
        let open = hours.iter().any(|hours| hours.holds(now));
        let sentence = if open { l.msg_gate_hours_open() } else { l.msg_gate_hours_closed() };
        let rows = hours.iter().map(|hours| view! { <li>{words::hours(l, hours)}</li> }).collect_view();
        view! { <p>{sentence}</p><ul class="prose prose--small">{rows}</ul> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="hours">
            <h2 class="panel__title" id="hours">{l.msg_gate_hours_title()}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Her words say that she may need somebody: who answers stands first.
fn help(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    view! {
        <section class="panel panel--hue" aria-labelledby="help">
            <h2 class="panel__title" id="help">{l.msg_gate_waiting_help_title()}</h2>
            <p>{l.msg_gate_waiting_help_text()}</p>
            {layout::helplines(ctx.locale, true)}
        </section>
    }
    .into_any()
}
