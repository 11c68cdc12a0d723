//! Tables of reports.

#[allow(clippy::module_inception, reason = "one report of a case")]
pub mod report;
pub mod report_case;
