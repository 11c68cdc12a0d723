//! Documents of the team, their texts, and the work on them.

pub mod article;
pub mod article_audio;
pub mod article_reference;
pub mod article_revision;
pub mod article_text;
pub mod article_transition;
pub mod article_work;
pub mod working_copy;
