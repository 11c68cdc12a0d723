//! Tables of the room `library`.
