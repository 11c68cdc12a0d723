//! `/media/cover/{name}`: the cover of an item, by its identifier, as JPEG or WebP. Whatever the item is, it has one.

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    DomainError,
    library::covers::{CoverForm, cover},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::{files::names_tag, media::CACHING};
use crate::http::{AppState, answer, ctx::Request};

/// Delivers a cover.
pub async fn deliver(State(state): State<AppState>, headers: HeaderMap, request: Request) -> Response {
    let found = async {
        let (id, form) = CoverForm::split(request.params.get("name")).ok_or_else(DomainError::not_found)?;
        Ok::<_, DomainError>((form, cover(&request.ctx.for_reader(), &id, form).await?))
    }
    .await;
    let (form, picture) = match found {
        Ok(found) => found,
        Err(error) => return answer::refusal(&request.ctx, &error, None),
    };
    let tag = format!("\"{}\"", picture.sha256);
    let mut fields = HeaderMap::new();
    // As files of the library: what is taken out of it leaves the browsers soon.
    fields.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(if picture.is_open { CACHING } else { "private, no-store" }),
    );
    fields.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    fields.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    let known = names_tag(&headers, &tag);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    if known {
        return (StatusCode::NOT_MODIFIED, fields).into_response();
    }
    match picture.bytes(&state.services).await {
        Ok(bytes) => {
            fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
            (StatusCode::OK, fields, Body::from(bytes)).into_response()
        }
        Err(error) => answer::refusal(&request.ctx, &error, None),
    }
}
