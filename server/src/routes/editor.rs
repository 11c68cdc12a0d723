//! Addresses of what helps to write a text: what is kept meanwhile, pictures, and the recording of it.

use app::{api::editor as forms, site::pages::content};

use super::content::article_fields;
use crate::{
    handlers::article_audio,
    http::{
        answer::{form, page, page_and_form},
        ctx::Params,
        register::{Routes, get, post},
    },
};

/// Which text.
fn of(params: &Params) -> (String, String) {
    (params.get("id").to_owned(), params.get("lang").to_owned())
}

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/desk/articles/{id}/{lang}/keep",
            post(
                article_fields(),
                form(article_fields(), |ctx, params, form| {
                    let (id, language) = of(&params);
                    forms::keep(ctx, id, language, form)
                }),
            )
            .with_long_form(),
        )
        .route(
            "/desk/articles/{id}/{lang}/media",
            page(|ctx, params| {
                let (id, language) = of(&params);
                content::desk_pictures(ctx, id, language)
            }),
        )
        .route(
            "/desk/articles/{id}/{lang}/audio",
            page_and_form(
                |ctx, params| {
                    let (id, language) = of(&params);
                    content::desk_audio(ctx, id, language)
                },
                &["action", "version"],
                |ctx, params, form| {
                    let (id, language) = of(&params);
                    forms::audio(ctx, id, language, form)
                },
            ),
        )
        .route(
            "/desk/articles/{id}/{lang}/audio/upload",
            page(|ctx, params| {
                let (id, language) = of(&params);
                content::desk_audio(ctx, id, language)
            })
            .and_post(&["version", "voice", "file"], article_audio::bring),
        )
        .route("/desk/articles/{id}/{lang}/audio/listen", get(article_audio::for_desk))
}
