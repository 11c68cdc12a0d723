//! Titles while she types. What she typed is written and kept nowhere: not in the log, which names routes alone, and not
//! by what stands on the way.

use app::site::pages::search::{Offers, offers};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use contract::ErrorCode;
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::http::{answer, ctx::Request};

/// GET `/{l}/search/suggest?q=`.
pub async fn suggest(request: Request) -> Response {
    let Request { ctx, gate, .. } = request;
    let found = match gate.pass(&ctx).await {
        Ok(()) => offers(&ctx).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(offers) => written(offers),
        // A script needs no page; the list closes, and the form says the rest.
        Err(error) if error.code == ErrorCode::TooManyRequests => {
            let mut response = written(Offers::default());
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
            response
        }
        Err(error) => answer::answer(&ctx, Method::GET, Err(error), None),
    }
}

fn written(offers: Offers) -> Response {
    let list: Vec<Value> = offers
        .list
        .into_iter()
        .map(|one| json!({ "href": one.href, "lang": one.lang, "title": one.title, "kind": one.kind }))
        .collect();
    let text = json!({ "label": offers.label, "told": offers.told, "list": list }).to_string();
    let mut response = Body::from(text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, noarchive, nosnippet"));
    response
}
