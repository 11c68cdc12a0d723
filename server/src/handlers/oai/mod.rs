//! `/oai`: what other libraries collect from this one (OAI-PMH 2.0), by GET and by POST. Programs read it: nothing here
//! is a page, knows a session or sets a cookie, and what is wrong with a request is said in the answer, which is 200.

pub mod ask;
mod metadata;
mod reply;
mod words;
mod xml;

use std::time::Duration;

use app::site::form::Form;
use axum::{
    body::{Body, Bytes},
    extract::{State, rejection::BytesRejection},
    response::{IntoResponse, Response},
};
use contract::ErrorCode;
use domain::DomainError;
use http::{HeaderValue, header, request::Parts};

use crate::http::{AppState, answer, ctx};
use reply::Portal;

/// Answers that are made at once, for all harvesters together: readers come first.
pub const AT_ONCE: usize = 4;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(2);

/// GET `/oai`.
pub async fn get(State(state): State<AppState>, parts: Parts) -> Response {
    reply(&state, &parts, None).await
}

/// POST `/oai`: the same arguments, as a form.
pub async fn post(
    State(state): State<AppState>,
    parts: Parts,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    // What is no form at all, or too long, is no request of this kind.
    let form = match answer::read_form(&parts.headers, body) {
        Ok(form) => form,
        Err(error) if is_form(&parts) && error.code == ErrorCode::UnreadableForm => unreadable(),
        Err(error) => return answer::refusal(&ctx::read_anyway(&parts, &state), &error, None),
    };
    reply(&state, &parts, Some(form)).await
}

fn is_form(parts: &Parts) -> bool {
    let kind = parts.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    kind.starts_with(b"application/x-www-form-urlencoded")
}

/// Stands for arguments that cannot be read: no verb knows it.
fn unreadable() -> Form {
    Form::from_pairs(vec![("?".to_owned(), String::new())])
}

async fn reply(state: &AppState, parts: &Parts, form: Option<Form>) -> Response {
    let refused = |error: DomainError| answer::refusal(&ctx::read_anyway(parts, state), &error, None);
    let turn = tokio::time::timeout(PATIENCE, state.harvesters.acquire()).await;
    let Ok(Ok(_turn)) = turn else {
        // With `Retry-After`.
        return refused(DomainError::new(ErrorCode::Unavailable));
    };
    let query = parts.uri.query().unwrap_or_default();
    let query = Form::parse(query.as_bytes()).unwrap_or_else(|_| unreadable());
    let mut pairs = query.pairs().to_vec();
    pairs.extend(form.iter().flat_map(|form| form.pairs().iter().cloned()));
    let base = state.config.public_url();
    let email = email(state, &base);
    let portal = Portal { services: &state.services, base: base.trim_end_matches('/'), email: &email };
    match portal.answer(&pairs).await {
        Ok(document) => {
            let mut response = Body::from(document).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
            // Every answer bears its own second.
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            headers.insert("x-robots-tag", HeaderValue::from_static("noindex, noarchive, nosnippet"));
            response
        }
        Err(error) => refused(error),
    }
}

/// Whom to write to: the address that the portal's messages come from, else the one that every host has (RFC 2142).
fn email(state: &AppState, base: &str) -> String {
    let from = &state.config.mail.from;
    if from.is_empty() {
        let portal = Portal { services: &state.services, base, email: "" };
        format!("postmaster@{}", portal.host())
    } else {
        from.clone()
    }
}
