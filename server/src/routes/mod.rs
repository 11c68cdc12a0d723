//! Which address leads where, one file a room. Every page exists under `/ar`, `/fr` and `/en`.

use axum::Router;
use contract::{ErrorCode, Locale};
use domain::DomainError;

use crate::http::{AppState, answer, ctx::Request};

mod content;
mod forum;
mod identity;
mod library;
mod moderation;
mod safety;
mod search;
mod statistics;

fn rooms() -> Router<AppState> {
    Router::new()
        .merge(content::routes())
        .merge(forum::routes())
        .merge(identity::routes())
        .merge(library::routes())
        .merge(moderation::routes())
        .merge(safety::routes())
        .merge(search::routes())
        .merge(statistics::routes())
}

/// The whole router.
pub fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for locale in Locale::ALL {
        router = router.nest(&format!("/{locale}"), rooms());
    }
    router
        .fallback(|request: Request| async move {
            answer::refusal(&request.ctx, &DomainError::new(ErrorCode::NotFound), None)
        })
        .with_state(state)
}
