//! `/media/book/{id}/{name}`: pictures out of a book, by their place in its archive. Whoever asks gets what the bytes
//! are, whatever the book says of them; a drawing that may hold a program is none.

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::ids::FileId;
use domain::{DomainError, library};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::{files::names_tag, media::caching};
use crate::http::{AppState, answer, ctx::Request};

/// Delivers a picture.
pub async fn picture(State(state): State<AppState>, headers: HeaderMap, request: Request) -> Response {
    let found = async {
        let id: FileId = request.params.get("id").parse().map_err(|_| DomainError::not_found())?;
        let at: usize = request.params.get("name").parse().map_err(|_| DomainError::not_found())?;
        let file = library::file(&request.ctx.for_reader(), &id).await?;
        let picture = library::book::picture(&state.services, &file, at).await?;
        Ok::<_, DomainError>((format!("\"{}-{at}\"", file.sha256), caching(&file), picture))
    }
    .await;
    let (tag, caching, picture) = match found {
        Ok(found) => found,
        Err(error) => return answer::refusal(&request.ctx, &error, None),
    };
    let mut fields = HeaderMap::new();
    // As files of the library: what is taken out of it leaves the browsers soon.
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    fields.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    fields.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    let known = names_tag(&headers, &tag);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    if known {
        return (StatusCode::NOT_MODIFIED, fields).into_response();
    }
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(picture.media_type));
    fields.insert(header::CONTENT_LENGTH, HeaderValue::from(picture.size));
    (StatusCode::OK, fields, Body::from_stream(picture.bytes)).into_response()
}
