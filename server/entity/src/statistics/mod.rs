//! Tables of the room `statistics`.
