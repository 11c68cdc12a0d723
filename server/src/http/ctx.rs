//! The request as pages see it.

use std::{collections::HashMap, convert::Infallible, sync::Arc};

use app::site::{form::Form, request::RequestCtx};
use axum::extract::{FromRequestParts, RawPathParams};
use contract::Locale;
use domain::Actor;
use http::request::Parts;

use super::AppState;

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
}

/// The language of a path: its first segment.
pub fn locale_of(path: &str) -> Option<Locale> {
    path.split('/').nth(1).and_then(|segment| segment.parse().ok())
}

impl FromRequestParts<AppState> for Request {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let path: Arc<str> = parts
            .extensions
            .get::<axum::extract::OriginalUri>()
            .map_or_else(|| parts.uri.path().into(), |uri| uri.path().into());
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map(|raw| raw.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
            .unwrap_or_default();
        let query =
            parts.uri.query().and_then(|query| Form::parse(query.as_bytes()).ok()).unwrap_or_default();
        // The session layer reads the member with this request and leaves it here.
        let actor = parts.extensions.get::<Actor>().cloned().unwrap_or_default();
        let ctx = RequestCtx {
            locale: locale_of(&path).unwrap_or_default(),
            actor,
            services: state.services.clone(),
            site: state.site.clone(),
            path,
            query: Arc::new(query),
            refused: None,
            shown: Arc::default(),
        };
        Ok(Self { ctx, params: Params(params) })
    }
}
