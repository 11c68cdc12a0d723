//! The team's list of questions. It opens no text: codes and days alone.

use domain::ask::{self, Line};
use leptos::prelude::*;

use crate::site::{
    components::{Day, Icon, NoticeKind, notice},
    page::PageResult,
    pages::{forum::parts, messages::words as said, staff::desk_page},
    request::RequestCtx,
    routes,
};

/// The list; `?state=closed` for those that are closed.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::MessagesAnswer`]; `NotFound` for a state that is none.
pub async fn desk(ctx: RequestCtx) -> PageResult {
    let closed = match ctx.query.get("state") {
        "" => false,
        "closed" => true,
        _ => return Err(domain::DomainError::not_found()),
    };
    let lines = ask::list(&ctx.services, &ctx.actor, closed).await?;
    let (title, lead) = (ctx.l().msg_ask_desk_title(), ctx.l().msg_ask_desk_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, lines, closed)).into())
}

fn view(ctx: &RequestCtx, lines: Vec<Line>, closed: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let done = (ctx.query.get("done") == "recuse")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_desk_done_recuse()}</p> }));
    let states = [false, true]
        .map(|one| {
            let (href, text) = (routes::desk_ask(locale, one), said::state(l, !one));
            let here = (one == closed).then_some("true");
            view! { <li><a class="filters__link" href=href aria-current=here>{text}</a></li> }.into_any()
        })
        .collect_view();
    let rows = if lines.is_empty() {
        parts::empty(l.msg_messages_desk_empty_title(), l.msg_messages_desk_empty_text(), None)
    } else {
        let rows = lines.into_iter().map(|one| row(ctx, one)).collect_view();
        view! { <ul class="topic-list">{rows}</ul> }.into_any()
    };
    view! {
        {done}
        <nav class="stack" aria-label=l.msg_moderation_filter_label()>
            <div class="filters"><ul class="filters__list">{states}</ul></div>
        </nav>
        {rows}
    }
    .into_any()
}

/// What stands behind a question: danger, that she asked for somebody from outside, a second opinion, that it waits, who has it in hand.
pub(super) fn tags(ctx: &RequestCtx, line: &Line) -> AnyView {
    let l = ctx.l();
    let tag = |shown: bool, icon: &'static str, text: String| {
        shown.then(|| view! { " "<span class="tag tag--pending"><Icon name=icon/>" "{text}</span> })
    };
    let claimed = match (&line.claimed, line.mine) {
        (_, true) => Some(l.msg_desk_claim_mine()),
        (Some(name), false) => Some(l.msg_desk_claim_by(name)),
        (None, false) => None,
    };
    let claimed = claimed.map(|text| view! { " "<span class="tag">{text}</span> });
    view! {
        {tag(line.danger, "warning", l.msg_desk_kind_safety())}
        {tag(line.outside, "forum", l.msg_ask_tag_outside())}
        {tag(line.second, "forum", l.msg_desk_raised_second())}
        {tag(line.waits, "clock", l.msg_messages_waits())}
        {claimed}
    }
    .into_any()
}

fn row(ctx: &RequestCtx, line: Line) -> AnyView {
    let l = ctx.l();
    let href = routes::desk_question(ctx.locale, &line.id);
    let tags = tags(ctx, &line);
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title"><a href=href>{l.msg_ask_desk_one(line.id.to_string())}</a>{tags}</h2>
            <p class="topic-row__meta">
                <bdi lang=line.language.code()>{line.language.endonym()}</bdi>" · "<Day iso=line.day/>
            </p>
        </li>
    }
    .into_any()
}
