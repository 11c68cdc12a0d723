//! Reports at the desk: what was reported, what was seen then, what stands there now, and everything that can be
//! done on one page.

use domain::{
    moderation::{
        Reason,
        report::{self, Act, Around, CaseLine, CaseView, Current, ReportView},
    },
    permission::require,
};
use leptos::prelude::*;

use super::{
    decide_form,
    queue::pause_of,
    shade::{Shade, labels, shaded},
};
use crate::site::{
    components::{Day, ErrorSummary, Html, Icon, NoticeKind, TextArea, TextField, notice},
    page::{Page, PageResult},
    pages::{
        forum::{parts, reading, words as forum},
        report::{LABELS, words},
        sanctions,
        staff::{choice_of, desk_page, desk_page_with},
    },
    request::RequestCtx,
    routes,
};

/// The list, the urgent first.
///
/// # Errors
/// Like [`require`] of [`domain::Permission::HandleReports`].
pub async fn report_cases(ctx: RequestCtx) -> PageResult {
    let cases = report::cases(&ctx.services, &ctx.actor, ctx.locale).await?;
    let (title, lead) = (ctx.l().msg_report_cases_title(), ctx.l().msg_report_cases_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| list(ctx, cases)).into())
}

/// That the last decision was taken: it leads on to the next case, or to the list.
pub(super) fn done(ctx: &RequestCtx) -> Option<AnyView> {
    (ctx.query.get("done") == "act" && ctx.refused.is_none())
        .then(|| notice(NoticeKind::Success, None, view! { <p>{ctx.l().msg_report_done_act()}</p> }))
}

fn list(ctx: &RequestCtx, cases: Vec<CaseLine>) -> AnyView {
    let l = ctx.l();
    if cases.is_empty() {
        return view! { {done(ctx)}<p>{l.msg_report_cases_none()}</p> }.into_any();
    }
    let rows = cases
        .into_iter()
        .map(|case| {
            let (title, lang) = forum::title(ctx, case.title.clone(), case.language);
            view! {
                <li class="topic-row stack stack--tight">
                    <h2 class="topic-row__title">
                        <a href=routes::report_case(ctx.locale, &case.id) dir="auto" lang=lang>{title}</a>
                    </h2>
                    {facts(ctx, &case)}
                </li>
            }
        })
        .collect_view();
    view! { {done(ctx)}<ul class="topic-list">{rows}</ul> }.into_any()
}

fn facts(ctx: &RequestCtx, case: &CaseLine) -> AnyView {
    let l = ctx.l();
    let held = case.auto_held.then(|| view! { <p class="muted">{l.msg_report_case_auto_held()}</p> });
    let brigade = case.brigade.then(|| view! { <p><strong>{l.msg_report_case_brigade()}</strong></p> });
    view! {
        <p class="topic-row__meta">
            <span class="tag tag--pending"><Icon name="warning"/>" "{words::class(l, case.class)}</span>" "
            {words::state(l, case.state)}" · "{case.category_name.clone()}" · "<Day iso=case.day.clone()/>
        </p>
        {held}
        {brigade}
    }
    .into_any()
}

/// One case.
///
/// # Errors
/// Like [`report_cases`]; `NotFound`.
pub async fn report_case(ctx: RequestCtx, id: String) -> PageResult {
    require(&ctx.actor, domain::Permission::HandleReports, None)?;
    let case = report::case(&ctx.services, &ctx.actor, &id, ctx.locale).await?;
    let l = ctx.l();
    let keys = offered(&case).into_iter().map(|act| (key_of(act), words::act(l, act))).collect();
    Ok(desk_page_with(&ctx, l.msg_report_case_title(), None, keys, move |ctx| one(ctx, case)).into())
}

/// What this reader can do with the case.
fn offered(case: &CaseView) -> Vec<Act> {
    if case.may_decide { fitting(case) } else { Vec::new() }
}

fn fitting(case: &CaseView) -> Vec<Act> {
    Act::offered(case.line.state, case.post_state, case.held_only)
}

/// The key that reaches it.
fn key_of(act: Act) -> &'static str {
    match act {
        Act::Begin => "m",
        Act::Keep => "a",
        Act::Hold | Act::Release => "s",
        Act::Remove => "r",
        Act::Duplicate => "c",
        Act::Escalate => "e",
    }
}

fn one(ctx: &RequestCtx, case: CaseView) -> AnyView {
    let l = ctx.l();
    let (title, lang) = forum::title(ctx, case.line.title.clone(), case.line.language);
    let offered = fitting(&case);
    let decide = match (case.may_decide, offered.is_empty()) {
        (_, true) => {
            let day = case.decided_day.clone().map(|iso| view! { " "<Day iso=iso/> });
            view! { <p>{l.msg_report_case_closed()}{day}</p>{held_only(ctx, case.held_only)} }.into_any()
        }
        (false, false) => {
            let why = if case.apart { l.msg_report_case_apart() } else { l.msg_report_case_own() };
            view! { <p class="muted">{why}</p> }.into_any()
        }
        (true, false) => decision(ctx, &case, offered),
    };
    let links = sanctions::item_links(ctx, &case.post, None, false);
    let again = case.asked_again.then(|| view! { <p><strong>{l.msg_report_case_again()}</strong></p> });
    let around = (!case.around.is_empty()).then(|| before(ctx, case.around));
    let title_lang = forum::lang(case.line.language);
    let shade = Shade::as_chosen(&case.care, case.line.class);
    let reports = case.reports.into_iter().map(|one| said(ctx, one, title_lang, shade)).collect_view();
    let html = view! {
        <Html html=case.html class="post__body prose prose--small" lang=forum::lang(case.text_language)/>
    }
    .into_any();
    view! {
        {pause_of(ctx, &case.care)}
        {done(ctx)}
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        {facts(ctx, &case.line)}
        {again}
        <section class="panel stack" aria-labelledby="reports">
            <h2 class="panel__title" id="reports">{l.msg_report_case_reports()}</h2>
            <ul class="stack">{reports}</ul>
        </section>
        {around}
        <article class="post" aria-labelledby="now">
            <h2 id="now">{l.msg_report_case_now()}</h2>
            <header class="author-line">
                <span class="author-line__name">{parts::author_name(ctx, &case.author)}</span>" "
                {parts::state_tag(ctx, case.post_state)}
            </header>
            {labels(ctx, case.content_note, shade)}
            {shaded(ctx, html, shade)}
            {reading::in_queue(ctx, None, case.choices)}
            <p>
                <a href=routes::topic(ctx.locale, &case.topic) dir="auto" lang=lang>{title}</a>
            </p>
            {links}
        </article>
        {decide}
        <p class="muted">{l.msg_report_case_number()}" "<code dir="ltr">{case.line.id}</code></p>
    }
    .into_any()
}

/// What was said, and what was seen then: a title in its topic's language, a text in its own. In whose words is told to
/// nobody.
fn said(ctx: &RequestCtx, one: ReportView, title_lang: &'static str, shade: Shade) -> AnyView {
    let l = ctx.l();
    let code = one.code.map(|code| words::code(l, code));
    let before = one.before.map(|code| {
        view! { " · "{l.msg_report_case_before()}" "<strong>{words::code(l, code)}</strong> }
    });
    let withdrawn = one.withdrawn.then(|| view! { " · "{l.msg_report_case_withdrawn()} });
    // She may have had to quote the worst of it.
    let text = (!one.text.is_empty()).then(|| {
        let text = view! { <p dir="auto">{parts::lines(&one.text)}</p> }.into_any();
        shaded(ctx, text, shade)
    });
    let seen = match one.seen_text {
        Some(seen) if !seen.is_empty() => {
            let lang = one.seen_language.map(forum::lang);
            let seen = view! {
                <p dir="auto" lang=title_lang><strong>{one.seen_title}</strong></p>
                <p dir="auto" lang=lang>{parts::lines(&seen)}</p>
            }
            .into_any();
            // It is folded as it is.
            let seen = shaded(ctx, seen, Shade { folded: false, ..shade });
            view! {
                <details class="disclosure">
                    <summary>{l.msg_report_case_seen()}</summary>
                    {seen}
                </details>
            }
            .into_any()
        }
        Some(_) => ().into_any(),
        None => view! { <p class="muted">{l.msg_report_case_unchanged()}</p> }.into_any(),
    };
    view! {
        <li class="stack stack--tight">
            <p><strong>{code}</strong>" · "<Day iso=one.day/>{before}{withdrawn}</p>
            {text}
            {seen}
        </li>
    }
    .into_any()
}

fn before(ctx: &RequestCtx, around: Vec<Around>) -> AnyView {
    let lines = around
        .into_iter()
        .map(|one| {
            view! {
                <li>
                    {parts::author_name(ctx, &one.author)}": "
                    <span dir="auto" lang=forum::lang(one.language)>{one.excerpt}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="disclosure">
            <summary>{ctx.l().msg_report_case_around()}</summary>
            <ul class="stack">{lines}</ul>
        </details>
    }
    .into_any()
}

fn decision(ctx: &RequestCtx, case: &CaseView, offered: Vec<Act>) -> AnyView {
    let l = ctx.l();
    let button = |act: Act| {
        let class = if act == Act::Keep { "button" } else { "button button--secondary" };
        let one = decide_form::button(class, act.as_str(), words::act(l, act), key_of(act));
        view! { {one}" " }.into_any()
    };
    let plain: Vec<AnyView> = offered
        .iter()
        .filter(|act| !matches!(act, Act::Hold | Act::Remove | Act::Duplicate | Act::Escalate))
        .map(|act| button(*act))
        .collect();
    let typed = ctx.typed("action");
    let folded = |act: Act, body: AnyView| {
        let open = typed == act.as_str();
        view! {
            <details class="disclosure" open=open>
                <summary>{words::act(l, act)}</summary>
                {form(ctx, case, view! { {body}<p class="actions">{button(act)}</p> }.into_any())}
            </details>
        }
        .into_any()
    };
    // Both have a reason; a number chooses it.
    let taking: Vec<Act> =
        offered.iter().copied().filter(|act| matches!(act, Act::Hold | Act::Remove)).collect();
    let remove = (!taking.is_empty()).then(|| {
        let refused = taking.iter().any(|act| typed == act.as_str());
        let reasons = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
            .chain(Reason::OFFERED.into_iter().map(|one| (one.as_str().to_owned(), forum::reason(l, one))))
            .collect();
        let select = choice_of(LABELS, "", "reason", reasons, "", refused);
        // Words to her belong to what is taken away.
        let note = taking
            .contains(&Act::Remove)
            .then(|| view! { <TextArea name="note" labels=LABELS rows=3/> }.into_any());
        let title = taking.iter().map(|act| words::act(l, *act)).collect::<Vec<_>>().join(" · ");
        let buttons: Vec<AnyView> = taking.iter().map(|act| button(*act)).collect();
        let body = view! { {select}{note}<p class="actions">{buttons}</p> }.into_any();
        view! {
            <details class="disclosure" open=refused data-reasons="">
                <summary>{title}</summary>
                {form(ctx, case, body)}
            </details>
        }
        .into_any()
    });
    let duplicate = offered
        .contains(&Act::Duplicate)
        .then(|| folded(Act::Duplicate, view! { <TextField name="of" labels=LABELS/> }.into_any()));
    let escalate = offered
        .contains(&Act::Escalate)
        .then(|| folded(Act::Escalate, view! { <p>{l.msg_report_act_escalate_hint()}</p> }.into_any()));
    view! {
        <section class="panel stack" aria-labelledby="decide">
            <h2 class="panel__title" id="decide">{l.msg_report_case_decide()}</h2>
            {held_only(ctx, case.held_only)}
            {form(ctx, case, view! { <p class="actions">{plain}</p> }.into_any())}
            {remove}
            {duplicate}
            {escalate}
        </section>
    }
    .into_any()
}

/// Why she may hold the text and not take it away.
pub(super) fn held_only(ctx: &RequestCtx, is: bool) -> Option<AnyView> {
    is.then(|| view! { <p class="muted">{ctx.l().msg_danger_held_only()}</p> }.into_any())
}

fn form(ctx: &RequestCtx, case: &CaseView, body: AnyView) -> AnyView {
    view! {
        <form class="form" method="post" action=routes::report_case(ctx.locale, &case.line.id)>
            <input r#type="hidden" name="version" value=case.line.version.to_string()/>
            {body}
        </form>
    }
    .into_any()
}

/// 409, with how the case stands; the words that she had written to the author come back with it.
pub fn report_conflict(ctx: &RequestCtx, id: &str, now: Current, note: &str) -> Page {
    let (id, note) = (id.to_owned(), note.to_owned());
    desk_page(ctx, ctx.l().msg_report_stale_title(), None, move |ctx| {
        let l = ctx.l();
        let day = now.decided_day.map(|iso| view! { " · "<Day iso=iso/> });
        view! {
            <div class="stack" role="alert">
                <p>{l.msg_report_stale_text()}</p>
                <p><strong>{words::state(l, now.state)}</strong>{day}</p>
                {super::queue::kept_note(ctx, &note)}
                <p class="actions"><a class="button" href=routes::report_case(ctx.locale, &id)>{l.msg_report_stale_back()}</a></p>
            </div>
        }
        .into_any()
    })
    .status(409)
}
