//! Pages of the room `statistics`.
