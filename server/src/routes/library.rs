//! Addresses of the room `library`.

use axum::Router;

use crate::http::AppState;

/// Below the language's prefix.
pub fn routes() -> Router<AppState> {
    Router::new()
}
