//! Addresses of the room `privacy`.

use app::{api::privacy as api, site::pages::privacy as pages};

use crate::http::{
    answer::{page, page_and_form},
    register::Routes,
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/account/data", page(|ctx, _| pages::data(ctx)))
        .route(
            "/account/data/export",
            page_and_form(|ctx, _| api::to_data(ctx), &[], |ctx, _, form| api::ask_for_export(ctx, form)),
        )
        .route(
            "/account/data/download",
            page_and_form(|ctx, _| api::to_data(ctx), &["export"], |ctx, _, form| api::download(ctx, form)),
        )
        .route(
            "/account/data/consent",
            page_and_form(|ctx, _| api::to_data(ctx), &[], |ctx, _, form| api::agree(ctx, form)),
        )
        .route(
            "/account/data/leave",
            page_and_form(
                |ctx, _| pages::leave(ctx),
                &["choice", "days", "sure"],
                |ctx, _, form| api::leave(ctx, form),
            ),
        )
        .route(
            "/account/data/stay",
            page_and_form(|ctx, _| api::to_data(ctx), &[], |ctx, _, form| api::stay(ctx, form)),
        )
        .route(
            "/account/return",
            page_and_form(
                |ctx, _| pages::come_back(ctx),
                &["pseudonym", "recovery_code"],
                |ctx, _, form| api::come_back(ctx, form),
            ),
        )
}
