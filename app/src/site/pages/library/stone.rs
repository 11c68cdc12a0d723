//! What stands in the place of an item that was taken away: it answers 410, and no byte of the item is in it.

use contract::{ErrorCode, Locale, ids::ItemId};
use domain::{
    DomainError,
    library::{Tombstone, tombstone},
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, Day, bits::breadcrumbs},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The stone of an item that is gone; any other refusal stays what it is.
///
/// # Errors
/// That refusal.
pub(super) async fn in_place(ctx: RequestCtx, id: &ItemId, error: DomainError) -> PageResult {
    if error.code != ErrorCode::Gone {
        return Err(error);
    }
    let Some(stone) = tombstone(&ctx.services, ctx.locale, id).await? else { return Err(error) };
    let title = ctx.l().msg_library_stone_title();
    let alternates = Locale::ALL.map(|locale| (locale, routes::item(locale, id, ""))).to_vec();
    let page = Page::new(title, move || view(&ctx, stone)).discreet().alternates(alternates);
    Ok(page.status(ErrorCode::Gone.status()).into())
}

fn row(name: String, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

fn view(ctx: &RequestCtx, stone: Tombstone) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_library_stone_title();
    let way = vec![Crumb::to(l.msg_library_title(), routes::library(locale)), Crumb::here(title.clone())];
    let facts = if stone.erased {
        view! { <p>{l.msg_library_stone_erased()}</p> }.into_any()
    } else {
        let mut rows = Vec::new();
        rows.extend(stone.title.map(|title| {
            let (lang, dir) = (title.locale.code(), title.locale.direction().as_str());
            row(l.msg_library_stone_was(), view! { <bdi lang=lang dir=dir>{title.text}</bdi> })
        }));
        rows.extend(stone.kind.map(|kind| row(l.msg_library_meta_kind(), words::kind(l, kind))));
        rows.extend(stone.day.map(|day| row(l.msg_library_stone_day(), view! { <Day iso=day/> })));
        rows.extend(
            stone.reason.map(|reason| row(l.msg_library_stone_reason(), words::withdrawal(l, reason))),
        );
        rows.extend(stone.note.map(|note| {
            let (lang, dir) = (note.locale.code(), note.locale.direction().as_str());
            row(l.msg_library_stone_note(), view! { <span lang=lang dir=dir>{note.text}</span> })
        }));
        view! { <dl class="meta">{rows}</dl> }.into_any()
    };
    let contact = (!stone.erased).then(|| {
        view! {
            <p>
                {l.msg_library_stone_contact()}" "
                <a href=routes::about(locale)>{l.msg_library_stone_contact_link()}</a>
            </p>
        }
    });
    view! {
        <header class="page-header page-header--plain">
            {breadcrumbs(locale, way)}
            <h1 class="page-header__title">{title}</h1>
        </header>
        <section class="stack">{facts}{contact}</section>
    }
    .into_any()
}
