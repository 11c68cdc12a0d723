//! What a file would change against the version that is shown.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{
    check::Fig,
    known::{Present, key, series},
};
use crate::statistics::period::Period;

/// Changes of each kind that are shown one by one.
const MOST_SHOWN: usize = 100;

/// What happens to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is another one.
    Changed,
    /// It goes.
    Removed,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What happens.
    pub kind: ChangeKind,
    /// Indicator.
    pub indicator: String,
    /// Place.
    pub geo: String,
    /// `F`, `M`, `T`.
    pub sex: String,
    /// Age group.
    pub age: String,
    /// When.
    pub period: String,
    /// What it was; nothing when it was missing or is new.
    pub old: Option<f64>,
    /// What it becomes.
    pub new: Option<f64>,
}

/// All changes, some of them one by one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Figures that are new.
    pub added: usize,
    /// Figures that are other ones.
    pub changed: usize,
    /// Figures that go.
    pub removed: usize,
    /// Figures that stay as they are, but for where they were read.
    #[serde(default)]
    pub sources: usize,
    /// The first of each kind.
    pub shown: Vec<Change>,
}

/// What the file does not say stays as it stood: status, remark, and with what a figure may be compared.
pub(super) fn inherit(figures: &mut [Fig], present: &Present) {
    for f in figures {
        let period = f.period.to_string();
        let old = present.rows.get(&key(&f.indicator, &f.geo, f.sex, &f.age, &period));
        let newest = present.series.get(&series(&f.indicator, &f.geo, f.sex, &f.age));
        if f.status.is_none() {
            let was = old.map(|old| old.status.as_str()).filter(|status| *status != "missing");
            // Of a new figure only that all of them are estimates.
            let was =
                was.or_else(|| newest.map(|(_, status, _)| status.as_str()).filter(|s| *s == "modelled"));
            f.status = ["modelled", "partial", "adjusted"].into_iter().find(|status| Some(*status) == was);
        }
        if f.comparable.is_none() {
            let was = old.map(|old| old.comparable.as_str());
            let was = was.or_else(|| newest.map(|(_, _, comparable)| comparable.as_str()));
            f.comparable = was.filter(|key| **key != *f.indicator && !key.is_empty()).map(Into::into);
        }
        if f.note.is_none() {
            f.note = old.and_then(|old| old.note.clone());
        }
    }
}

/// What they change.
pub(super) fn difference(figures: &[Fig], present: &Present) -> Difference {
    let mut found = Difference::default();
    let mut seen: HashSet<String> = HashSet::with_capacity(figures.len());
    let mut shown = [0_usize; 2];
    for f in figures {
        let period = f.period.to_string();
        let key = key(&f.indicator, &f.geo, f.sex, &f.age, &period);
        let old = present.rows.get(&key);
        seen.insert(key);
        let kind = match old {
            None => ChangeKind::Added,
            Some(old) => {
                let same = old.value == f.value
                    && old.status == f.status.unwrap_or("normal")
                    && old.note == f.note
                    && *old.comparable == *f.comparable.as_deref().unwrap_or(&f.indicator);
                if same {
                    found.sources += usize::from(*old.source != *f.source);
                    continue;
                }
                ChangeKind::Changed
            }
        };
        let [added, changed] = &mut shown;
        let (count, listed) = match kind {
            ChangeKind::Added => (&mut found.added, added),
            _ => (&mut found.changed, changed),
        };
        *count += 1;
        if *listed < MOST_SHOWN {
            *listed += 1;
            found.shown.push(Change {
                kind,
                indicator: f.indicator.to_string(),
                geo: f.geo.to_string(),
                sex: f.sex.to_owned(),
                age: f.age.to_string(),
                period,
                old: old.and_then(|old| old.value),
                new: f.value,
            });
        }
    }
    let mut gone: Vec<(&String, Option<f64>)> = present
        .rows
        .iter()
        .filter(|(key, _)| !seen.contains(*key))
        .map(|(key, old)| (key, old.value))
        .collect();
    found.removed = gone.len();
    gone.sort_by(|a, b| a.0.cmp(b.0));
    for (key, old) in gone.into_iter().take(MOST_SHOWN) {
        let mut parts = key.split('\u{1f}').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (indicator, geo, sex, age, period) = (next(), next(), next(), next(), next());
        found.shown.push(Change {
            kind: ChangeKind::Removed,
            indicator,
            geo,
            sex,
            age,
            period,
            old,
            new: None,
        });
    }
    // Changed ones first: they are what somebody must look at.
    let place = |kind: ChangeKind| match kind {
        ChangeKind::Changed => 0,
        ChangeKind::Removed => 1,
        ChangeKind::Added => 2,
    };
    let when = |change: &Change| change.period.parse::<Period>().map(Period::sort_key).ok();
    found
        .shown
        .sort_by(|a, b| (place(a.kind), &a.indicator, when(b)).cmp(&(place(b.kind), &b.indicator, when(a))));
    found
}
