//! Addresses of the room `library`.

use app::site::pages::library;

use crate::http::{answer::page, register::Routes};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/library", page(|ctx, _| library::index(ctx)))
        .route("/library/{segment}", page(|ctx, params| library::item(ctx, params.get("segment").to_owned())))
        .route(
            "/library/{segment}/read",
            page(|ctx, params| library::reading(ctx, params.get("segment").to_owned())),
        )
}
