//! Signing in through a provider: what is asked of it, and how its answers are judged.
//!
//! Authorization code only, with PKCE, `state`, `nonce` and `iss` (RFC 9700, RFC 9207). Nothing a provider sends
//! is kept: its tokens live as long as the request in which they come. No answer of a provider is ever logged.

pub mod claims;
mod endpoints;
pub(crate) mod outbound;
pub mod visits;
mod who;

use std::{sync::Arc, time::Duration};

use oauth2::{
    AuthType, Client, ClientId, ClientSecret, CsrfToken, EndpointNotSet, ExtraTokenFields, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, StandardRevocableToken, StandardTokenResponse,
    basic::{
        BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
    },
    url::Url,
};
use serde::{Deserialize, Serialize};

use crate::config::{
    Config,
    provider::{ClientAuth, ProviderConfig},
};
use endpoints::{Cached, Endpoints};
use outbound::Outbound;

/// Why a provider's answer opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not answer, or not in time, or with far too much. The reason is for the log.
    Away(&'static str),
    /// It answered, and a check did not pass. The reason is for the log.
    Untrusted(&'static str),
}

/// What an OpenID provider adds to its tokens.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct IdToken {
    #[serde(default)]
    id_token: Option<String>,
}

impl ExtraTokenFields for IdToken {}

type Tokens = StandardTokenResponse<IdToken, BasicTokenType>;
type OAuth = Client<
    BasicErrorResponse,
    Tokens,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
>;

/// A configured provider.
#[derive(Debug)]
pub struct Provider {
    /// Its configuration, presets filled in.
    pub config: ProviderConfig,
    redirect: RedirectUrl,
    cached: Cached,
    outbound: Arc<Outbound>,
}

/// All configured providers.
#[derive(Debug, Default)]
pub struct Providers(Vec<Provider>);

/// Where she is sent, and what must be remembered until she is back.
#[derive(Debug)]
pub struct Departure {
    /// The provider's address.
    pub url: Url,
    /// PKCE verifier.
    pub verifier: String,
}

impl Providers {
    /// From the configuration; asks nobody yet.
    pub fn new(config: &Config) -> Self {
        let limit = Duration::from_secs(config.limits.provider_seconds);
        let outbound = Arc::new(Outbound::new(limit));
        let public_url = config.public_url();
        let providers = config.providers.iter().filter_map(|given| {
            let address = format!("{public_url}/auth/{}/callback", given.key);
            let redirect = RedirectUrl::new(address).ok()?;
            let (cached, outbound) = (Cached::default(), outbound.clone());
            Some(Provider { config: given.resolved(), redirect, cached, outbound })
        });
        Self(providers.collect())
    }

    /// A provider by its key.
    pub fn get(&self, key: &str) -> Option<&Provider> {
        self.0.iter().find(|provider| provider.config.key == key)
    }

    /// As pages show them.
    pub fn for_pages(&self) -> Vec<app::site::request::Provider> {
        let shown = |provider: &Provider| app::site::request::Provider {
            key: provider.config.key.clone(),
            names: {
                let name = provider.config.name.clone();
                [name.ar, name.fr, name.en]
            },
            proves_anew: provider.config.proves_anew(),
        };
        self.0.iter().map(shown).collect()
    }
}

impl Provider {
    fn oauth(&self) -> OAuth {
        let client = OAuth::new(ClientId::new(self.config.client_id.clone()))
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(match self.config.client_auth {
                ClientAuth::Basic => AuthType::BasicAuth,
                ClientAuth::Post => AuthType::RequestBody,
            });
        match self.config.client_secret.expose() {
            "" => client,
            secret => client.set_client_secret(ClientSecret::new(secret.to_owned())),
        }
    }

    /// What is known of it: from the configuration, or asked and remembered.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub async fn endpoints(&self) -> Result<Arc<Endpoints>, Refusal> {
        self.cached.get(&self.config, &self.outbound).await
    }

    /// Draws a PKCE verifier, before the row that keeps it.
    pub fn draw_verifier() -> String {
        PkceCodeChallenge::new_random_sha256().1.into_secret()
    }

    /// The address where she is sent. With `again`, the provider is told to ask who she is even if it knows.
    pub fn departure(
        &self,
        endpoints: &Endpoints,
        begun: &domain::identity::provider::BegunFlow,
        verifier: &str,
        again: bool,
    ) -> Url {
        let verifier = PkceCodeVerifier::new(verifier.to_owned());
        let client = self.oauth().set_auth_uri(endpoints.authorization.clone());
        let state = CsrfToken::new(begun.state.clone());
        let mut request = client
            .authorize_url(|| state)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scopes(self.config.scopes.iter().cloned().map(Scope::new));
        if self.config.is_oidc() {
            request = request.add_extra_param("nonce", begun.nonce.clone());
        }
        if again {
            request = request.add_extra_param("prompt", "login").add_extra_param("max_age", "0");
        }
        request.url().0
    }
}
