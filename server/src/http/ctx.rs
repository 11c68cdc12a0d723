//! The request as pages see it.

use std::{collections::HashMap, sync::Arc};

use app::site::{form::Form, request::RequestCtx};
use axum::{
    extract::{FromRequestParts, OriginalUri, RawPathParams},
    response::Response,
};
use contract::{ErrorCode, Locale};
use domain::{Actor, DomainError};
use http::{HeaderMap, Method, header, request::Parts};

use crate::provider::visits;

use super::{
    AppState, accept, answer,
    rate::{Action, AddressLimits, ClientKey, Verdict},
    visit,
};

/// Parameters of the path, decoded; what is not UTF-8 is missing, so the page answers 404.
#[derive(Clone, Debug, Default)]
pub struct Params(HashMap<String, String>);

impl Params {
    /// A parameter, or nothing.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// [`RequestCtx`] and [`Params`] of a request.
pub struct Request {
    /// For the page.
    pub ctx: RequestCtx,
    /// Of the path.
    pub params: Params,
    /// The limits that this request's form falls under.
    pub gate: Gate,
}

/// The door that a form passes: limits by address. What somebody who is signed in writes is limited by her account
/// instead, because many women may sit behind one address. The ways into an account are slowed for her as well: else
/// whoever has an account could guess at others from it.
#[derive(Clone, Debug)]
pub struct Gate {
    limits: Arc<AddressLimits>,
    client: Option<ClientKey>,
    action: Action,
    /// Whether half of the places for pages are free: a search that waits holds one.
    roomy: bool,
}

impl Gate {
    /// Takes a token; waits when there is none, if that is all it costs.
    ///
    /// # Errors
    /// [`ErrorCode::TooManyRequests`]; [`ErrorCode::Unavailable`] when too many wait already. Neither for a search.
    pub async fn pass(&self, ctx: &RequestCtx) -> Result<(), DomainError> {
        let actor = &ctx.actor;
        let searches = matches!(self.action, Action::Search | Action::Suggest);
        let known = match self.action {
            Action::Post => actor.member().is_some() || actor.awaiting_code().is_some(),
            // A screen of the house is many women's, and known to be ours. Looking at the empty form is no search.
            Action::Search | Action::Suggest => {
                actor.member().is_some() || ctx.kiosk.is_some() || ctx.query.get("q").is_empty()
            }
            _ => false,
        };
        let Some(client) = self.client.filter(|_| !known) else { return Ok(()) };
        match self.limits.take(client, self.action) {
            Verdict::Pass => Ok(()),
            Verdict::Refuse => Err(DomainError::new(ErrorCode::TooManyRequests)),
            // Behind one address may sit a whole provider: where too many wait, the next ones do not.
            Verdict::Wait(_) if searches && !self.roomy => Ok(()),
            Verdict::Wait(time) if self.limits.wait(client, self.action, time).await => Ok(()),
            Verdict::Wait(_) if searches => Ok(()),
            Verdict::Wait(_) => Err(DomainError::new(ErrorCode::Unavailable)),
        }
    }

    /// A sign-in that succeeded, or a receipt that opened something, was no guess: its token comes back.
    pub fn signed_in(&self) {
        if let (Some(client), Action::SignIn | Action::Receipt) = (self.client, self.action) {
            self.limits.give_back(client, self.action);
        }
    }
}

/// The language of a path: its first segment.
pub fn locale_of(path: &str) -> Option<Locale> {
    path.split('/').nth(1).and_then(|segment| segment.parse().ok())
}

/// The language of the page from which a request of a script came.
fn locale_of_referer(headers: &HeaderMap) -> Option<Locale> {
    let referer: http::Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    locale_of(referer.path())
}

/// Whether somebody reads what everybody reads: nothing that she herself has just written can be missing from it.
fn reads_as_everybody(parts: &Parts, actor: &Actor) -> bool {
    matches!(actor, Actor::Guest) && parts.method == Method::GET && accept::brings_nothing(&parts.headers)
}

/// The request for pages. A query that is not UTF-8 is an error, not a silent default.
///
/// # Errors
/// [`contract::ErrorCode::UnreadableForm`], with a context that can show the error page.
pub fn read(parts: &Parts, state: &AppState) -> Result<RequestCtx, Box<(RequestCtx, DomainError)>> {
    let path: Arc<str> = parts
        .extensions
        .get::<OriginalUri>()
        .map_or_else(|| parts.uri.path().into(), |uri| uri.path().into());
    let headers = &parts.headers;
    let locale = locale_of(&path).unwrap_or_else(|| {
        let of_script = path.starts_with("/api/").then(|| {
            let named = headers.get("jusoor-locale").and_then(|value| value.to_str().ok());
            named.and_then(|text| text.parse().ok()).or_else(|| locale_of_referer(headers))
        });
        of_script.flatten().unwrap_or_else(|| accept::chosen_language(headers))
    });
    let query = parts.uri.query().map_or_else(|| Ok(Form::default()), |query| Form::parse(query.as_bytes()));
    let (query, error) = match query {
        Ok(query) => (query, None),
        Err(error) => (Form::default(), Some(error)),
    };
    // The session layer reads the member with this request and leaves it here.
    let actor = parts.extensions.get::<Actor>().cloned().unwrap_or_default();
    let everybody = reads_as_everybody(parts, &actor);
    let services = if everybody { state.services.for_everybody() } else { state.services.clone() };
    let kiosk = crate::kiosk::present(&state.services, headers);
    let services = if kiosk.is_some() { services.at_screen() } else { services };
    let ctx = RequestCtx {
        locale,
        actor,
        services,
        site: state.site.clone(),
        visit: visit::of(headers, &path, &query),
        path,
        query: Arc::new(query),
        way: accept::cookie(headers, visits::cookie_name(&state.config)).map(Into::into),
        kiosk,
        kept: false,
        sounds: Arc::default(),
        refused: None,
        shown: Arc::default(),
    };
    match error {
        None => Ok(ctx),
        Some(error) => Err(Box::new((ctx, error))),
    }
}

/// The request for error pages: whatever is wrong with it, there is a context.
pub fn read_anyway(parts: &Parts, state: &AppState) -> RequestCtx {
    read(parts, state).unwrap_or_else(|refused| refused.0)
}

impl FromRequestParts<AppState> for Request {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let ctx = read(parts, state).map_err(|refused| answer::refusal(&refused.0, &refused.1, None))?;
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map(|raw| raw.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
            .unwrap_or_default();
        let gate = Gate {
            limits: state.limits.clone(),
            client: state.limits.client(&parts.extensions, &parts.headers),
            action: Action::of_path(&ctx.path),
            roomy: state.places.available_permits() * 2 > state.config.server.max_pages,
        };
        Ok(Self { ctx, params: Params(params), gate })
    }
}
