//! From axum to pages and back.

pub mod answer;
pub mod ctx;

use std::sync::Arc;

use app::site::request::Site;
use domain::Services;

/// What handlers share.
#[derive(Clone)]
pub struct AppState {
    /// Use cases.
    pub services: Services,
    /// Server-wide facts.
    pub site: Arc<Site>,
}
