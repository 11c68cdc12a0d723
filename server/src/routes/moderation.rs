//! Addresses of the room `moderation`.

use app::{api::moderation as forms, site::pages::moderation};
use axum::Router;

use crate::http::{
    AppState,
    answer::{page, page_and_form},
};

/// Below the language's prefix.
pub fn routes() -> Router<AppState> {
    Router::new().route("/desk", page(|ctx, _| moderation::desk(ctx))).route(
        "/desk/queue",
        page_and_form(|ctx, _| moderation::queue(ctx), |ctx, _, form| forms::decide(ctx, form)),
    )
}
