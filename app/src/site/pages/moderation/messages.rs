//! The team's side of conversations with members.

use domain::{
    DomainError, DomainResult,
    messages::{self, Note, TeamFilter, TeamLine, TeamList, TeamThread},
    moderation::{item::Class, report::CaseState},
};
use leptos::prelude::*;

use super::{
    queue::pause_of,
    shade::{Shade, shaded},
};
use crate::site::{
    components::{Day, ErrorSummary, Icon, NoticeKind, in_textarea, notice},
    form::Form,
    page::PageResult,
    pages::{
        forum::parts,
        messages::{LABELS, case_id, parts as said, words},
        report,
        staff::desk_page,
    },
    request::RequestCtx,
    routes,
};

fn filter_of(query: &Form) -> DomainResult<TeamFilter> {
    TeamFilter::parse(query.get("state"), query.get("kind"), query.get("after"))
        .map_err(|_| DomainError::not_found())
}

/// What a member is called at the desk.
fn name(ctx: &RequestCtx, line: &TeamLine) -> String {
    line.pseudonym.clone().unwrap_or_else(|| ctx.l().msg_messages_hidden_name())
}

/// The list, newest first.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::MessagesAnswer`]; `NotFound` for filters that are none.
pub async fn team_messages(ctx: RequestCtx) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::MessagesAnswer, None)?;
    let filter = filter_of(&ctx.query)?;
    let list = messages::team_list(&ctx.services, &ctx.actor, &filter).await?;
    let (title, lead) = (ctx.l().msg_messages_desk_title(), ctx.l().msg_messages_desk_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, list, &filter)).into())
}

fn view(ctx: &RequestCtx, list: TeamList, filter: &TeamFilter) -> AnyView {
    let l = ctx.l();
    let path = routes::team_messages(ctx.locale);
    let link = |to: TeamFilter, text: String, here: bool| {
        let href = routes::with_pairs(&path, &to.pairs());
        view! { <li><a class="filters__link" href=href aria-current=here.then_some("true")>{text}</a></li> }
            .into_any()
    };
    let base = TeamFilter { after: None, ..filter.clone() };
    let states = [false, true]
        .map(|closed| {
            let to = TeamFilter { closed, ..base.clone() };
            link(to, words::state(l, !closed), filter.closed == closed)
        })
        .collect_view();
    let kinds = std::iter::once((None, l.msg_moderation_filter_all()))
        .chain(messages::team_kinds(&ctx.actor).into_iter().map(|kind| (Some(kind), words::kind(l, kind))))
        .map(|(kind, text)| link(TeamFilter { kind, ..base.clone() }, text, filter.kind == kind))
        .collect_view();
    let rows = if list.rows.is_empty() {
        parts::empty(l.msg_messages_desk_empty_title(), l.msg_messages_desk_empty_text(), None)
    } else {
        let rows = list.rows.into_iter().map(|row| line(ctx, row)).collect_view();
        view! { <ul class="topic-list">{rows}</ul> }.into_any()
    };
    let before =
        filter.after.is_some().then(|| (routes::with_pairs(&path, &base.pairs()), l.msg_staff_first_page()));
    let after = list.next.map(|next| {
        let mut pairs = base.pairs();
        pairs.push(("after", next.to_string()));
        (routes::with_pairs(&path, &pairs), l.msg_moderation_more())
    });
    let done = (ctx.query.get("done") == "recuse")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_messages_done_recuse()}</p> }));
    view! {
        {done}
        <nav class="stack" aria-label=l.msg_moderation_filter_label()>
            {super::filters::row(l.msg_staff_state(), states)}
            {super::filters::row(l.msg_messages_field_kind(), kinds)}
        </nav>
        {rows}
        {parts::pagination(ctx, before, None, after)}
    }
    .into_any()
}

fn line(ctx: &RequestCtx, row: TeamLine) -> AnyView {
    let l = ctx.l();
    let who = name(ctx, &row);
    let waits = row.waits.then(|| {
        view! { " "<span class="tag tag--pending"><Icon name="clock"/>" "{l.msg_messages_waits()}</span> }
    });
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title">
                <a href=routes::team_message(ctx.locale, &row.id)>{words::kind(l, row.kind)}</a>{waits}
            </h2>
            <p class="topic-row__meta"><bdi>{who}</bdi>" · "<Day iso=row.day/></p>
            <p dir="auto">{row.excerpt}</p>
        </li>
    }
    .into_any()
}

/// One conversation, with what was refused in its forms.
///
/// # Errors
/// Like [`team_messages`]; `NotFound`, also for the reader's own.
pub async fn team_message(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::MessagesAnswer, None)?;
    let thread = messages::team_thread(&ctx.services, &ctx.actor, &case_id(&id)?).await?;
    let title = words::kind(ctx.l(), thread.line.kind);
    Ok(desk_page(&ctx, title, None, move |ctx| one(ctx, thread)).into())
}

fn one(ctx: &RequestCtx, thread: TeamThread) -> AnyView {
    let l = ctx.l();
    let line = &thread.line;
    let here = routes::team_message(ctx.locale, &line.id);
    let done = match ctx.query.get("done") {
        "send" => Some(l.msg_messages_done_answered()),
        "note" => Some(l.msg_messages_done_noted()),
        "close" => Some(l.msg_messages_done_closed()),
        "open" => Some(l.msg_messages_done_open()),
        "uphold" | "not_uphold" => Some(l.msg_report_done_act()),
        _ => None,
    }
    .filter(|_| ctx.refused.is_none())
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let who = name(ctx, line);
    let reported = line.reported.map(|code| view! { <p><strong>{report::words::code(l, code)}</strong></p> });
    let state = line.report.map(|state| view! { " · "{words::report(l, state)} });
    // A report is closed by its decision.
    let undecided = line.report.is_some_and(CaseState::is_live);
    let press = if line.open {
        (!undecided).then(|| said::press(here.clone(), "close", l.msg_messages_close()))
    } else {
        Some(said::press(here.clone(), "open", l.msg_messages_reopen()))
    };
    let (hint, decisions) = if line.can_decide {
        let both = vec![("uphold", l.msg_messages_uphold()), ("not_uphold", l.msg_messages_not_uphold())];
        (l.msg_messages_decide_hint(), both)
    } else {
        (l.msg_messages_answer_hint(), Vec::new())
    };
    let class = if thread.hard { Class::Danger } else { Class::Queue };
    let shade = Shade::as_chosen(&thread.care, class);
    let pause = pause_of(ctx, &thread.care);
    let words = said::messages(ctx, &who, thread.messages, |_| None);
    view! {
        {pause}
        {done}
        <p class="topic-row__meta"><bdi>{who.clone()}</bdi>" · "{words::state(l, line.open)}{state}</p>
        {reported}
        {shaded(ctx, words, shade)}
        <form class="composer" method="post" action=here.clone()>
            <h2 class="composer__title">{l.msg_messages_answer_title()}</h2>
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            {said::writing_and(ctx, hint, l.msg_messages_answer(), decisions)}
        </form>
        {notes(ctx, &here, thread.notes)}
        {press}
        {said::press(here.clone(), "recuse", l.msg_desk_recuse())}
    }
    .into_any()
}

/// Notes of the team for itself, in their own form with its own field: an answer and a note are not to be mixed up.
fn notes(ctx: &RequestCtx, here: &str, notes: Vec<Note>) -> AnyView {
    let l = ctx.l();
    let items = notes
        .into_iter()
        .map(|note| {
            let by = note.by.unwrap_or_default();
            view! {
                <li class="stack stack--tight">
                    <p class="topic-row__meta"><bdi>{by}</bdi>" · "<Day iso=note.day/></p>
                    <p dir="auto">{parts::lines(&note.body)}</p>
                </li>
            }
        })
        .collect_view();
    let typed = in_textarea(&ctx.typed("note"));
    view! {
        <section class="panel" aria-labelledby="notes">
            <h2 class="panel__title" id="notes">{l.msg_messages_notes_title()}</h2>
            <p>{l.msg_messages_notes_text()}</p>
            <ul class="stack">{items}</ul>
            <form class="form" method="post" action=here.to_owned()>
                <input r#type="hidden" name="form_key" value=said::fresh_key()/>
                <div class="field">
                    <label class="field__label" for="note">{l.msg_messages_field_note()}</label>
                    <textarea class="textarea" id="note" name="note" rows="3" dir="auto">{typed}</textarea>
                </div>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="note">
                        {l.msg_messages_note()}
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
