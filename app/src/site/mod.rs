//! Pages and everything they stand on; compiled for the server alone.

pub mod assets;
pub mod components;
pub mod form;
pub mod kiosk;
pub mod layout;
pub mod page;
pub mod pages;
pub mod request;
pub mod routes;
pub mod visit;
pub mod xml;
