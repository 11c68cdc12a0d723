//! Tables of the room `search`.
