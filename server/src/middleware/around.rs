//! The outermost layer: log line, panic, deadline, size, headers, language cookie.

use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use contract::ErrorCode;
use domain::DomainError;
use futures::FutureExt;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use http_body_util::Limited;
use tower_http::timeout::TimeoutBody;

use super::{even, headers, keeping};
use crate::{
    http::{AppState, accept, answer, ctx, register::LONG_FORM, steady::GRACE, visit},
    metrics::Asked,
};

/// How long a file may take.
const A_LONG_FILE: Duration = Duration::from_secs(86_400);
/// How long the sender of a file may say nothing; it goes on later where it ended.
const SILENCE: Duration = Duration::from_secs(60);
/// How much longer than a handler everything around it waits for a database that is away.
const AROUND_A_HANDLER: Duration = Duration::from_millis(300);
/// What may stand around a file in a form.
const AROUND_A_FILE: u64 = 65_536;

/// Marks a request that asked for the head of an answer alone: files answer some headers otherwise then.
#[derive(Clone, Copy, Debug)]
pub struct AskedForHead;

/// Wraps every request.
pub async fn around(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let metrics = state.metrics.clone();
    let _answering = metrics.request();
    let (mut parts, body) = request.into_parts();
    let method = parts.method.clone();
    let route = parts.extensions.get::<MatchedPath>().cloned();
    let at_front = Parts::clone(&parts);
    if method == Method::HEAD {
        // Answered as GET; the router cuts the body at the end: tag and length are those of the page.
        parts.method = Method::GET;
        parts.extensions.insert(AskedForHead);
    }
    let most = long_body(&state, &at_front);
    let bytes = most.unwrap_or(state.config.limits.body_bytes);
    let mut response = if declares_too_much(&parts.headers, bytes) {
        error_page(&state, &at_front, DomainError::new(ErrorCode::TooLarge))
    } else {
        // A handler has its own deadline, which keeps her text; this one is for everything around it. A file takes
        // as long as it takes: whoever reads it goes away when nothing more comes.
        let limit = match most {
            Some(_) => A_LONG_FILE,
            None => Duration::from_secs(state.config.server.request_timeout_seconds + 5),
        };
        let limited = Limited::new(body, bytes);
        let body = match most {
            // Nobody holds a place for a day with a byte an hour.
            Some(_) => Body::new(TimeoutBody::new(SILENCE, limited)),
            None => Body::new(limited),
        };
        // A handler notices first, and keeps her text; this is for everything around it.
        let grace = if most.is_some() { A_LONG_FILE } else { GRACE + AROUND_A_HANDLER };
        let inner = AssertUnwindSafe(next.run(Request::from_parts(parts, body))).catch_unwind();
        match tokio::time::timeout(limit, state.unless_away(grace, inner)).await {
            Ok(Some(Ok(response))) => response,
            Ok(Some(Err(_))) => error_page(&state, &at_front, DomainError::new(ErrorCode::Internal)),
            Ok(None) => error_page(&state, &at_front, DomainError::new(ErrorCode::Unavailable)),
            Err(late) => error_page(&state, &at_front, DomainError::caused(ErrorCode::Unavailable, late)),
        }
    };
    // Programs that upload read headers, no pages.
    let for_programs = at_front.uri.path().starts_with("/uploads");
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE
        && !headers::is_page(response.headers())
        && !for_programs
    {
        response = error_page(&state, &at_front, DomainError::new(ErrorCode::TooLarge));
    }
    even::out(&method, at_front.uri.path(), started).await;
    keep_choices(&at_front, &mut response);
    keeping::mark(&state.config, &at_front, &mut response);
    if response.status() != StatusCode::NOT_MODIFIED {
        // The answer that a browser kept has them, and keeps them.
        headers::secure(response.headers_mut(), state.config.is_https());
    }
    let asked = Asked::of(&method, route.as_ref().map(MatchedPath::as_str));
    metrics.answered(asked, response.status(), started.elapsed());
    // Route patterns, never paths: those name what somebody reads. No address, no agent, no query.
    tracing::info!(
        target: "jusoor::access",
        method = %method,
        route = route.as_ref().map_or("-", MatchedPath::as_str),
        status = response.status().as_u16(),
        ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
    );
    response
}

/// The most bytes of a body that is read as it comes: a file for the library.
fn long_body(state: &AppState, parts: &Parts) -> Option<usize> {
    let limits = state.services.uploads().limits();
    let most = match (&parts.method, parts.uri.path()) {
        (&Method::PATCH, path) if path.starts_with("/uploads/") => limits.most(),
        // Around the file stand the other fields.
        (&Method::POST, path)
            if path.ends_with("/desk/library/upload") || path.ends_with("/audio/upload") =>
        {
            limits.most_by_form().saturating_add(AROUND_A_FILE)
        }
        (&Method::POST, path) if path.ends_with("/desk/library/batch") => {
            let table = domain::library::batch::most_of_table(&state.services);
            limits.most_by_form().saturating_add(table).saturating_add(2 * AROUND_A_FILE)
        }
        (&Method::POST, path) if path.ends_with("/desk/statistics/import") => {
            domain::statistics::desk::MOST_FILE.saturating_add(AROUND_A_FILE)
        }
        (&Method::POST, path)
            if path.contains("/desk/articles/")
                || path.contains("/desk/library/") && path.ends_with("/said") =>
        {
            u64::try_from(LONG_FORM).unwrap_or(u64::MAX)
        }
        _ => return None,
    };
    Some(usize::try_from(most).unwrap_or(usize::MAX))
}

fn error_page(state: &AppState, parts: &Parts, error: DomainError) -> Response {
    // What broke may be the drawing of pages itself.
    let ctx = ctx::read_anyway(parts, state);
    std::panic::catch_unwind(AssertUnwindSafe(|| answer::refusal(&ctx, &error, None))).unwrap_or_else(|_| {
        let mut response = Response::new(Body::from("500\n"));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}

fn declares_too_much(headers: &HeaderMap, limit: usize) -> bool {
    headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<u64>().ok())
        .is_some_and(|length| length > limit as u64)
}

/// Who reads in another language than `/` would lead her to gets it remembered until her browser is closed; so does who
/// reads simply, or with sound.
fn keep_choices(parts: &Parts, response: &mut Response) {
    let Some(locale) = ctx::locale_of(parts.uri.path()) else { return };
    let shown = parts.method == Method::GET
        && response.status() == StatusCode::OK
        && headers::is_page(response.headers());
    if !shown {
        return;
    }
    visit::keep(&parts.headers, &parts.uri, response);
    if accept::chosen_language(&parts.headers) != locale
        && let Ok(value) = HeaderValue::from_str(&format!("lang={locale}; Path=/; SameSite=Lax; HttpOnly"))
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
