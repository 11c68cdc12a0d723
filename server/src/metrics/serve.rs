//! The internal address: figures for Prometheus, and whether this process lives and wants requests.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use http::header;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::Service;

use crate::{handlers::health, http::AppState};

/// Connections at once: one Prometheus, one supervisor, a person with curl.
const PLACES: usize = 16;
/// How long a client may take with its headers.
const HEADERS: Duration = Duration::from_secs(5);
/// How long one connection may last.
const A_WHILE: Duration = Duration::from_secs(300);

/// What is answered there.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/metrics", get(show))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .with_state(state)
}

async fn show(State(state): State<AppState>) -> Response {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")];
    (headers, super::report(&state).await).into_response()
}

/// Answers until the task is ended.
pub async fn serve(listener: TcpListener, state: AppState) {
    let router = router(state);
    let places = Arc::new(Semaphore::new(PLACES));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(200)).await;
            continue;
        };
        let router = router.clone();
        tokio::spawn(async move {
            let service = hyper::service::service_fn(move |request: http::Request<hyper::body::Incoming>| {
                router.clone().call(request.map(Body::new))
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADERS)
                .serve_connection(TokioIo::new(stream), service);
            let _ = tokio::time::timeout(A_WHILE, connection).await;
            drop(place);
        });
    }
}
