//! Forms come from our own pages only. Over everything that is not GET, HEAD or OPTIONS.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use contract::ErrorCode;
use domain::DomainError;
use http::{HeaderMap, Method, header};
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

use crate::http::{AppState, answer, ctx};

/// `Sec-Fetch-Site` same-origin, else `Origin` that is the host or our public address.
///
/// # Errors
/// When the public address cannot stand in `Origin`.
pub fn layer(public_url: &str) -> Result<CsrfLayer, ConfigError> {
    // Proxies may rewrite `Host`; the public address is what browsers write into `Origin`.
    CsrfLayer::new().add_trusted_origin(public_url)
}

/// Outside [`layer`]: also refuses a request that says nothing of where it comes from (the layer lets it
/// pass, for clients that are no browsers; we have none) and one whose browser says that it comes from elsewhere,
/// whatever stands in `Origin` (the layer lets our public address pass). Answers with our page.
pub async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let silent = !says(&parts.headers, "sec-fetch-site") && !says(&parts.headers, header::ORIGIN.as_str());
    let ctx = ctx::read_anyway(&parts, &state);
    let refused = || answer::refusal(&ctx, &DomainError::new(ErrorCode::CrossSite), None);
    let elsewhere = parts
        .headers
        .get("sec-fetch-site")
        .is_some_and(|site| !site.is_empty() && !matches!(site.as_bytes(), b"same-origin" | b"none"));
    let for_programs = is_one_click(parts.uri.path()) || is_harvest(&parts.method, parts.uri.path());
    if (silent && !for_programs) || elsewhere {
        return refused();
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.extensions().get::<ProtectionError>().is_some() { refused() } else { response }
}

/// A mail program that stops messages for its reader (RFC 8058) says nothing of where it comes from, and sends no
/// cookie: the token in the address is all that counts there.
fn is_one_click(path: &str) -> bool {
    let mut segments = path.split('/').skip(2);
    segments.next() == Some("email") && segments.next() == Some("digest-off")
}

/// Libraries that collect records ask by POST too (OAI-PMH 2.0), and no browser is there to say where they come from.
/// Nothing is changed there, and nobody is known: the address stands outside the sessions.
fn is_harvest(method: &Method, path: &str) -> bool {
    *method == Method::POST && path == "/oai"
}

fn says(headers: &HeaderMap, name: &str) -> bool {
    headers.get(name).is_some_and(|value| !value.is_empty())
}
