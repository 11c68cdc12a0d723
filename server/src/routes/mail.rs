//! Addresses of the room `mail`.

use app::{api::mail as api, site::pages::mail as pages};

use crate::http::{answer::page_and_form, register::Routes};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/account/email",
            page_and_form(
                |ctx, _| pages::account(ctx),
                &["email", "mail_is_safe", "form_key"],
                |ctx, _, form| api::add(ctx, form),
            ),
        )
        .route(
            "/account/email/remove",
            page_and_form(|ctx, _| api::to_email(ctx), &[], |ctx, _, form| api::remove(ctx, form)),
        )
        .route(
            "/reset",
            page_and_form(|ctx, _| pages::reset(ctx), &["pseudonym"], |ctx, _, form| api::ask(ctx, form)),
        )
        .route(
            "/reset/{token}",
            page_and_form(
                |ctx, params| pages::new_passphrase(ctx, params.get("token").to_owned()),
                &["passphrase"],
                |ctx, params, form| api::new_passphrase(ctx, params.get("token").to_owned(), form),
            ),
        )
        .route(
            "/email/verify/{token}",
            page_and_form(
                |ctx, params| pages::verify(ctx, params.get("token").to_owned()),
                &[],
                |ctx, params, _| api::verify(ctx, params.get("token").to_owned()),
            ),
        )
        .route(
            "/email/off/{token}",
            page_and_form(
                |ctx, params| pages::off(ctx, params.get("token").to_owned()),
                &[],
                |ctx, params, _| api::off(ctx, params.get("token").to_owned()),
            ),
        )
}
