//! Puts who asks into the request, and carries out what a handler said about the session.

use app::site::{form::Form, page::SessionChange};
use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{ErrorCode, ids::MemberId};
use domain::{Actor, DomainError};
use http::{HeaderMap, HeaderValue, Method, header};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite, session};

use super::{
    cookie_name, removal,
    store::{self, Beginning, MEMBER, Signed, Store},
};
use crate::http::{AppState, answer, ctx, steady::GRACE};

/// The cookie's layer. The cookie lives until the browser is closed; the row has the idle and absolute limits.
pub fn manager(state: &AppState) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store::new(state))
        .with_name(cookie_name(&state.config))
        .with_secure(state.config.secure_cookies())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnSessionEnd)
}

/// Inside [`manager`]: reads the member, runs the handler, begins or ends the session.
pub async fn member(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    mut request: Request,
    next: Next,
) -> Response {
    let actor = match state.unless_away(GRACE, actor_of(&state, &session)).await {
        // What a suspended member may still open is known here alone; everywhere else she is a guest.
        Some(Ok(actor)) => actor.on_page(stays_hers(request.uri().path())),
        Some(Err(error)) => return refuse(&state, request, &error.into()).await,
        None => return refuse(&state, request, &DomainError::new(ErrorCode::Unavailable)).await,
    };
    let who = actor.clone();
    request.extensions_mut().insert(actor);
    let (parts, body) = request.into_parts();
    let ctx = ctx::read_anyway(&parts, &state);
    let device = device_of(&parts.headers);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let change = response.extensions_mut().remove::<SessionChange>();
    match change {
        Some(
            SessionChange::Begin(_)
            | SessionChange::BeginThroughProvider(_)
            | SessionChange::Confirm
            | SessionChange::SecondFactor,
        ) => {
            let Some(beginning) = beginning(change, &who, device, state.services.now_ms()) else {
                return response;
            };
            if let Err(error) = begin(&session, beginning).await {
                let error: DomainError = error.into();
                if response.status().is_success() {
                    // The page says something that is said once (recovery codes): she signs in later instead.
                    tracing::error!(code = ?error.code, "a session could not begin");
                } else {
                    return answer::refusal(&ctx, &error, None);
                }
            }
        }
        Some(SessionChange::End) => {
            if let Err(error) = session.flush().await {
                return answer::refusal(&ctx, &Trouble(error).into(), None);
            }
            let clear = HeaderValue::from_static("\"cookies\", \"storage\"");
            response.headers_mut().insert("clear-site-data", clear);
        }
        Some(SessionChange::Keep) | None => {}
    }
    response
}

/// Whether a page stays open to a member who is suspended: what was decided about her and her appeal, the team's
/// messages, everything about her data and leaving, her own texts, taking them away, going.
fn stays_hers(path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/').skip(1);
    match (parts.next().unwrap_or_default(), parts.next().unwrap_or_default()) {
        ("my", "decisions" | "contributions" | "held")
        | ("account", "data" | "confirm")
        | ("forum", "mine") => true,
        ("appeal" | "messages" | "sign-out", _) => true,
        // Whatever it is that she wrote, she can take it away.
        ("forum", _) => path.ends_with("/withdraw"),
        _ => false,
    }
}

/// What the new session begins with. A renewed one keeps what the old one had proved.
fn beginning(
    change: Option<SessionChange>,
    who: &Actor,
    device: &'static str,
    now_ms: i64,
) -> Option<Beginning> {
    let of = |id: &MemberId, second_factor_at| {
        Some(Beginning { member: id.as_str().to_owned(), second_factor_at, device, unproved: false })
    };
    let passed = || who.member().and_then(|member| member.session.as_ref()).is_some_and(|s| s.second_factor);
    let own = who.member().or_else(|| who.awaiting_code()).map(|member| &member.id);
    match (change?, own) {
        // The same member again (a new passphrase): the step that she passed stays passed.
        (SessionChange::Begin(id), Some(own)) if id == *own => of(own, passed().then_some(now_ms)),
        (SessionChange::Begin(id), _) => of(&id, None),
        (SessionChange::BeginThroughProvider(id), _) => {
            of(&id, None).map(|beginning| Beginning { unproved: true, ..beginning })
        }
        (SessionChange::Confirm, Some(id)) => of(id, passed().then_some(now_ms)),
        (SessionChange::SecondFactor, Some(id)) => of(id, Some(now_ms)),
        _ => None,
    }
}

/// Telephone or computer, so that she can tell her browsers apart. Nothing finer is looked at or kept.
fn device_of(headers: &HeaderMap) -> &'static str {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent = text("user-agent");
    match text("sec-ch-ua-mobile") {
        "?1" => "phone",
        "?0" => "computer",
        _ if ["Mobi", "Android", "iPhone"].iter().any(|word| agent.contains(word)) => "phone",
        _ if agent.starts_with("Mozilla/") => "computer",
        _ => "",
    }
}

struct Trouble(session::Error);

impl From<Trouble> for DomainError {
    fn from(Trouble(error): Trouble) -> Self {
        Self::caused(store::code_of(&error), error)
    }
}

async fn actor_of(state: &AppState, session: &Session) -> Result<Actor, Trouble> {
    if session.id().is_none() {
        return Ok(Actor::Guest);
    }
    let signed = session.get::<Signed>(MEMBER).await.map_err(Trouble)?;
    Ok(signed.map_or(Actor::Guest, |signed| signed.actor(state.services.rules())))
}

async fn begin(session: &Session, beginning: Beginning) -> Result<(), Trouble> {
    // A session that she had before, or that somebody put into her browser, is worthless from now on.
    session.clear().await;
    if session.id().is_some() {
        session.cycle_id().await.map_err(Trouble)?;
    }
    session.insert(MEMBER, Signed::new(beginning)).await.map_err(Trouble)?;
    session.save().await.map_err(Trouble)
}

/// The error page for a request that no handler saw; what she wrote is on it.
async fn refuse(state: &AppState, request: Request, error: &DomainError) -> Response {
    let (parts, body) = request.into_parts();
    let ctx = ctx::read_anyway(&parts, state);
    let sent = if parts.method == Method::POST { read_form(state, &parts.headers, body).await } else { None };
    answer::refusal(&ctx, error, sent)
}

async fn read_form(state: &AppState, headers: &HeaderMap, body: Body) -> Option<Form> {
    let body = axum::body::to_bytes(body, state.config.limits.body_bytes).await.ok()?;
    answer::read_form(headers, Ok(body)).ok()
}

/// Outside [`manager`]: gives the removal of the cookie the attributes without which browsers ignore it.
pub async fn finish_removal(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await.into_response();
    let start = format!("{}=;", cookie_name(&state.config));
    let removes = |value: &HeaderValue| value.as_bytes().starts_with(start.as_bytes());
    if response.headers().get_all(header::SET_COOKIE).iter().any(removes) {
        let kept: Vec<HeaderValue> = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .filter(|value| !removes(value))
            .cloned()
            .collect();
        response.headers_mut().remove(header::SET_COOKIE);
        for value in kept.into_iter().chain(HeaderValue::from_str(&removal(&state.config)).ok()) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::stays_hers;

    #[test]
    fn what_stays_open_to_somebody_who_is_suspended() {
        for hers in [
            "/ar/my/decisions",
            "/fr/appeal",
            "/fr/appeal/abcd1234",
            "/en/messages",
            "/en/messages/new",
            "/ar/account/data",
            "/ar/account/data/export",
            "/ar/account/data/leave",
            "/ar/account/confirm",
            "/ar/forum/mine",
            "/ar/sign-out",
        ] {
            assert!(stays_hers(hers), "{hers}");
        }
        for closed in [
            "/ar",
            "/ar/account",
            "/ar/my/notifications",
            "/ar/my/decisionsx",
            "/ar/forum/new",
            "/ar/forum/t/abcd1234",
            "/ar/desk/messages",
            "/ar/desk/appeals/abcd1234",
            "/api/preview",
        ] {
            assert!(!stays_hers(closed), "{closed}");
        }
    }
}
