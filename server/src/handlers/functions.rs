//! Server functions, which islands call: `/api/{room}/{name}`.

use std::{collections::HashMap, sync::LazyLock};

use axum::{
    body::{Body, Bytes},
    extract::{Request, State, rejection::BytesRejection},
    response::{IntoResponse, Response},
};
use contract::ErrorCode;
use domain::DomainError;
use http::{HeaderValue, Method, header, request::Parts};
use leptos::prelude::provide_context;

use crate::http::{AppState, answer, ctx, register::Fields};

/// What each server function takes. One that is not here is never called.
const ARGUMENTS: &[(&str, Fields)] = &[("/api/forum/preview", &["source"])];

static KNOWN: LazyLock<HashMap<&'static str, Option<Fields>>> =
    LazyLock::new(|| all().map(|(path, _, fields)| (path, fields)).collect());

/// Every server function: path, method and declared arguments.
pub fn all() -> impl Iterator<Item = (&'static str, Method, Option<Fields>)> {
    leptos::server_fn::axum::server_fn_paths().map(|(path, method)| {
        let declared = ARGUMENTS.iter().find(|(known, _)| *known == path).map(|(_, fields)| *fields);
        (path, method, declared)
    })
}

/// Calls a server function with the request's context. An unknown one is 404; who is not signed in gets 401.
pub async fn call(State(state): State<AppState>, request: Request) -> Response {
    domain::failpoint::hit("handler");
    let (parts, body) = read_body(request, &state).await;
    let ctx = match ctx::read(&parts, &state) {
        Ok(ctx) => ctx,
        Err(refused) => return answer::refusal(&refused.0, &refused.1, None),
    };
    let Some(declared) = KNOWN.get(parts.uri.path()) else {
        return answer::refusal(&ctx, &DomainError::new(ErrorCode::NotFound), None);
    };
    // Islands that call are on pages of members: a guest is told so, as on every form.
    if let Err(error) = ctx.actor.require_member() {
        return answer::refusal(&ctx, &error, None);
    }
    let body = match arguments(&parts, body, declared.unwrap_or_default()) {
        Ok(body) => body,
        Err(error) => return answer::refusal(&ctx, &error, None),
    };
    let request = Request::from_parts(parts, Body::from(body));
    let answered =
        leptos_axum::handle_server_fns_with_context(move || provide_context(ctx.clone()), request).await;
    let mut response = answered.into_response().map(Body::new);
    // What one person asked for is nobody else's.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn read_body(request: Request, state: &AppState) -> (Parts, Result<Bytes, BytesRejection>) {
    use axum::extract::FromRequest;
    let (parts, body) = request.into_parts();
    let body = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
    (parts, body)
}

/// The body, when it is a form of nothing but declared arguments: the same rules as for every form.
fn arguments(
    parts: &Parts,
    body: Result<Bytes, BytesRejection>,
    declared: Fields,
) -> Result<Bytes, DomainError> {
    let whole = body.as_ref().ok().cloned();
    let form = answer::read_form(&parts.headers, body)?;
    if !form.has_only(declared) {
        return Err(DomainError::new(ErrorCode::UnknownField));
    }
    whole.ok_or_else(|| DomainError::new(ErrorCode::UnreadableForm))
}
