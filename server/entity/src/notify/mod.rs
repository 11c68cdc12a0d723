//! Following, notifications, digests, mentions, mutes and blocks.

pub mod alias_mute;
pub mod digest;
pub mod event;
pub mod follow;
pub mod mention;
pub mod mute;
pub mod notification;
pub mod word_mute;
