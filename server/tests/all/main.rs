//! The portal through its router and its binary, on both databases. One program: linking it once is minutes less than
//! a program for each file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod account;
mod alias;
mod appeals;
mod bad_input;
mod config;
mod content;
mod danger;
mod decision_kill;
mod drafts;
mod duty;
mod editing;
mod enumeration;
mod feeds;
mod forum;
mod gate;
mod http;
mod identity;
mod leaks;
mod mail;
mod matrix;
mod media;
mod messages;
mod moderation;
mod mutes;
mod notifications;
mod polls;
mod privacy;
mod process;
mod provider;
mod queries;
mod queue;
mod quotes;
mod reactions;
mod reading;
mod reports;
mod sanctions;
mod search;
mod session;
mod staff;
mod statistics;
mod support;
mod topic_parts;
mod transparency;
mod withdrawing;
