//! The emergency exit: ends the session, clears what the browser holds, leads to an ordinary page.
//!
//! It asks nothing, waits for nothing and works while the database does not.

use std::time::Duration;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::{
    http::{AppState, accept, visit},
    provider::visits,
    session::{self, store::Store},
};

/// How long the way out may take; the session is ended meanwhile or right after.
const PATIENCE: Duration = Duration::from_millis(250);

/// GET and POST `/exit`.
pub async fn exit(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let name = session::cookie_name(&state.config);
    let had_session = if let Some(id) = accept::cookie(&headers, name).and_then(|value| value.parse().ok()) {
        let store = Store::new(&state);
        // Not bound to this request: it ends even if she closes the tab now.
        let ending = tokio::spawn(async move {
            if let Err(error) = store.end(&id).await {
                tracing::error!(code = ?error.code, at = %error.at, "a session could not be ended at the exit");
            }
        });
        let _ = tokio::time::timeout(PATIENCE, ending).await;
        true
    } else {
        accept::cookie(&headers, name).is_some()
    };
    let target = HeaderValue::from_str(&state.config.safety.exit_target)
        .unwrap_or_else(|_| HeaderValue::from_static("https://www.meteo.tn/"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    let fields = response.headers_mut();
    fields.insert(header::LOCATION, target);
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The next site must not learn where she came from, not even our name.
    fields.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    fields.insert("clear-site-data", HeaderValue::from_static("\"cookies\", \"storage\""));
    if had_session && let Ok(removal) = HeaderValue::from_str(&session::removal(&state.config)) {
        fields.append(header::SET_COOKIE, removal);
    }
    if accept::cookie(&headers, visits::cookie_name(&state.config)).is_some()
        && let Ok(removal) = HeaderValue::from_str(&visits::unbind(&state.config))
    {
        fields.append(header::SET_COOKIE, removal);
    }
    if accept::cookie(&headers, accept::LANGUAGE_COOKIE).is_some() {
        let removal = HeaderValue::from_static("lang=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
        fields.append(header::SET_COOKIE, removal);
    }
    if accept::cookie(&headers, visit::COOKIE).is_some() {
        fields.append(header::SET_COOKIE, visit::REMOVAL);
    }
    response
}
