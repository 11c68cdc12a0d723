//! The room `markup`.
