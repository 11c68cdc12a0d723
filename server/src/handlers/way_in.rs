//! Addresses without a language, or with a slash too many: the way to the right one; then redirects of the team.
//! Everything else is 404.

use axum::{extract::State, response::Response};
use contract::{ErrorCode, Locale};
use domain::DomainError;
use http::{HeaderValue, Method, StatusCode, header, request::Parts};

use crate::http::{
    AppState, accept,
    answer::{self, redirect},
    ctx,
};

/// First segments of pages, which exist under each language.
const ROOMS: [&str; 34] = [
    "a",
    "about",
    "accessibility",
    "account",
    "announcements",
    "ask",
    "card",
    "cite",
    "commitment",
    "desk",
    "firststeps",
    "forum",
    "glossary",
    "howask",
    "howjoin",
    "howprivate",
    "howreceipt",
    "howrecover",
    "howreport",
    "howsignin",
    "join",
    "library",
    "moderation",
    "offline",
    "organisations",
    "privacy",
    "recover",
    "safety",
    "search",
    "sections",
    "sign-in",
    "sign-out",
    "statistics",
    "terms",
];

/// `/`: by the cookie `lang`, then `Accept-Language`, then Arabic.
pub async fn home(parts: Parts) -> Response {
    in_her_language(&parts, "")
}

/// Any address that no route answers.
pub async fn lost(State(state): State<AppState>, parts: Parts) -> Response {
    let path = parts.uri.path();
    let first = path.split('/').nth(1).unwrap_or_default();
    // Only paths that begin like ours are led on: `//elsewhere/` must never become a redirect to elsewhere.
    let has_language = first.parse::<Locale>().is_ok();
    let ours = has_language || ROOMS.contains(&first);
    let whole = path.trim_end_matches('/');
    let reading = matches!(parts.method, Method::GET | Method::HEAD);
    if ours && reading && !has_language {
        return in_her_language(&parts, whole);
    }
    if ours && whole != path {
        return redirect(StatusCode::PERMANENT_REDIRECT, &with_query(&parts, whole));
    }
    match ctx::read(&parts, &state) {
        Ok(ctx) if reading => match answer::elsewhere(&ctx).await {
            Some(response) => response,
            None => answer::refusal(&ctx, &DomainError::new(ErrorCode::NotFound), None),
        },
        Ok(ctx) => answer::refusal(&ctx, &DomainError::new(ErrorCode::NotFound), None),
        Err(refused) => answer::refusal(&refused.0, &refused.1, None),
    }
}

/// A known address with a method that it does not take.
pub async fn wrong_method(State(state): State<AppState>, parts: Parts) -> Response {
    let ctx = ctx::read_anyway(&parts, &state);
    let mut response = answer::refusal(&ctx, &DomainError::new(ErrorCode::NotFound), None);
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

fn in_her_language(parts: &Parts, path: &str) -> Response {
    let locale = accept::chosen_language(&parts.headers);
    let mut response = redirect(StatusCode::SEE_OTHER, &with_query(parts, &format!("/{locale}{path}")));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    response
}

fn with_query(parts: &Parts, path: &str) -> String {
    match parts.uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}
