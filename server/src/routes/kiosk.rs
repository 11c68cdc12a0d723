//! Addresses of the room `kiosk`. Its doors need no session: they end them.

use app::{api::kiosk as forms, site::pages::kiosk as pages};

use crate::{
    handlers::{kiosk, offline},
    http::{
        answer::{page, page_and_form},
        register::{Routes, get, post},
    },
};

/// Below the language's prefix, without a session.
pub fn routes() -> Routes {
    Routes::new()
        .route("/kiosk/enrol", page(|ctx, _| pages::enrol(ctx)).and_post(kiosk::ENROL, kiosk::enrol))
        .route("/kiosk/away", page(|ctx, _| pages::away(ctx)))
}

/// What is the same in every language.
pub fn without_language() -> Routes {
    Routes::new()
        .route("/kiosk", get(kiosk::start_screen))
        .route("/kiosk/read", get(kiosk::read_kept))
        .route("/kiosk/read/{*file}", get(kiosk::read_kept))
        .route("/kiosk/pack", get(kiosk::pack))
        .route("/kiosk/worker.js", get(offline::kiosk_worker))
        .route("/kiosk/start", post(kiosk::START, kiosk::start))
        .route("/kiosk/here", post(&[], kiosk::still_here))
        .route("/kiosk/finish", get(kiosk::finish).and_post(&[], kiosk::finish))
}

/// The desk's page.
pub fn desk() -> Routes {
    Routes::new().route(
        "/desk/kiosks",
        page_and_form(
            |ctx, _| pages::desk(ctx),
            &["action", "form_key", "device", "version", "name", "place", "warn", "wipe", "print"],
            |ctx, _, form| forms::desk(ctx, form),
        ),
    )
}
