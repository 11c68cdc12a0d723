//! Wiring: configuration, HTTP, command line. Used by the binary and by the tests.

#![recursion_limit = "512"]

pub mod backup;
pub mod boot;
pub mod cache;
pub mod cli;
pub mod config;
mod disk;
pub mod handlers;
pub mod http;
pub mod jobs;
pub mod kiosk;
pub mod links;
pub mod mail;
pub mod metrics;
pub mod middleware;
pub mod moving;
pub mod notices;
pub mod provider;
pub mod routes;
pub mod session;
pub mod shapes;
pub mod store;
