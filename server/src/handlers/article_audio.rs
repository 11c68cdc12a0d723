//! Texts of the team read aloud: `/media/article/{article}/{locale}/{name}` for everybody while the text is before
//! readers, an address of the desk's own before that, and the form that brings a recording.

use app::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::{content, kiosk},
    request::RequestCtx,
    routes as paths,
};
use axum::{
    body::Body,
    extract::{Extension, State},
    response::Response,
};
use contract::{ErrorCode, FieldCode, Locale, ids::ArticleId};
use domain::{DomainError, Permission, content::audio, permission::require};
use futures::TryStreamExt;
use http::{HeaderMap, HeaderValue, Method, header};
use multer::{Constraints, Multipart, SizeLimit};

use super::{
    media::{CACHING, describe, moved, send},
    uploads::form::{one_at_a_time, unreadable},
};
use crate::{
    http::{AppState, answer, ctx::Request},
    middleware::around::AskedForHead,
};

/// Longest name of a voice, in bytes.
const VOICE_BYTES: u64 = 400;
/// Longest version of what she had before her, in bytes.
const VERSION_BYTES: u64 = 200;

fn text_of(id: &str, locale: &str) -> Result<(ArticleId, Locale), DomainError> {
    let id: ArticleId = id.parse().map_err(|_| DomainError::not_found())?;
    let locale: Locale = locale.parse().map_err(|_| DomainError::not_found())?;
    Ok((id, locale))
}

/// Delivers a recording to everybody.
pub async fn deliver(
    State(state): State<AppState>,
    head_only: Option<Extension<AskedForHead>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let found = async {
        let text = text_of(request.params.get("article"), request.params.get("locale"))?;
        let file = audio::audio_file(&state.services, &text.0, text.1).await?;
        Ok::<_, DomainError>((text, file))
    }
    .await;
    let ((id, locale), file) = match found {
        Ok(found) => found,
        Err(error) => return answer::refusal(&request.ctx, &error, None),
    };
    if request.params.get("name") != file.file_name {
        return moved(&paths::article_recording_file(&id, locale, &file.file_name, &file.sha256), CACHING);
    }
    let answer_headers = describe(&file, false);
    send(&state, &request.ctx, (head_only.is_some(), &headers), &file, answer_headers).await
}

/// Delivers a recording to a computer that keeps it for times without a line: one of its list, by its address in the portal.
pub(super) async fn kept(
    state: &AppState,
    ctx: &RequestCtx,
    asked: (bool, &HeaderMap),
    address: &str,
) -> Response {
    let found = async {
        if !kiosk::kept(&ctx.services).await?.sounds.iter().any(|one| one == address) {
            return Err(DomainError::not_found());
        }
        let mut parts = address.trim_start_matches("/media/article/").split('/');
        let (id, locale) = text_of(parts.next().unwrap_or_default(), parts.next().unwrap_or_default())?;
        audio::audio_file(&ctx.services, &id, locale).await
    }
    .await;
    match found {
        Ok(file) => {
            let mut answer_headers = describe(&file, false);
            answer_headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            send(state, ctx, asked, &file, answer_headers).await
        }
        Err(error) => answer::refusal(ctx, &error, None),
    }
}

/// Delivers a recording to the desk.
pub async fn for_desk(
    State(state): State<AppState>,
    head_only: Option<Extension<AskedForHead>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let found = async {
        let (id, locale) =
            content::text_at(&request.ctx, request.params.get("id"), request.params.get("lang"))?;
        audio::desk_file(&state.services, &request.ctx.actor, &id, locale).await
    }
    .await;
    match found {
        Ok(file) => {
            let mut answer_headers = describe(&file, false);
            answer_headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
            send(&state, &request.ctx, (head_only.is_some(), &headers), &file, answer_headers).await
        }
        // A guest is led to the door.
        Err(error) => answer::answer(&request.ctx, Method::GET, Err(error), None),
    }
}

/// Takes the form that brings a recording.
pub async fn bring(headers: HeaderMap, request: Request, body: Body) -> Response {
    let (id, language) = (request.params.get("id").to_owned(), request.params.get("lang").to_owned());
    let ctx = request.ctx;
    let mut voice = String::new();
    let result = match receive(&ctx, (&id, &language), &headers, body, &mut voice).await {
        Err(error) if matches!(error.code, ErrorCode::InvalidForm | ErrorCode::Conflict) => {
            let typed = Form::from_pairs(vec![("voice".to_owned(), voice)]);
            content::desk_audio(ctx.with_refusal(typed, &error), id, language).await
        }
        result => result,
    };
    answer::answer(&ctx, Method::POST, result, None)
}

async fn receive(
    ctx: &RequestCtx,
    (id, language): (&str, &str),
    headers: &HeaderMap,
    body: Body,
    voice: &mut String,
) -> PageResult {
    // Before a byte of the file is read.
    require(&ctx.actor, Permission::ContentPublish, None)?;
    let (id, locale) = text_of(id, language)?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(unreadable)?;
    let sizes = SizeLimit::new().for_field("voice", VOICE_BYTES).for_field("version", VERSION_BYTES);
    let constraints = Constraints::new().size_limit(sizes);
    let mut version = String::new();
    let mut form = Multipart::with_constraints(one_at_a_time(body.into_data_stream()), boundary, constraints);
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let role = field.name().map(str::to_owned);
        match role.as_deref() {
            Some("version") => version = field.text().await.map_err(unreadable)?,
            Some("voice") => *voice = field.text().await.map_err(unreadable)?,
            Some("file") => {
                // What a browser sends for a field without a file.
                if field.file_name().unwrap_or_default().is_empty() {
                    break;
                }
                let stream = Box::pin(field.map_err(std::io::Error::other));
                audio::bring(&ctx.services, &ctx.actor, (&id, locale), (voice.as_str(), &version), stream)
                    .await?;
                return Ok(Reply::see_other(paths::article_audio_done(ctx.locale, &id, locale, "brought")));
            }
            _ => return Err(DomainError::new(ErrorCode::UnknownField)),
        }
    }
    Err(DomainError::field("file", FieldCode::Required))
}
