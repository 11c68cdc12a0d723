//! An article's page and, with `.jsonld` at the end of the same segment, what it cites.

use app::site::{
    page::{PageResult, Reply},
    pages::content::{self, ForMachines},
};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use contract::ErrorCode;
use http::{HeaderValue, Method, header};

use crate::http::{answer, ctx::Request};

/// GET `/{l}/a/{segment}`. The router cannot tell `{segment}` from `{segment}.jsonld`.
pub async fn article(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let segment = params.get("segment").to_owned();
    let Some(stem) = segment.strip_suffix(".jsonld") else {
        let result = content::article(ctx.clone(), segment).await;
        if is_lost(&result)
            && let Some(response) = answer::elsewhere(&ctx).await
        {
            return response;
        }
        return answer::storable(answer::answer(&ctx, Method::GET, result, None));
    };
    match content::for_machines(&ctx, stem).await {
        Ok(ForMachines::Text(text)) => {
            let mut response = Body::from(text).into_response();
            let headers = response.headers_mut();
            let kind = HeaderValue::from_static("application/ld+json; charset=utf-8");
            headers.insert(header::CONTENT_TYPE, kind);
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            response
        }
        Ok(ForMachines::Moved(path)) => answer::answer(&ctx, Method::GET, Ok(Reply::permanent(path)), None),
        Err(error) => answer::answer(&ctx, Method::GET, Err(error), None),
    }
}

/// Whether nothing is to be had at an address, so that it may lead on as an old one.
fn is_lost(result: &PageResult) -> bool {
    result.as_ref().is_err_and(|error| error.code == ErrorCode::NotFound)
}
