//! Server functions, which islands call: `/api/{room}/{name}`.

use std::{collections::HashSet, sync::LazyLock};

use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use contract::ErrorCode;
use domain::DomainError;
use http::{HeaderValue, header};
use leptos::prelude::provide_context;

use crate::http::{AppState, answer, ctx};

static KNOWN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect());

/// Calls a server function with the request's context. An unknown one is 404.
pub async fn call(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let ctx = match ctx::read(&parts, &state) {
        Ok(ctx) => ctx,
        Err((ctx, error)) => return answer::refusal(&ctx, &error, None),
    };
    if !KNOWN.contains(parts.uri.path()) {
        return answer::refusal(&ctx, &DomainError::new(ErrorCode::NotFound), None);
    }
    let request = Request::from_parts(parts, body);
    let answered =
        leptos_axum::handle_server_fns_with_context(move || provide_context(ctx.clone()), request).await;
    let mut response = answered.into_response().map(Body::new);
    // What one person asked for is nobody else's.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
