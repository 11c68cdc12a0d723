//! Appeals at the desk: what waits, and one of them with everything that is needed to decide.

use contract::ids::AppealId;
use domain::{
    DomainError, Permission,
    moderation::appeal::{self, Line, List, Sheet, State},
    permission::require,
};
use leptos::prelude::*;

use super::{LABELS, fact, said, words};
use crate::site::{
    components::{Day, ErrorSummary, Html, NoticeKind, TextArea, TextField, notice},
    page::PageResult,
    pages::{
        forum::{parts, words as forum},
        staff::{choice_of, desk_page, desk_page_with, table},
    },
    request::RequestCtx,
    routes,
};

/// The list.
///
/// # Errors
/// Like [`require`] of [`Permission::ReviewQueue`].
pub async fn appeals(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let list = appeal::list(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_sanctions_appeals_title(), ctx.l().msg_sanctions_appeals_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| listed(ctx, list)).into())
}

fn listed(ctx: &RequestCtx, list: List) -> AnyView {
    let l = ctx.l();
    view! {
        {done(ctx)}
        {lines(ctx, "waiting", l.msg_sanctions_appeals_waiting(), list.pending)}
        {lines(ctx, "decided", l.msg_sanctions_appeals_decided(), list.decided)}
    }
    .into_any()
}

/// What was just done; a decision leads on to the next appeal, or to the list.
fn done(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let text = match ctx.query.get("done") {
        "asked" => l.msg_sanctions_appeals_done_asked(),
        "decided" => l.msg_sanctions_appeals_done_decided(),
        _ => return None,
    };
    ctx.refused.is_none().then(|| notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}

/// How an appeal stands, with what is special about it.
fn state(ctx: &RequestCtx, line: &Line) -> AnyView {
    let l = ctx.l();
    let tag =
        |shown: bool, text: String| shown.then(|| view! { " "<span class="tag tag--pending">{text}</span> });
    view! {
        {words::state(l, line.state)}
        {tag(line.overdue, l.msg_sanctions_appeals_overdue())}
        {tag(line.asked, l.msg_sanctions_appeals_asked())}
    }
    .into_any()
}

fn lines(ctx: &RequestCtx, id: &'static str, title: String, lines: Vec<Line>) -> AnyView {
    let l = ctx.l();
    let rows: Vec<AnyView> = lines
        .into_iter()
        .map(|line| {
            let state = state(ctx, &line);
            view! {
                <tr>
                    <th scope="row">
                        <a href=routes::desk_appeal(ctx.locale, &line.id)>{words::against(l, line.decision)}</a>
                    </th>
                    <td>{parts::author_name(ctx, &line.author)}</td>
                    <td><Day iso=line.day/></td>
                    <td><Day iso=line.due_day/></td>
                    <td>{state}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    if rows.is_empty() {
        return view! { <h2>{title}</h2><p>{l.msg_sanctions_appeals_none()}</p> }.into_any();
    }
    let heads = vec![
        l.msg_sanctions_appeals_against(),
        l.msg_alias_identity_alias(),
        l.msg_staff_audit_day(),
        l.msg_sanctions_appeals_due(),
        l.msg_staff_state(),
    ];
    table(id, title, heads, rows)
}

/// One appeal, with what was refused in its forms.
///
/// # Errors
/// Like [`appeals`]; `NotFound` outside of her categories, and for her own.
pub async fn appeal(ctx: RequestCtx, id: String) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let id: AppealId = id.parse().map_err(|_| DomainError::not_found())?;
    let sheet = appeal::sheet(&ctx.services, &ctx.actor, &id).await?;
    let l = ctx.l();
    let title = l.msg_sanctions_log_action_appeal();
    let mut keys = Vec::new();
    if sheet.line.may_decide {
        keys.push(("a", l.msg_desk_key_decide()));
        if sheet.question.is_none() {
            keys.push(("c", l.msg_desk_key_ask()));
        }
    }
    Ok(desk_page_with(&ctx, title, None, keys, move |ctx| one(ctx, sheet)).into())
}

fn one(ctx: &RequestCtx, sheet: Sheet) -> AnyView {
    let l = ctx.l();
    let line = &sheet.line;
    let pending = line.state == State::Pending;
    let barred = (pending && !line.may_decide)
        .then(|| notice(NoticeKind::Info, None, view! { <p>{l.msg_sanctions_appeals_took_part()}</p> }));
    let nobody = line
        .nobody_left
        .then(|| notice(NoticeKind::Warning, None, view! { <p>{l.msg_sanctions_appeals_nobody()}</p> }));
    let (title, lang) = forum::title(ctx, sheet.title.clone(), sheet.title_language);
    let href = routes::post(ctx.locale, &sheet.topic, &sheet.post);
    let kind = match sheet.kind {
        Some(kind) => words::kind(l, kind),
        None => words::against(l, line.decision),
    };
    let why = sheet
        .rule
        .map(|rule| words::rule(l, rule))
        .or_else(|| sheet.reason.map(|reason| forum::reason(l, reason)))
        .map(|why| fact(l.msg_staff_field_reason(), why));
    let last =
        sheet.last_day.clone().map(|day| fact(l.msg_sanctions_desk_field_ends(), view! { <Day iso=day/> }));
    let words_of = |title: String, text: &Option<String>| text.as_deref().map(|text| said(title, text));
    let told = words_of(l.msg_sanctions_appeals_told(), &sheet.told);
    let internal = words_of(l.msg_sanctions_desk_field_reason(), &sheet.internal);
    let question = words_of(l.msg_sanctions_appeals_field_question(), &sheet.question);
    let reply = words_of(l.msg_sanctions_appeal_reply(), &sheet.reply);
    let answer = words_of(l.msg_sanctions_appeals_field_answer(), &sheet.answer);
    let text_lang = forum::lang(sheet.language);
    let forms = line.may_decide.then(|| forms(ctx, &sheet));
    view! {
        {done(ctx)}
        {barred}
        {nobody}
        <dl class="meta">
            {fact(l.msg_sanctions_appeals_against(), kind)}
            {fact(l.msg_alias_identity_alias(), parts::author_name(ctx, &line.author))}
            {fact(l.msg_sanctions_appeals_text(), view! { <a href=href dir="auto" lang=lang>{title}</a> })}
            {why}
            {last}
            {fact(l.msg_staff_audit_day(), view! { <Day iso=line.day.clone()/> })}
            {fact(l.msg_sanctions_appeals_due(), view! { <Day iso=line.due_day.clone()/> })}
            {fact(l.msg_staff_state(), state(ctx, line))}
        </dl>
        <article class="post">
            {view! { <Html html=sheet.html.clone() class="post__body prose" lang=text_lang/> }.into_any()}
        </article>
        {told}
        {internal}
        {said(l.msg_sanctions_appeals_hers(), &sheet.body)}
        {question}
        {reply}
        {answer}
        {forms}
    }
    .into_any()
}

fn forms(ctx: &RequestCtx, sheet: &Sheet) -> AnyView {
    let l = ctx.l();
    let here = routes::desk_appeal(ctx.locale, &sheet.line.id);
    // A text is given back, or it is not.
    let ends = [State::Upheld, State::Reversed, State::PartlyReversed, State::Inadmissible]
        .into_iter()
        .filter(|state| sheet.kind.is_some() || *state != State::PartlyReversed);
    let outcomes = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(ends.map(|state| (state.as_str().to_owned(), words::state(l, state))))
        .collect();
    let shorter = sheet
        .kind
        .is_some()
        .then(|| view! { <TextField name="ends" labels=LABELS kind="date" hint=l.msg_sanctions_appeals_field_ends()/> }.into_any());
    let ask = sheet.question.is_none().then(|| {
        view! {
            <form class="form panel" method="post" action=here.clone() data-key="c">
                <h2 class="panel__title">{l.msg_sanctions_appeals_ask_title()}</h2>
                <p>{l.msg_sanctions_appeals_ask_hint()}</p>
                {view! { <TextArea name="question" labels=LABELS rows=3/> }.into_any()}
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="ask">
                        {l.msg_sanctions_appeals_ask()}
                    </button>
                </p>
            </form>
        }
    });
    view! {
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        {ask}
        <form class="form panel" method="post" action=here data-key="a">
            <h2 class="panel__title">{l.msg_sanctions_appeals_decide_title()}</h2>
            {choice_of(LABELS, "", "outcome", outcomes, "", ctx.refused.is_some())}
            {shorter}
            {view! { <TextArea name="answer" labels=LABELS hint=l.msg_sanctions_appeals_field_answer_hint() rows=6/> }.into_any()}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="decide">{l.msg_sanctions_appeals_decide()}</button>
            </p>
        </form>
    }
    .into_any()
}
