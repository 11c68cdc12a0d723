//! A member's own contributions.

use contract::ids::PostId;
use domain::{
    DomainError,
    forum::{Contribution, Contributions, PostState},
    moderation::Reason,
};
use leptos::prelude::*;

use super::{edit, parts, taken, words};
use crate::site::{
    components::{Crumb, Day, ErrorSummary, NoticeKind, error_summary::Labels, notice, page_header},
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// Names of the form's fields.
const LABELS: Labels =
    &[("sure", |l| l.msg_edit_all_sure()), ("action", |l| l.msg_moderation_field_action())];

/// The address of the list until now.
///
/// # Errors
/// None.
pub async fn mine_moved(ctx: RequestCtx) -> PageResult {
    Ok(Reply::permanent(routes::my_contributions(ctx.locale)))
}

/// Everything she wrote, with its state.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for a cursor that leads nowhere.
pub async fn mine(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let after: Option<PostId> = match ctx.query.get("after") {
        "" => None,
        text => Some(text.parse().map_err(|_| DomainError::not_found())?),
    };
    let list = domain::forum::my_contributions(&ctx.services, &ctx.actor, after.as_ref()).await?;
    let title = ctx.l().msg_forum_mine_title();
    Ok(Page::new(title, move || view(&ctx, list, after.is_some())).personal().into())
}

fn view(ctx: &RequestCtx, list: Contributions, further: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let here = routes::my_contributions(locale);
    let title = l.msg_forum_mine_title();
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(title.clone())];
    let any = !list.rows.is_empty() || further;
    let body = if list.rows.is_empty() && !further {
        let ask = (routes::new_topic(locale, ""), l.msg_forum_ask());
        parts::empty(l.msg_forum_mine_empty_title(), l.msg_forum_mine_empty_text(), Some(ask))
    } else {
        let rows = list.rows.into_iter().map(|row| contribution(ctx, row)).collect_view();
        view! { <ul class="topic-list">{rows}</ul> }.into_any()
    };
    let before = further.then(|| (here.clone(), l.msg_pages_previous()));
    let after = list.older.map(|id| (format!("{here}?after={id}"), l.msg_pages_next()));
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_forum_mine_lead()), true)}
        <div class="narrow stack">
            {(ctx.query.get("done") == "all" && ctx.refused.is_none())
                .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_edit_all_done()}</p> }))}
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            <p><a class="more-link" href=routes::drafts(locale)>{l.msg_writing_drafts_title()}</a></p>
            {body}
            {parts::pagination(ctx, before, None, after)}
            {any.then(|| everything(ctx))}
        </div>
    }
    .into_any()
}

/// Takes everything away, once she says that she means it.
fn everything(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let invalid = ctx.refused.is_some();
    view! {
        {edit::details(ctx)}
        <details class="disclosure" open=invalid>
            <summary>{l.msg_edit_all_title()}</summary>
            <form class="form" method="post" action=routes::my_contributions(ctx.locale)>
                <p>{l.msg_edit_all_text()}</p>
                <label class="choice">
                    <input class="choice__input" id="sure" r#type="checkbox" name="sure" value="yes"
                        aria-invalid=invalid.then_some("true")/>" "
                    <span class="choice__label">{l.msg_edit_all_sure()}</span>
                </label>
                <p class="actions">
                    <button class="button button--danger" name="action" value="withdraw-all">{l.msg_edit_all_button()}</button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// What she can do with a text.
fn ways(ctx: &RequestCtx, row: &Contribution) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let class = "button button--secondary button--small";
    let link = |href: String, text: String| view! { <a class=class href=href>{text}</a>" " };
    let edit = row.can_edit.then(|| link(routes::edit(locale, &row.post), l.msg_edit_link()));
    let withdraw = (row.state != PostState::Withdrawn)
        .then(|| link(routes::withdraw(locale, &row.post), l.msg_edit_withdraw_link()));
    let history =
        row.was_changed.then(|| link(routes::history(locale, &row.post), l.msg_edit_history_link()));
    let undo = row.can_undo.then(|| {
        view! { <button class=class name="action" value="undo">{l.msg_edit_undo()}</button> }
    });
    view! {
        <form class="actions" method="post" action=routes::withdraw(locale, &row.post)>
            {edit}{withdraw}{history}{undo}
        </form>
    }
    .into_any()
}

fn contribution(ctx: &RequestCtx, row: Contribution) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let ways = ways(ctx, &row);
    let kind = if row.is_opening { l.msg_forum_mine_topic() } else { l.msg_forum_mine_reply() };
    let title = match row.title {
        Some(title) => {
            let (title, lang) = words::title(ctx, title, row.language);
            let href = routes::post(locale, &row.topic, &row.post);
            view! { <a href=href dir="auto" lang=lang>{title}</a> }.into_any()
        }
        None => view! { <span>{l.msg_forum_mine_topic_hidden()}</span> }.into_any(),
    };
    let change = row.change.map(|state| taken::changed_tag(ctx, state));
    let refused = matches!(row.state, PostState::Rejected | PostState::ChangesRequested);
    let offered = row.offers || (refused && row.reason == Some(Reason::AnsweredPrivately));
    let offer = offered.then(|| {
        let href = routes::contribution(locale, &row.post);
        view! { <p><a class="more-link" href=href>{l.msg_messages_offer_title()}</a></p> }
    });
    let correct = refused.then(|| {
        let href = if row.is_opening {
            routes::correct_topic(locale, &row.post)
        } else {
            routes::correct_reply(locale, &row.topic, &row.post)
        };
        view! { <p class="actions"><a class="button button--secondary button--small" href=href>{l.msg_forum_correct()}</a></p> }
    });
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title">{title}</h2>
            <p class="topic-row__meta">
                {parts::state_tag(ctx, row.state)}" "{change}{kind}" · "<Day iso=row.day/>
            </p>
            <p dir="auto">{row.excerpt}</p>
            {parts::reason_and_note(ctx, row.reason, row.note)}
            {offer}
            {correct}
            {ways}
        </li>
    }
    .into_any()
}
