//! Addresses of questions without an account. A receipt comes in a form alone, never in an address.

use app::{api::ask as forms, site::pages::ask as pages};

use crate::http::{
    answer::{page, page_and_form},
    register::Routes,
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/ask",
            page_and_form(
                |ctx, _| pages::new(ctx),
                &["body", "danger", "outside", "form_key", "action"],
                |ctx, _, form| forms::send(ctx, form),
            ),
        )
        .route(
            "/ask/receipt",
            page_and_form(
                |ctx, _| pages::come_back(ctx),
                &["receipt", "action", "body", "form_key", "offer", "sure"],
                |ctx, _, form| forms::come_back(ctx, form),
            ),
        )
        .route(
            "/ask/help",
            page_and_form(
                |ctx, _| pages::help(ctx),
                &["body", "danger", "outside", "form_key", "action"],
                |ctx, _, form| forms::help(ctx, form),
            ),
        )
        .route(
            "/ask/receipt/help",
            page_and_form(
                |ctx, _| pages::help_back(ctx),
                &["receipt", "action", "body", "form_key", "offer"],
                |ctx, _, form| forms::help_back(ctx, form),
            ),
        )
        .route("/desk/ask", page(|ctx, _| pages::desk(ctx)))
        .route(
            "/desk/ask/requests",
            page_and_form(
                |ctx, _| pages::requests(ctx),
                &["request"],
                |ctx, _, form| forms::settle(ctx, form),
            ),
        )
        .route(
            "/desk/ask/{id}",
            page_and_form(
                |ctx, params| pages::question(ctx, params.get("id").to_owned()),
                &[
                    "action",
                    "version",
                    "body",
                    "note",
                    "form_key",
                    "kind",
                    "category",
                    "offer_title",
                    "offer_body",
                ],
                |ctx, params, form| forms::team(ctx, params.get("id").to_owned(), form),
            ),
        )
}
