//! Addresses of the room `safety`.

use app::site::pages::content;

use crate::{
    handlers::offline,
    http::{
        answer::page,
        register::{Routes, get},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/offline", page(|ctx, _| content::offline(ctx)))
        .route("/manifest.webmanifest", get(offline::manifest))
}
