//! What the portal does: use cases and policy, without HTTP and without Leptos.
//!
//! A use case is one function in one file of its room: guard, work in one transaction, typed result.
//! It takes [`Services`] and, where it matters who asks, the [`Actor`].
#![warn(missing_docs)]

pub mod actor;
pub mod ask;
mod codes;
pub mod commitment;
pub mod content;
pub mod crypto;
pub mod db;
pub mod directory;
pub mod duty;
pub mod error;
pub mod failpoint;
pub mod folding;
pub mod forum;
pub mod fresh;
pub mod identity;
pub mod jobs;
mod json;
pub mod kept_form;
pub mod kiosk;
pub mod launch;
pub mod library;
pub mod mail;
pub mod markup;
pub mod messages;
pub mod moderation;
pub mod mute;
pub mod notify;
pub mod outside;
pub mod permission;
pub mod places;
pub mod privacy;
pub mod qr;
pub mod rate;
pub mod replica;
pub mod safety;
pub mod search;
pub mod seed;
pub mod services;
mod setting;
pub mod staff;
pub mod statistics;
pub mod submission;
#[cfg(feature = "testing")]
pub mod testing;
pub mod text;
pub mod words;
pub mod zip;

pub use actor::{Actor, Bounds, CONFIRMED_MS, Member, Role, SessionFacts};
pub use db::Db;
pub use error::{DomainError, DomainResult};
pub use permission::{Permission, Scope};
pub use replica::Replica;
pub use services::{Clock, Services};
