//! Addresses of the room `search`.

use app::site::pages::search;
use axum::Router;

use crate::http::{AppState, answer::page};

/// Below the language's prefix.
pub fn routes() -> Router<AppState> {
    Router::new().route("/search", page(|ctx, _| search::search(ctx)))
}
