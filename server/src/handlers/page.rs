//! `/media/page/{id}/{n}.jpg`: pictures of the pages of a PDF, drawn when they are asked for. The desk has them at an
//! address of its own: there also those of what nobody else sees yet.

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::ids::FileId;
use domain::{
    DomainError, DomainResult,
    library::pages::{self, Picture},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::{files::names_tag, media::caching};
use crate::http::{AppState, answer, ctx::Request};

/// The number of a page.
fn number(text: &str) -> DomainResult<u32> {
    text.parse().map_err(|_| DomainError::not_found())
}

fn id_of(request: &Request) -> DomainResult<FileId> {
    request.params.get("id").parse().map_err(|_| DomainError::not_found())
}

/// Delivers a picture to everybody.
pub async fn picture(headers: HeaderMap, request: Request) -> Response {
    let found = async {
        let id = id_of(&request)?;
        let name = request.params.get("name").strip_suffix(".jpg").ok_or_else(DomainError::not_found)?;
        pages::picture(&request.ctx.for_reader(), &id, number(name)?).await
    }
    .await;
    match found {
        // As files of the library: what is taken out of it leaves the browsers soon.
        Ok((file, picture)) => send(&headers, picture, caching(&file)),
        Err(error) => answer::refusal(&request.ctx, &error, None),
    }
}

/// Delivers a picture to the desk.
pub async fn for_desk(State(state): State<AppState>, headers: HeaderMap, request: Request) -> Response {
    let found = async {
        domain::permission::require(&request.ctx.actor, domain::Permission::LibraryManage, None)?;
        let id = id_of(&request)?;
        let page = number(request.params.get("number"))?;
        pages::desk_picture(&state.services, &request.ctx.actor, &id, page).await
    }
    .await;
    match found {
        Ok(picture) => send(&headers, picture, "no-store"),
        // A guest is led to the door.
        Err(error) => answer::answer(&request.ctx, Method::GET, Err(error), None),
    }
}

fn send(headers: &HeaderMap, picture: Picture, caching: &'static str) -> Response {
    let mut fields = HeaderMap::new();
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    fields.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    fields.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    let tag = format!("\"{}\"", picture.sha256);
    let known = names_tag(headers, &tag);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    if known {
        return (StatusCode::NOT_MODIFIED, fields).into_response();
    }
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    (StatusCode::OK, fields, Body::from(picture.bytes)).into_response()
}
