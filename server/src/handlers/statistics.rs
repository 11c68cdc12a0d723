//! A dataset's page and, with `.csv` at the end of the same segment, its file.

use app::site::{
    page::Reply,
    pages::statistics::{self, Download},
};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, header};

use crate::http::{answer, ctx::Request};

/// GET `/{l}/statistics/{segment}`. The router cannot tell `{segment}` from `{segment}.csv`.
pub async fn dataset(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let segment = params.get("segment").to_owned();
    let Some(stem) = segment.strip_suffix(".csv") else {
        let result = statistics::dataset(ctx.clone(), segment).await;
        return answer::answer(&ctx, Method::GET, result, None);
    };
    match statistics::download(&ctx, stem).await {
        Ok(Download::File { name, bytes }) => file(&name, bytes),
        Ok(Download::Moved(path)) => answer::answer(&ctx, Method::GET, Ok(Reply::permanent(path)), None),
        Err(error) => answer::answer(&ctx, Method::GET, Err(error), None),
    }
}

/// A CSV file.
pub(super) fn file(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // The name is ASCII by construction.
    let disposition = format!("attachment; filename=\"{name}\"; filename*=UTF-8''{name}");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
