//! The form of such a computer.

use std::ops::RangeInclusive;

use contract::FieldCode;

use crate::{DomainError, DomainResult, directory::common::Errors};

/// Seconds after which it warns, unless said otherwise.
pub const WARN: u32 = 60;
/// Seconds after which it forgets, unless said otherwise.
pub const WIPE: u32 = 90;
/// What either may be.
pub const SECONDS: RangeInclusive<u32> = 20..=900;
/// Between the warning and the end, at least: somebody must have the time to read it.
const BETWEEN: u32 = 10;

const NAME_MAX: usize = 80;
const PLACE_MAX: usize = 200;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceForm {
    /// What the team calls it.
    pub name: String,
    /// Where it stands.
    pub place: String,
    /// Seconds after which it warns.
    pub warn: String,
    /// Seconds after which it forgets.
    pub wipe: String,
    /// `yes`, or nothing.
    pub print: String,
}

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    pub name: String,
    pub place: String,
    pub warn: i32,
    pub wipe: i32,
    pub print: bool,
}

impl DeviceForm {
    /// What it says.
    ///
    /// # Errors
    /// The refused fields.
    pub(super) fn check(&self) -> DomainResult<Checked> {
        let mut errors = Errors::default();
        let name = errors.line("name", &self.name, 2, NAME_MAX);
        let place = errors.line("place", &self.place, 2, PLACE_MAX);
        let seconds = |typed: &str, usual: u32| match typed.trim() {
            "" => Some(usual),
            typed => typed.parse::<u32>().ok().filter(|seconds| SECONDS.contains(seconds)),
        };
        let warn = seconds(&self.warn, WARN);
        if warn.is_none() {
            errors.push("warn", FieldCode::NotANumber);
        }
        let wipe = seconds(&self.wipe, WIPE);
        let late_enough = |wipe: &u32| warn.is_none_or(|warn| *wipe >= warn.saturating_add(BETWEEN));
        if wipe.filter(late_enough).is_none() {
            errors.push("wipe", FieldCode::NotANumber);
        }
        if !matches!(self.print.as_str(), "yes" | "") {
            errors.push("print", FieldCode::UnknownChoice);
        }
        let whole = |seconds: u32| i32::try_from(seconds).ok();
        match (warn.and_then(whole), wipe.and_then(whole)) {
            (Some(warn), Some(wipe)) if errors.0.is_empty() => {
                Ok(Checked { name, place, warn, wipe, print: self.print == "yes" })
            }
            _ => Err(DomainError::fields(errors.0)),
        }
    }
}
