//! The room `statistics`.
