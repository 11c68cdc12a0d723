//! Addresses of the room `search`.

use app::site::pages::search;

use crate::{
    handlers::suggest,
    http::{
        answer::paced_page,
        register::{Routes, get},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/search", paced_page(|ctx, _| search::search(ctx)))
        .route("/search/suggest", get(suggest::suggest))
}
