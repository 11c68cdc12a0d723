//! Who she is: a code is traded for tokens, the tokens are asked once, and dropped.

use domain::{
    Services,
    identity::provider::{Flow, Identity, Purpose},
};
use http::{HeaderValue, StatusCode, header};
use oauth2::{
    AuthorizationCode, HttpRequest, PkceCodeVerifier, RequestTokenError, TokenResponse, basic::BasicTokenType,
};
use serde_json::Value;

use super::{
    Provider, Refusal, Tokens,
    claims::{self, Expected},
    endpoints::Endpoints,
    outbound::NoAnswer,
};

impl Provider {
    /// Trades the code of a way that ended, and judges what comes.
    ///
    /// # Errors
    /// See [`Refusal`]; whoever cannot say when she showed who she is confirms nothing.
    pub async fn who(&self, services: &Services, flow: &Flow, code: &str) -> Result<Identity, Refusal> {
        if flow.purpose == Purpose::Confirm && !self.config.proves_anew() {
            return Err(Refusal::Untrusted("it cannot show anew who she is"));
        }
        let endpoints = self.endpoints().await?;
        let tokens = self.trade(&endpoints, flow, code).await?;
        if *tokens.token_type() != BasicTokenType::Bearer {
            return Err(Refusal::Untrusted("the token is no bearer token"));
        }
        let subject = if self.config.is_oidc() {
            let named = self.named(services, flow, &tokens)?;
            // Asked besides: a provider that contradicts itself is not believed.
            if endpoints.userinfo.is_some() && self.ask(&endpoints, &tokens).await? != named {
                return Err(Refusal::Untrusted("userinfo names somebody else"));
            }
            named
        } else {
            self.ask(&endpoints, &tokens).await?
        };
        Ok(Identity::new(services, &self.config.key, &self.config.identity_issuer(), &subject))
    }

    async fn trade(&self, endpoints: &Endpoints, flow: &Flow, code: &str) -> Result<Tokens, Refusal> {
        let client = self.oauth().set_token_uri(endpoints.token.clone());
        client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(flow.verifier.clone()))
            .request_async(self.outbound.as_ref())
            .await
            // The errors hold the provider's answer, which may hold a token: only their kind goes on.
            .map_err(|error| match error {
                RequestTokenError::Request(NoAnswer(why)) => Refusal::Away(why),
                RequestTokenError::ServerResponse(_) => Refusal::Untrusted("it does not take the code"),
                RequestTokenError::Parse(..) => Refusal::Untrusted("the tokens cannot be read"),
                RequestTokenError::Other(_) => Refusal::Untrusted("the tokens are not JSON"),
            })
    }

    /// The subject of the id_token.
    fn named(&self, services: &Services, flow: &Flow, tokens: &Tokens) -> Result<String, Refusal> {
        let Some(token) = &tokens.extra_fields().id_token else {
            return Err(Refusal::Untrusted("there is no id_token"));
        };
        let again = flow.purpose == Purpose::Confirm;
        let expected = Expected {
            issuer: &self.config.issuer,
            client_id: &self.config.client_id,
            nonce: &flow.nonce,
            now: services.now_ms() / 1000,
            shown_since: again.then_some(flow.created_at / 1000),
        };
        claims::subject(token, &expected).map_err(Refusal::Untrusted)
    }

    /// The subject that userinfo names.
    async fn ask(&self, endpoints: &Endpoints, tokens: &Tokens) -> Result<String, Refusal> {
        let Some(address) = &endpoints.userinfo else {
            return Err(Refusal::Untrusted("there is nowhere to ask who it is"));
        };
        let answer = self
            .outbound
            .send(bearing(address.as_str(), tokens)?)
            .await
            .map_err(|none| Refusal::Away(none.0))?;
        if answer.status() != StatusCode::OK {
            return Err(Refusal::Untrusted("userinfo refuses"));
        }
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        // Facebook answers in JSON and calls it JavaScript.
        if !["application/json", "text/javascript"].iter().any(|fine| kind.eq_ignore_ascii_case(fine)) {
            return Err(Refusal::Untrusted("userinfo is not JSON"));
        }
        let answer: Value = serde_json::from_slice(answer.body())
            .map_err(|_| Refusal::Untrusted("userinfo cannot be read"))?;
        let subject = match answer.get(&self.config.subject_field) {
            Some(Value::String(text)) => text.clone(),
            // Some count their people. OpenID providers must not.
            Some(Value::Number(number)) if !self.config.is_oidc() && number.is_u64() => number.to_string(),
            _ => return Err(Refusal::Untrusted("userinfo names nobody")),
        };
        if claims::is_subject(&subject) {
            Ok(subject)
        } else {
            Err(Refusal::Untrusted("userinfo names nobody"))
        }
    }
}

fn bearing(address: &str, tokens: &Tokens) -> Result<HttpRequest, Refusal> {
    let wrong = Refusal::Untrusted("the token cannot be carried");
    let mut value =
        HeaderValue::from_str(&format!("Bearer {}", tokens.access_token().secret())).map_err(|_| wrong)?;
    value.set_sensitive(true);
    http::Request::get(address)
        .header(header::ACCEPT, "application/json")
        .header(header::AUTHORIZATION, value)
        .body(Vec::new())
        .map_err(|_| wrong)
}
