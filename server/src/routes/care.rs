//! Looking after texts, at the desk.

use app::{api::care as forms, site::pages::content::care};

use crate::http::{
    answer::{page, page_and_form},
    register::{Fields, Routes},
};

/// What the form beside a source holds.
const TRANSLATION: Fields = &[
    "action",
    "version",
    "translated_from",
    "take_sources",
    "title",
    "summary",
    "source",
    "for_whom",
    "papers",
    "where_to_go",
    "cost",
    "time",
    "if_refused",
    "step1_title",
    "step1_text",
    "step2_title",
    "step2_text",
    "step3_title",
    "step3_text",
    "step4_title",
    "step4_text",
    "step5_title",
    "step5_text",
    "step6_title",
    "step6_text",
    "step7_title",
    "step7_text",
    "step8_title",
    "step8_text",
    "step9_title",
    "step9_text",
    "step10_title",
    "step10_text",
    "step11_title",
    "step11_text",
    "step12_title",
    "step12_text",
];

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/desk/articles/due",
            page_and_form(
                |ctx, _| care::due(ctx),
                &["action", "id", "language", "version", "day", "owner", "check_by"],
                |ctx, _, form| forms::due(ctx, form),
            ),
        )
        .route("/desk/articles/translations", page(|ctx, _| care::translations(ctx)))
        .route(
            "/desk/articles/{id}/{lang}/translate",
            page_and_form(
                |ctx, params| {
                    care::translate(ctx, params.get("id").to_owned(), params.get("lang").to_owned())
                },
                TRANSLATION,
                |ctx, params, form| {
                    forms::translate(ctx, params.get("id").to_owned(), params.get("lang").to_owned(), form)
                },
            )
            .with_long_form(),
        )
        .route(
            "/desk/articles/{id}/{lang}/references",
            page_and_form(
                |ctx, params| care::sources(ctx, params.get("id").to_owned(), params.get("lang").to_owned()),
                &["action", "kind", "target", "locator"],
                |ctx, params, form| {
                    forms::sources(ctx, params.get("id").to_owned(), params.get("lang").to_owned(), form)
                },
            ),
        )
}
