//! What a member wants to read or hear: her own page of it, and the button on the page of an item.

use contract::ids::ItemId;
use domain::library::Kept;
use leptos::prelude::*;

use super::cards::length;
use crate::site::{
    components::{Day, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    pages::{
        content::{paper, share},
        identity::account_crumbs,
    },
    request::RequestCtx,
    routes,
};

/// So many items have a code each: more would weigh more than the list.
const CODES: usize = 20;

/// Her list, or what it would be.
///
/// # Errors
/// `SignInNeeded` for a guest; the database is away.
pub async fn reading_list(ctx: RequestCtx) -> PageResult {
    let list = domain::library::reading_list(&ctx.services, &ctx.actor, ctx.locale).await?;
    let title = ctx.l().msg_keep_title();
    let page = Page::new(title, move || view(&ctx, list)).personal();
    Ok(page.with_sheet(paper::SHEET).with_script("ways.js").into())
}

fn view(ctx: &RequestCtx, list: Option<Vec<Kept>>) -> AnyView {
    let l = ctx.l();
    let title = l.msg_keep_title();
    let done = match ctx.query.get("done") {
        "on" => Some(l.msg_keep_done_on()),
        "off" => Some(l.msg_keep_done_off()),
        "empty" => Some(l.msg_keep_done_empty()),
        "remove" => Some(l.msg_keep_done_remove()),
        _ => None,
    };
    let done = done.map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let body = match list {
        None => offer(ctx),
        Some(rows) => kept(ctx, rows),
    };
    view! {
        {page_header(ctx.locale, account_crumbs(ctx, &title), title, Some(l.msg_keep_lead()), true)}
        <div class="narrow stack">{done}{body}</div>
    }
    .into_any()
}

fn button(ctx: &RequestCtx, action: &'static str, class: &'static str, text: String) -> AnyView {
    view! {
        <form method="post" action=routes::reading_list(ctx.locale)>
            <p class="actions">
                <button class=class r#type="submit" name="action" value=action>{text}</button>
            </p>
        </form>
    }
    .into_any()
}

fn offer(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    view! {
        <p>{l.msg_keep_offer()}</p>
        <p>{l.msg_keep_seen()}</p>
        {button(ctx, "on", "button", l.msg_keep_on())}
    }
    .into_any()
}

fn kept(ctx: &RequestCtx, rows: Vec<Kept>) -> AnyView {
    let l = ctx.l();
    let full = !rows.is_empty();
    let list = if full {
        let with_code = rows.len() <= CODES;
        let rows = rows.into_iter().map(|row| line(ctx, row, with_code)).collect_view();
        // The sheet tells neither whose list it is nor when she put what on it.
        view! {
            {paper::printing(ctx)}
            <div class="sheet">
                <p class="sheet__only sheet__title">{l.msg_simple_to_read()}</p>
                <ul class="topic-list">{rows}</ul>
            </div>
        }
        .into_any()
    } else {
        view! {
            <p>{l.msg_keep_none()}</p>
            <p class="actions"><a class="button" href=routes::library(ctx.locale)>{l.msg_library_title()}</a></p>
        }
        .into_any()
    };
    view! {
        {list}
        <p class="screen-only">{l.msg_keep_seen()}</p>
        {full.then(|| button(ctx, "empty", "button button--secondary", l.msg_keep_empty()))}
        {button(ctx, "off", "button button--secondary", l.msg_keep_off())}
    }
    .into_any()
}

fn line(ctx: &RequestCtx, row: Kept, with_code: bool) -> AnyView {
    let l = ctx.l();
    let on_paper =
        row.card.as_ref().map(|card| share::reached(ctx, &routes::item_permanent(&card.id), with_code));
    let (title, more) = match row.card {
        Some(card) => {
            let href = routes::item(ctx.locale, &card.id, &card.slug);
            let more = length(ctx.locale, &card);
            let link = view! { <a href=href lang=card.locale.code() dir="auto">{card.title}</a> };
            (link.into_any(), Some(view! { {more}" · " }))
        }
        None => (l.msg_keep_gone().into_any(), None),
    };
    view! {
        <li class="topic-row">
            <h2 class="topic-row__title">{title}</h2>
            <p class="topic-row__meta">{more}<span class="screen-only"><Day iso=row.day/></span></p>
            {on_paper}
            <form class="screen-only" method="post" action=routes::reading_list(ctx.locale)>
                <input r#type="hidden" name="item" value=row.id.to_string()/>
                <button class="button button--quiet button--small" r#type="submit" name="action" value="remove">
                    {l.msg_keep_remove()}
                </button>
            </form>
        </li>
    }
    .into_any()
}

/// The button on the page of an item; nothing for who keeps no list.
pub(super) fn toggle(ctx: &RequestCtx, item: &ItemId, kept: Option<bool>) -> Option<AnyView> {
    let l = ctx.l();
    let (action, text) = if kept? { ("drop", l.msg_keep_remove()) } else { ("add", l.msg_keep_add()) };
    Some(
        view! {
            <form method="post" action=routes::reading_list(ctx.locale)>
                <input r#type="hidden" name="item" value=item.to_string()/>
                <p class="actions">
                    <button class="button button--secondary button--small" r#type="submit" name="action" value=action>
                        {text}
                    </button>" "
                    <a href=routes::reading_list(ctx.locale)>{l.msg_keep_title()}</a>
                </p>
            </form>
        }
        .into_any(),
    )
}
