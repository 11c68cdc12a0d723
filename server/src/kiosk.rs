//! Computers that everybody uses, as HTTP: their cookies, and the wipe that ends a visit.

use std::{sync::Arc, time::Duration};

use app::site::routes as paths;
use axum::response::{IntoResponse, Response};
use domain::{
    Services,
    kiosk::{self, Device, Present, Visit},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::{
    config::Config,
    http::{AppState, accept},
    middleware::keeping::KIOSK_COOKIE,
    session::{self, store::Store},
};

/// Marks a visit at such a computer, until the browser is closed.
pub const VISIT_COOKIE: &str = "kiosk-visit";
/// How long ending the session may keep her waiting; it is ended meanwhile or right after.
const PATIENCE: Duration = Duration::from_millis(500);
/// Seconds that the mark of a device lasts: the longest that browsers allow.
const DEVICE_SECONDS: u32 = 400 * 86_400;
/// What goes besides the cookies, which are named one by one: the mark of the device stays, and so does what is kept for times
/// without a line. No script of ours stores anything there; whatever could have been is swept away by the start screen.
pub const CLEARED: &str = "\"cache\"";
/// The same where nothing is to be kept: before a computer is set up, and once it was taken back.
const ALL_CLEARED: &str = "\"cache\", \"storage\"";

/// The computer from which a request comes, if it is one that everybody uses. Never guessed: its mark alone says so.
pub fn present(services: &Services, headers: &HeaderMap) -> Option<Arc<Present>> {
    let device = accept::cookie(headers, KIOSK_COOKIE)?;
    let visit = accept::cookie(headers, VISIT_COOKIE);
    kiosk::present(services, Some(device), visit).map(Arc::new)
}

fn secure(config: &Config) -> &'static str {
    if config.secure_cookies() { "; Secure" } else { "" }
}

/// `Set-Cookie` of a device's mark. `Lax`, so that whoever comes by a link from elsewhere is at the kiosk all the same.
pub fn device_cookie(config: &Config, mark: &str) -> String {
    let secure = secure(config);
    format!("{KIOSK_COOKIE}={mark}; Path=/; Max-Age={DEVICE_SECONDS}; HttpOnly; SameSite=Lax{secure}")
}

/// `Set-Cookie` of a visit's mark. `Strict`: nothing outside leads into a visit, and whoever comes from there begins anew.
pub fn visit_cookie(state: &AppState, device: &Device, visit: &Visit) -> String {
    let mark = kiosk::seal_visit(&state.services, device, visit);
    format!("{VISIT_COOKIE}={mark}; Path=/; HttpOnly; SameSite=Strict{}", secure(&state.config))
}

/// Adds a `Set-Cookie` line.
pub fn set_cookie(headers: &mut HeaderMap, line: &str) {
    if let Ok(value) = HeaderValue::from_str(line) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// Makes the session's cookie `Strict`, as the visit's is: what another site begins here comes without her. No way needs
/// more: providers are not used here, and whoever opens a link of a mail from elsewhere begins anew.
pub fn keep_strict(config: &Config, headers: &mut HeaderMap) {
    let start = format!("{}=", session::cookie_name(config));
    let lines: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    if !lines.iter().any(|line| line.as_bytes().starts_with(start.as_bytes())) {
        return;
    }
    headers.remove(header::SET_COOKIE);
    for line in lines {
        let text = line.to_str().ok().filter(|text| text.starts_with(&start));
        let strict = text.map(|text| text.replace("SameSite=Lax", "SameSite=Strict"));
        let strict = strict.and_then(|text| HeaderValue::from_str(&text).ok());
        headers.append(header::SET_COOKIE, strict.unwrap_or(line));
    }
}

/// Names of all cookies that came, but the mark of the device, and of those that do not come from another site.
fn cookies(config: &Config, headers: &HeaderMap) -> Vec<String> {
    let mut names: Vec<String> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name != KIOSK_COOKIE && !name.is_empty())
        .chain([session::cookie_name(config), VISIT_COOKIE].map(str::to_owned))
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The end of a visit: the session here, everything that the browser holds, and the start screen by a full load. GET too,
/// like the emergency exit: it must work as a plain link.
pub async fn wipe(state: &AppState, headers: &HeaderMap) -> Response {
    let name = session::cookie_name(&state.config);
    if let Some(id) = accept::cookie(headers, name).and_then(|value| value.parse().ok()) {
        let store = Store::new(state);
        // Not bound to this request: it ends even if the computer is switched off now.
        let ending = tokio::spawn(async move {
            if let Err(error) = store.end(&id).await {
                tracing::error!(code = ?error.code, at = %error.at, "a session could not be ended at a kiosk");
            }
        });
        let _ = tokio::time::timeout(PATIENCE, ending).await;
    }
    let mut response = StatusCode::SEE_OTHER.into_response();
    let fields = response.headers_mut();
    fields.insert(header::LOCATION, HeaderValue::from_static(paths::KIOSK));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    fields.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let ours = present(&state.services, headers).is_some_and(|here| here.device.open);
    let cleared = if ours { CLEARED } else { ALL_CLEARED };
    fields.insert("clear-site-data", HeaderValue::from_static(cleared));
    let secure = secure(&state.config);
    for name in cookies(&state.config, headers) {
        set_cookie(fields, &format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}"));
    }
    response
}
