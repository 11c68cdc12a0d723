//! `/media/{id}/{name}`: files of the library, from the blob store, as RFC 9110 wants files delivered.
//!
//! Only the id finds a file; the name in the address is for those who keep it, and a wrong one leads to the right
//! one. `?until=…&sig=…` is a pass to a file that the world does not get. Whatever a file holds, it runs nothing here:
//! its own content security policy puts it in a sandbox.

use app::site::{request::RequestCtx, routes as paths};
use axum::{
    body::Body,
    extract::{Extension, State},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use contract::ids::FileId;
use domain::{
    DomainError,
    library::{self, FileDelivery, FileRole, Pass, Reach, blobs},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    http::{
        AppState, answer,
        ctx::Request,
        range::{self, Wanted},
    },
    middleware::around::AskedForHead,
};

/// What RFC 5987 lets stand unencoded in `filename*`.
const EXT_VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Everything here can be withdrawn: after five minutes a cache asks whether it is still there. The bytes themselves are
/// sent once, since their validator is their hash.
pub(super) const CACHING: &str = "public, max-age=300, must-revalidate";

/// How long a file is kept. What is for members stays with the one who asked; of a testimony every cache asks each time
/// whether it is still to be given.
pub(super) fn caching(file: &FileDelivery) -> &'static str {
    match (file.reach, file.testimony) {
        (Reach::Everybody | Reach::Web, false) => CACHING,
        (Reach::Everybody | Reach::Web, true) => "public, no-cache",
        (Reach::Members | Reach::MembersKiosk | Reach::Kiosk | Reach::Nobody, _) => "private, no-store",
    }
}

/// Delivers a file.
pub async fn deliver(
    State(state): State<AppState>,
    head_only: Option<Extension<AskedForHead>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let found = async {
        let id: FileId = request.params.get("id").parse().map_err(|_| DomainError::not_found())?;
        let pass = Pass::read(request.ctx.query.get("until"), request.ctx.query.get("sig"));
        let (file, by_pass) = match pass {
            Some(pass) => library::file_by_pass(&request.ctx.for_reader(), &id, &pass).await?,
            None => (library::file(&request.ctx.for_reader(), &id).await?, false),
        };
        Ok::<_, DomainError>((id, file, by_pass))
    }
    .await;
    let (id, file, by_pass) = match found {
        Ok(found) => found,
        Err(error) => return answer::refusal(&request.ctx, &error, None),
    };
    let keep = request.ctx.query.get("download") == "1";
    // A pass opens one address; the right one for others would be without it.
    if request.params.get("name") != file.file_name && !by_pass {
        let right = if keep { paths::media_download } else { paths::media };
        return moved(&right(&id, &file.file_name, &file.sha256), caching(&file));
    }
    let mut answer_headers = describe(&file, keep);
    if by_pass {
        answer_headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    send(&state, &request.ctx, (head_only.is_some(), &headers), &file, answer_headers).await
}

/// Sends the bytes of a file, or what of them is wanted, under headers that are written already.
pub(super) async fn send(
    state: &AppState,
    ctx: &RequestCtx,
    (head_only, headers): (bool, &HeaderMap),
    file: &FileDelivery,
    mut answer_headers: HeaderMap,
) -> Response {
    match conditions(headers, file) {
        Condition::Changed => return (StatusCode::PRECONDITION_FAILED, answer_headers).into_response(),
        Condition::Known => return (StatusCode::NOT_MODIFIED, answer_headers).into_response(),
        Condition::Send => {}
    }
    // The standard defines ranges for GET alone.
    let wanted = if !head_only && if_range_holds(headers, file) {
        range::wanted(headers.get(header::RANGE), file.size)
    } else {
        Wanted::Whole
    };
    let (status, part, length) = match wanted {
        Wanted::Whole => (StatusCode::OK, None, file.size),
        Wanted::Part { from, to } => {
            put(&mut answer_headers, header::CONTENT_RANGE, &format!("bytes {from}-{to}/{}", file.size));
            (StatusCode::PARTIAL_CONTENT, Some(from..to + 1), to - from + 1)
        }
        Wanted::Nothing => {
            put(&mut answer_headers, header::CONTENT_RANGE, &format!("bytes */{}", file.size));
            return (StatusCode::RANGE_NOT_SATISFIABLE, answer_headers).into_response();
        }
    };
    let (media_type, _) = served_as(&file.media_type);
    answer_headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    answer_headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if head_only {
        return (status, answer_headers).into_response();
    }
    let found = match part.filter(|part| *part != (0..file.size)) {
        None => blobs::open_whole(&state.services, &file.sha256).await,
        part => blobs::open(&state.services, &file.sha256, part).await,
    };
    match found {
        Ok(stream) => (status, answer_headers, Body::from_stream(stream)).into_response(),
        Err(error) => answer::refusal(ctx, &error, None),
    }
}

/// The allow-list: the type a file is sent as, and whether a browser may show it. Everything else is bytes to keep:
/// drawings too, and pages that were brought here, since only our own editions are ever stored as HTML.
fn served_as(media_type: &str) -> (&'static str, bool) {
    match media_type {
        "text/html" => ("text/html; charset=utf-8", true),
        "text/plain" => ("text/plain; charset=utf-8", true),
        "text/vtt" => ("text/vtt; charset=utf-8", true),
        "application/pdf" => ("application/pdf", true),
        "audio/mpeg" => ("audio/mpeg", true),
        "audio/mp4" => ("audio/mp4", true),
        "audio/ogg" => ("audio/ogg", true),
        // What a machine read where no program makes it smaller.
        "audio/wav" => ("audio/wav", true),
        "video/mp4" => ("video/mp4", true),
        "video/webm" => ("video/webm", true),
        "image/jpeg" => ("image/jpeg", true),
        "image/png" => ("image/png", true),
        "image/webp" => ("image/webp", true),
        "application/epub+zip" => ("application/epub+zip", false),
        _ => ("application/octet-stream", false),
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn etag(file: &FileDelivery) -> String {
    format!("\"{}\"", file.sha256)
}

/// Whole seconds: HTTP dates know no others.
fn modified(file: &FileDelivery) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(file.modified_at.div_euclid(1000), 0)
}

fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn read_http_date(value: &HeaderValue) -> Option<DateTime<Utc>> {
    chrono::NaiveDateTime::parse_from_str(value.to_str().ok()?, "%a, %d %b %Y %H:%M:%S GMT")
        .ok()
        .map(|naive| naive.and_utc())
}

/// Headers that every answer about a file has.
pub(super) fn describe(file: &FileDelivery, keep: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    put(&mut headers, header::ETAG, &etag(file));
    if let Some(at) = modified(file) {
        put(&mut headers, header::LAST_MODIFIED, &http_date(at));
    }
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(file)));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    let shown = served_as(&file.media_type).1 && file.role != FileRole::Original && !keep;
    let way = if shown { "inline" } else { "attachment" };
    put(&mut headers, header::CONTENT_DISPOSITION, &disposition(way, &file.file_name));
    headers
}

/// `filename*` carries the true name; `filename` is for what cannot read it and has ASCII only.
fn disposition(way: &str, name: &str) -> String {
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension)
        .filter(|extension| extension.len() <= 8 && extension.bytes().all(|b| b.is_ascii_alphanumeric()))
        .unwrap_or("bin");
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    let ascii = if plain { name.to_owned() } else { format!("jusoor.{extension}") };
    format!("{way}; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(name, EXT_VALUE))
}

enum Condition {
    /// What she expected to be there has changed.
    Changed,
    /// She has it already.
    Known,
    /// Send it.
    Send,
}

/// Preconditions in the order of RFC 9110, section 13.2.2.
fn conditions(headers: &HeaderMap, file: &FileDelivery) -> Condition {
    let tag = etag(file);
    let at = modified(file);
    let date = |name: HeaderName| headers.get(name).and_then(read_http_date);
    if headers.contains_key(header::IF_MATCH) {
        if !lists(headers, header::IF_MATCH, &tag, false) {
            return Condition::Changed;
        }
    } else if let (Some(limit), Some(at)) = (date(header::IF_UNMODIFIED_SINCE), at)
        && at > limit
    {
        return Condition::Changed;
    }
    if headers.contains_key(header::IF_NONE_MATCH) {
        if lists(headers, header::IF_NONE_MATCH, &tag, true) {
            return Condition::Known;
        }
    } else if let (Some(limit), Some(at)) = (date(header::IF_MODIFIED_SINCE), at)
        && at <= limit
    {
        return Condition::Known;
    }
    Condition::Send
}

/// Whether a list of tags names this one. `weak` also lets `W/"…"` count.
fn lists(headers: &HeaderMap, name: HeaderName, tag: &str, weak: bool) -> bool {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(',')).any(
        |entry| {
            let entry = entry.trim();
            entry == "*" || entry == tag || (weak && entry.strip_prefix("W/") == Some(tag))
        },
    )
}

/// Whether a range may be answered in part: without `If-Range`, or when it names these very bytes.
fn if_range_holds(headers: &HeaderMap, file: &FileDelivery) -> bool {
    let Some(value) = headers.get(header::IF_RANGE) else { return true };
    if value.as_bytes().contains(&b'"') {
        return value.as_bytes() == etag(file).as_bytes();
    }
    matches!((read_http_date(value), modified(file)), (Some(known), Some(at)) if known == at)
}

pub(super) fn moved(path: &str, caching: &'static str) -> Response {
    let mut headers = HeaderMap::new();
    put(&mut headers, header::LOCATION, path);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    (StatusCode::PERMANENT_REDIRECT, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_runs_nothing() {
        use domain::library::upload::Media;
        for media in Media::ALL {
            let (sent, shown) = served_as(media.as_str());
            // What a machine read is WAV where no program makes it smaller, and is heard in the page all the same.
            let as_bytes = *media == Media::Srt || !media.plays() && *media != Media::Wav;
            let kept = *media == Media::Epub || as_bytes;
            assert_eq!(shown, !kept, "{media:?}");
            assert_eq!(sent.starts_with(media.as_str()), !as_bytes, "{media:?}");
        }
        for hostile in ["image/svg+xml", "application/xhtml+xml", "text/xml", "application/javascript", ""] {
            assert_eq!(served_as(hostile), ("application/octet-stream", false), "{hostile}");
        }
    }

    #[test]
    fn names_files_in_any_script() {
        assert_eq!(
            disposition("inline", "a-b.html"),
            "inline; filename=\"a-b.html\"; filename*=UTF-8''a-b.html"
        );
        assert_eq!(
            disposition("attachment", "حقّ.epub"),
            "attachment; filename=\"jusoor.epub\"; filename*=UTF-8''%D8%AD%D9%82%D9%91.epub"
        );
        // Nothing that could end the header or the quotes gets through.
        let hostile = disposition("inline", "a\"; x=\r\n.'é");
        assert!(
            hostile.starts_with(
                "inline; filename=\"jusoor.bin\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0A.%27%C3%A9"
            )
        );
    }
}
