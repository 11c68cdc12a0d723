//! Addresses of the room `messages`, and of requests to see who wrote under an alias.

use app::{
    api::messages as forms,
    site::pages::{messages as pages, moderation as desk},
};

use crate::http::{
    answer::{page, page_and_form},
    register::Routes,
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/messages", page(|ctx, _| pages::list(ctx)))
        .route(
            "/messages/new",
            page_and_form(
                |ctx, _| pages::new(ctx),
                &["kind", "body", "anonymous", "form_key", "action"],
                |ctx, _, form| forms::begin(ctx, form),
            ),
        )
        .route(
            "/messages/{id}",
            page_and_form(
                |ctx, params| pages::thread(ctx, params.get("id").to_owned()),
                &["body", "form_key", "action", "message", "code", "text"],
                |ctx, params, form| forms::write(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/messages", page(|ctx, _| desk::team_messages(ctx)))
        .route(
            "/desk/messages/{id}",
            page_and_form(
                |ctx, params| desk::team_message(ctx, params.get("id").to_owned()),
                &["body", "note", "form_key", "action"],
                |ctx, params, form| forms::team(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/identity", page(|ctx, _| desk::identity_requests(ctx)))
        .route(
            "/desk/identity/ask",
            page_and_form(
                |ctx, _| desk::ask(ctx),
                &["post", "reason", "form_key"],
                |ctx, _, form| forms::ask_identity(ctx, form),
            ),
        )
        .route(
            "/desk/identity/{id}",
            page_and_form(
                |ctx, params| desk::identity_request(ctx, params.get("id").to_owned()),
                &["action", "hold"],
                |ctx, params, form| forms::identity(ctx, params.get("id").to_owned(), form),
            ),
        )
}
