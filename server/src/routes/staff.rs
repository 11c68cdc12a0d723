//! Addresses of the room `staff`.

use app::{
    api::{staff as forms, two_step as steps},
    site::pages::{identity, staff as pages},
};

use crate::http::{
    answer::{page, page_and_form},
    register::Routes,
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/account/two-step",
            page_and_form(
                |ctx, _| identity::two_step(ctx),
                &["action", "code", "offer", "next"],
                |ctx, _, form| steps::two_step(ctx, form),
            ),
        )
        .route(
            "/sign-in/code",
            page_and_form(
                |ctx, _| identity::sign_in_code(ctx),
                &["code", "next", "kept"],
                |ctx, _, form| steps::sign_in_code(ctx, form),
            ),
        )
        .route(
            "/invitation/{token}",
            page_and_form(
                |ctx, params| pages::accept(ctx, params.get("token").to_owned()),
                &["pseudonym", "passphrase", "rules"],
                |ctx, params, form| forms::accept(ctx, params.get("token").to_owned(), form),
            ),
        )
        .route("/desk/members", page(|ctx, _| pages::members(ctx)))
        .route(
            "/desk/members/{id}",
            page_and_form(
                |ctx, params| pages::member(ctx, params.get("id").to_owned()),
                &["action", "role", "category", "reason"],
                |ctx, params, form| forms::member(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/permissions", page(|ctx, _| pages::ruled_categories(ctx)))
        .route(
            "/desk/permissions/{slug}",
            page_and_form(
                |ctx, params| pages::category_rules(ctx, params.get("slug").to_owned()),
                &["rule"],
                |ctx, params, form| forms::category_rules(ctx, params.get("slug").to_owned(), form),
            ),
        )
        .route(
            "/desk/invitations",
            page_and_form(
                |ctx, _| pages::invitations(ctx),
                &["action", "role", "form_key", "invitation"],
                |ctx, _, form| forms::invitations(ctx, form),
            ),
        )
        .route(
            "/desk/sessions",
            page_and_form(
                |ctx, _| pages::sessions(ctx),
                &["session"],
                |ctx, _, form| forms::sessions(ctx, form),
            ),
        )
        .route("/desk/configuration", page(|ctx, _| pages::configuration(ctx)))
        .route("/desk/audit", page(|ctx, _| pages::audit(ctx)))
}
