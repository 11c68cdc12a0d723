//! Kept pages, for whoever comes with nothing: outside of everything that costs (and of [`super::shed`], so that nobody is
//! turned away from what is there already), inside of what each answer needs.

use std::time::Duration;

use axum::{
    body::HttpBody,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::fresh;
use http::{Method, StatusCode, header};

use super::finish::{self, Asked, Raw};
use crate::{
    cache::{Entry, Found, PageCache, Start, Storable},
    http::{AppState, accept, ctx},
    metrics::Kept,
};

/// Longer addresses are nobody's.
const LONGEST_ADDRESS: usize = 512;
/// Larger pages pass through.
const MOST: u64 = 1_048_576;
/// Who has waited so long for somebody else's page makes her own.
const PATIENCE: Duration = Duration::from_secs(2);

/// Answers from what is kept, or has the page made once for all who ask at the same time.
pub async fn cached(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(key) = key_of(&request).filter(|_| state.pages.is_on()) else { return next.run(request).await };
    if let Found::Page(entry) = state.pages.find(&state.services, &key).await {
        state.metrics.kept(Kept::Hit);
        return entry.answer(request.headers());
    }
    let asked = Asked::of(&request);
    let response = made(&state, &key, &asked, request, next).await;
    if response.status() == StatusCode::SERVICE_UNAVAILABLE
        && let Some(entry) = state.pages.spare(&state.services, &key)
    {
        state.metrics.kept(Kept::Spare);
        return entry.answer(asked.headers());
    }
    response
}

async fn made(state: &AppState, key: &str, asked: &Asked, mut request: Request, next: Next) -> Response {
    let pages = &state.pages;
    if pages.is_refused(&state.services, key) {
        return drawn(state, request, next).await;
    }
    let turn = pages.turn(key);
    let _place = Place { pages, key, turn: Some(turn.clone()) };
    let Ok(mine) = tokio::time::timeout(PATIENCE, turn.lock_owned()).await else {
        return drawn(state, request, next).await;
    };
    // Whoever was here before made it, or found that it cannot be kept.
    let start = match pages.find(&state.services, key).await {
        Found::Page(entry) => {
            state.metrics.kept(Kept::Hit);
            return entry.answer(asked.headers());
        }
        Found::Nothing(start) if !pages.is_refused(&state.services, key) => start,
        Found::Nothing(_) | Found::NotNow => {
            drop(mine);
            return drawn(state, request, next).await;
        }
    };
    request.extensions_mut().insert(Raw);
    let (response, reads) = fresh::recording(drawn(state, request, next)).await;
    let made = is_storable(&response).then(|| pages.made(start, &reads)).flatten();
    let Some(made) = made else {
        if response.status().is_server_error() {
            // Too much at once, or the database is away: whoever waits here makes her own attempt, and soon it is kept again.
            pages.rest(start, key);
        } else {
            pages.refuse(start, key);
        }
        drop(mine);
        return finish::dress(asked, response).await;
    };
    keep(pages, key, start, made, asked, response).await
}

async fn drawn(state: &AppState, request: Request, next: Next) -> Response {
    state.metrics.kept(Kept::Miss);
    next.run(request).await
}

async fn keep(
    pages: &PageCache,
    key: &str,
    start: Start,
    made: crate::cache::Made,
    asked: &Asked,
    response: Response,
) -> Response {
    let (parts, body) = response.into_parts();
    // It is wholly in memory: its size is known.
    let Ok(plain) = axum::body::to_bytes(body, usize::try_from(MOST).unwrap_or(usize::MAX)).await else {
        let mut response = Response::new(axum::body::Body::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        return response;
    };
    let before = pages.before(key);
    let (headers, text) = (parts.headers.clone(), plain.clone());
    // Packing a page takes milliseconds: not where all others are answered.
    let packing = tokio::task::spawn_blocking(move || Entry::new(made, headers, text, before.as_deref()));
    match packing.await.ok().flatten().map(std::sync::Arc::new) {
        Some(entry) => {
            let answer = entry.answer(asked.headers());
            pages.keep(key, entry);
            answer
        }
        None => {
            pages.refuse(start, key);
            finish::dress(asked, Response::from_parts(parts, plain.into())).await
        }
    }
}

/// Leaves the place where she waited, whatever becomes of her request.
struct Place<'a> {
    pages: &'a PageCache,
    key: &'a str,
    turn: Option<std::sync::Arc<tokio::sync::Mutex<()>>>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(turn) = self.turn.take() {
            self.pages.leave(self.key, turn);
        }
    }
}

/// By what a page is known, when whoever asks brings nothing that could change it: no cookie but the one of the language
/// (which counts at `/` alone), no name, no question but for the page's number.
fn key_of(request: &Request) -> Option<String> {
    let (uri, headers) = (request.uri(), request.headers());
    let whole = uri.path_and_query()?.as_str();
    (request.method() == Method::GET
        && ctx::locale_of(uri.path()).is_some()
        && whole.len() <= LONGEST_ADDRESS
        && uri.query().is_none_or(is_page_number)
        && !headers.contains_key(header::AUTHORIZATION)
        && accept::brings_nothing(headers))
    .then(|| whole.to_owned())
}

/// `page=3`, as our own links write it.
fn is_page_number(query: &str) -> bool {
    query.strip_prefix("page=").is_some_and(|number| {
        (1..=4).contains(&number.len())
            && !number.starts_with('0')
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

fn is_storable(response: &Response) -> bool {
    let headers = response.headers();
    let says = |name: http::HeaderName, start: &[u8]| {
        let mut values = headers.get_all(name).iter();
        values.next().is_some_and(|value| value.as_bytes().starts_with(start)) && values.next().is_none()
    };
    response.extensions().get::<Storable>().is_some()
        && response.status() == StatusCode::OK
        && says(header::CACHE_CONTROL, b"no-cache")
        && says(header::CONTENT_TYPE, b"text/html")
        && !headers.contains_key(header::SET_COOKIE)
        && !headers.contains_key(header::ETAG)
        && !headers.contains_key(header::CONTENT_ENCODING)
        && response.body().size_hint().exact().is_some_and(|size| size <= MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn only_who_brings_nothing_is_given_something_kept() {
        let ask = |path: &str, cookie: &str| {
            let mut request = http::Request::get(path);
            if !cookie.is_empty() {
                request = request.header(header::COOKIE, cookie);
            }
            request.body(Body::empty()).ok().and_then(|request| key_of(&request))
        };
        for (path, cookie) in [
            ("/ar", ""),
            ("/fr/forum/t/abc?page=2", ""),
            ("/en/library", "lang=ar"),
            ("/en/library", "lang=ar; lang=fr;"),
        ] {
            assert_eq!(ask(path, cookie).as_deref(), Some(path), "{path} {cookie}");
        }
        for (path, cookie) in [
            ("/", ""),
            ("/pkg/main.css", ""),
            ("/oai?verb=Identify", ""),
            ("/ar?", ""),
            ("/ar/search?q=x", ""),
            ("/ar/forum/t/abc?page=2&page=3", ""),
            ("/ar/forum/t/abc?page=02", ""),
            ("/ar", "sid=1"),
            ("/ar", "__Host-sid=1"),
            ("/ar", "kiosk=1"),
            ("/ar", "kiosk-visit=1"),
            ("/ar", "view=simple"),
            ("/ar/forum?view=whole", ""),
            ("/ar", "lang=ar; view=sound"),
            ("/ar", "lang=ar; discreet=1"),
            ("/ar", "way=1"),
            ("/ar", "lang"),
        ] {
            assert_eq!(ask(path, cookie), None, "{path} {cookie}");
        }
        let post = http::Request::post("/ar").body(Body::empty()).ok().and_then(|request| key_of(&request));
        assert_eq!(post, None);
    }
}
