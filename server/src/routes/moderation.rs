//! Addresses of the room `moderation`.

use app::{api::moderation as forms, site::pages::moderation};

use crate::http::{
    answer::{page, page_and_form},
    register::Routes,
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new().route("/desk", page(|ctx, _| moderation::desk(ctx))).route(
        "/desk/queue",
        page_and_form(
            |ctx, _| moderation::queue(ctx),
            &["post", "version", "action", "reason", "note", "kind", "category", "language", "after"],
            |ctx, _, form| forms::decide(ctx, form),
        ),
    )
}
