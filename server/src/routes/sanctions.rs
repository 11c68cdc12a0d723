//! Addresses of sanctions, appeals, notes, the log, and the page of what the team did.

use app::{
    api::sanctions as forms,
    site::pages::{sanctions as pages, transparency},
};

use crate::{
    handlers,
    http::{
        answer::{page, page_and_form},
        register::{Routes, get},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/my/decisions", page(|ctx, _| pages::my_decisions(ctx)))
        .route(
            "/appeal",
            page_and_form(
                |ctx, _| pages::new_appeal(ctx),
                &["decision", "body", "form_key"],
                |ctx, _, form| forms::appeal(ctx, form),
            ),
        )
        .route(
            "/appeal/{id}",
            page_and_form(
                |ctx, params| pages::one_appeal(ctx, params.get("id").to_owned()),
                &["body"],
                |ctx, params, form| forms::reply(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/sanctions", page(|ctx, _| pages::sanctions(ctx)))
        .route(
            "/desk/sanctions/new",
            page_and_form(
                |ctx, _| pages::new_sanction(ctx),
                &["post", "kind", "rule", "ends", "permanent", "message", "reason", "form_key"],
                |ctx, _, form| forms::give(ctx, form),
            ),
        )
        .route(
            "/desk/sanctions/{id}",
            page_and_form(
                |ctx, params| pages::sanction(ctx, params.get("id").to_owned()),
                &["action", "ends", "message", "reason"],
                |ctx, params, form| forms::decide_sanction(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/appeals", page(|ctx, _| pages::appeals(ctx)))
        .route(
            "/desk/appeals/{id}",
            page_and_form(
                |ctx, params| pages::appeal(ctx, params.get("id").to_owned()),
                &["action", "question", "outcome", "answer", "ends"],
                |ctx, params, form| forms::decide_appeal(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/notes/{id}",
            page_and_form(
                |ctx, params| pages::notes(ctx, params.get("id").to_owned()),
                &["about", "body", "note", "form_key", "watch", "word", "action", "entry"],
                |ctx, params, form| forms::note(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/log", page(|ctx, _| pages::mod_log(ctx)))
        .route("/transparency", page(|ctx, _| transparency::transparency(ctx)))
        .route("/transparency.csv", get(handlers::transparency::csv))
}
