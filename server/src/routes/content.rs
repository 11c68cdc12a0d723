//! Addresses of the room `content`.

use app::site::pages::content;
use axum::Router;

use crate::http::{AppState, answer::page};

/// Below the language's prefix.
pub fn routes() -> Router<AppState> {
    Router::new().route("/", page(|ctx, _| content::home(ctx)))
}
