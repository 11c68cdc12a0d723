//! What she reported: texts, and messages of the team.

use domain::{messages::MyComplaint, moderation::report::MyReport};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, Day, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    pages::{
        forum::{parts, words as forum},
        messages,
    },
    request::RequestCtx,
    routes,
};

/// Her reports, newest first.
///
/// # Errors
/// `SignInNeeded` for a guest.
pub async fn my_reports(ctx: RequestCtx) -> PageResult {
    let reports = domain::moderation::report::my_reports(&ctx.services, &ctx.actor).await?;
    let complaints = domain::messages::my_complaints(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_report_mine_title();
    Ok(Page::new(title, move || view(&ctx, reports, complaints)).personal().into())
}

fn view(ctx: &RequestCtx, reports: Vec<MyReport>, complaints: Vec<MyComplaint>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_report_mine_title();
    let crumbs = vec![Crumb::to(l.msg_nav_account(), routes::account(locale)), Crumb::here(title.clone())];
    let done = match ctx.query.get("done") {
        "withdrawn" => Some(l.msg_report_mine_done_withdrawn()),
        "again" => Some(l.msg_report_mine_done_again()),
        _ => None,
    };
    let done = done.map(|words| notice(NoticeKind::Success, None, view! { <p>{words}</p> }));
    let reports = reports.into_iter().map(|one| (one.day.clone(), line(ctx, one)));
    let complaints = complaints.into_iter().map(|one| (one.day.clone(), complaint(ctx, one)));
    let mut rows: Vec<(String, AnyView)> = reports.chain(complaints).collect();
    rows.sort_by(|(one, _), (other, _)| other.cmp(one));
    let body = if rows.is_empty() {
        parts::empty(l.msg_report_mine_empty_title(), l.msg_report_mine_empty_text(), None)
    } else {
        let rows = rows.into_iter().map(|(_, row)| row).collect_view();
        view! { <ul class="topic-list">{rows}</ul> }.into_any()
    };
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_report_mine_lead()), true)}
        <div class="narrow stack">{done}{body}</div>
    }
    .into_any()
}

fn line(ctx: &RequestCtx, one: MyReport) -> AnyView {
    let l = ctx.l();
    let code = one.code.map(|code| words::code(l, code));
    let covering = one.covering.map(|state| view! { " · "{words::state(l, state)} });
    let text = (!one.text.is_empty()).then(|| view! { <p dir="auto">{parts::lines(&one.text)}</p> });
    let withdraw = one.can_withdraw.then(|| {
        view! {
            <form method="post" action=routes::my_reports(ctx.locale)>
                <input r#type="hidden" name="report" value=one.id.clone()/>
                <button class="button button--quiet button--small" name="action" value="withdraw">{l.msg_report_mine_withdraw()}</button>
            </form>
        }
    });
    let again = one.can_ask_again.then(|| {
        view! {
            <form method="post" action=routes::my_reports(ctx.locale)>
                <input r#type="hidden" name="report" value=one.id.clone()/>
                <p class="muted">{l.msg_report_mine_again_hint()}</p>
                <button class="button button--quiet button--small" name="action" value="again">{l.msg_report_mine_again()}</button>
            </form>
        }
    });
    // What she never saw, and what is forgotten, has no words to press.
    let seen = (!one.excerpt.is_empty()).then(|| {
        let href = routes::permalink(&one.post);
        let lang = one.language.map(forum::lang);
        view! { <p class="muted" dir="auto" lang=lang><a href=href>{one.excerpt.clone()}</a></p> }
    });
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title">{code}</h2>
            <p class="topic-row__meta">{words::state(l, one.state)}{covering}" · "<Day iso=one.day/></p>
            {seen}
            {text}
            {withdraw}
            {again}
        </li>
    }
    .into_any()
}

/// A report about a message of the team: the answer stands in its conversation.
fn complaint(ctx: &RequestCtx, one: MyComplaint) -> AnyView {
    let l = ctx.l();
    let here = routes::message(ctx.locale, &one.id);
    let code = one.code.map(|code| view! { ": "{words::code(l, code)} });
    let withdraw = one.can_withdraw.then(|| {
        view! {
            <form method="post" action=here.clone()>
                <button class="button button--quiet button--small" name="action" value="withdraw">{l.msg_report_mine_withdraw()}</button>
            </form>
        }
    });
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title"><a href=here>{l.msg_messages_kind_complaint()}</a>{code}</h2>
            <p class="topic-row__meta">{messages::words::report(l, one.state)}" · "<Day iso=one.day/></p>
            <p class="muted" dir="auto">{one.excerpt}</p>
            {withdraw}
        </li>
    }
    .into_any()
}
