//! Tables of work that comes again.

pub mod slot;
