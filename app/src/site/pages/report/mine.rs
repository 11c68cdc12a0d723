//! What she reported.

use domain::moderation::report::MyReport;
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, Day, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    pages::forum::{parts, words as forum},
    request::RequestCtx,
    routes,
};

/// Her reports, newest first.
///
/// # Errors
/// `SignInNeeded` for a guest.
pub async fn my_reports(ctx: RequestCtx) -> PageResult {
    let reports = domain::moderation::report::my_reports(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_report_mine_title();
    Ok(Page::new(title, move || view(&ctx, reports)).personal().into())
}

fn view(ctx: &RequestCtx, reports: Vec<MyReport>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_report_mine_title();
    let crumbs = vec![Crumb::to(l.msg_nav_account(), routes::account(locale)), Crumb::here(title.clone())];
    let done = (ctx.query.get("done") == "withdrawn")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_report_mine_done_withdrawn()}</p> }));
    let body = if reports.is_empty() {
        parts::empty(l.msg_report_mine_empty_title(), l.msg_report_mine_empty_text(), None)
    } else {
        let rows = reports.into_iter().map(|one| line(ctx, one)).collect_view();
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
        </li>
    }
    .into_any()
}
