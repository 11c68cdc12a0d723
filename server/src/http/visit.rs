//! The cookie that keeps how she goes through the portal until her browser is closed (`app::site::visit`).

use app::site::{form::Form, visit::Visit};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Uri, header};

use super::accept;

/// Name of the cookie.
pub const COOKIE: &str = "view";

/// `Set-Cookie` that removes it.
pub const REMOVAL: HeaderValue = HeaderValue::from_static("view=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");

fn before(headers: &HeaderMap) -> Visit {
    accept::cookie(headers, COOKIE).map(Visit::read).unwrap_or_default()
}

/// What holds for a request.
pub fn of(headers: &HeaderMap, path: &str, query: &Form) -> Visit {
    before(headers).after(path, query)
}

/// Keeps what she chose by asking for a page that was shown.
pub fn keep(headers: &HeaderMap, uri: &Uri, response: &mut Response) {
    // What is no text chooses nothing.
    let Ok(query) = Form::parse(uri.query().unwrap_or_default().as_bytes()) else { return };
    let (was, now) = (before(headers), of(headers, uri.path(), &query));
    if was == now {
        return;
    }
    let line = match now.word() {
        "" => REMOVAL,
        word => match HeaderValue::from_str(&format!("{COOKIE}={word}; Path=/; SameSite=Lax; HttpOnly")) {
            Ok(line) => line,
            Err(_) => return,
        },
    };
    response.headers_mut().append(header::SET_COOKIE, line);
}
