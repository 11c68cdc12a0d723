//! The room `safety`.
