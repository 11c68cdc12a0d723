//! Addresses that members gave, one-time links, and the outbox.

pub mod contact;
pub mod link;
pub mod outbox;
