//! The one way out of the portal to providers: a bridge from `oauth2` to `reqwest`. No redirects, no cookies, no proxy of the
//! environment, one deadline over everything, and no more bytes than an answer can need.

use std::{fmt, future::Future, pin::Pin, sync::OnceLock, time::Duration};

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};

/// Largest answer of a provider. A discovery document with everything in it has some ten thousand bytes.
const MOST: usize = 64 * 1024;

/// Why there is no answer. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAnswer(pub &'static str);

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NoAnswer {}

/// The client. It is made when it is first used: a portal without providers never makes one.
#[derive(Debug)]
pub struct Outbound {
    limit: Duration,
    client: OnceLock<reqwest::Client>,
}

impl Outbound {
    /// `limit` is the time that one answer may take, from the first byte to the last.
    pub fn new(limit: Duration) -> Self {
        Self { limit, client: OnceLock::new() }
    }

    fn client(&self) -> Result<&reqwest::Client, NoAnswer> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let made = make(self.limit).map_err(|_| NoAnswer("the client cannot be made"))?;
        Ok(self.client.get_or_init(|| made))
    }

    /// Sends a request and reads the whole answer. A redirect is an error: a token must not be carried on.
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        match tokio::time::timeout(self.limit, self.exchange(request)).await {
            Ok(answer) => answer,
            Err(_) => Err(NoAnswer("too slow")),
        }
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let request = reqwest::Request::try_from(request).map_err(|_| NoAnswer("no such address"))?;
        let mut answer =
            self.client()?.execute(request).await.map_err(|_| NoAnswer("it cannot be reached"))?;
        let status = answer.status();
        if status.is_redirection() {
            return Err(NoAnswer("it redirects"));
        }
        if status.is_server_error() {
            return Err(NoAnswer("it failed"));
        }
        let mut response = http::Response::builder().status(status);
        if let Some(kind) = answer.headers().get(http::header::CONTENT_TYPE) {
            response = response.header(http::header::CONTENT_TYPE, kind);
        }
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|_| NoAnswer("it broke off"))? {
            if body.len() + part.len() > MOST {
                return Err(NoAnswer("too long"));
            }
            body.extend_from_slice(&part);
        }
        response.body(body).map_err(|_| NoAnswer("it cannot be read"))
    }
}

/// TLS to servers of other people: ring, and the public certificate authorities as compiled in, the same on every
/// machine.
pub(crate) fn tls() -> Result<rustls::ClientConfig, rustls::Error> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

fn make(limit: Duration) -> Result<reqwest::Client, Box<dyn std::error::Error>> {
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls()?)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(limit)
        .timeout(limit)
        .pool_max_idle_per_host(1)
        .user_agent("jusoor")
        .build()?)
}

impl<'c> AsyncHttpClient<'c> for Outbound {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
