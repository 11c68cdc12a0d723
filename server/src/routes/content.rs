//! Addresses of the room `content`.

use app::{api::editor as editor_forms, site::pages::content};

use crate::{
    handlers::article_audio,
    http::{
        answer::{page, page_and_form},
        ctx::Params,
        register::{Routes, get},
    },
};

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
        .merge(editor())
}

/// What helps to write a text: pictures, and the recording of it.
fn editor() -> Routes {
    let of = |params: &Params| (params.get("id").to_owned(), params.get("lang").to_owned());
    Routes::new()
        .route(
            "/desk/articles/{id}/{lang}/media",
            page(move |ctx, params| {
                let (id, language) = of(&params);
                content::desk_pictures(ctx, id, language)
            }),
        )
        .route(
            "/desk/articles/{id}/{lang}/audio",
            page_and_form(
                move |ctx, params| {
                    let (id, language) = of(&params);
                    content::desk_audio(ctx, id, language)
                },
                &["action"],
                move |ctx, params, form| {
                    let (id, language) = of(&params);
                    editor_forms::audio(ctx, id, language, form)
                },
            ),
        )
        .route(
            "/desk/articles/{id}/{lang}/audio/upload",
            page(move |ctx, params| {
                let (id, language) = of(&params);
                content::desk_audio(ctx, id, language)
            })
            .and_post(&["voice", "file"], article_audio::bring),
        )
        .route("/desk/articles/{id}/{lang}/audio/listen", get(article_audio::for_desk))
}
