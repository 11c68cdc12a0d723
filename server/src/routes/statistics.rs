//! Addresses of the room `statistics`.

use app::site::pages::statistics;
use axum::{Router, routing::get};

use crate::{
    handlers,
    http::{AppState, answer::page},
};

/// Below the language's prefix.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/statistics", page(|ctx, _| statistics::index(ctx)))
        .route("/statistics/{segment}", get(handlers::statistics::dataset))
}
