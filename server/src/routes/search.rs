//! Addresses of the room `search`.

use app::site::pages::search;

use crate::http::{answer::page, register::Routes};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new().route("/search", page(|ctx, _| search::search(ctx)))
}
