//! A dataset's page, its files beside the page's address, and its charts as pictures.

use app::site::{
    page::Reply,
    pages::statistics::{self, Download, Format},
    request::RequestCtx,
};
use axum::{
    body::{Body, Bytes},
    response::{IntoResponse, Response},
};
use domain::DomainError;
use http::{HeaderValue, Method, header};

use crate::http::{answer, ctx::Request};

/// GET `/{l}/statistics/{segment}`. The router cannot tell `{segment}` from `{segment}.csv`.
pub async fn dataset(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let segment = params.get("segment").to_owned();
    match Format::of_segment(&segment) {
        Some((stem, format)) => answered(&ctx, statistics::download(&ctx, stem, format).await),
        None => {
            let result = statistics::dataset(ctx.clone(), segment).await;
            answer::storable(answer::answer(&ctx, Method::GET, result, None))
        }
    }
}

/// GET `/{l}/statistics/{segment}/{name}`: what describes the files, and pictures of charts.
pub async fn part(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let (segment, name) = (params.get("segment"), params.get("name"));
    let result = match Format::below(name) {
        Some(format) => statistics::download(&ctx, segment, format).await,
        None => statistics::shared(&ctx, segment, name).await,
    };
    answered(&ctx, result)
}

fn answered(ctx: &RequestCtx, result: Result<Download, DomainError>) -> Response {
    match result {
        Ok(Download::File { name, media_type, bytes, shown }) => of_type(&name, media_type, bytes, shown),
        Ok(Download::Pieces { name, media_type, pieces }) => {
            sent(&name, media_type, Body::from_stream(pieces.stream()), false)
        }
        Ok(Download::Moved(path)) => answer::answer(ctx, Method::GET, Ok(Reply::permanent(path)), None),
        Ok(Download::Choose(path)) => answer::answer(ctx, Method::GET, Ok(Reply::see_other(path)), None),
        Err(error) => answer::answer(ctx, Method::GET, Err(error), None),
    }
}

/// A CSV file.
pub(super) fn file(name: &str, bytes: Vec<u8>) -> Response {
    of_type(name, "text/csv; charset=utf-8; header=present", bytes.into(), false)
}

fn of_type(name: &str, media_type: &'static str, bytes: Bytes, shown: bool) -> Response {
    sent(name, media_type, Body::from(bytes), shown)
}

/// A file that is sent, shown or kept; its name is ASCII.
pub(super) fn sent(name: &str, media_type: &'static str, body: Body, shown: bool) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // The name is ASCII by construction.
    let how = if shown { "inline" } else { "attachment" };
    let disposition = format!("{how}; filename=\"{name}\"; filename*=UTF-8''{name}");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
