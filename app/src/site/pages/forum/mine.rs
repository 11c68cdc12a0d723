//! A member's own contributions.

use contract::ids::PostId;
use domain::{
    DomainError,
    forum::{Contribution, Contributions, PostState},
};
use leptos::prelude::*;

use super::{parts, words};
use crate::site::{
    components::{Crumb, Day, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

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
            <p><a class="more-link" href=routes::drafts(locale)>{l.msg_writing_drafts_title()}</a></p>
            {body}
            {parts::pagination(ctx, before, None, after)}
        </div>
    }
    .into_any()
}

fn contribution(ctx: &RequestCtx, row: Contribution) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let kind = if row.is_opening { l.msg_forum_mine_topic() } else { l.msg_forum_mine_reply() };
    let title = match row.title {
        Some(title) => {
            let (title, lang) = words::title(ctx, title, row.language);
            let href = routes::post(locale, &row.topic, &row.post);
            view! { <a href=href dir="auto" lang=lang>{title}</a> }.into_any()
        }
        None => view! { <span>{l.msg_forum_mine_topic_hidden()}</span> }.into_any(),
    };
    let refused = matches!(row.state, PostState::Rejected | PostState::ChangesRequested);
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
                {parts::state_tag(ctx, row.state)}" "{kind}" · "<Day iso=row.day/>
            </p>
            <p dir="auto">{row.excerpt}</p>
            {parts::reason_and_note(ctx, row.reason, row.note)}
            {correct}
        </li>
    }
    .into_any()
}
