//! Addresses of what the municipality promised and what is there.

use app::{api::commitment as forms, site::pages::commitment};

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
        .route("/commitment", page(|ctx, _| commitment::commitment(ctx)))
        .route("/commitment.csv", get(handlers::commitment::csv))
        .route("/commitment.json", get(handlers::commitment::json))
        .route("/desk/commitment", page(|ctx, _| commitment::desk(ctx)))
        .route(
            "/desk/commitment/{code}",
            page_and_form(
                |ctx, params| commitment::point(ctx, params.get("code").to_owned()),
                &["action", "version", "standing", "day", "note_ar", "note_fr", "note_en"],
                |ctx, params, form| forms::point(ctx, params.get("code").to_owned(), form),
            ),
        )
}
