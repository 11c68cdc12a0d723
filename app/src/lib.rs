//! What people see.
//!
//! `api` and `islands` compile for the server and for the browser; `site` (pages, layout, catalogue) is
//! compiled for the server alone, so that no page, query or text ever travels as wasm.

#![recursion_limit = "512"]

pub mod api;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod site;
