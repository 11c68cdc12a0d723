//! Tables of what the municipality promised and what is there.

pub mod participation_quarter;
pub mod point;
