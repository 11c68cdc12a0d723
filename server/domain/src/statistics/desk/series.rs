//! Figures in their order, which of them stand in one series, and the hash over all of them.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::check::Fig;

/// The order in which figures are written and hashed.
pub(super) fn order(a: &Fig, b: &Fig) -> std::cmp::Ordering {
    (&a.indicator, &a.geo, a.sex, &a.age, a.period.sort_key(), a.period).cmp(&(
        &b.indicator,
        &b.geo,
        b.sex,
        &b.age,
        b.period.sort_key(),
        b.period,
    ))
}

/// Whether two figures stand in one series.
pub(super) fn alike(a: &Fig, b: &Fig) -> bool {
    (&a.indicator, &a.geo, a.sex, &a.age) == (&b.indicator, &b.geo, b.sex, &b.age)
}

/// From a break on, figures are compared with one another only.
pub(super) fn breaks(figures: &mut [Fig]) {
    let mut from: Option<(Fig, Arc<str>)> = None;
    for figure in figures {
        if figure.breaks {
            let key: Arc<str> = format!("{}@{}", figure.indicator, figure.period).into();
            from = Some((figure.clone(), key));
        }
        let inside = from.as_ref().filter(|(first, _)| alike(first, figure)).map(|(_, key)| key.clone());
        match inside {
            Some(key) => figure.comparable = Some(key),
            None => from = None,
        }
    }
}

/// The hash over the figures: the same one as that of the shipped file, so that the same figures are known again.
pub(super) fn fingerprint(figures: &[Fig]) -> String {
    let mut hash = Sha256::new();
    for (index, f) in figures.iter().enumerate() {
        let value = f.value.map_or_else(String::new, |value| value.to_string());
        let note = f.note.as_ref().map_or("", |note| note.en.as_str());
        let between = if index > 0 { "\n" } else { "" };
        let status = f.status.unwrap_or("normal");
        let comparable = f.comparable.as_deref().unwrap_or(&f.indicator);
        hash.update(format!(
            "{between}{}|{}|{}|{}|{}|{value}|{status}|{comparable}|{note}|{}|{}",
            f.indicator, f.geo, f.period, f.sex, f.age, f.code, f.source
        ));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
