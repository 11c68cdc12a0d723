//! Feeds: the same bytes for everybody, so that they may be kept and asked for again by their tag.

use app::site::{
    pages::{forum, library},
    request::RequestCtx,
};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use domain::DomainResult;
use http::{HeaderValue, Method, header};

use crate::http::{answer, ctx::Request};

const ATOM: &str = "application/atom+xml; charset=utf-8";
const RSS: &str = "application/rss+xml; charset=utf-8";

/// A feed as an answer.
pub(super) fn text(media_type: &'static str, text: String) -> Response {
    let mut response = Body::from(text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, noarchive, nosnippet"));
    response
}

fn reply(ctx: &RequestCtx, media_type: &'static str, written: DomainResult<String>) -> Response {
    match written {
        Ok(xml) => text(media_type, xml),
        Err(error) => answer::answer(ctx, Method::GET, Err(error), None),
    }
}

/// GET `/{l}/forum/c/{slug}/feed.atom`.
pub async fn category(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let written = forum::feed(&ctx, params.get("slug")).await;
    reply(&ctx, ATOM, written)
}

/// GET `/{l}/library/c/{slug}/feed.atom`.
pub async fn collection(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let written = library::collection_feed(&ctx, params.get("slug")).await;
    reply(&ctx, ATOM, written)
}

/// GET `/{l}/library/c/{slug}/podcast.xml`.
pub async fn podcast(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let written = library::podcast(&ctx, params.get("slug")).await;
    reply(&ctx, RSS, written)
}
