//! What was measured: a row for each bar, for people and for machines, and what changed since another time.

use std::fmt::Write;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// What a value is held against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// More is a miss.
    AtMost(f64),
    /// Less is a miss.
    AtLeast(f64),
    /// Nothing: it is told.
    Told,
}

/// One measured value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The bar of the specification, if there is one, and what was measured. The same each time: rows are compared by it.
    pub bar: String,
    /// What it was.
    pub value: f64,
    /// `ms`, `×`, `bytes`.
    pub unit: String,
    /// What it may be.
    pub limit: Limit,
    /// What a reader should know of how it was measured, or nothing.
    pub note: Option<String>,
}

impl Row {
    /// Whether it is as it should be. What is no number is not.
    pub fn is_met(&self) -> bool {
        match self.limit {
            Limit::AtMost(most) => self.value <= most,
            Limit::AtLeast(least) => self.value >= least,
            Limit::Told => true,
        }
    }

    fn json(&self) -> Value {
        let (side, limit) = match self.limit {
            Limit::AtMost(most) => (Some("at most"), Some(most)),
            Limit::AtLeast(least) => (Some("at least"), Some(least)),
            Limit::Told => (None, None),
        };
        json!({
            "bar": self.bar,
            "value": self.value,
            "unit": self.unit,
            "side": side,
            "limit": limit,
            "met": self.is_met(),
            "note": self.note,
        })
    }

    fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let number = |name: &str| value.get(name).and_then(Value::as_f64);
        let limit = match (text("side"), number("limit")) {
            (Some("at most"), Some(most)) => Limit::AtMost(most),
            (Some("at least"), Some(least)) => Limit::AtLeast(least),
            _ => Limit::Told,
        };
        // JSON has no word for what is no number.
        let measured = number("value").unwrap_or(f64::NAN);
        Some(Self {
            bar: text("bar")?.to_owned(),
            value: measured,
            unit: text("unit")?.to_owned(),
            limit,
            note: text("note").map(str::to_owned),
        })
    }
}

/// All that was measured in one go.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    /// What could not be measured, and why.
    broken: Vec<String>,
}

impl Rows {
    fn add(&mut self, bar: impl Into<String>, value: f64, unit: &str, limit: Limit) {
        self.rows.push(Row { bar: bar.into(), value, unit: unit.to_owned(), limit, note: None });
    }

    /// A value that may be so large.
    pub fn at_most(&mut self, bar: impl Into<String>, value: f64, unit: &str, most: f64) {
        self.add(bar, value, unit, Limit::AtMost(most));
    }

    /// A value that must be so large.
    pub fn at_least(&mut self, bar: impl Into<String>, value: f64, unit: &str, least: f64) {
        self.add(bar, value, unit, Limit::AtLeast(least));
    }

    /// A value that is told, and compared another time.
    pub fn told(&mut self, bar: impl Into<String>, value: f64, unit: &str) {
        self.add(bar, value, unit, Limit::Told);
    }

    /// Says something of the row that was noted last.
    pub fn remark(&mut self, note: impl Into<String>) {
        if let Some(row) = self.rows.last_mut() {
            row.note = Some(note.into());
        }
    }

    /// Something could not be measured; the rest goes on.
    pub fn broke(&mut self, what: &str, error: &anyhow::Error) {
        self.broken.push(format!("{what}: {error:#}"));
    }

    /// The table of all.
    pub fn table(&self) -> String {
        let mut text = String::from("\n| bar | measured | unit | limit | of the limit | |\n");
        text.push_str("|---|---:|---|---:|---:|---|\n");
        for row in &self.rows {
            let share = |limit: f64| match limit {
                // None may be: there is nothing to be a share of.
                0.0 => String::new(),
                limit => format!("{:.2}", row.value / limit),
            };
            let (limit, share) = match row.limit {
                Limit::AtMost(limit) => (format!("≤ {limit}"), share(limit)),
                Limit::AtLeast(limit) => (format!("≥ {limit}"), share(limit)),
                Limit::Told => (String::new(), String::new()),
            };
            let met = match row.limit {
                Limit::Told => "",
                _ if row.is_met() => "met",
                _ => "NOT MET",
            };
            let value = digits(row.value);
            let told = match &row.note {
                Some(note) if met.is_empty() => note.clone(),
                Some(note) => format!("{met}; {note}"),
                None => met.to_owned(),
            };
            let _ = writeln!(text, "| {} | {value} | {} | {limit} | {share} | {told} |", row.bar, row.unit);
        }
        for broken in &self.broken {
            let _ = writeln!(text, "| {} | | | | | NOT MEASURED |", broken.replace('\n', " "));
        }
        text
    }

    /// For machines.
    pub fn json(&self, at: u64) -> Value {
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        json!({ "at": at, "rows": rows, "broken": self.broken })
    }

    /// What changed since another time, in a table.
    pub fn compare(&self, before: &[Row]) -> String {
        let mut text = String::from("\n| bar | before | now | change | |\n|---|---:|---:|---:|---|\n");
        for row in &self.rows {
            let known = before.iter().find(|known| known.bar == row.bar && known.unit == row.unit);
            let value = digits(row.value);
            let _ = match known {
                None => writeln!(text, "| {} | | {value} {} | | new |", row.bar, row.unit),
                Some(known) => {
                    let (old, change) = (digits(known.value), change(known.value, row.value));
                    let turned = match (known.is_met(), row.is_met()) {
                        (true, false) => "NOT MET any more",
                        (false, true) => "met now",
                        (false, false) => "NOT MET",
                        (true, true) => "",
                    };
                    writeln!(text, "| {} | {old} | {value} {} | {change} | {turned} |", row.bar, row.unit)
                }
            };
        }
        for gone in before.iter().filter(|known| !self.rows.iter().any(|row| row.bar == known.bar)) {
            let _ = writeln!(text, "| {} | {} | | | not measured |", gone.bar, digits(gone.value));
        }
        text
    }

    /// Fails when a bar is missed, or something could not be measured.
    pub fn judge(&self) -> Result<()> {
        let missed: Vec<&str> =
            self.rows.iter().filter(|row| !row.is_met()).map(|row| row.bar.as_str()).collect();
        ensure!(missed.is_empty(), "{} bars are not met: {}", missed.len(), missed.join("; "));
        ensure!(self.broken.is_empty(), "not measured: {}", self.broken.join("; "));
        Ok(())
    }
}

/// The rows of a file that an earlier time has left.
pub fn read(text: &str) -> Result<Vec<Row>> {
    let all: Value = serde_json::from_str(text).context("this is no file of `cargo xtask bench`")?;
    let rows = all.get("rows").and_then(Value::as_array).context("the file has no rows")?;
    rows.iter().map(|row| Row::read(row).with_context(|| format!("no row: {row}"))).collect()
}

/// As many digits as say something.
fn digits(value: f64) -> String {
    match value.abs() {
        large if large >= 1_000.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        small if small >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// `+12 %`; nothing where there is nothing to compare with.
fn change(before: f64, now: f64) -> String {
    let share = (now - before) / before * 100.0;
    if share.is_finite() { format!("{share:+.0} %") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Row, Rows, read};

    fn measured() -> Rows {
        let mut rows = Rows::default();
        rows.at_most("P9 search", 12.5, "ms", 30.0);
        rows.at_least("P1 kept page", 0.8, "× hello", 0.75);
        rows.told("hello", 90_000.0, "requests/s");
        rows
    }

    #[test]
    fn what_is_written_is_read_again() -> anyhow::Result<()> {
        let mut rows = measured();
        rows.remark("on one core");
        rows.at_most("never answered", f64::NAN, "ms", 1.0);
        let text = rows.json(7).to_string();
        let back = read(&text)?;
        assert_eq!(back.get(..3), rows.rows.get(..3));
        assert!(back.get(3).is_some_and(|row| row.value.is_nan() && !row.is_met()), "{text}");
        assert!(text.contains("\"met\":true") && text.contains("\"at\":7"), "{text}");
        assert!(read("{}").is_err() && read("no JSON").is_err());
        assert!(read("{\"rows\": [{\"value\": 1}]}").is_err(), "a row without a name");
        Ok(())
    }

    #[test]
    fn a_missed_bar_is_an_error_and_so_is_what_was_not_measured() {
        let mut rows = measured();
        assert!(rows.judge().is_ok());
        rows.at_most("P8 topic", 1.2, "×", 1.15);
        let said = rows.judge().map_or_else(|error| format!("{error:#}"), |()| String::new());
        assert!(said.contains("1 bars are not met: P8 topic"), "{said}");
        assert!(
            rows.table().contains("| P8 topic | 1.20 | × | ≤ 1.15 | 1.04 | NOT MET |"),
            "{}",
            rows.table()
        );
        rows.remark("in a hurry");
        assert!(rows.table().contains("| 1.04 | NOT MET; in a hurry |"), "{}", rows.table());
        let mut rows = measured();
        rows.remark("beside the pages");
        assert!(rows.table().contains("| requests/s |  |  | beside the pages |"), "{}", rows.table());
        rows.at_most("P6 errors", 0.0, "requests", 0.0);
        assert!(
            rows.table().contains("| P6 errors | 0.0000 | requests | ≤ 0 |  | met |"),
            "{}",
            rows.table()
        );
        rows.broke("forum", &anyhow::anyhow!("no\ndisk"));
        assert!(rows.judge().is_err());
        assert!(rows.table().contains("| forum: no disk | | | | | NOT MEASURED |"), "{}", rows.table());
    }

    #[test]
    fn what_changed_is_told_by_name() {
        let row = |bar: &str, value: f64, limit: Limit| Row {
            bar: bar.to_owned(),
            value,
            unit: "ms".to_owned(),
            limit,
            note: None,
        };
        let before = [
            row("P9 search", 10.0, Limit::AtMost(30.0)),
            row("old", 3.0, Limit::Told),
            row("slow", 2.0, Limit::AtMost(3.0)),
            row("zero", 0.0, Limit::Told),
        ];
        let mut now = Rows::default();
        now.at_most("P9 search", 12.5, "ms", 30.0);
        now.at_most("slow", 4.0, "ms", 3.0);
        now.told("zero", 1.0, "ms");
        now.told("fresh", 1.0, "ms");
        let text = now.compare(&before);
        for line in [
            "| P9 search | 10.0 | 12.5 ms | +25 % |  |",
            "| slow | 2.00 | 4.00 ms | +100 % | NOT MET any more |",
            "| zero | 0.0000 | 1.00 ms |  |  |",
            "| fresh | | 1.00 ms | | new |",
            "| old | 3.00 | | | not measured |",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
}
