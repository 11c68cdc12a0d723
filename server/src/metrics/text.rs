//! Prometheus' text form (version 0.0.4).

use std::fmt::{Display, Write};

/// A page of figures that is being written.
#[derive(Debug, Default)]
pub struct Text(String);

impl Text {
    /// Begins a family: its name, what it is (`counter`, `gauge`, `histogram`), what it says.
    pub fn family(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    /// One figure. Labels are words of ours, never of anybody else: see the functions that call this.
    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let labels: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        let _ = if labels.is_empty() {
            writeln!(self.0, "{name} {value}")
        } else {
            writeln!(self.0, "{name}{{{}}} {value}", labels.join(","))
        };
    }

    /// A family of one figure.
    pub fn single(&mut self, name: &str, kind: &str, help: &str, value: impl Display) {
        self.family(name, kind, help);
        self.sample(name, &[], value);
    }

    /// What was written.
    pub fn into_string(self) -> String {
        self.0
    }
}
