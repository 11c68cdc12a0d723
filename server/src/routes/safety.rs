//! Addresses of the room `safety`.

use crate::http::register::Routes;

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
}
