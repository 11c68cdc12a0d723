//! Feeds: the same bytes for everybody, so that they may be kept and asked for again by their tag.

use app::site::pages::forum;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, header};

use crate::http::{answer, ctx::Request};

/// GET `/{l}/forum/c/{slug}/feed.atom`.
pub async fn category(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    match forum::feed(&ctx, params.get("slug")).await {
        Ok(xml) => {
            let mut response = Body::from(xml).into_response();
            let headers = response.headers_mut();
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/atom+xml; charset=utf-8"),
            );
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            headers.insert("x-robots-tag", HeaderValue::from_static("noindex, noarchive, nosnippet"));
            response
        }
        Err(error) => answer::answer(&ctx, Method::GET, Err(error), None),
    }
}
