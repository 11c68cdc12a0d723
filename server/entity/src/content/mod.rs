//! Documents of the team and their texts.

pub mod article;
pub mod article_text;
