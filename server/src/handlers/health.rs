//! For supervisors and balancers.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};

use crate::http::AppState;

/// The process answers.
pub async fn live() -> Response {
    answer(StatusCode::OK, "live\n")
}

/// The process wants requests: the database answers and nobody told us to stop.
pub async fn ready(State(state): State<AppState>) -> Response {
    if state.is_draining() {
        return answer(StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    // PostgreSQL is asked beside the pool: a portal that is busy is ready.
    if state.services.db.is_there().await {
        answer(StatusCode::OK, "ready\n")
    } else {
        answer(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    }
}

fn answer(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], text).into_response()
}
