//! Pages of the room `safety`.
