//! Addresses of reports, of texts that are held, and of the team's side of both.

use contract::{Locale, ids::PostId};

use super::encoded;

/// The form that reports a text.
pub fn report(l: Locale, post: &PostId) -> String {
    format!("/{l}/report?post={post}")
}

/// The same address without a text.
pub fn report_form(l: Locale) -> String {
    format!("/{l}/report")
}

/// What a member reported.
pub fn my_reports(l: Locale) -> String {
    format!("/{l}/my/reports")
}

/// A text of hers that is held.
pub fn held(l: Locale, post: &PostId) -> String {
    format!("/{l}/my/held/{post}")
}

/// The desk's list of cases of reports.
pub fn report_cases(l: Locale) -> String {
    format!("/{l}/desk/cases")
}

/// A case of reports.
pub fn report_case(l: Locale, id: &str) -> String {
    format!("/{l}/desk/cases/{}", encoded(id))
}

/// The list of cases of danger.
pub fn safety_cases(l: Locale) -> String {
    format!("/{l}/desk/safety")
}

/// A case of danger.
pub fn safety_case(l: Locale, id: &str) -> String {
    format!("/{l}/desk/safety/{}", encoded(id))
}

/// Who is there when.
pub fn duty(l: Locale) -> String {
    format!("/{l}/desk/duty")
}
