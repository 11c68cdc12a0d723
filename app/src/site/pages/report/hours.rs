//! When the team reads, for everybody: the hours of the week, and whether somebody reads now. Without a roster nothing
//! is said: a promise that nobody made helps nobody. The roster is in memory, so this asks no database.

use domain::duty::{Span, Standing};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{NoticeKind, Num, notice},
    layout,
    request::RequestCtx,
};

/// That nobody reads now, and when somebody does again; nothing while somebody does, or without a roster.
pub fn banner(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let Standing::Nobody(next) = ctx.services.roster().standing(ctx.services.now_ms()) else {
        return ().into_any();
    };
    let next = next.map(|(day, minute)| {
        view! { <p>{l.msg_duty_now_next(i18n::dates::day(ctx.locale, &day), words::hour(minute))}</p> }
    });
    let body = view! {
        {next}
        <p>{l.msg_duty_now_call()}</p>
        {layout::helplines(ctx.locale, false)}
    };
    notice(NoticeKind::Warning, Some(l.msg_duty_now_nobody()), body)
}

/// The hours of the week, and how it stands now; nothing without a roster.
pub fn hours(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let roster = ctx.services.roster();
    if roster.is_empty() {
        return ().into_any();
    }
    let spans = |spans: &[Span]| {
        let one = |span: &Span| format!("{}–{}", words::hour(span.from), words::hour(span.to));
        spans.iter().map(one).collect::<Vec<_>>().join(" · ")
    };
    let line = |day: String, hours: String| view! { <li>{day}" "<Num text=hours/></li> }.into_any();
    let weekly = (0..7)
        .map(|day| (day, roster.weekly(day)))
        .filter(|(_, hours)| !hours.is_empty())
        .map(|(day, hours)| line(words::weekday(l, day), spans(&hours)))
        .collect_view();
    let special = roster
        .special(&ctx.services.today())
        .into_iter()
        .take(7)
        .map(|(day, hours)| line(i18n::dates::day(ctx.locale, &day), spans(&hours)))
        .collect_view();
    let now = match roster.standing(ctx.services.now_ms()) {
        Standing::Until(minute) => Some(l.msg_duty_now_until(words::hour(minute))),
        Standing::Nobody(_) | Standing::Unknown => None,
    };
    view! {
        <section class="panel" aria-labelledby="hours-title">
            <h2 class="panel__title" id="hours-title">{l.msg_duty_hours_title()}</h2>
            {now.map(|now| view! { <p>{now}</p> })}
            <ul>{weekly}{special}</ul>
            <p class="muted">{l.msg_duty_hours_time()}</p>
        </section>
    }
    .into_any()
}
