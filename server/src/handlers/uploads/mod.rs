//! `/uploads`: files for the library, piece by piece, as tus 1.0 has it (core, creation, expiration, termination,
//! checksum). Programs read this, no people: answers are a status and headers.

pub mod batch;
mod fields;
pub mod figures;
pub mod form;

use app::site::routes as paths;
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::DateTime;
use contract::ErrorCode;
use domain::{
    DomainError,
    library::upload::{self, UploadError},
};
use futures::TryStreamExt;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::http::{AppState, ctx::Request};
use fields::{Refused, checksum, file_name, number};

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const VERSION: HeaderName = HeaderName::from_static("tus-version");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const TUS: HeaderValue = HeaderValue::from_static("1.0.0");
/// What a piece is sent as.
const PIECE: &[u8] = b"application/offset+octet-stream";
/// "Checksum Mismatch".
const MISMATCH: u16 = 460;

/// OPTIONS: what is offered.
pub async fn offer(State(state): State<AppState>) -> Response {
    let mut response = answer(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    headers.insert(VERSION, TUS);
    headers.insert(
        HeaderName::from_static("tus-extension"),
        HeaderValue::from_static("creation,expiration,termination,checksum"),
    );
    headers
        .insert(HeaderName::from_static("tus-checksum-algorithm"), HeaderValue::from_static("sha1,sha256"));
    let most = state.services.uploads().limits().most();
    headers.insert(HeaderName::from_static("tus-max-size"), HeaderValue::from(most));
    response
}

/// POST: begins an upload. Nothing of a body is read.
pub async fn create(State(state): State<AppState>, headers: HeaderMap, request: Request) -> Response {
    let done = async {
        speaks_tus(&headers)?;
        let size = number(&headers, &LENGTH)?.ok_or(Refused(400))?;
        let name = file_name(&headers)?;
        let (services, actor) = (&state.services, &request.ctx.actor);
        let id = upload::begin(services, actor, size, &name).await.map_err(refused)?;
        if size == 0 {
            upload::start(services, &id).await;
        }
        let progress = upload::progress(services, actor, &id).await.map_err(refused)?;
        let mut response = answer(StatusCode::CREATED);
        put(&mut response, header::LOCATION, &paths::upload_bytes(&id));
        expires(&mut response, progress.expires_at);
        Ok::<_, Refused>(response)
    }
    .await;
    done.unwrap_or_else(Refused::into_response)
}

/// HEAD: how far an upload is.
pub async fn progress(State(state): State<AppState>, headers: HeaderMap, request: Request) -> Response {
    let done = async {
        speaks_tus(&headers)?;
        let id = request.params.get("id");
        let found = upload::progress(&state.services, &request.ctx.actor, id).await.map_err(refused)?;
        let mut response = answer(StatusCode::OK);
        response.headers_mut().insert(OFFSET, HeaderValue::from(found.received));
        response.headers_mut().insert(LENGTH, HeaderValue::from(found.size));
        expires(&mut response, found.expires_at);
        Ok::<_, Refused>(response)
    }
    .await;
    done.unwrap_or_else(Refused::into_response)
}

/// PATCH: adds a piece.
pub async fn append(
    State(state): State<AppState>,
    headers: HeaderMap,
    request: Request,
    body: Body,
) -> Response {
    let done = async {
        speaks_tus(&headers)?;
        if headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes) != Some(PIECE) {
            return Err(Refused(415));
        }
        let offset = number(&headers, &OFFSET)?.ok_or(Refused(400))?;
        let length = number(&headers, &header::CONTENT_LENGTH)?;
        let checksum = checksum(&headers)?;
        let (services, actor) = (&state.services, &request.ctx.actor);
        let id = request.params.get("id").to_owned();
        let opened = upload::open(services, actor, &id, offset, length).await.map_err(not_taken)?;
        let stream = body.into_data_stream().map_err(std::io::Error::other);
        // On its own: when the connection breaks, nobody waits here any more, and what came is kept all the same.
        let writing = tokio::spawn(opened.write(stream, checksum));
        let (received, complete) = writing
            .await
            .map_err(|error| refused(DomainError::caused(ErrorCode::Internal, error)))?
            .map_err(not_taken)?;
        if complete {
            upload::start(services, &id).await;
        }
        let mut response = answer(StatusCode::NO_CONTENT);
        response.headers_mut().insert(OFFSET, HeaderValue::from(received));
        // Looked at anew: the piece has prolonged it.
        let after = upload::progress(services, actor, &id).await.ok();
        expires(&mut response, after.and_then(|after| after.expires_at));
        Ok::<_, Refused>(response)
    }
    .await;
    done.unwrap_or_else(Refused::into_response)
}

/// DELETE: ends an upload.
pub async fn end(State(state): State<AppState>, headers: HeaderMap, request: Request) -> Response {
    let done = async {
        speaks_tus(&headers)?;
        let id = request.params.get("id");
        match upload::clear(&state.services, &request.ctx.actor, id).await {
            Ok(()) => Ok::<_, Refused>(answer(StatusCode::NO_CONTENT)),
            // Somebody is writing or looking at it.
            Err(error) if error.code == ErrorCode::Conflict => Err(Refused(423)),
            Err(error) => Err(refused(error)),
        }
    }
    .await;
    done.unwrap_or_else(Refused::into_response)
}

impl Refused {
    fn into_response(self) -> Response {
        let mut response = answer(StatusCode::from_u16(self.0).unwrap_or(StatusCode::BAD_REQUEST));
        if self.0 == 412 {
            response.headers_mut().insert(VERSION, TUS);
        }
        response
    }
}

/// An answer without a body.
fn answer(status: StatusCode) -> Response {
    let mut response = status.into_response();
    response.headers_mut().insert(RESUMABLE, TUS);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn expires(response: &mut Response, at: Option<i64>) {
    if let Some(at) = at.and_then(DateTime::from_timestamp_millis) {
        put(response, EXPIRES, &at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
    }
}

fn speaks_tus(headers: &HeaderMap) -> Result<(), Refused> {
    let spoken = headers.get(RESUMABLE).map(HeaderValue::as_bytes);
    if spoken == Some(b"1.0.0".as_slice()) { Ok(()) } else { Err(Refused(412)) }
}

/// A refusal of the portal's. Failures of ours are logged here, once.
fn refused(error: DomainError) -> Refused {
    if matches!(error.code, ErrorCode::Internal | ErrorCode::Unavailable | ErrorCode::StorageFull) {
        let cause = error.source.as_ref().map(ToString::to_string).unwrap_or_default();
        tracing::error!(code = ?error.code, at = %error.at, cause, "an upload failed");
    }
    Refused(error.code.status())
}

fn not_taken(error: UploadError) -> Refused {
    match error {
        UploadError::Busy => Refused(423),
        UploadError::Offset => Refused(409),
        UploadError::Checksum => Refused(MISMATCH),
        UploadError::Other(error) => refused(error),
    }
}
