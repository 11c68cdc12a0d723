//! Where a provider wants to be asked: from the configuration, or from its discovery document.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use oauth2::{AuthUrl, TokenUrl, url::Url};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::{Refusal, outbound::Outbound};
use crate::config::provider::{ProviderConfig, is_loopback, is_safe};

/// How long a document counts.
const FRESH: Duration = Duration::from_secs(3600);
/// How long a provider that did not answer is left in peace.
const PAUSE: Duration = Duration::from_secs(5);

/// A provider's addresses.
#[derive(Clone, Debug)]
pub struct Endpoints {
    /// Where people go.
    pub authorization: AuthUrl,
    /// Where a code is traded.
    pub token: TokenUrl,
    /// Where it is asked who she is.
    pub userinfo: Option<Url>,
    /// It says that it sends `iss` (RFC 9207): an answer without one is not its.
    pub sends_iss: bool,
}

/// What of a discovery document matters.
#[derive(Debug, Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    code_challenge_methods_supported: Option<Vec<String>>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Unknown,
    Known(Instant, Arc<Endpoints>),
    Failed(Instant, Refusal),
}

/// Endpoints as far as they are known.
#[derive(Debug, Default)]
pub struct Cached(Mutex<State>);

impl Cached {
    /// The endpoints; asks at most one question at a time.
    pub async fn get(&self, config: &ProviderConfig, outbound: &Outbound) -> Result<Arc<Endpoints>, Refusal> {
        let mut state = self.0.lock().await;
        match &*state {
            State::Known(since, known) if since.elapsed() < FRESH => return Ok(known.clone()),
            State::Failed(since, refusal) if since.elapsed() < PAUSE => return Err(*refusal),
            _ => {}
        }
        let found =
            if config.has_endpoints() { configured(config) } else { discover(config, outbound).await };
        let found = found.map(Arc::new);
        *state = match &found {
            Ok(known) => State::Known(Instant::now(), known.clone()),
            Err(refusal) => State::Failed(Instant::now(), *refusal),
        };
        found
    }
}

fn configured(config: &ProviderConfig) -> Result<Endpoints, Refusal> {
    let userinfo = Some(&config.userinfo_endpoint).filter(|address| !address.is_empty());
    endpoints(
        &config.authorization_endpoint,
        &config.token_endpoint,
        userinfo.map(String::as_str),
        // One that is given by hand: whether it sends `iss` is not known. If it does, it must be right.
        false,
    )
}

fn endpoints(
    authorization: &str,
    token: &str,
    userinfo: Option<&str>,
    sends_iss: bool,
) -> Result<Endpoints, Refusal> {
    let wrong = Refusal::Untrusted("an endpoint is no safe address");
    if ![Some(authorization), Some(token), userinfo].into_iter().flatten().all(is_safe) {
        return Err(wrong);
    }
    Ok(Endpoints {
        authorization: AuthUrl::new(authorization.to_owned()).map_err(|_| wrong)?,
        token: TokenUrl::new(token.to_owned()).map_err(|_| wrong)?,
        userinfo: userinfo.map(Url::parse).transpose().map_err(|_| wrong)?,
        sends_iss,
    })
}

async fn discover(config: &ProviderConfig, outbound: &Outbound) -> Result<Endpoints, Refusal> {
    let request = http::Request::get(&config.discovery)
        .header(http::header::ACCEPT, "application/json")
        .body(Vec::new())
        .map_err(|_| Refusal::Away("no such discovery address"))?;
    let answer = outbound.send(request).await.map_err(|none| Refusal::Away(none.0))?;
    if answer.status() != http::StatusCode::OK {
        return Err(Refusal::Away("no discovery document"));
    }
    let document: Document = serde_json::from_slice(answer.body())
        .map_err(|_| Refusal::Untrusted("the discovery document cannot be read"))?;
    // OpenID Connect Discovery 4.3: exactly, or it is the document of somebody else.
    if document.issuer != config.issuer {
        return Err(Refusal::Untrusted("the discovery document is of another issuer"));
    }
    if document.code_challenge_methods_supported.is_some_and(|all| !all.iter().any(|one| one == "S256")) {
        return Err(Refusal::Untrusted("it does not know PKCE"));
    }
    let addresses = [&document.authorization_endpoint, &document.token_endpoint];
    let local = |address: &str| Url::parse(address).is_ok_and(|url| is_loopback(&url));
    let inside = addresses.into_iter().chain(&document.userinfo_endpoint).any(|address| local(address));
    if inside && !local(&config.issuer) {
        return Err(Refusal::Untrusted("the discovery document leads into this machine"));
    }
    endpoints(
        &document.authorization_endpoint,
        &document.token_endpoint,
        document.userinfo_endpoint.as_deref(),
        document.authorization_response_iss_parameter_supported,
    )
}
