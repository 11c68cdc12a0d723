//! Addresses of the room `library`.

use app::{api::library as forms, site::pages::library};

use crate::{
    handlers::uploads,
    http::{
        answer::{page, page_and_form},
        register::{Routes, options},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/library", page(|ctx, _| library::index(ctx)))
        .route("/library/{segment}", page(|ctx, params| library::item(ctx, params.get("segment").to_owned())))
        .route(
            "/library/{segment}/read",
            page(|ctx, params| library::reading(ctx, params.get("segment").to_owned())),
        )
        .route(
            "/desk/library/upload",
            page(|ctx, _| library::uploads(ctx)).and_post(&["form_key", "file"], uploads::form::bring),
        )
        .route(
            "/desk/library/upload/{id}",
            page_and_form(
                |ctx, params| library::upload(ctx, params.get("id").to_owned()),
                &["action"],
                |ctx, params, form| forms::upload(ctx, params.get("id").to_owned(), form),
            ),
        )
}

/// What is the same in every language: uploads piece by piece (tus 1.0).
pub fn without_language() -> Routes {
    Routes::new().route("/uploads", options(uploads::offer).and_post(&[], uploads::create)).route(
        "/uploads/{id}",
        options(uploads::offer)
            .and_get(uploads::progress)
            .and_patch(uploads::append)
            .and_delete(uploads::end),
    )
}
