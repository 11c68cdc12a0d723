//! The room `moderation`.
