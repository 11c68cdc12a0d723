//! Routes that know themselves: whatever is added to the router is written down, so that one test can go
//! through every endpoint (`server/tests/all/matrix/matrix.txt`) and none is forgotten.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    handler::Handler,
    middleware::{Next, from_fn},
    response::Response,
    routing::{self, MethodRouter},
};
use contract::Locale;
use domain::failpoint;
use http::Method;

use super::AppState;

/// Names of the fields that a form may have; anything else is refused. Neither owner nor role nor state of a
/// thing ever stands here: those come from who asks.
pub type Fields = &'static [&'static str];

/// Longest form of an article, or of what is said in a recording, in bytes: Arabic takes six for a letter.
pub const LONG_FORM: usize = 1_048_576;

/// One way in: a method and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Method. What takes GET takes HEAD.
    pub method: Method,
    /// Pattern of the path; `/{l}` stands for the three languages.
    pub path: String,
    /// What its form may hold; `None` for GET, and for a server function that declares nothing (which is
    /// never called).
    pub fields: Option<Fields>,
}

/// The handlers of one address, by method.
pub struct Methods {
    router: MethodRouter<AppState>,
    ways: Vec<(Method, Option<Fields>)>,
}

/// Answers GET and HEAD. It must change nothing.
pub fn get<H: Handler<T, AppState>, T: 'static>(handler: H) -> Methods {
    Methods { router: routing::get(handler), ways: vec![(Method::GET, None)] }
}

/// Answers POST alone: what a script of ours sends. `fields` as for [`Methods::and_post`].
pub fn post<H: Handler<T, AppState>, T: 'static>(fields: Fields, handler: H) -> Methods {
    Methods { router: routing::post(handler), ways: vec![(Method::POST, Some(fields))] }
}

impl Methods {
    /// Answers POST too. The handler itself refuses what is not among `fields`
    /// (`answer::form` does; a handler that reads no body has nothing to refuse).
    #[must_use]
    pub fn and_post<H: Handler<T, AppState>, T: 'static>(mut self, fields: Fields, handler: H) -> Self {
        self.router = self.router.post(handler);
        self.ways.push((Method::POST, Some(fields)));
        self
    }
}

impl Methods {
    /// Takes forms of [`LONG_FORM`] bytes, more than the configuration says for all. See `middleware::around`, which
    /// measures bodies first.
    #[must_use]
    pub fn with_long_form(mut self) -> Self {
        self.router = self.router.layer(DefaultBodyLimit::max(LONG_FORM));
        self
    }
}

/// Answers OPTIONS: what is offered at an address. Only what is no page says that.
pub fn options<H: Handler<T, AppState>, T: 'static>(handler: H) -> Methods {
    Methods { router: routing::options(handler), ways: vec![(Method::OPTIONS, Some(&[]))] }
}

impl Methods {
    /// Answers PATCH too; its body is no form.
    #[must_use]
    pub fn and_patch<H: Handler<T, AppState>, T: 'static>(mut self, handler: H) -> Self {
        self.router = self.router.patch(handler);
        self.ways.push((Method::PATCH, Some(&[])));
        self
    }

    /// Answers DELETE too.
    #[must_use]
    pub fn and_delete<H: Handler<T, AppState>, T: 'static>(mut self, handler: H) -> Self {
        self.router = self.router.delete(handler);
        self.ways.push((Method::DELETE, Some(&[])));
        self
    }

    /// Answers GET and HEAD too. It must change nothing.
    #[must_use]
    pub fn and_get<H: Handler<T, AppState>, T: 'static>(mut self, handler: H) -> Self {
        self.router = self.router.get(handler);
        self.ways.push((Method::GET, None));
        self
    }
}

/// For tests that add pages of their own to the plain router.
impl From<Methods> for MethodRouter<AppState> {
    fn from(methods: Methods) -> Self {
        methods.router
    }
}

async fn may_break(request: Request, next: Next) -> Response {
    failpoint::hit("handler");
    next.run(request).await
}

/// A router and the list of what it answers.
#[derive(Default)]
pub struct Routes {
    router: Router<AppState>,
    endpoints: Vec<Endpoint>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an address.
    #[must_use]
    pub fn route(mut self, path: &str, methods: Methods) -> Self {
        let router = methods.router;
        // Every handler can be broken by a test; a build that serves has no such layer.
        let router = if failpoint::ENABLED { router.layer(from_fn(may_break)) } else { router };
        self.router = self.router.route(path, router);
        self.endpoints.extend(methods.ways.into_iter().map(|(method, fields)| Endpoint {
            method,
            path: path.to_owned(),
            fields,
        }));
        self
    }

    /// Adds the routes of a room.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.endpoints.extend(other.endpoints);
        self
    }

    /// These routes below each language's prefix, each listed once.
    #[must_use]
    pub fn in_every_language(self) -> Self {
        let router = Locale::ALL
            .into_iter()
            .fold(Router::new(), |router, locale| router.nest(&format!("/{locale}"), self.router.clone()));
        let endpoints = self
            .endpoints
            .into_iter()
            .map(|end| Endpoint { path: format!("/{{l}}{}", end.path.trim_end_matches('/')), ..end })
            .collect();
        Self { router, endpoints }
    }

    /// The router alone.
    pub fn into_router(self) -> Router<AppState> {
        self.router
    }

    /// What is answered.
    pub fn into_endpoints(self) -> Vec<Endpoint> {
        self.endpoints
    }
}
