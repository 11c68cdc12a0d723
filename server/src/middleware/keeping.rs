//! What a browser may keep for times without a connection, in the header `x-offline`, which the service worker reads:
//! `keep`, of a public text (`answer::html` says which); `drop`, where all that was kept must go.

use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};

use crate::{
    config::Config,
    http::{accept, ctx},
    provider::visits,
    session,
};

/// The header.
pub const OFFLINE: HeaderName = HeaderName::from_static("x-offline");
/// Marks a computer that everybody uses. Whoever builds that mode sets it, and `data-kiosk` on the document.
pub const KIOSK_COOKIE: &str = "kiosk";
/// Marks a visit that is to leave nothing. Likewise, with `data-discreet`.
pub const DISCREET_COOKIE: &str = "discreet";

/// Nothing stays on the device of somebody who is signed in or about to be, of one that everybody uses, or in discreet mode.
pub fn mark(config: &Config, asked: &Parts, response: &mut Response) {
    if ctx::locale_of(asked.uri.path()).is_none() {
        return;
    }
    let names = [session::cookie_name(config), visits::cookie_name(config), KIOSK_COOKIE, DISCREET_COOKIE];
    let comes_with = names.iter().any(|name| accept::cookie(&asked.headers, name).is_some());
    let headers = response.headers();
    let leaves_with = headers.get_all(header::SET_COOKIE).iter().any(|line| {
        let name = line.to_str().unwrap_or_default().split('=').next().unwrap_or_default();
        names.contains(&name)
    });
    if comes_with || leaves_with || headers.contains_key("clear-site-data") {
        response.headers_mut().insert(OFFLINE, HeaderValue::from_static("drop"));
    } else if !matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED) {
        response.headers_mut().remove(OFFLINE);
    }
}
