//! Addresses of the gate: how a text stands, and the words that the team watches.

use app::{api::gate as forms, site::pages::gate as pages};

use crate::http::{answer::page_and_form, register::Routes};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/my/contributions/{id}",
            page_and_form(
                |ctx, params| pages::contribution(ctx, params.get("id").to_owned()),
                &["answer"],
                |ctx, params, form| forms::answer_offer(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/words",
            page_and_form(
                |ctx, _| pages::watched(ctx),
                &[
                    "action",
                    "word",
                    "pattern",
                    "language",
                    "effect",
                    "note",
                    "review_on",
                    "spam",
                    "pending_most",
                    "approved_after",
                ],
                |ctx, _, form| forms::watched(ctx, form),
            ),
        )
}
