//! Addresses of the room `statistics`.

use app::site::pages::statistics;

use crate::{
    handlers,
    http::{
        answer::page,
        register::{Routes, get},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/statistics", page(|ctx, _| statistics::index(ctx)))
        .route("/statistics/{segment}", get(handlers::statistics::dataset))
}
