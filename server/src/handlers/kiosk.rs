//! The doors of a computer that everybody uses: its start screen, the beginning of a visit, the word that somebody is
//! there, the end, and typing its code.

use std::sync::Arc;

use app::site::{form::Form, pages::kiosk as pages, request::RequestCtx, routes as paths, visit};
use axum::{
    body::{Body, Bytes},
    extract::{Extension, State, rejection::BytesRejection},
    response::{IntoResponse, Response},
};
use contract::{ErrorCode, Locale};
use domain::{
    Actor, DomainError,
    kiosk::{self, Present, Visit},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::article_audio;
use crate::{
    http::{
        AppState, accept,
        answer::{self, redirect},
        ctx::{Request, locale_of},
        register::Fields,
    },
    kiosk::{device_cookie, set_cookie, visit_cookie, wipe},
    middleware::around::AskedForHead,
    session,
};

/// What *Start* sends.
pub const START: Fields = &["l"];
/// What the form with the code holds.
pub const ENROL: Fields = &["code"];

fn nothing_here(ctx: &RequestCtx) -> Response {
    answer::refusal(ctx, &DomainError::not_found(), None)
}

/// The form in a body, with nothing in it but these fields.
fn read(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    fields: Fields,
) -> Result<Form, DomainError> {
    let form = answer::read_form(headers, body)?;
    if form.has_only(fields) { Ok(form) } else { Err(DomainError::new(ErrorCode::UnknownField)) }
}

/// GET `/kiosk`. Whoever comes back here has finished.
pub async fn start_screen(State(state): State<AppState>, request: Request, headers: HeaderMap) -> Response {
    let ctx = request.ctx;
    let Some(here) = &ctx.kiosk else { return nothing_here(&ctx) };
    let signed_in = accept::cookie(&headers, session::cookie_name(&state.config)).is_some();
    if here.visit.is_some() || signed_in {
        return wipe(&state, &headers).await;
    }
    answer::html(&ctx, pages::start(&ctx))
}

/// The request for a page that is kept, as if nobody were there; nothing where the computer is none of ours.
fn of_nobody(state: &AppState, ctx: &RequestCtx, path: &str) -> Option<RequestCtx> {
    let device = ctx.kiosk.as_ref().filter(|here| here.device.open)?.device.clone();
    Some(RequestCtx {
        locale: locale_of(path).unwrap_or(Locale::Ar),
        actor: Actor::Guest,
        services: state.services.at_screen(),
        path: path.into(),
        query: Arc::new(Form::default()),
        visit: visit::Visit::default(),
        way: None,
        kiosk: Some(Arc::new(Present { device, visit: None })),
        kept: true,
        ..ctx.clone()
    })
}

/// GET `/kiosk/pack`: what this computer keeps for times without a line, the same for everybody: addresses of pages and files.
pub async fn pack(State(state): State<AppState>, request: Request) -> Response {
    let Some(ctx) = of_nobody(&state, &request.ctx, paths::KIOSK_READ) else {
        return nothing_here(&request.ctx);
    };
    let kept = match pages::kept(&ctx.services).await {
        Ok(kept) => kept,
        Err(error) => return answer::refusal(&ctx, &error, None),
    };
    let mut all = vec![paths::KIOSK_READ.to_owned()];
    all.extend(kept.pages.iter().map(|path| paths::kiosk_kept(path)));
    let sounds: Vec<String> = kept.sounds.iter().map(|path| paths::kiosk_kept(path)).collect();
    let list = serde_json::json!({ "pages": all, "files": state.files.for_kiosk(), "sounds": sounds });
    let mut response = Body::from(list.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// GET `/kiosk/read` and below: a page or a recording of that list.
pub async fn read_kept(
    State(state): State<AppState>,
    head_only: Option<Extension<AskedForHead>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let rest = request.params.get("file").to_owned();
    let path = if rest.is_empty() { paths::KIOSK_READ.to_owned() } else { format!("/{rest}") };
    let Some(ctx) = of_nobody(&state, &request.ctx, &path) else { return nothing_here(&request.ctx) };
    if rest.is_empty() {
        return answer::html(&ctx, pages::cut_off(&ctx));
    }
    if path.starts_with("/media/") {
        // It is asked for with the beginning of its hash, as pages have it.
        let address = format!("{path}?v={}", request.ctx.query.get("v"));
        return article_audio::kept(&state, &ctx, (head_only.is_some(), &headers), &address).await;
    }
    answer::answer(&ctx, Method::GET, pages::kept_page(ctx.clone()).await, None)
}

/// POST `/kiosk/start`: a fresh visit; whatever was there before is gone.
pub async fn start(
    State(state): State<AppState>,
    request: Request,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let ctx = request.ctx;
    let form = match read(&headers, body, START) {
        Ok(form) => form,
        Err(error) => return answer::refusal(&ctx, &error, None),
    };
    let Some(here) = ctx.kiosk.clone() else { return nothing_here(&ctx) };
    let Some(locale) = form.get("l").parse::<Locale>().ok().filter(|_| here.device.open) else {
        return redirect(StatusCode::SEE_OTHER, paths::KIOSK);
    };
    let visit = kiosk::begin(&state.services);
    kiosk::note(&state.services, kiosk::VISITS);
    let mut response = wipe(&state, &headers).await;
    let fields = response.headers_mut();
    if let Ok(home) = HeaderValue::from_str(&paths::home(locale)) {
        fields.insert(header::LOCATION, home);
    }
    set_cookie(fields, &visit_cookie(&state, &here.device, &visit));
    response
}

/// POST `/kiosk/here`: a script says that somebody is there. From then on silence ends the visit.
pub async fn still_here(
    State(state): State<AppState>,
    request: Request,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let ctx = request.ctx;
    if let Err(error) = read(&headers, body, &[]) {
        return answer::refusal(&ctx, &error, None);
    }
    let Some(here) = ctx.kiosk.clone() else { return nothing_here(&ctx) };
    let Some(visit) = &here.visit else { return nothing_here(&ctx) };
    let now = Visit { scripted: true, seen: state.services.now_ms() / 1_000, ..visit.clone() };
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    set_cookie(response.headers_mut(), &visit_cookie(&state, &here.device, &now));
    response
}

/// GET and POST `/kiosk/finish`.
pub async fn finish(
    State(state): State<AppState>,
    request: Request,
    method: Method,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let ctx = request.ctx;
    if method == Method::POST
        && let Err(error) = read(&headers, body, &[])
    {
        return answer::refusal(&ctx, &error, None);
    }
    if ctx.kiosk.is_none() {
        return nothing_here(&ctx);
    }
    wipe(&state, &headers).await
}

/// POST `/{l}/kiosk/enrol`: the code that an administrator made. Its browser begins with nothing of anybody.
pub async fn enrol(
    State(state): State<AppState>,
    request: Request,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Request { ctx, gate, .. } = request;
    let form = match read(&headers, body, ENROL) {
        Ok(form) => form,
        Err(error) => return answer::refusal(&ctx, &error, None),
    };
    if let Err(error) = gate.pass(&ctx).await {
        return answer::refusal(&ctx, &error, None);
    }
    match kiosk::enrol(&state.services, form.get("code")).await {
        Ok(mark) => {
            let mut response = wipe(&state, &headers).await;
            set_cookie(response.headers_mut(), &device_cookie(&state.config, &mark));
            response
        }
        Err(error) if error.code == ErrorCode::WrongCredentials => {
            let shown = pages::enrol(ctx.with_refusal(form, &error)).await;
            answer::answer(&ctx, Method::POST, shown, None)
        }
        Err(error) => answer::refusal(&ctx, &error, None),
    }
}
