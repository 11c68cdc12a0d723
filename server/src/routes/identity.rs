//! Addresses of the room `identity`.

use app::{
    api::{identity as api, provider},
    site::pages::identity as pages,
};

use crate::http::{
    answer::{page, page_and_form},
    register::Routes,
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/join",
            page_and_form(
                |ctx, _| pages::join(ctx),
                &["pseudonym", "own_pseudonym", "passphrase", "rules", "form_key", "next"],
                |ctx, _, form| api::join(ctx, form),
            ),
        )
        .route(
            "/sign-in",
            page_and_form(
                |ctx, _| pages::sign_in(ctx),
                &["pseudonym", "passphrase", "next", "kept"],
                |ctx, _, form| api::sign_in(ctx, form),
            ),
        )
        .route(
            "/sign-in/{provider}",
            page(|ctx, params| pages::provider(ctx, params.get("provider").to_owned())),
        )
        .route(
            "/join/provider",
            page_and_form(
                |ctx, _| pages::first_through_provider(ctx),
                &["pseudonym", "own_pseudonym", "rules"],
                |ctx, _, form| provider::first(ctx, form),
            ),
        )
        .route(
            "/account/providers",
            page_and_form(
                |ctx, _| pages::providers(ctx),
                &["provider"],
                |ctx, _, form| provider::unlink(ctx, form),
            ),
        )
        .route(
            "/sign-out",
            page_and_form(|ctx, _| api::to_account(ctx), &[], |ctx, _, form| api::sign_out(ctx, form)),
        )
        .route(
            "/recover",
            page_and_form(
                |ctx, _| pages::recover(ctx),
                &["pseudonym", "recovery_code", "passphrase", "next"],
                |ctx, _, form| api::recover(ctx, form),
            ),
        )
        .route("/account", page(|ctx, _| pages::account(ctx)))
        .route(
            "/account/passphrase",
            page_and_form(
                |ctx, _| pages::change_passphrase(ctx),
                &["current_passphrase", "passphrase"],
                |ctx, _, form| api::change_passphrase(ctx, form),
            ),
        )
        .route(
            "/account/recovery-codes",
            page_and_form(|ctx, _| pages::new_codes(ctx), &[], |ctx, _, form| api::new_codes(ctx, form)),
        )
        .route(
            "/account/sessions",
            page_and_form(
                |ctx, _| pages::sessions(ctx),
                &["session"],
                |ctx, _, form| api::end_sessions(ctx, form),
            ),
        )
        .route("/account/security", page(|ctx, _| pages::security(ctx)))
        .route(
            "/account/confirm",
            page_and_form(
                |ctx, _| pages::confirm(ctx),
                &["passphrase", "recovery_code", "next"],
                |ctx, _, form| api::confirm(ctx, form),
            ),
        )
}
