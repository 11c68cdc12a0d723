//! Pages, redirects and refusals as HTTP answers.

use std::future::Future;

use app::site::{
    form::Form,
    page::{Page, PageResult, Reply, ReplyKind, SessionChange, render},
    pages::errors,
    request::RequestCtx,
    routes as paths,
};
use axum::{
    body::{Body, Bytes},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use contract::ErrorCode;
use domain::DomainError;
use http::{HeaderValue, Method, StatusCode, header};

use super::{
    AppState,
    ctx::{Params, Request},
};

/// Serves a page: `page(|ctx, params| async move { … })`.
pub fn page<F, Fut>(handler: F) -> MethodRouter<AppState>
where
    F: Fn(RequestCtx, Params) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PageResult> + Send,
{
    get(move |request: Request| {
        let handler = handler.clone();
        async move {
            let ctx = request.ctx.clone();
            let result = handler(request.ctx, request.params).await;
            answer(&ctx, Method::GET, result, None)
        }
    })
}

/// Serves a page and the form that stands on it, on the same path.
pub fn page_and_form<F, Fut, G, Gut>(page_handler: F, form_handler: G) -> MethodRouter<AppState>
where
    F: Fn(RequestCtx, Params) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PageResult> + Send,
    G: Fn(RequestCtx, Params, Form) -> Gut + Clone + Send + Sync + 'static,
    Gut: Future<Output = PageResult> + Send,
{
    page(page_handler).post(form(form_handler))
}

/// Handles a posted form.
pub fn form<G, Gut>(
    handler: G,
) -> impl Fn(Request, Bytes) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>>
+ Clone
+ Send
+ Sync
+ 'static
where
    G: Fn(RequestCtx, Params, Form) -> Gut + Clone + Send + Sync + 'static,
    Gut: Future<Output = PageResult> + Send,
{
    move |request: Request, body: Bytes| {
        let handler = handler.clone();
        Box::pin(async move {
            let ctx = request.ctx.clone();
            match Form::parse(&body) {
                Ok(form) => {
                    let result = handler(request.ctx, request.params, form.clone()).await;
                    answer(&ctx, Method::POST, result, Some(form))
                }
                Err(error) => answer(&ctx, Method::POST, Err(error), None),
            }
        })
    }
}

/// Turns a handler's result into an HTTP answer. `sent` is the form, so that an error page can give it back.
pub fn answer(ctx: &RequestCtx, method: Method, result: PageResult, sent: Option<Form>) -> Response {
    match result {
        Ok(Reply { kind, session }) => {
            let mut response = match kind {
                ReplyKind::Page(page) => html(&ctx.as_shown(), page),
                ReplyKind::SeeOther(path) => redirect(StatusCode::SEE_OTHER, &path),
                ReplyKind::Permanent(path) => redirect(StatusCode::PERMANENT_REDIRECT, &path),
            };
            if session != SessionChange::Keep {
                // The session layer carries it out: nothing here knows cookies.
                response.extensions_mut().insert(session);
            }
            response
        }
        Err(error) if error.code == ErrorCode::SignInNeeded && method == Method::GET => {
            redirect(StatusCode::SEE_OTHER, &paths::sign_in(ctx.locale, Some(&ctx.path)))
        }
        Err(error) => refusal(ctx, &error, sent),
    }
}

/// The error page of a refusal. Failures of ours are logged once, here, with a reference and no text of hers.
pub fn refusal(ctx: &RequestCtx, error: &DomainError, sent: Option<Form>) -> Response {
    let ours = matches!(error.code, ErrorCode::Internal | ErrorCode::Unavailable | ErrorCode::StorageFull);
    let reference = ours.then(domain::services::new_id);
    if let Some(reference) = &reference {
        tracing::error!(code = ?error.code, at = %error.at, cause = ?error.source, reference, "request failed");
    }
    let mut response = html(ctx, errors::page(ctx, error, reference, sent));
    if matches!(error.code, ErrorCode::Unavailable | ErrorCode::TooManyRequests) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}

/// A rendered page with its status and caching rule.
pub fn html(ctx: &RequestCtx, page: Page) -> Response {
    let refused = ctx.refused.as_ref().map(|refused| refused.code.status());
    let status =
        StatusCode::from_u16(refused.unwrap_or(page.status)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let personal = page.personal || ctx.actor.member().is_some() || ctx.refused.is_some();
    let discreet = page.discreet;
    let body = render(ctx, page);
    let mut response = (status, Body::from(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let caching = if personal { "no-store" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Encoding"));
    if discreet {
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex, noarchive, nosnippet"));
    }
    response
}

fn redirect(status: StatusCode, path: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(path) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    (status, [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))])
        .into_response()
}
