//! Addresses of the room `content`.

use app::site::pages::content;

use crate::http::{answer::page, register::Routes};

/// What is the same in every language: the short link of an article.
pub fn without_language() -> Routes {
    Routes::new().route("/a/{segment}", page(|ctx, params| content::article_short(ctx, params.get("segment").to_owned())))
}

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/", page(|ctx, _| content::home(ctx)))
        .route("/sections/{slug}", page(|ctx, params| content::section(ctx, params.get("slug").to_owned())))
        .route("/a/{segment}", page(|ctx, params| content::article(ctx, params.get("segment").to_owned())))
        .route("/safety", page(|ctx, _| content::safety(ctx)))
        .route("/about", page(|ctx, _| content::about(ctx)))
        .route("/terms", page(|ctx, _| content::terms(ctx)))
        .route("/privacy", page(|ctx, _| content::privacy(ctx)))
}
