//! The HTTP floor: what holds for every address.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bodies;
mod csrf;
mod exit;
mod faults;
mod files;
mod headers;
mod language;
mod limits;
