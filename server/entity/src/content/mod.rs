//! Tables of the room `content`.
