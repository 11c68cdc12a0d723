//! Her conversations.

use domain::messages::{CaseLine, CaseList};
use leptos::prelude::*;

use super::{case_id, words};
use crate::site::{
    components::{Crumb, Day, Icon, Num, page_header},
    page::{Page, PageResult},
    pages::forum::parts,
    request::RequestCtx,
    routes,
};

/// The list, newest first.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for a place that is none of hers.
pub async fn list(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let after = match ctx.query.get("after") {
        "" => None,
        text => Some(case_id(text)?),
    };
    let list = domain::messages::list(&ctx.services, &ctx.actor, after.as_ref()).await?;
    let title = ctx.l().msg_messages_title();
    Ok(Page::new(title, move || view(&ctx, list, after.is_some())).personal().into())
}

fn view(ctx: &RequestCtx, list: CaseList, further: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let here = routes::messages(locale);
    let title = l.msg_messages_title();
    let crumbs = vec![Crumb::to(l.msg_nav_account(), routes::account(locale)), Crumb::here(title.clone())];
    let body = if list.rows.is_empty() && !further {
        parts::empty(l.msg_messages_empty_title(), l.msg_messages_empty_text(), None)
    } else {
        let rows = list.rows.into_iter().map(|row| line(ctx, row)).collect_view();
        view! { <ul class="topic-list">{rows}</ul> }.into_any()
    };
    let before = further.then(|| (here.clone(), l.msg_pages_previous()));
    let after = list.next.map(|id| (format!("{here}?after={id}"), l.msg_pages_next()));
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_messages_lead()), true)}
        <div class="narrow stack">
            <p class="actions"><a class="button" href=routes::new_message(locale)>{l.msg_messages_write()}</a></p>
            {body}
            {parts::pagination(ctx, before, None, after)}
        </div>
    }
    .into_any()
}

fn line(ctx: &RequestCtx, row: CaseLine) -> AnyView {
    let l = ctx.l();
    let unread = row.unread.then(|| {
        view! { " "<span class="tag tag--pending"><Icon name="check"/>" "{l.msg_messages_unread()}</span> }
    });
    view! {
        <li class="topic-row stack stack--tight">
            <h2 class="topic-row__title">
                <a href=routes::message(ctx.locale, &row.id)>{words::kind(l, row.kind)}</a>{unread}
            </h2>
            <p class="topic-row__meta">{words::state(l, row.open)}" · "<Day iso=row.day/></p>
            <p dir="auto">{row.excerpt}</p>
        </li>
    }
    .into_any()
}

/// The way here from the account, with the number of conversations that hold something new.
pub fn account_link(ctx: &RequestCtx, unread: u64) -> AnyView {
    let l = ctx.l();
    let count = (unread > 0).then(|| {
        view! { " "<span class="tag tag--pending">{l.msg_messages_unread()}" "<Num text=unread.to_string()/></span> }
    });
    view! { <li><a href=routes::messages(ctx.locale)>{l.msg_messages_title()}</a>{count}</li> }.into_any()
}
