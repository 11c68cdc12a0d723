//! What browsers ask for to use the portal without a connection: the service worker and the web app manifest.

use app::site::routes as paths;
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};

use crate::http::{AppState, ctx::Request};

/// GET `/sw.js`. From the root, so that every page is in its reach; asked for anew each time, so that a new build takes
/// over at once.
pub async fn worker(State(state): State<AppState>) -> Response {
    worker_with(state.files.worker.clone())
}

/// GET `/kiosk/worker.js`: likewise, for a computer that everybody uses.
pub async fn kiosk_worker(State(state): State<AppState>) -> Response {
    worker_with(state.files.kiosk_worker.clone())
}

fn worker_with(text: String) -> Response {
    let mut response = Body::from(text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert("service-worker-allowed", HeaderValue::from_static("/"));
    response
}

/// GET `/{l}/manifest.webmanifest`. Its names tell nothing of what the portal is about, and `display` is that of an ordinary
/// page: no browser offers by itself to put the portal among her programs.
pub async fn manifest(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let l = ctx.l();
    let icon = |name: &str, size: u32, purpose: &str| {
        serde_json::json!({
            "src": ctx.site.assets.href(name),
            "sizes": format!("{size}x{size}"),
            "type": "image/png",
            "purpose": purpose,
        })
    };
    let home = paths::home(ctx.locale);
    let manifest = serde_json::json!({
        "id": home,
        "start_url": home,
        "scope": "/",
        "name": l.msg_site_neutral_title(),
        "short_name": l.msg_offline_short_name(),
        "lang": ctx.locale.code(),
        "dir": ctx.locale.direction().as_str(),
        "display": "browser",
        "background_color": "#fffaf3",
        "theme_color": "#2f3c7e",
        "icons": [
            icon("icon-192.png", 192, "any"),
            icon("icon-512.png", 512, "any"),
            icon("icon-512.png", 512, "maskable"),
        ],
    });
    let mut response = Body::from(manifest.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
