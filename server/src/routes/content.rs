//! Addresses of the room `content`.

use std::sync::LazyLock;

use app::{
    api::content as forms,
    site::pages::content::{self, desk},
};
use domain::content::editorial::{SOURCES, STEPS};

use crate::{
    handlers::article,
    http::{
        answer::{page, page_and_form},
        register::{Fields, Routes, get},
    },
};

/// What the form of a text holds.
pub(super) fn article_fields() -> Fields {
    static ALL: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let mut all = vec![
            "version",
            "kept",
            "slug",
            "title",
            "summary",
            "source",
            "for_whom",
            "papers",
            "where_to_go",
            "cost",
            "time",
            "if_refused",
            "checked_on",
            "note",
            "translated_from",
            "action",
        ];
        let steps = (1..=STEPS)
            .flat_map(|n| ["title", "text"].into_iter().map(move |part| format!("step{n}_{part}")));
        let parts = ["kind", "target", "locator", "quote", "title", "publisher", "url", "checked_on"];
        let sources =
            (1..=SOURCES).flat_map(|n| parts.into_iter().map(move |part| format!("source{n}_{part}")));
        // Made once, as long as the program runs.
        all.extend(steps.chain(sources).map(|name| &*name.leak()));
        all
    });
    &ALL
}

/// What is the same in every language: the short link of an article.
pub fn without_language() -> Routes {
    Routes::new().route(
        "/a/{segment}",
        page(|ctx, params| content::article_short(ctx, params.get("segment").to_owned())),
    )
}

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/", page(|ctx, _| content::home(ctx)))
        .route("/sections/{slug}", page(|ctx, params| content::section(ctx, params.get("slug").to_owned())))
        .route("/a/{segment}", get(article::article))
        .route(
            "/a/{segment}/simple",
            page(|ctx, params| content::article_simple(ctx, params.get("segment").to_owned())),
        )
        .route(
            "/a/{segment}/paper",
            page(|ctx, params| content::article_paper(ctx, params.get("segment").to_owned())),
        )
        .route("/safety", page(|ctx, _| content::safety(ctx)))
        .route("/safety/simple", page(|ctx, _| content::safety_simple(ctx)))
        .route("/card", page(|ctx, _| content::card(ctx)))
        .route("/about", page(|ctx, _| content::about(ctx)))
        .route("/terms", page(|ctx, _| content::terms(ctx)))
        .route("/moderation", page(|ctx, _| content::further(ctx, "moderation")))
        .route("/accessibility", page(|ctx, _| content::further(ctx, "accessibility")))
        .route("/cite", page(|ctx, _| content::further(ctx, "cite")))
        .route("/firststeps", page(|ctx, _| content::further(ctx, "firststeps")))
        .route("/glossary", page(|ctx, _| content::further(ctx, "glossary")))
        .route("/howask", page(|ctx, _| content::further(ctx, "howask")))
        .route("/howjoin", page(|ctx, _| content::further(ctx, "howjoin")))
        .route("/howprivate", page(|ctx, _| content::further(ctx, "howprivate")))
        .route("/howreceipt", page(|ctx, _| content::further(ctx, "howreceipt")))
        .route("/howrecover", page(|ctx, _| content::further(ctx, "howrecover")))
        .route("/howreport", page(|ctx, _| content::further(ctx, "howreport")))
        .route("/howsignin", page(|ctx, _| content::further(ctx, "howsignin")))
        .route("/privacy", page(|ctx, _| content::privacy(ctx)))
        .merge(desk_routes())
}

/// The editorial desk.
fn desk_routes() -> Routes {
    Routes::new()
        .route(
            "/desk/articles",
            page_and_form(|ctx, _| desk::list(ctx), &["tiny"], |ctx, _, form| forms::tiny(ctx, form)),
        )
        .route(
            "/desk/articles/new",
            page_and_form(
                |ctx, _| desk::new(ctx),
                &["form_key", "kind", "section", "locale", "title", "summary"],
                |ctx, _, form| forms::create(ctx, form),
            ),
        )
        .route(
            "/desk/articles/{id}/{lang}",
            page_and_form(
                |ctx, params| {
                    desk::workbench(ctx, params.get("id").to_owned(), params.get("lang").to_owned())
                },
                &["action", "version", "comment", "at", "expires"],
                |ctx, params, form| {
                    forms::act(ctx, params.get("id").to_owned(), params.get("lang").to_owned(), form)
                },
            ),
        )
        .route(
            "/desk/articles/{id}/{lang}/edit",
            page_and_form(
                |ctx, params| desk::edit(ctx, params.get("id").to_owned(), params.get("lang").to_owned()),
                article_fields(),
                |ctx, params, form| {
                    forms::edit(ctx, params.get("id").to_owned(), params.get("lang").to_owned(), form)
                },
            )
            .with_long_form(),
        )
        .route(
            "/desk/articles/{id}/{lang}/history",
            page_and_form(
                |ctx, params| desk::history(ctx, params.get("id").to_owned(), params.get("lang").to_owned()),
                &["action", "version", "revision"],
                |ctx, params, form| {
                    forms::restore(ctx, params.get("id").to_owned(), params.get("lang").to_owned(), form)
                },
            ),
        )
        .route(
            "/desk/articles/{id}/{lang}/compare",
            page(|ctx, params| {
                desk::compare(ctx, params.get("id").to_owned(), params.get("lang").to_owned())
            }),
        )
}
