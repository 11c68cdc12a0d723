//! Tables of who is there when.

pub mod day;
pub mod nag;
pub mod shift;
