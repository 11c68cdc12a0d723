//! Addresses of the rooms `notify` and `mute`, and the feeds.

use app::{api::notify as api, site::pages::notify as pages};

use crate::{
    handlers::feed,
    http::{
        answer::page_and_form,
        register::{Routes, get},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/my/notifications",
            page_and_form(
                |ctx, _| pages::notifications(ctx),
                &["action", "line"],
                |ctx, _, form| api::mark(ctx, form),
            ),
        )
        .route(
            "/my/follow",
            page_and_form(
                |ctx, _| api::to_settings(ctx),
                &["place", "id", "level", "back"],
                |ctx, _, form| api::follow(ctx, form),
            ),
        )
        .route(
            "/account/notifications",
            page_and_form(
                |ctx, _| pages::settings(ctx),
                &["frequency", "subject"],
                |ctx, _, form| api::choose(ctx, form),
            ),
        )
        .route(
            "/account/mutes",
            page_and_form(
                |ctx, _| pages::mutes(ctx),
                &["post", "name", "topic", "alias", "action", "words"],
                |ctx, _, form| api::mutes(ctx, form),
            ),
        )
        .route(
            "/email/digest-off/{token}",
            page_and_form(
                |ctx, params| pages::digest_off(ctx, params.get("token").to_owned()),
                // What RFC 8058 has her mail program send.
                &["List-Unsubscribe"],
                |ctx, params, _| api::digest_off(ctx, params.get("token").to_owned()),
            ),
        )
        .route("/forum/c/{slug}/feed.atom", get(feed::category))
}
