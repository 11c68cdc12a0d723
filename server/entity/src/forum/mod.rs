//! Tables of the room `forum`.
