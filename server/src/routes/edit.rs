//! Addresses of changing a text, of taking one away, and of what the team decides about these.

use app::{
    api::edit as forms,
    site::pages::{forum, moderation},
};

use crate::http::{answer::page_and_form, register::Routes};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/forum/p/{id}/edit",
            page_and_form(
                |ctx, params| forum::edit(ctx, params.get("id").to_owned()),
                &["title", "body", "content_note", "base", "form_key", "action"],
                |ctx, params, form| forms::edit(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/p/{id}/history",
            page_and_form(
                |ctx, params| forum::history(ctx, params.get("id").to_owned()),
                &["n", "action"],
                |ctx, params, form| forms::history(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/p/{id}/withdraw",
            page_and_form(
                |ctx, params| forum::withdraw(ctx, params.get("id").to_owned()),
                &["action"],
                |ctx, params, form| forms::withdraw(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/p/{id}/decide",
            page_and_form(
                |ctx, params| moderation::take(ctx, params.get("id").to_owned()),
                &["action", "version", "reason", "note"],
                |ctx, params, form| forms::take(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/my/contributions",
            page_and_form(
                |ctx, _| forum::mine(ctx),
                &["action", "sure"],
                |ctx, _, form| forms::contributions(ctx, form),
            ),
        )
        .route(
            "/desk/queue/edits",
            page_and_form(
                |ctx, _| forms::to_queue(ctx),
                &["post", "version", "action", "reason", "note", "text"],
                |ctx, _, form| forms::decide(ctx, form),
            ),
        )
}
