//! Addresses of reading and of answering without words.

use app::{api::reading as forms, site::pages::forum};

use crate::{
    handlers::live,
    http::{
        answer::{page, page_and_form},
        register::{Routes, get},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/forum/p/{id}",
            page_and_form(
                |ctx, params| forum::permalink(ctx, params.get("id").to_owned()),
                &["do"],
                |ctx, params, form| forms::mark(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/t/{id}/arrange",
            page_and_form(
                |ctx, params| forms::to_topic(ctx, params.get("id").to_owned()),
                &["action", "reason", "days", "reopen", "about"],
                |ctx, params, form| forms::arrange(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/t/{id}/change",
            page_and_form(
                |ctx, params| forms::to_topic(ctx, params.get("id").to_owned()),
                &["action", "title", "category", "seconds", "topic_language", "reason", "undo"],
                |ctx, params, form| forms::change(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/t/{id}/split",
            page_and_form(
                |ctx, params| forum::split(ctx, params.get("id").to_owned()),
                &["posts", "title", "category", "reason", "page", "action"],
                |ctx, params, form| forms::split(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/t/{id}/merge",
            page_and_form(
                |ctx, params| forum::merge(ctx, params.get("id").to_owned()),
                &["target", "reason", "action"],
                |ctx, params, form| forms::merge(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/forum/t/{id}/poll",
            page_and_form(
                |ctx, params| forms::to_topic(ctx, params.get("id").to_owned()),
                &["action", "choice", "choices", "guard"],
                |ctx, params, form| forms::poll(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/forum/t/{id}/live", get(live::stream))
        .route(
            "/my/bookmarks",
            page_and_form(
                |ctx, _| forum::bookmarks(ctx),
                &["post", "action", "label"],
                |ctx, _, form| forms::bookmarks(ctx, form),
            ),
        )
}

/// What is the same in every language.
pub fn without_language() -> Routes {
    Routes::new().route("/p/{id}", page(|ctx, params| forum::permalink(ctx, params.get("id").to_owned())))
}
