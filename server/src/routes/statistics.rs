//! Addresses of the room `statistics`.

use app::{api::statistics as forms, site::pages::statistics};

use crate::{
    handlers::{self, uploads},
    http::{
        answer::{page, page_and_form},
        register::{Fields, Routes, get},
    },
};

/// What is said of a dataset; the key only in the form of a new one, the edition only in that of one there is.
const DESCRIPTION: Fields = &[
    "form_key",
    "edit",
    "title_ar",
    "title_fr",
    "title_en",
    "summary_ar",
    "summary_fr",
    "summary_en",
    "publisher_ar",
    "publisher_fr",
    "publisher_en",
    "coverage_ar",
    "coverage_fr",
    "coverage_en",
    "method_ar",
    "method_fr",
    "method_en",
    "clause_ar",
    "clause_fr",
    "clause_en",
    "url",
    "accessed",
    "licence",
    "frequency",
    "min_cell",
    "theme",
    "section",
    "layout",
    "next_expected",
    "headline_indicator",
    "headline_geo",
    "headline_sex",
];

/// What an indicator is.
const INDICATOR: Fields = &[
    "edit",
    "code",
    "label_ar",
    "label_fr",
    "label_en",
    "definition_ar",
    "definition_fr",
    "definition_en",
    "unit",
    "decimals",
    "direction",
    "part_of",
];

/// A code of a list.
const CODE: Fields =
    &["kind", "was", "edit", "code", "label_ar", "label_fr", "label_en", "parent", "position", "aliases"];

/// What a chart shows.
const CHART: Fields = &[
    "action",
    "form_key",
    "edit",
    "chart",
    "sure",
    "kind",
    "version",
    "series",
    "categories",
    "indicators",
    "geos",
    "sexes",
    "ages",
    "periods",
    "position",
    "title_ar",
    "title_fr",
    "title_en",
    "note_ar",
    "note_fr",
    "note_en",
];

/// What the columns and codes of a file mean.
const TRIAL: Fields = &[
    "action",
    "token",
    "part",
    "dataset",
    "decimal",
    "col_indicator",
    "col_geo",
    "col_period",
    "col_sex",
    "col_age",
    "col_value",
    "col_status",
    "col_note",
    "col_source",
    "col_url",
    "codes_indicator",
    "codes_geo",
    "codes_sex",
    "codes_age",
    "source_ar",
    "source_fr",
    "source_en",
    "url",
    "note",
];

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/statistics", page(|ctx, _| statistics::index(ctx)))
        .route("/statistics/{segment}", get(handlers::statistics::dataset))
        .route("/statistics/{segment}/{name}", get(handlers::statistics::part))
        .route(
            "/desk/statistics/{id}/raw",
            page_and_form(
                |ctx, params| statistics::raw(ctx, params.get("id").to_owned()),
                &["reason"],
                |ctx, params, form| forms::raw(ctx, params.get("id").to_owned(), form),
            ),
        )
        .merge(desk())
}

fn desk() -> Routes {
    use statistics::desk as pages;
    Routes::new()
        .route("/desk/statistics", page(|ctx, _| pages::desk(ctx)))
        .route(
            "/desk/statistics/import",
            page(|ctx, _| pages::imports(ctx)).and_post(&["form_key", "file"], uploads::figures::bring),
        )
        .route(
            "/desk/statistics/imports/{id}",
            page_and_form(
                |ctx, params| pages::trial(ctx, params.get("id").to_owned()),
                TRIAL,
                |ctx, params, form| forms::step(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/statistics/imports/{id}/faults",
            page(|ctx, params| forms::faults(ctx, params.get("id").to_owned())),
        )
        .route(
            "/desk/statistics/new",
            page_and_form(
                |ctx, _| pages::new_dataset(ctx),
                DESCRIPTION,
                |ctx, _, form| forms::create(ctx, form),
            ),
        )
        .route(
            "/desk/statistics/codes",
            page_and_form(|ctx, _| pages::codes(ctx), CODE, |ctx, _, form| forms::code(ctx, form)),
        )
        .route(
            "/desk/statistics/{id}",
            page_and_form(
                |ctx, params| pages::described(ctx, params.get("id").to_owned()),
                DESCRIPTION,
                |ctx, params, form| forms::describe(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/statistics/{id}/indicators",
            page_and_form(
                |ctx, params| pages::indicators(ctx, params.get("id").to_owned()),
                INDICATOR,
                |ctx, params, form| forms::indicator(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/statistics/{id}/charts",
            page_and_form(
                |ctx, params| pages::charts(ctx, params.get("id").to_owned()),
                CHART,
                |ctx, params, form| forms::chart(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/statistics/{id}/versions",
            page_and_form(
                |ctx, params| pages::versions(ctx, params.get("id").to_owned()),
                &["action", "from", "to", "sure"],
                |ctx, params, form| forms::show(ctx, params.get("id").to_owned(), form),
            ),
        )
}
