//! `/i/{id}`, the permanent address of a library item, and the same with an ending: the item as others cite it.

use app::site::pages::library::{self, Permanent};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, header};

use crate::http::{answer, ctx::Request};

/// GET `/i/{segment}`. The router cannot tell `{id}` from `{id}.ris`.
pub async fn permanent(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    match library::permanent(ctx.clone(), params.get("segment")).await {
        Permanent::Reply(result) => answer::answer(&ctx, Method::GET, result, None),
        Permanent::Form { name, media_type, text } => {
            let mut response = Body::from(text).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
            // A member may be shown what others are not.
            let caching = if ctx.actor.member().is_some() { "no-store" } else { "no-cache" };
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
            // Identifier and ending are ASCII.
            if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
                headers.insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
    }
}
