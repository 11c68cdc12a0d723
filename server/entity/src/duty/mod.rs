//! Tables of who is there when.

pub mod nag;
pub mod shift;
