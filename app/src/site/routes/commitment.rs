//! Addresses of what the municipality promised and what is there.

use contract::Locale;

/// What was promised and what is there.
pub fn commitment(l: Locale) -> String {
    format!("/{l}/commitment")
}

/// The same as a table.
pub fn commitment_csv(l: Locale) -> String {
    format!("/{l}/commitment.csv")
}

/// The same for machines.
pub fn commitment_json(l: Locale) -> String {
    format!("/{l}/commitment.json")
}

/// How each point stands, at the desk.
pub fn desk_commitment(l: Locale) -> String {
    format!("/{l}/desk/commitment")
}

/// One point of it.
pub fn desk_commitment_point(l: Locale, code: &str) -> String {
    format!("{}/{}", desk_commitment(l), super::encoded(code))
}
