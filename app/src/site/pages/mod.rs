//! The pages, one folder a room.

pub mod ask;
pub mod commitment;
pub mod content;
pub mod directory;
pub mod errors;
pub mod forum;
pub mod gate;
pub mod identity;
pub mod kiosk;
pub mod library;
pub mod mail;
pub mod messages;
pub mod moderation;
pub mod notify;
pub mod outside;
pub mod places;
pub mod privacy;
pub mod report;
pub mod sanctions;
pub mod search;
pub mod staff;
pub mod statistics;
pub mod transparency;
