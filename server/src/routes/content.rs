//! Addresses of the room `content`.

use app::site::pages::content;

use crate::{
    handlers::article,
    http::{
        answer::page,
        register::{Routes, get},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/", page(|ctx, _| content::home(ctx)))
        .route("/sections/{slug}", page(|ctx, params| content::section(ctx, params.get("slug").to_owned())))
        .route("/a/{segment}", get(article::article))
        .route("/safety", page(|ctx, _| content::safety(ctx)))
        .route("/about", page(|ctx, _| content::about(ctx)))
        .route("/terms", page(|ctx, _| content::terms(ctx)))
        .route("/privacy", page(|ctx, _| content::privacy(ctx)))
}
