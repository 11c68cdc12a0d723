//! Pages, redirects and refusals as HTTP answers.

use std::{future::Future, panic::AssertUnwindSafe, pin::Pin, time::Duration};

use app::site::{
    form::Form,
    page::{Page, PageResult, Reply, ReplyKind, SessionChange, render},
    pages::errors,
    request::RequestCtx,
    routes as paths,
};
use axum::{
    body::{Body, Bytes},
    extract::{State, rejection::BytesRejection},
    response::{IntoResponse, Response},
};
use contract::{ErrorCode, ids::PostId};
use domain::{DomainError, failpoint};
use futures::FutureExt;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use percent_encoding::{CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    AppState, accept,
    ctx::{Params, Request},
    register::{Fields, Methods, get},
    steady::GRACE,
};
use crate::{cache::Storable, middleware::keeping::OFFLINE};

/// Serves a page: `page(|ctx, params| async move { … })`.
pub fn page<F, Fut>(handler: F) -> Methods
where
    F: Fn(RequestCtx, Params) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PageResult> + Send,
{
    get(move |State(state): State<AppState>, request: Request| {
        let handler = handler.clone();
        async move {
            let ctx = request.ctx.clone();
            let result = guarded(&state, handler(request.ctx, request.params)).await;
            drawn(&ctx, result).await
        }
    })
}

/// The same for a page that is asked for at a pace: where many ask from one address, it comes a little later.
pub fn paced_page<F, Fut>(handler: F) -> Methods
where
    F: Fn(RequestCtx, Params) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PageResult> + Send,
{
    get(move |State(state): State<AppState>, request: Request| {
        let handler = handler.clone();
        async move {
            let Request { ctx, params, gate } = request;
            let result = match gate.pass(&ctx).await {
                Ok(()) => guarded(&state, handler(ctx.clone(), params)).await,
                Err(error) => Err(error),
            };
            drawn(&ctx, result).await
        }
    })
}

async fn drawn(ctx: &RequestCtx, result: PageResult) -> Response {
    let lost = result.as_ref().is_err_and(|error| error.code == ErrorCode::NotFound);
    if lost && let Some(response) = elsewhere(ctx).await {
        return response;
    }
    storable(answer(ctx, Method::GET, result, None))
}

/// The answer of a page that depends on its address, on who asks and on what the database holds alone.
pub fn storable(mut response: Response) -> Response {
    response.extensions_mut().insert(Storable);
    response
}

/// Serves a page and the form that stands on it, on the same path. `fields` are all that the form may hold.
pub fn page_and_form<F, Fut, G, Gut>(page_handler: F, fields: Fields, form_handler: G) -> Methods
where
    F: Fn(RequestCtx, Params) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PageResult> + Send,
    G: Fn(RequestCtx, Params, Form) -> Gut + Clone + Send + Sync + 'static,
    Gut: Future<Output = PageResult> + Send,
{
    page(page_handler).and_post(fields, form(fields, form_handler))
}

type FormFuture = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Handles a posted form that holds nothing but `fields`. Whatever happens afterwards (a limit, a fault, a
/// panic), what she wrote is on the page that says so.
pub fn form<G, Gut>(
    fields: Fields,
    handler: G,
) -> impl Fn(State<AppState>, Request, HeaderMap, Result<Bytes, BytesRejection>) -> FormFuture
+ Clone
+ Send
+ Sync
+ 'static
where
    G: Fn(RequestCtx, Params, Form) -> Gut + Clone + Send + Sync + 'static,
    Gut: Future<Output = PageResult> + Send,
{
    move |State(state): State<AppState>,
          request: Request,
          headers: HeaderMap,
          body: Result<Bytes, BytesRejection>| {
        let handler = handler.clone();
        Box::pin(async move {
            let Request { ctx, params, gate } = request;
            let form = match read_form(&headers, body) {
                Ok(form) => form,
                Err(error) => return answer(&ctx, Method::POST, Err(error), None),
            };
            if !form.has_only(fields) {
                // What we ask for comes back to her; what we do not, is dropped.
                let error = DomainError::new(ErrorCode::UnknownField);
                return answer(&ctx, Method::POST, Err(error), Some(form.only(fields)));
            }
            let result = match gate.pass(&ctx).await {
                Ok(()) => guarded(&state, handler(ctx.clone(), params, form.clone())).await,
                Err(error) => Err(error),
            };
            if result.as_ref().is_ok_and(|reply| {
                reply.no_guess
                    || matches!(reply.session, SessionChange::Begin(_) | SessionChange::SecondFactor)
            }) {
                gate.signed_in();
            }
            match result {
                Ok(Reply { kind: ReplyKind::Waits { post, path }, .. }) if accept::json(&headers) => {
                    accepted(&post, &path)
                }
                result => answer(&ctx, Method::POST, result, Some(form)),
            }
        })
    }
}

/// The form in a body.
///
/// # Errors
/// [`ErrorCode::TooLarge`] and [`ErrorCode::UnreadableForm`].
pub fn read_form(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Form, DomainError> {
    let kind = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or("?"));
    let kind = kind.and_then(|kind| kind.split(';').next()).map(|kind| kind.trim().to_ascii_lowercase());
    // `text/plain` is what a form of another site may send without asking; browsers always say what it is.
    let is_form = kind.as_deref() == Some("application/x-www-form-urlencoded");
    if !is_form && (kind.is_some() || body.as_ref().is_ok_and(|body| !body.is_empty())) {
        return Err(DomainError::new(ErrorCode::UnreadableForm));
    }
    let body = body.map_err(|rejection| {
        let large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
        DomainError::caused(if large { ErrorCode::TooLarge } else { ErrorCode::UnreadableForm }, rejection)
    })?;
    Form::parse(&body)
}

/// Waits for a handler, but not for ever, and survives its panic.
async fn guarded(state: &AppState, handler: impl Future<Output = PageResult> + Send) -> PageResult {
    let limit = Duration::from_secs(state.config.server.request_timeout_seconds);
    let handler = async {
        failpoint::hit("page");
        handler.await
    };
    let handler = state.unless_away(GRACE, AssertUnwindSafe(handler).catch_unwind());
    match tokio::time::timeout(limit, handler).await {
        Ok(Some(Ok(result))) => result,
        // The panic hook has written where it happened; what it said may quote what she wrote.
        Ok(Some(Err(_))) => Err(DomainError::new(ErrorCode::Internal)),
        Ok(None) => Err(DomainError::new(ErrorCode::Unavailable)),
        Err(late) => Err(DomainError::caused(ErrorCode::Unavailable, late)),
    }
}

/// Turns a handler's result into an HTTP answer. `sent` is the form, so that an error page can give it back.
pub fn answer(ctx: &RequestCtx, method: Method, result: PageResult, sent: Option<Form>) -> Response {
    match result {
        Ok(Reply { kind, session, .. }) => {
            let mut response = match kind {
                ReplyKind::Page(page) => html(&ctx.as_shown(), *page),
                ReplyKind::SeeOther(path) | ReplyKind::Waits { path, .. } => {
                    redirect(StatusCode::SEE_OTHER, &path)
                }
                ReplyKind::Permanent(path) => redirect(StatusCode::PERMANENT_REDIRECT, &path),
                ReplyKind::Moved(path) => redirect(StatusCode::MOVED_PERMANENTLY, &path),
                ReplyKind::Kept(lock) => {
                    (StatusCode::NO_CONTENT, [("x-kept", lock.to_string())]).into_response()
                }
                ReplyKind::Attachment { name, media_type, bytes } => {
                    attachment(&name, media_type, Body::from(bytes))
                }
                ReplyKind::Poured { name, media_type, pieces } => {
                    let mut response = attachment(&name, media_type, Body::from_stream(pieces));
                    // Nor does a proxy write half of it to its disk first.
                    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
                    response
                }
            };
            if session != SessionChange::Keep {
                // The session layer carries it out: nothing here knows cookies.
                response.extensions_mut().insert(session);
            }
            response
        }
        Err(error) if error.code == ErrorCode::SignInNeeded && method == Method::GET => {
            redirect(StatusCode::SEE_OTHER, &paths::sign_in(ctx.locale, Some(&here(ctx))))
        }
        Err(error) if error.code == ErrorCode::SecondFactorNeeded && method == Method::GET => {
            let here = here(ctx);
            let way = match ctx.actor.awaiting_code() {
                Some(_) => paths::sign_in_code(ctx.locale, Some(&here)),
                None => paths::two_step(ctx.locale, Some(&here)),
            };
            redirect(StatusCode::SEE_OTHER, &way)
        }
        Err(error) if error.code == ErrorCode::Suspended && method == Method::GET => {
            redirect(StatusCode::SEE_OTHER, &paths::my_decisions(ctx.locale))
        }
        // A form with text in it is given back on the error page instead: nothing typed is lost.
        Err(error)
            if error.code == ErrorCode::ConfirmNeeded && !sent.as_ref().is_some_and(errors::has_text) =>
        {
            redirect(StatusCode::SEE_OTHER, &paths::confirm(ctx.locale, &here(ctx)))
        }
        Err(error) => refusal(ctx, &error, sent),
    }
}

/// The address that was asked for, with its query when sign-in can come back to it.
fn here(ctx: &RequestCtx) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let query: Vec<String> = ctx
        .query
        .pairs()
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    let whole = format!("{}?{}", ctx.path, query.join("&"));
    if query.is_empty() || paths::safe_next(&whole).is_none() { ctx.path.to_string() } else { whole }
}

/// The error page of a refusal. Failures of ours are logged once, here, with a reference and no text of hers.
pub fn refusal(ctx: &RequestCtx, error: &DomainError, sent: Option<Form>) -> Response {
    let ours = matches!(error.code, ErrorCode::Internal | ErrorCode::Unavailable | ErrorCode::StorageFull);
    let reference = ours.then(domain::services::new_id);
    if let Some(reference) = &reference {
        // The cause's message, not its details: a database's details may quote a row.
        let cause = error.source.as_ref().map(ToString::to_string).unwrap_or_default();
        tracing::error!(code = ?error.code, at = %error.at, cause, reference, "request failed");
    }
    let mut response = html(ctx, errors::page(ctx, error, reference, sent));
    let wait = match error.code {
        ErrorCode::Unavailable => Some("10"),
        ErrorCode::TooManyRequests | ErrorCode::StorageFull => Some("60"),
        ErrorCode::Damaged => Some("3600"),
        _ => None,
    };
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(wait));
    }
    response
}

/// The slug of a page's section, for the counters of computers that everybody uses.
#[derive(Clone, Debug)]
pub struct ShownSection(pub Option<String>);

/// A rendered page with its status and caching rule.
pub fn html(ctx: &RequestCtx, page: Page) -> Response {
    let refused = ctx.refused.as_ref().map(|refused| refused.code.status());
    let status =
        StatusCode::from_u16(refused.unwrap_or(page.status)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let personal =
        page.personal || ctx.actor.member().is_some() || ctx.refused.is_some() || ctx.kiosk.is_some();
    let robots = page.robots(personal);
    let stays = page.portable && !personal && status == StatusCode::OK;
    let section = ctx.kiosk.as_ref().map(|_| ShownSection(page.section.clone()));
    let body = render(ctx, page);
    let mut response = (status, Body::from(body)).into_response();
    if let Some(section) = section {
        response.extensions_mut().insert(section);
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let caching = if personal { "no-store" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Encoding"));
    if stays {
        headers.insert(OFFLINE, HeaderValue::from_static("keep"));
    }
    if let Some(robots) = robots {
        headers.insert("x-robots-tag", HeaderValue::from_static(robots));
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}

/// What she sent waits, for a client: which text, and where it says how it stands. Why it waits is told no more than on
/// that page, which is the same whatever held it.
fn accepted(post: &PostId, path: &str) -> Response {
    let told = serde_json::json!({ "id": post.as_str(), "state": "pending", "address": path });
    let mut response = (StatusCode::ACCEPTED, Body::from(told.to_string())).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A file of hers: saved, never shown, stored by nothing on the way.
fn attachment(name: &str, media_type: &'static str, body: Body) -> Response {
    let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, noarchive, nosnippet"));
    response
}

/// Where an old address leads at which nothing is any more. Asked only then, so that no page pays for it; a database that
/// does not answer leads nowhere.
pub async fn elsewhere(ctx: &RequestCtx) -> Option<Response> {
    let to = match domain::places::redirects::follow(&ctx.services, &ctx.path).await {
        Ok(to) => to?,
        Err(error) => {
            tracing::warn!(code = ?error.code, at = %error.at, "could not look for a redirect");
            return None;
        }
    };
    // Kept as people read it; a header is ASCII.
    let location = utf8_percent_encode(&to, CONTROLS).to_string();
    Some(redirect(StatusCode::PERMANENT_REDIRECT, &location))
}

/// A redirect that nothing on the way keeps.
pub fn redirect(status: StatusCode, path: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(path) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    (status, [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))])
        .into_response()
}
