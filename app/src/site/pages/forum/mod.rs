//! Pages of the room `forum`.
