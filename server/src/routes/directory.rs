//! Addresses of the room `directory`: organisations, and the desk's pages of them, of helplines and of the launch
//! check-list.

use app::{api::directory as forms, site::pages::directory};

use crate::http::{
    answer::{page, page_and_form},
    register::{Fields, Routes},
};

/// What the form of an organisation holds; the first one only that of a new one, the next three only that of one there is.
const ORGANISATION: Fields = &[
    "form_key",
    "action",
    "version",
    "sure",
    "kind",
    "section",
    "area",
    "name_ar",
    "name_fr",
    "name_en",
    "does_ar",
    "does_fr",
    "does_en",
    "hours_ar",
    "hours_fr",
    "hours_en",
    "address_ar",
    "address_fr",
    "address_en",
    "phone",
    "email",
    "website",
    "agreed_on",
    "source_url",
    "checked_on",
    "order",
];

/// What the form of a number that helps holds.
const HELPLINE: Fields = &[
    "form_key",
    "action",
    "version",
    "number",
    "order",
    "name_ar",
    "name_fr",
    "name_en",
    "hours_ar",
    "hours_fr",
    "hours_en",
    "whom_ar",
    "whom_fr",
    "whom_en",
    "source_url",
    "checked_on",
];

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/organisations", page(|ctx, _| directory::list(ctx)))
        .route(
            "/organisations/{segment}",
            page(|ctx, params| directory::one(ctx, params.get("segment").to_owned())),
        )
        .route(
            "/organisations/{segment}/data.jsonld",
            page(|ctx, params| directory::data(ctx, params.get("segment").to_owned())),
        )
        .route("/desk/organisations", page(|ctx, _| directory::desk(ctx)))
        .route(
            "/desk/organisations/new",
            page_and_form(
                |ctx, _| directory::new(ctx),
                ORGANISATION,
                |ctx, _, form| forms::create(ctx, form),
            ),
        )
        .route(
            "/desk/organisations/{id}",
            page_and_form(
                |ctx, params| directory::form(ctx, params.get("id").to_owned()),
                ORGANISATION,
                |ctx, params, form| forms::organisation(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/helplines",
            page_and_form(
                |ctx, _| directory::helplines(ctx),
                &["action", "helpline", "version"],
                |ctx, _, form| forms::helplines(ctx, form),
            ),
        )
        .route(
            "/desk/helplines/new",
            page_and_form(
                |ctx, _| directory::new_helpline(ctx),
                HELPLINE,
                |ctx, _, form| forms::helpline_add(ctx, form),
            ),
        )
        .route(
            "/desk/helplines/{id}",
            page_and_form(
                |ctx, params| directory::helpline(ctx, params.get("id").to_owned()),
                HELPLINE,
                |ctx, params, form| forms::helpline(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/launch", page(|ctx, _| directory::launch(ctx)))
        .route(
            "/desk/launch/{code}",
            page_and_form(
                |ctx, params| directory::point(ctx, params.get("code").to_owned()),
                &["action", "version", "standing", "keeper", "day", "note"],
                |ctx, params, form| forms::launch_point(ctx, params.get("code").to_owned(), form),
            ),
        )
}
