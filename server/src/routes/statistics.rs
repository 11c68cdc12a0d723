//! Addresses of the room `statistics`.

use axum::Router;

use crate::http::AppState;

/// Below the language's prefix.
pub fn routes() -> Router<AppState> {
    Router::new()
}
