//! Addresses of the room `library`.

use app::{api::library as forms, site::pages::library};

use crate::{
    handlers::citation,
    http::{
        answer::{page, page_and_form},
        register::{Fields, Routes, get},
    },
};

/// What the forms on the page of an item at the desk hold.
const ITEM: Fields = &["action", "from", "to", "reason", "note_ar", "note_fr", "note_en", "sure"];

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/library", page(|ctx, _| library::index(ctx)))
        .route("/library/{segment}", page(|ctx, params| library::item(ctx, params.get("segment").to_owned())))
        .route(
            "/library/{segment}/read",
            page(|ctx, params| library::reading(ctx, params.get("segment").to_owned())),
        )
        .route("/desk/library", page(|ctx, _| library::desk(ctx)))
        .route(
            "/desk/library/{id}",
            page_and_form(
                |ctx, params| library::desk_item(ctx, params.get("id").to_owned()),
                ITEM,
                |ctx, params, form| forms::item(ctx, params.get("id").to_owned(), form),
            ),
        )
}

/// What is the same in every language.
pub fn without_language() -> Routes {
    Routes::new().route("/i/{segment}", get(citation::permanent))
}
