//! The room `forum`.
