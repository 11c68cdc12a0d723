//! The form of a number that helps. A wrong number is dangerous: it is looked at closely, and every language has its name.

use std::collections::BTreeMap;

use contract::{FieldCode, Locale};
use entity::directory::helpline;
use sea_orm::ActiveValue::Set;

use crate::{
    DomainError, DomainResult,
    directory::common::{Errors, number_of},
    safety::{Helpline, Trilingual},
};

const NAME_MAX: usize = 200;
const LINE_MAX: usize = 400;
const LAST_PLACE: u32 = 9_999;

/// The form as typed. Its fields, in its order: `number`, `order`, `name_*`, `hours_*`, `whom_*`, `source_url`,
/// `checked_on`; `*` is a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelplineForm {
    /// Number.
    pub number: String,
    /// Lower comes first.
    pub order: String,
    /// Names.
    pub names: BTreeMap<Locale, String>,
    /// Hours.
    pub hours: BTreeMap<Locale, String>,
    /// For whom.
    pub whom: BTreeMap<Locale, String>,
    /// Where it is published.
    pub source_url: String,
    /// Day on which it was checked.
    pub checked_on: String,
}

fn by_language(texts: &Trilingual) -> BTreeMap<Locale, String> {
    Locale::ALL.into_iter().map(|l| (l, texts.get(l).to_owned())).collect()
}

impl HelplineForm {
    /// A number as the form shows it.
    pub(super) fn of(line: &Helpline) -> Self {
        Self {
            number: line.number.clone(),
            order: line.priority.to_string(),
            names: by_language(&line.name),
            hours: by_language(&line.hours),
            whom: by_language(&line.for_whom),
            source_url: line.source_url.clone(),
            checked_on: line.checked_on.clone(),
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// The refused fields.
    pub(super) fn check(&self, kind: &str, today: &str) -> DomainResult<Helpline> {
        let mut errors = Errors::default();
        let number = number_of(&self.number).unwrap_or_default();
        if number.is_empty() {
            let nothing = self.number.trim().is_empty();
            errors.push("number", if nothing { FieldCode::Required } else { FieldCode::NotANumber });
        }
        let order = self.order.trim().parse::<u32>().ok().filter(|order| *order <= LAST_PLACE);
        if order.is_none() {
            errors.push("order", FieldCode::NotANumber);
        }
        let mut texts = |field: &str, typed: &BTreeMap<Locale, String>, least: usize, most: usize| {
            let lines: BTreeMap<Locale, String> = Locale::ALL
                .into_iter()
                .map(|l| {
                    let typed = typed.get(&l).map(String::as_str).unwrap_or_default();
                    (l, errors.line(&format!("{field}_{l}"), typed, least, most))
                })
                .collect();
            Trilingual::of(|l| lines.get(&l).cloned().unwrap_or_default())
        };
        let name = texts("name", &self.names, 2, NAME_MAX);
        let hours = texts("hours", &self.hours, 0, LINE_MAX);
        let for_whom = texts("whom", &self.whom, 0, LINE_MAX);
        let source_url = errors.web("source_url", &self.source_url);
        if source_url.is_empty() {
            errors.push("source_url", FieldCode::Required);
        }
        let checked_on = errors.day("checked_on", &self.checked_on, today).unwrap_or_default();
        if checked_on.is_empty() {
            errors.push("checked_on", FieldCode::Required);
        }
        let Some(priority) = order.filter(|_| errors.0.is_empty()) else {
            return Err(DomainError::fields(errors.0));
        };
        let kind = kind.to_owned();
        Ok(Helpline { number, kind, priority, checked_on, source_url, name, hours, for_whom })
    }
}

/// Writes a number into a row.
pub(super) fn fill(row: &mut helpline::ActiveModel, line: Helpline) {
    row.number = Set(line.number);
    row.kind = Set(line.kind);
    row.priority = Set(i32::try_from(line.priority).unwrap_or(i32::MAX));
    row.checked_on = Set(line.checked_on);
    row.source_url = Set(line.source_url);
    let Trilingual { ar, fr, en } = line.name;
    (row.name_ar, row.name_fr, row.name_en) = (Set(ar), Set(fr), Set(en));
    let Trilingual { ar, fr, en } = line.hours;
    (row.hours_ar, row.hours_fr, row.hours_en) = (Set(ar), Set(fr), Set(en));
    let Trilingual { ar, fr, en } = line.for_whom;
    (row.whom_ar, row.whom_fr, row.whom_en) = (Set(ar), Set(fr), Set(en));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safety::helplines;

    #[test]
    fn a_number_without_a_name_in_every_language_is_refused() {
        let today = "2026-11-28";
        for line in helplines() {
            let read = HelplineForm::of(line).check(&line.kind, today).expect("what is shipped is fine");
            assert_eq!((&read.number, read.priority), (&line.number, line.priority));
            assert_eq!(read.hours.ar, line.hours.ar);
        }
        let form = HelplineForm::of(&helplines()[0]);
        let refused = |form: &HelplineForm| -> Vec<String> {
            let fields = form.check("violence", today).err().map(|error| error.fields).unwrap_or_default();
            fields.into_iter().map(|error| error.field).collect()
        };
        let mut nameless = form.clone();
        nameless.names.remove(&Locale::Fr);
        for (wrong, field) in [
            (HelplineForm { number: "18".into(), ..form.clone() }, "number"),
            (HelplineForm { number: "tel:1899".into(), ..form.clone() }, "number"),
            (HelplineForm { order: String::new(), ..form.clone() }, "order"),
            (nameless, "name_fr"),
            (HelplineForm { source_url: String::new(), ..form.clone() }, "source_url"),
            (HelplineForm { checked_on: "2026-11-29".into(), ..form.clone() }, "checked_on"),
        ] {
            assert_eq!(refused(&wrong), [field]);
        }
    }
}
