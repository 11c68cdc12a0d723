//! Addresses of the room `forum`.

use app::{api::forum as forms, site::pages::forum};

use crate::http::{
    answer::{page, page_and_form},
    register::Routes,
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/forum", page(|ctx, _| forum::index(ctx)))
        .route("/forum/c/{slug}", page(|ctx, params| forum::category(ctx, params.get("slug").to_owned())))
        .route(
            "/forum/t/{id}",
            page_and_form(
                |ctx, params| forum::topic(ctx, params.get("id").to_owned()),
                &[
                    "body",
                    "language",
                    "content_note",
                    "correct",
                    "anonymous",
                    "reveal",
                    "owner",
                    "sequence",
                    "form_key",
                    "action",
                    "guard",
                    "website",
                ],
                |ctx, params, form| forms::reply(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/new",
            page_and_form(
                |ctx, _| forum::new_topic(ctx),
                &[
                    "category",
                    "title",
                    "body",
                    "language",
                    "content_note",
                    "poll_choices",
                    "poll_multiple",
                    "poll_fixed",
                    "poll_days",
                    "correct",
                    "anonymous",
                    "reveal",
                    "owner",
                    "sequence",
                    "place",
                    "form_key",
                    "action",
                    "guard",
                    "website",
                ],
                |ctx, _, form| forms::new_topic(ctx, form),
            ),
        )
        .route("/forum/mine", page(|ctx, _| forum::mine_moved(ctx)))
        .route(
            "/my/drafts",
            page_and_form(
                |ctx, _| forum::drafts(ctx),
                &["place", "action"],
                |ctx, _, form| forms::drafts(ctx, form),
            ),
        )
}
