//! Tables of cases in which somebody may be in danger.

pub mod disclosure;
pub mod safety_case;
pub mod safety_log;
