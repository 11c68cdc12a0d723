//! How the cover of an item stands, at the desk.

use domain::library::{
    DeskItem, ItemState,
    covers::{DeskCover, Trouble},
};
use leptos::prelude::*;

use crate::site::{
    components::{NoticeKind, notice},
    request::RequestCtx,
    routes,
};

/// Where it comes from, why it could not be made, and the button that tries again.
pub(super) fn section(ctx: &RequestCtx, item: &DeskItem) -> AnyView {
    let l = ctx.l();
    let said = match item.cover {
        DeskCover::Made => view! { <p>{l.msg_shelf_cover_made()}</p> }.into_any(),
        DeskCover::Drawn => view! { <p>{l.msg_shelf_cover_drawn()}</p> }.into_any(),
        DeskCover::Failed(trouble) => {
            let why = match trouble {
                Trouble::Absent => l.msg_shelf_cover_absent(),
                Trouble::TooLarge => l.msg_shelf_cover_too_large(),
                Trouble::Damaged => l.msg_shelf_cover_damaged(),
                Trouble::TooLong => l.msg_shelf_cover_too_long(),
            };
            notice(NoticeKind::Warning, Some(l.msg_shelf_cover_failed()), view! { <p>{why}</p> })
        }
    };
    // The world sees what is published alone; its address answers nobody else.
    let seen = item.line.state == ItemState::Published && item.line.visible;
    let picture = seen.then(|| {
        let src = routes::cover(&item.line.id, "jpg");
        view! { <p><a href=src><bdi>{routes::cover(&item.line.id, "jpg")}</bdi></a></p> }
    });
    view! {
        <form class="form panel" method="post" action=routes::shelf_item(ctx.locale, &item.line.id)>
            <h2 class="panel__title">{l.msg_shelf_cover()}</h2>
            {said}
            {picture}
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value="cover">{l.msg_shelf_cover_again()}</button>
            </p>
        </form>
    }
    .into_any()
}
