//! Appealing, and going on with an appeal of hers.

use contract::{ErrorCode, ids::AppealId};
use domain::{
    DomainError,
    moderation::appeal::{self, Appealed, Decided, State},
};
use leptos::prelude::*;

use super::{APPEAL_LABELS, mine::what, said, words};
use crate::site::{
    components::{Crumb, ErrorSummary, FormKeyField, NoticeKind, TextArea, notice, page_header},
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

fn crumbs(ctx: &RequestCtx, title: &str) -> Vec<Crumb> {
    let l = ctx.l();
    vec![
        Crumb::to(l.msg_sanctions_mine_title(), routes::my_decisions(ctx.locale)),
        Crumb::here(title.to_owned()),
    ]
}

/// The form of an appeal against the decision in `?decision=`.
///
/// # Errors
/// `SignInNeeded` for a guest; `NotFound` for a decision that is not hers; `Conflict` when the time is over.
pub async fn new_appeal(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let typed = ctx.typed("decision");
    let name = if typed.is_empty() { ctx.query.get("decision").to_owned() } else { typed };
    if name.is_empty() {
        return Ok(Reply::see_other(routes::my_decisions(ctx.locale)));
    }
    let about = appeal::decided(&ctx.services, &ctx.actor, &name).await?;
    if let Some(appeal) = &about.appeal {
        return Ok(Reply::see_other(routes::appeal(ctx.locale, &appeal.id)));
    }
    if !about.may_appeal {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let title = ctx.l().msg_sanctions_appeal_title();
    Ok(Page::new(title, move || form(&ctx, about)).personal().into())
}

fn form(ctx: &RequestCtx, about: Decided) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_sanctions_appeal_title();
    view! {
        {page_header(locale, crumbs(ctx, &title), title, Some(l.msg_sanctions_appeal_lead()), true)}
        <div class="narrow stack">
            <article class="panel stack stack--tight">{what(ctx, &about)}</article>
            <form class="form" method="post" action=routes::new_appeal(locale, &about.name)>
                {view! { <ErrorSummary labels=APPEAL_LABELS/> }.into_any()}
                {view! { <FormKeyField/> }.into_any()}
                <input r#type="hidden" name="decision" value=about.name.clone()/>
                {view! { <TextArea name="body" labels=APPEAL_LABELS hint=l.msg_sanctions_appeal_field_hint() rows=10/> }.into_any()}
                <p class="actions"><button class="button" r#type="submit">{l.msg_sanctions_appeal_submit()}</button></p>
            </form>
        </div>
    }
    .into_any()
}

/// An appeal of hers: how it stands, the team's question, the answer.
///
/// # Errors
/// `SignInNeeded` for a guest; `NotFound` when it is not hers.
pub async fn one_appeal(ctx: RequestCtx, id: String) -> PageResult {
    ctx.actor.require_member()?;
    let id: AppealId = id.parse().map_err(|_| DomainError::not_found())?;
    let about = appeal::one(&ctx.services, &ctx.actor, &id).await?;
    let title = ctx.l().msg_sanctions_appeal_one();
    Ok(Page::new(title, move || one(&ctx, about)).personal().into())
}

fn one(ctx: &RequestCtx, about: Decided) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_sanctions_appeal_one();
    let done = (ctx.query.get("done") == "replied" && ctx.refused.is_none())
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_sanctions_appeal_replied()}</p> }));
    let decision = what(ctx, &about);
    let appeal = about.appeal.map(|appeal| dialogue(ctx, &appeal));
    view! {
        {page_header(locale, crumbs(ctx, &title), title, None, true)}
        <div class="narrow stack">
            {done}
            {appeal}
            <article class="panel stack stack--tight">{decision}</article>
        </div>
    }
    .into_any()
}

fn dialogue(ctx: &RequestCtx, appeal: &Appealed) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let due = (appeal.state == State::Pending).then(|| {
        let text = if appeal.overdue {
            l.msg_sanctions_appeal_late()
        } else {
            l.msg_sanctions_appeal_due(i18n::dates::day(locale, &appeal.due_day))
        };
        view! { <p>{text}</p> }
    });
    let answer = appeal.answer.as_deref().map(|text| said(l.msg_sanctions_appeal_answer(), text));
    let question = appeal.question.as_deref().map(|text| said(l.msg_sanctions_appeal_question(), text));
    let reply = appeal.reply.as_deref().map(|text| said(l.msg_sanctions_appeal_reply(), text));
    let form = appeal.asks().then(|| {
        view! {
            <form class="form" method="post" action=routes::appeal(locale, &appeal.id)>
                {view! { <ErrorSummary labels=APPEAL_LABELS/> }.into_any()}
                {view! { <TextArea name="body" labels=APPEAL_LABELS rows=6/> }.into_any()}
                <p class="actions"><button class="button" r#type="submit">{l.msg_sanctions_appeal_reply_submit()}</button></p>
            </form>
        }
    });
    view! {
        <p><strong>{words::state(l, appeal.state)}</strong></p>
        {due}
        {answer}
        {said(l.msg_sanctions_appeal_yours(), &appeal.body)}
        {question}
        {reply}
        {form}
    }
    .into_any()
}
