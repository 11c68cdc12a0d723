//! Signing in through a provider, against providers of our own on loopback that behave as badly as they are told.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod account;
mod hostile;
mod op;
mod proof;
mod returns;
mod rules;
mod way;
