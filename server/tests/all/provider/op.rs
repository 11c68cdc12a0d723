//! A provider on loopback. It does what it should, unless a [`Plan`] says otherwise.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, StatusCode, header};
use oauth2::url::{Url, form_urlencoded};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// In every token and code: must be found nowhere afterwards.
pub const CANARY: &str = "canary7f3a";
/// Who she is there.
pub const SUBJECT: &str = "subject-of-the-canary7f3a";

/// How an endpoint answers instead of as it should.
#[derive(Clone, Debug)]
pub enum Instead {
    /// With this.
    Raw(u16, &'static str, String),
    /// With a redirect to `/elsewhere`.
    Redirect(u16),
    /// Rightly, but after three seconds.
    Late,
    /// A byte at a time, for ever.
    Trickle,
    /// Without end, as fast as it is read.
    Endless,
}

/// What goes wrong.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Of the discovery document.
    pub discovery: Option<Instead>,
    /// Fields of the document that are other (`null`: missing).
    pub document: Map<String, Value>,
    /// Of the token endpoint.
    pub token: Option<Instead>,
    /// Fields of its answer that are other.
    pub tokens: Map<String, Value>,
    /// Claims of the id_token that are other.
    pub claims: Map<String, Value>,
    /// The id_token's header, if other.
    pub header: Option<Value>,
    /// Of userinfo.
    pub userinfo: Option<Instead>,
    /// Fields of its answer that are other.
    pub info: Map<String, Value>,
}

#[derive(Debug, Default)]
struct Seen {
    plan: Plan,
    codes: HashMap<String, (String, String)>,
    traded: Vec<HashMap<String, String>>,
    authorization: Vec<String>,
    elsewhere: usize,
    asked: usize,
    now: i64,
    first: i64,
    subject: String,
}

/// The provider.
#[derive(Clone)]
pub struct Op {
    /// Where it is; its issuer too.
    pub issuer: String,
    seen: Arc<Mutex<Seen>>,
}

/// A map of JSON, in short.
pub fn fields(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn changed(mut whole: Value, changes: &Map<String, Value>) -> Value {
    let object = whole.as_object_mut().expect("an object");
    for (name, value) in changes {
        if value.is_null() {
            object.remove(name);
        } else {
            object.insert(name.clone(), value.clone());
        }
    }
    whole
}

impl Op {
    /// Starts one.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address: SocketAddr = listener.local_addr().expect("an address");
        let seen = Seen { subject: SUBJECT.to_owned(), ..Seen::default() };
        let op = Self { issuer: format!("http://{address}"), seen: Arc::new(Mutex::new(seen)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/token", post(token))
            .route("/me", get(userinfo))
            .route("/elsewhere", get(elsewhere).post(elsewhere))
            .with_state(op.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        op
    }

    /// From now on it behaves so.
    pub fn plan(&self, plan: Plan) {
        self.seen.lock().unwrap().plan = plan;
    }

    /// From now on somebody else is signed in there.
    pub fn subject(&self, subject: &str) {
        subject.clone_into(&mut self.seen.lock().unwrap().subject);
    }

    /// What time it is in the tests, UTC milliseconds.
    pub fn now(&self, ms: i64) {
        let mut seen = self.seen.lock().unwrap();
        seen.now = ms / 1000;
        if seen.first == 0 {
            seen.first = seen.now;
        }
    }

    /// As if nothing had been asked yet.
    pub fn forget(&self) {
        let mut seen = self.seen.lock().unwrap();
        *seen = Seen { now: seen.first, first: seen.first, subject: SUBJECT.to_owned(), ..Seen::default() };
    }

    /// How often somebody was led to `/elsewhere`.
    pub fn elsewhere(&self) -> usize {
        self.seen.lock().unwrap().elsewhere
    }

    /// How often the token endpoint was asked.
    pub fn asked(&self) -> usize {
        self.seen.lock().unwrap().asked
    }

    /// What came to the token endpoint last.
    pub fn traded(&self) -> HashMap<String, String> {
        self.seen.lock().unwrap().traded.last().cloned().unwrap_or_default()
    }

    /// How the portal proved itself last.
    pub fn authorization(&self) -> String {
        self.seen.lock().unwrap().authorization.last().cloned().unwrap_or_default()
    }

    /// She is sent here and signs in: the query with which she comes back.
    pub fn authorize(&self, url: &str) -> Vec<(String, String)> {
        let asked = query(url);
        let mut seen = self.seen.lock().unwrap();
        let code = format!("{CANARY}-code-{}", seen.codes.len());
        let of = |name: &str| asked.get(name).cloned().unwrap_or_default();
        seen.codes.insert(code.clone(), (of("code_challenge"), of("nonce")));
        vec![
            ("code".to_owned(), code),
            ("state".to_owned(), of("state")),
            ("iss".to_owned(), self.issuer.clone()),
        ]
    }
}

/// The query of an address.
pub fn query(url: &str) -> HashMap<String, String> {
    Url::parse(url).expect("an address").query_pairs().into_owned().collect()
}

fn instead(op: &Op, what: &Instead) -> Option<Response> {
    let stream = |chunk: &'static str, pause: u64| {
        let parts = futures::stream::unfold((), move |()| async move {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            Some((Ok::<_, std::convert::Infallible>(Bytes::from_static(chunk.as_bytes())), ()))
        });
        ([(header::CONTENT_TYPE, "application/json")], Body::from_stream(parts)).into_response()
    };
    Some(match what {
        Instead::Raw(status, kind, body) => {
            (StatusCode::from_u16(*status).unwrap(), [(header::CONTENT_TYPE, *kind)], body.clone())
                .into_response()
        }
        Instead::Redirect(status) => {
            let to = format!("{}/elsewhere", op.issuer);
            (StatusCode::from_u16(*status).unwrap(), [(header::LOCATION, to)]).into_response()
        }
        Instead::Late => return None,
        Instead::Trickle => stream(" ", 100),
        Instead::Endless => stream(SPACES, 0),
    })
}

const SPACES: &str =
    "                                                                                                    ";

async fn planned(op: &Op, what: Option<Instead>) -> Option<Response> {
    let what = what?;
    if matches!(what, Instead::Late) {
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
    instead(op, &what)
}

async fn discovery(State(op): State<Op>) -> Response {
    let plan = op.seen.lock().unwrap().plan.clone();
    if let Some(response) = planned(&op, plan.discovery).await {
        return response;
    }
    let issuer = &op.issuer;
    let document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize?tenant=1"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "authorization_response_iss_parameter_supported": true,
        "code_challenge_methods_supported": ["S256"],
    });
    axum::Json(changed(document, &plan.document)).into_response()
}

async fn token(State(op): State<Op>, headers: HeaderMap, body: Bytes) -> Response {
    let form: HashMap<String, String> = form_urlencoded::parse(&body).into_owned().collect();
    let (plan, now, subject, known) = {
        let mut seen = op.seen.lock().unwrap();
        seen.asked += 1;
        seen.traded.push(form.clone());
        let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        seen.authorization.push(authorization.unwrap_or_default().to_owned());
        let known = seen.codes.remove(form.get("code").map(String::as_str).unwrap_or_default());
        (seen.plan.clone(), seen.now, seen.subject.clone(), known)
    };
    if let Some(response) = planned(&op, plan.token).await {
        return response;
    }
    let verifier = form.get("code_verifier").cloned().unwrap_or_default();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier));
    let Some((_, nonce)) = known.filter(|(sent, _)| *sent == challenge) else {
        return (StatusCode::BAD_REQUEST, axum::Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let claims = json!({
        "iss": op.issuer, "sub": subject, "aud": "jusoor", "exp": now + 300, "iat": now, "auth_time": now,
        "nonce": nonce, "email": "canary7f3a@example.org", "name": "Canary7f3a",
    });
    let head = plan.header.unwrap_or_else(|| json!({ "alg": "RS256", "kid": CANARY }));
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let id_token = format!("{}.{}.{}", part(head), part(changed(claims, &plan.claims)), "c2lnbmF0dXJl");
    let tokens = json!({
        "access_token": format!("{CANARY}-access"), "refresh_token": format!("{CANARY}-refresh"),
        "token_type": "Bearer", "expires_in": 3600, "id_token": id_token,
    });
    axum::Json(changed(tokens, &plan.tokens)).into_response()
}

async fn userinfo(State(op): State<Op>, headers: HeaderMap) -> Response {
    let (plan, subject) = {
        let seen = op.seen.lock().unwrap();
        (seen.plan.clone(), seen.subject.clone())
    };
    if let Some(response) = planned(&op, plan.userinfo).await {
        return response;
    }
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if bearer != Some(&format!("Bearer {CANARY}-access")) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let info =
        json!({ "sub": subject, "id": 7_001, "email": "canary7f3a@example.org", "name": "Canary7f3a" });
    axum::Json(changed(info, &plan.info)).into_response()
}

async fn elsewhere(State(op): State<Op>) -> Response {
    op.seen.lock().unwrap().elsewhere += 1;
    axum::Json(json!({ "sub": SUBJECT, "access_token": "x", "token_type": "bearer" })).into_response()
}
