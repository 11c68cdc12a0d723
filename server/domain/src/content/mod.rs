//! The room `content`.
