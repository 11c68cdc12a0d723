//! What is stored: one SeaORM model per table, grouped by room.
//!
//! Conventions, the same on SQLite and PostgreSQL: keys are short random texts; instants are UTC
//! milliseconds since 1970 (`i64`); days are ISO texts (`2026-11-23`); enumerations are lower-case texts.

pub mod ask;
pub mod commitment;
pub mod content;
pub mod directory;
pub mod duty;
pub mod forum;
pub mod identity;
pub mod jobs;
pub mod kiosk;
pub mod library;
pub mod mail;
pub mod messages;
pub mod moderation;
pub mod notify;
pub mod places;
pub mod privacy;
pub mod report;
pub mod safety;
pub mod search;
pub mod staff;
pub mod statistics;
