//! What was decided about her and her texts, with its reasons and the way to appeal. It stays open to her whatever was
//! decided.

use domain::moderation::appeal::{self, Decided};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, Day, NoticeKind, notice, page_header},
    layout::helplines,
    page::{Page, PageResult},
    pages::forum::{parts, words as forum},
    request::RequestCtx,
    routes,
};

/// The page.
///
/// # Errors
/// `SignInNeeded` for a guest.
pub async fn my_decisions(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let all = appeal::decisions(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_sanctions_mine_title();
    Ok(Page::new(title, move || view(&ctx, all)).personal().into())
}

fn view(ctx: &RequestCtx, all: Vec<Decided>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_sanctions_mine_title();
    let bounds = ctx.actor.member().map(|member| member.bounds).unwrap_or_default();
    let suspended = bounds.suspended();
    let crumbs = if suspended {
        vec![Crumb::here(title.clone())]
    } else {
        vec![Crumb::to(l.msg_nav_account(), routes::account(locale)), Crumb::here(title.clone())]
    };
    let now = match () {
        () if suspended => Some(l.msg_sanctions_mine_suspended()),
        () if bounds.silenced() => Some(l.msg_sanctions_mine_silenced()),
        () if bounds.review_all() => Some(l.msg_sanctions_mine_reviewed()),
        () => None,
    }
    .map(|text| notice(NoticeKind::Warning, None, view! { <p>{text}</p> }));
    let done = match ctx.query.get("done") {
        "appealed" => Some(l.msg_sanctions_appeal_done()),
        _ => None,
    }
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let body = if all.is_empty() {
        parts::empty(l.msg_sanctions_mine_empty_title(), l.msg_sanctions_mine_empty_text(), None)
    } else {
        all.into_iter().map(|one| entry(ctx, one)).collect_view().into_any()
    };
    let sign_out = suspended.then(|| {
        view! {
            <form method="post" action=routes::sign_out(locale)>
                <button class="button button--secondary" r#type="submit">{l.msg_sign_out()}</button>
            </form>
        }
    });
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_sanctions_mine_lead()), true)}
        <div class="narrow stack">
            {now}
            {done}
            {body}
            <ul class="link-list">
                <li><a href=routes::messages(locale)>{l.msg_sanctions_write_team()}</a></li>
                <li><a href=routes::my_contributions(locale)>{l.msg_identity_account_contributions()}</a></li>
                <li><a href=routes::my_data(locale)>{l.msg_sanctions_my_data()}</a></li>
                <li><a href=routes::terms(locale)>{l.msg_nav_terms()}</a></li>
            </ul>
            {sign_out}
            <section class="panel">
                <h2 class="panel__title">{l.msg_sanctions_help_title()}</h2>
                {helplines(locale, true)}
            </section>
        </div>
    }
    .into_any()
}

/// A decision: what, why, how long, her text.
pub(super) fn what(ctx: &RequestCtx, one: &Decided) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = match one.kind {
        Some(kind) => words::kind(l, kind),
        None => words::decision(l, one.decision),
    };
    let standing = words::standing(l, one.standing).map(|text| view! { " "<span class="tag">{text}</span> });
    let why = match (one.rule, one.reason) {
        (Some(rule), _) => Some(l.msg_sanctions_rule(words::rule(l, rule))),
        (None, Some(reason)) => Some(l.msg_forum_reason(forum::reason(l, reason))),
        (None, None) => None,
    }
    .map(|text| view! { <p>{text}</p> });
    let until = match &one.last_day {
        Some(day) => Some(l.msg_sanctions_until(i18n::dates::day(locale, day))),
        None if one.for_good => Some(l.msg_sanctions_for_good()),
        None => None,
    }
    .map(|text| view! { <p>{text}</p> });
    let meaning = one.kind.map(|kind| view! { <p>{words::meaning(l, kind)}</p> });
    let told = one.words.as_deref().filter(|words| !words.is_empty()).map(|words| {
        view! {
            <p class="muted">{l.msg_sanctions_from_the_team()}</p>
            <p dir="auto">{parts::lines(words)}</p>
        }
    });
    let ended = one.ended_words.as_deref().filter(|words| !words.is_empty()).map(|words| {
        view! {
            <p class="muted">{l.msg_sanctions_ended_words()}</p>
            <p dir="auto">{parts::lines(words)}</p>
        }
    });
    let text = (!one.excerpt.is_empty()).then(|| {
        let lang = forum::lang(one.language);
        view! {
            <details class="disclosure">
                <summary>{l.msg_sanctions_your_text()}</summary>
                <p dir="auto" lang=lang>{one.excerpt.clone()}</p>
            </details>
        }
    });
    view! {
        <h2 class="topic-row__title">{title}{standing}</h2>
        <p class="topic-row__meta"><Day iso=one.day.clone()/></p>
        {why}
        {until}
        {meaning}
        {told}
        {ended}
        {text}
    }
    .into_any()
}

fn entry(ctx: &RequestCtx, one: Decided) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let appealed = one.appeal.as_ref().map(|appeal| {
        let asks = appeal.asks().then(
            || view! { " "<span class="tag tag--pending">{l.msg_sanctions_appeal_reply_wanted()}</span> },
        );
        let href = routes::appeal(locale, &appeal.id);
        let state = words::state(l, appeal.state);
        view! { <p><a href=href>{l.msg_sanctions_appeal_one()}</a>" · "{state}{asks}</p> }
    });
    let may = one.may_appeal.then(|| {
        let href = routes::new_appeal(locale, &one.name);
        let until = one.appeal_until.as_ref().map_or_else(
            || l.msg_sanctions_appeal_while_hidden(),
            |day| l.msg_sanctions_appeal_until(i18n::dates::day(locale, day)),
        );
        view! {
            <p class="muted">{until}</p>
            <p class="actions"><a class="button button--secondary" href=href>{l.msg_sanctions_appeal_link()}</a></p>
        }
    });
    view! { <article class="panel stack stack--tight">{what(ctx, &one)}{appealed}{may}</article> }.into_any()
}
