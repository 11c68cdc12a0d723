//! What a fault showed: one line for people, one object for machines.

use std::time::Duration;

use serde_json::{Value, json};

use super::journal::Compared;

/// The figure of one fault.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    /// `R1`.
    pub fault: &'static str,
    /// On what: `sqlite`, `postgres`, `two nodes`.
    pub on: &'static str,
    /// How often.
    pub rounds: usize,
    /// What the journal said.
    pub compared: Compared,
    /// The slowest way back to normal.
    pub recovery: Option<Duration>,
    /// Further figures, in order.
    pub more: Vec<(&'static str, f64)>,
    /// What is not as the bar wants it.
    pub missed: Vec<String>,
    /// Why it was not tried.
    pub skipped: Option<String>,
}

impl Figure {
    /// Nothing yet.
    pub fn of(fault: &'static str, on: &'static str) -> Self {
        Self { fault, on, ..Self::default() }
    }

    /// Not tried.
    pub fn skip(fault: &'static str, on: &'static str, why: impl Into<String>) -> Self {
        Self { skipped: Some(why.into()), ..Self::of(fault, on) }
    }

    /// Notes a figure.
    pub fn note(&mut self, name: &'static str, value: f64) {
        self.more.push((name, value));
    }

    /// Notes a time, in milliseconds.
    pub fn note_time(&mut self, name: &'static str, time: Duration) {
        self.note(name, time.as_secs_f64() * 1000.0);
    }

    /// Notes the slowest recovery.
    pub fn recovered(&mut self, after: Duration) {
        self.recovery = Some(self.recovery.map_or(after, |known| known.max(after)));
    }

    /// What must be so.
    pub fn must(&mut self, fine: bool, otherwise: impl FnOnce() -> String) {
        if !fine && self.missed.len() < 20 {
            self.missed.push(otherwise());
        }
    }

    /// What the journal found, of which nothing may be lost or doubled.
    pub fn compare(&mut self, found: Compared) {
        self.compared.acknowledged = found.acknowledged;
        self.compared.open = found.open;
        self.compared.there = found.there;
        self.compared.lost = self.compared.lost.max(found.lost);
        self.compared.doubled = self.compared.doubled.max(found.doubled);
        self.must(found.lost == 0, || format!("{} acknowledged writes are lost", found.lost));
        self.must(found.doubled == 0, || format!("{} writes are there twice", found.doubled));
    }

    /// Whether the bar is met.
    pub fn is_met(&self) -> bool {
        self.missed.is_empty()
    }

    /// For people.
    pub fn line(&self) -> String {
        if let Some(why) = &self.skipped {
            return format!("{} ({}): skipped: {why}", self.fault, self.on);
        }
        let Compared { acknowledged, lost, doubled, .. } = self.compared;
        let mut line = format!("{} ({}): {} rounds", self.fault, self.on, self.rounds);
        if acknowledged > 0 {
            line.push_str(&format!(", {acknowledged} acknowledged, {lost} lost, {doubled} doubled"));
        }
        if let Some(recovery) = self.recovery {
            line.push_str(&format!(", back after {} ms at most", recovery.as_millis()));
        }
        for (name, value) in &self.more {
            let digits = if value.fract() == 0.0 { 0 } else { 2 };
            line.push_str(&format!(", {name} {value:.digits$}"));
        }
        line.push_str(if self.is_met() { ": met" } else { ": NOT MET" });
        for missed in &self.missed {
            line.push_str(&format!("\n    {missed}"));
        }
        line
    }

    /// For machines.
    pub fn json(&self) -> Value {
        let more: serde_json::Map<String, Value> =
            self.more.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        json!({
            "fault": self.fault,
            "on": self.on,
            "rounds": self.rounds,
            "acknowledged": self.compared.acknowledged,
            "lost": self.compared.lost,
            "doubled": self.compared.doubled,
            "recovery_ms": self.recovery.map(|time| time.as_secs_f64() * 1000.0),
            "figures": more,
            "met": self.skipped.is_none() && self.is_met(),
            "missed": self.missed,
            "skipped": self.skipped,
        })
    }
}
