//! A browser without a window: keeps cookies, says where its forms come from.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{Router, body::Body, extract::ConnectInfo};
use domain::Actor;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use server::http::AppState;
use tower::ServiceExt;

const HOST: &str = "127.0.0.1:3000";

/// Encodes pairs as a form does.
pub fn encode(pairs: &[(&str, &str)]) -> String {
    let one = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
                b' ' => "+".to_owned(),
                _ => format!("%{byte:02X}"),
            })
            .collect::<String>()
    };
    pairs.iter().map(|(name, value)| format!("{}={}", one(name), one(value))).collect::<Vec<_>>().join("&")
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
    asked: String,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirect leads, or nothing.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// All `Set-Cookie` lines.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).collect()
    }

    /// The value of a hidden field of the page (`form_key`, `version`).
    pub fn hidden(&self, name: &str) -> Option<String> {
        let text = self.text();
        let tag = text.split("<input").skip(1).find(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.contains(&format!("name=\"{name}\"")) || tag.contains(&format!("name={name}"))
        })?;
        let value = tag.split('>').next()?.split("value=\"").nth(1)?;
        Some(value.split('"').next()?.to_owned())
    }

    /// Stops the test unless the status is this one.
    #[track_caller]
    pub fn assert_status(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}: {}",
            self.asked,
            String::from_utf8_lossy(&self.body).chars().take(2_000).collect::<String>()
        );
        self
    }

    /// Stops the test unless the body holds this text.
    #[track_caller]
    pub fn assert_text(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "{} lacks {text:?}: {}", self.asked, self.text());
        self
    }

    /// The same without what readers do not see inside words: marks of the renderer, isolates around figures.
    pub fn assert_read(&self, text: &str) -> &Self {
        let read = self.text().replace("<!>", "").replace(['\u{2068}', '\u{2069}'], "");
        assert!(read.contains(text), "{} lacks {text:?}: {read}", self.asked);
        self
    }
}

/// A browser with a cookie jar.
#[derive(Clone)]
pub struct TestBrowser {
    router: Router,
    state: AppState,
    /// Cookies by name.
    pub jar: BTreeMap<String, String>,
    /// Sent with every request (`accept-language`, `x-forwarded-for`).
    pub always: HeaderMap,
    /// Where it connects from.
    pub address: SocketAddr,
}

impl TestBrowser {
    /// An empty one.
    pub fn new(router: Router, state: AppState) -> Self {
        Self {
            router,
            state,
            jar: BTreeMap::new(),
            always: HeaderMap::new(),
            address: SocketAddr::from(([127, 0, 0, 1], 40_000)),
        }
    }

    /// Sends a header with every request from now on.
    pub fn always(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.always.insert(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header"));
        self
    }

    /// Signs in without the form.
    pub async fn sign_in_as(&mut self, actor: &Actor) -> &mut Self {
        let id = super::session_of(&self.state, actor).await;
        self.jar.insert(super::session_cookie(&self.state).to_owned(), id);
        self
    }

    /// Opens an address. Redirects are not followed.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path)).await
    }

    /// Opens an address and follows redirects within the site.
    pub async fn visit(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            let location = answer.location().to_owned();
            if !answer.status.is_redirection() || !location.starts_with('/') {
                break;
            }
            answer = self.get(location.split('#').next().unwrap_or_default()).await;
        }
        answer
    }

    /// Sends a form, as the page of the same site does.
    pub async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.post_raw(path, encode(pairs)).await
    }

    /// Where a text stands that was just sent, with its anchor: its place, or behind the page that says that it waits.
    pub async fn place_of(&mut self, sent: &Answer) -> String {
        sent.assert_status(303);
        let location = sent.location().to_owned();
        if !location.contains("/my/contributions/") {
            return location;
        }
        let page = self.get(&location).await;
        page.assert_status(200);
        let text = page.text();
        let link = text.split("href=\"").find(|link| link.contains("#p-") && link.contains("/forum/t/"));
        link.and_then(|link| link.split('"').next()).expect("a way to its place").to_owned()
    }

    /// The same without its anchor.
    pub async fn topic_of(&mut self, sent: &Answer) -> String {
        self.place_of(sent).await.split(['?', '#']).next().unwrap_or_default().to_owned()
    }

    /// Sends a form body as it is.
    pub async fn post_raw(&mut self, path: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header(header::REFERER, format!("http://{HOST}{path}"));
        self.send_with(request, body).await
    }

    /// Sends any request with an empty body.
    pub async fn send(&mut self, request: http::request::Builder) -> Answer {
        self.send_with(request, Body::empty()).await
    }

    /// Sends any request. Only the cookies, `Host` and the constant headers are added.
    pub async fn send_with(&mut self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let mut request = request.body(body.into()).expect("a request");
        let asked = format!("{} {}", request.method(), request.uri());
        let is_head = request.method() == Method::HEAD;
        for (name, value) in &self.always {
            request.headers_mut().entry(name).or_insert(value.clone());
        }
        request.headers_mut().entry(header::HOST).or_insert(HeaderValue::from_static(HOST));
        if !self.jar.is_empty() && !request.headers().contains_key(header::COOKIE) {
            let cookies: Vec<String> =
                self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().expect("cookies"));
        }
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 64 * 1024 * 1024).await.expect("a body").to_vec();
        assert!(!is_head || body.is_empty(), "{asked}: an answer to HEAD has no body");
        let answer = Answer { status: parts.status, headers: parts.headers, body, asked };
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        if answer.header("clear-site-data").contains("\"cookies\"") {
            self.jar.clear();
        }
        for line in answer.cookies() {
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let (name, value) = pair.split_once('=').expect("a cookie");
            let secure = attributes.contains("Secure");
            if name.starts_with("__Host-") {
                assert!(secure && attributes.contains("Path=/") && !attributes.contains("Domain"), "{line}");
            }
            if attributes.contains("Max-Age=0") || value.is_empty() {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
