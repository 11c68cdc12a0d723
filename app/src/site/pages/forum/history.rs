//! What a text was before: for its author and the team.

use contract::ids::PostId;
use domain::{
    DomainError,
    forum::{History, RevisionState, RevisionView, edit::Piece},
};
use leptos::prelude::*;

use super::{parts, words};
use crate::site::{
    components::{Crumb, Day, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// All revisions of a text, newest first.
///
/// # Errors
/// `SignInNeeded` for a guest; `NotFound` for everybody but its author and the team of its category.
pub async fn history(ctx: RequestCtx, id: String) -> PageResult {
    let id: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let history = domain::forum::history(&ctx.services, &ctx.actor, &id).await?;
    let title = ctx.l().msg_edit_history_title();
    Ok(Page::new(title, move || view(&ctx, history)).personal().into())
}

fn view(ctx: &RequestCtx, history: History) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_edit_history_title();
    let crumbs = vec![
        Crumb::to(l.msg_nav_forum(), routes::forum(locale)),
        Crumb::to(l.msg_forum_posts_title(), routes::permalink(&history.post)),
        Crumb::here(title.clone()),
    ];
    let (post, lang) = (history.post, words::lang(history.language));
    let rows = history.revisions.into_iter().map(|row| revision(ctx, &post, row, lang)).collect_view();
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_edit_history_lead()), true)}
        <ol class="narrow stack topic-list">{rows}</ol>
    }
    .into_any()
}

fn revision(ctx: &RequestCtx, post: &PostId, row: RevisionView, lang: &'static str) -> AnyView {
    let l = ctx.l();
    let state = match row.state {
        _ if row.is_current => l.msg_edit_revision_current(),
        RevisionState::Shown => l.msg_edit_revision_shown(),
        RevisionState::Waiting => l.msg_edit_revision_waiting(),
        RevisionState::Refused => l.msg_edit_revision_refused(),
        RevisionState::Returned => l.msg_edit_revision_returned(),
        RevisionState::Replaced => l.msg_edit_revision_replaced(),
    };
    let by = row.by_team.then(|| format!(" · {}", l.msg_edit_revision_by_team()));
    let hidden = row.is_hidden.then(|| view! { <p class="muted">{l.msg_edit_revision_hidden()}</p> });
    let title = (!row.title.is_empty())
        .then(|| view! { <p dir="auto" lang=lang><strong>{pieces(&row.title)}</strong></p> });
    let text = (!row.text.is_empty())
        .then(|| view! { <div class="prose prose--small" dir="auto" lang=lang>{pieces(&row.text)}</div> });
    let hide = row.can_hide.then(|| {
        view! {
            <form method="post" action=routes::history(ctx.locale, post)>
                <input r#type="hidden" name="n" value=row.n.to_string()/>
                <button class="button button--quiet button--small" name="action" value="hide">{l.msg_edit_revision_hide()}</button>
            </form>
        }
    });
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title">{l.msg_edit_revision(row.n.to_string())}</h2>
            <p class="topic-row__meta">{state}{by}" · "<Day iso=row.day/></p>
            {hidden}
            {parts::reason_and_note(ctx, row.reason, row.note)}
            {title}
            {text}
            {hide}
        </li>
    }
    .into_any()
}

/// Two texts in one: what was taken out, and what came in.
pub fn pieces(pieces: &[Piece]) -> AnyView {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Same(text) => parts::lines(text),
            Piece::Removed(text) => view! { <del>{parts::lines(text)}</del> }.into_any(),
            Piece::Added(text) => view! { <ins>{parts::lines(text)}</ins> }.into_any(),
        })
        .collect_view()
        .into_any()
}
