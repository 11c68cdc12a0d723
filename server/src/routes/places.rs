//! Addresses of the room `places`.

use app::{api::places as forms, site::pages::places};

use crate::http::{
    answer::{page, page_and_form},
    register::{Fields, Routes},
};

/// What the forms of the home page at the desk hold.
const HOME: Fields =
    &["action", "block", "seen", "title_ar", "title_fr", "title_en", "body_ar", "body_fr", "body_en"];

/// What the forms of announcements hold.
const ANNOUNCEMENT: Fields =
    &["action", "announcement", "seen", "text_ar", "text_fr", "text_en", "link", "from", "to"];

/// What the forms of channels hold.
const CHANNEL: Fields = &["action", "channel", "kind", "url", "label_ar", "label_fr", "label_en"];

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/announcements", page(|ctx, _| places::announcements(ctx)))
        .route(
            "/desk/redirects",
            page_and_form(
                |ctx, _| places::redirects(ctx),
                &["action", "from", "to", "table"],
                |ctx, _, form| forms::redirects(ctx, form),
            ),
        )
        .route(
            "/desk/menu",
            page_and_form(
                |ctx, _| places::desk_menu(ctx),
                &["action", "lang", "entry", "what", "target", "label"],
                |ctx, _, form| forms::menu(ctx, form),
            ),
        )
        .route(
            "/desk/home",
            page_and_form(|ctx, _| places::desk_home(ctx), HOME, |ctx, _, form| forms::home(ctx, form)),
        )
        .route(
            "/desk/announcements",
            page_and_form(
                |ctx, _| places::desk_announcements(ctx),
                ANNOUNCEMENT,
                |ctx, _, form| forms::announcements(ctx, form),
            ),
        )
        .route(
            "/desk/channels",
            page_and_form(
                |ctx, _| places::desk_channels(ctx),
                CHANNEL,
                |ctx, _, form| forms::channels(ctx, form),
            ),
        )
        .route(
            "/desk/articles/{id}/retire",
            page_and_form(
                |ctx, params| places::retire(ctx, params.get("id").to_owned()),
                &["action", "version", "into", "sure"],
                |ctx, params, form| forms::retire(ctx, params.get("id").to_owned(), form),
            ),
        )
}
