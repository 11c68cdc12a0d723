//! The use cases on both databases, in one program: it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod alias;
mod bulk;
mod content;
mod desk;
mod editing;
mod forum;
mod full_queue;
mod gate;
mod identity;
mod identity_floor;
mod library;
mod library_life;
mod log_forget;
mod mail;
mod migrations;
mod moderation;
mod notify;
mod permission;
mod permission_rules;
mod personal;
mod plans;
mod privacy;
mod privacy_schema;
mod quotes;
mod recordings;
mod reading;
mod report;
mod review_items;
mod search;
mod staff;
mod statistics;
mod topic_changes;
mod topic_parts;
mod words;
