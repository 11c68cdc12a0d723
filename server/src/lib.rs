//! Wiring: configuration, HTTP, command line. Used by the binary and by the tests.

#![recursion_limit = "512"]

pub mod boot;
pub mod cache;
pub mod cli;
pub mod config;
pub mod handlers;
pub mod http;
pub mod links;
pub mod mail;
pub mod middleware;
pub mod notices;
pub mod provider;
pub mod routes;
pub mod session;
pub mod store;
