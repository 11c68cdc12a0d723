//! What is too much at once: a page that cannot be made soon is not made. Everybody else's comes in time.

use std::time::Duration;

use app::site::xml::escaped;
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use contract::{ErrorCode, Locale};
use http::{HeaderValue, Method, StatusCode, header};

use crate::http::{AppState, accept, ctx};

/// How long somebody waits for a place. With the time of a page that stays below a second.
const PATIENCE: Duration = Duration::from_millis(800);

/// Lets a page be made when there is a place. Forms always go on: what somebody wrote is not turned away at the door,
/// and they have limits of their own, by account and by address. Files are few and long.
pub async fn shed(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path();
    if !reads || path.starts_with("/media/") || path.starts_with("/uploads") {
        return next.run(request).await;
    }
    let locale = ctx::locale_of(path).unwrap_or_else(|| accept::chosen_language(request.headers()));
    match tokio::time::timeout(PATIENCE, state.places.acquire()).await {
        Ok(Ok(_place)) => next.run(request).await,
        _ => busy(&state, locale),
    }
}

/// A page without anything that takes time: no style, nothing from the database. The way out and the numbers stand on it.
fn busy(state: &AppState, locale: Locale) -> Response {
    let l = i18n::catalogue(locale);
    let title = i18n::errors::title(l, ErrorCode::Unavailable);
    let message = i18n::errors::message(l, ErrorCode::Unavailable);
    let (exit, numbers) = (l.msg_exit_button(), l.msg_helplines_title());
    let known = state.services.helplines();
    let lines: String = known
        .shown()
        .iter()
        .map(|line| {
            let (number, name) = (escaped(&line.number), escaped(line.name.get(locale)));
            format!("<li><a href=\"tel:{number}\"><bdi>{number}</bdi></a> {name}</li>")
        })
        .collect();
    let (code, direction) = (locale.code(), locale.direction().as_str());
    let html = format!(
        "<!DOCTYPE html><html lang=\"{code}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title></head><body><h1>{title}</h1>\
         <p>{message}</p><p><a href=\"/exit\">{exit}</a></p><h2>{numbers}</h2><ul>{lines}</ul></body></html>"
    );
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::RETRY_AFTER, "5"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}
