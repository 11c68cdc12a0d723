//! The form of a subject: its names, and other names under which it is found.

use contract::{FieldCode, FieldError, Locale};

use crate::{DomainError, DomainResult, library::record::InLanguages, text::single_line};

/// Longest name of a subject.
const LABEL_MAX: usize = 100;
/// Most other names in one language.
const OTHERS_MAX: usize = 20;

/// A subject as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectForm {
    /// The subject that is changed; empty for a new one.
    pub id: String,
    /// Version that she had before her.
    pub version: String,
    /// The subject of which it is a part, or nothing.
    pub broader: String,
    /// Names by language.
    pub labels: InLanguages,
    /// Other names by language, one a line.
    pub others: InLanguages,
}

/// Language, name, other names one a line.
pub(super) type Texts = Vec<(Locale, String, String)>;

impl SubjectForm {
    /// What is written of it, where it can be.
    pub(super) fn texts(&self) -> DomainResult<Texts> {
        let mut errors = Vec::new();
        let mut texts = Vec::new();
        for locale in Locale::ALL {
            let label = self.labels.get(&locale).map(|text| single_line(text)).unwrap_or_default();
            let mut others: Vec<String> = Vec::new();
            for line in self.others.get(&locale).map(String::as_str).unwrap_or_default().lines() {
                let other = single_line(line);
                if !other.is_empty() && other != label && !others.contains(&other) {
                    others.push(other);
                }
            }
            if label.chars().count() > LABEL_MAX {
                errors.push(FieldError::new(format!("label_{locale}"), FieldCode::TooLong(LABEL_MAX)));
            }
            if others.len() > OTHERS_MAX {
                errors.push(FieldError::new(format!("others_{locale}"), FieldCode::TooMany(OTHERS_MAX)));
            }
            if others.iter().any(|other| other.chars().count() > LABEL_MAX) {
                errors.push(FieldError::new(format!("others_{locale}"), FieldCode::TooLong(LABEL_MAX)));
            }
            if label.is_empty() && !others.is_empty() {
                errors.push(FieldError::new(format!("label_{locale}"), FieldCode::Required));
            }
            if !label.is_empty() {
                texts.push((locale, label, others.join("\n")));
            }
        }
        if texts.is_empty() && errors.is_empty() {
            errors.push(FieldError::new(format!("label_{}", Locale::default()), FieldCode::Required));
        }
        if errors.is_empty() { Ok(texts) } else { Err(DomainError::fields(errors)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_are_tidied_and_need_a_name() {
        let form = |labels: &[(Locale, &str)], others: &[(Locale, &str)]| {
            let texts =
                |all: &[(Locale, &str)]| all.iter().map(|(l, text)| (*l, (*text).to_owned())).collect();
            SubjectForm { labels: texts(labels), others: texts(others), ..SubjectForm::default() }
        };
        let read =
            form(&[(Locale::Fr, " Travail ")], &[(Locale::Fr, "emploi\r\n\n Travail\nemploi\nmétier")]);
        assert_eq!(read.texts().ok(), Some(vec![(Locale::Fr, "Travail".into(), "emploi\nmétier".into())]));
        let many = (0..=OTHERS_MAX).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        for (form, fields) in [
            (form(&[], &[]), vec!["label_ar"]),
            (form(&[(Locale::Ar, "عمل")], &[(Locale::En, "work")]), vec!["label_en"]),
            (form(&[(Locale::En, "Work")], &[(Locale::En, &many)]), vec!["others_en"]),
            (form(&[(Locale::En, &"x".repeat(LABEL_MAX + 1))], &[]), vec!["label_en"]),
        ] {
            let refused = form.texts().unwrap_err();
            assert_eq!(refused.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), fields);
        }
    }
}
