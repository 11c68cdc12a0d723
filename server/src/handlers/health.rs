//! For supervisors and balancers.

use std::time::Duration;

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
    let db = &state.services.db;
    // PostgreSQL is asked beside the pool: a portal that is busy is ready.
    let there = if db.is_sqlite() {
        matches!(tokio::time::timeout(Duration::from_secs(3), db.read().ping()).await, Ok(Ok(())))
    } else {
        db.is_there().await
    };
    if there {
        answer(StatusCode::OK, "ready\n")
    } else {
        answer(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    }
}

fn answer(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], text).into_response()
}
