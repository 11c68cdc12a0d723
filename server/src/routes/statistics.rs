//! Addresses of the room `statistics`.

use app::{api::statistics as forms, site::pages::statistics};

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
        .route("/statistics", page(|ctx, _| statistics::index(ctx)))
        .route("/statistics/{segment}", get(handlers::statistics::dataset))
        .route("/statistics/{segment}/{name}", get(handlers::statistics::part))
        .route(
            "/desk/statistics/{id}/raw",
            page_and_form(
                |ctx, params| statistics::raw(ctx, params.get("id").to_owned()),
                &["reason"],
                |ctx, params, form| forms::raw(ctx, params.get("id").to_owned(), form),
            ),
        )
}
