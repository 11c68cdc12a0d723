//! What the form of a collection says.

use contract::{FieldCode, FieldError, Locale};

use crate::{
    DomainError, DomainResult,
    library::{record::InLanguages, shelf_feed::is_name, slug::slug_of},
    text::{multi_line, single_line},
};

/// Longest name of a collection.
pub const COLLECTION_TITLE_MAX: usize = 200;
/// Longest description of one.
pub const COLLECTION_SUMMARY_MAX: usize = 1000;

/// A collection as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CollectionForm {
    /// Version of the collection that she had before her; empty for a new one.
    pub version: String,
    /// Its place in addresses, which a new one alone is given; empty: made of its name.
    pub slug: String,
    /// Names by language.
    pub titles: InLanguages,
    /// What it is about, by language.
    pub summaries: InLanguages,
}

/// Language, name, description.
pub(super) type Texts = Vec<(Locale, String, String)>;

impl CollectionForm {
    /// Its texts, tidied; at least one name.
    pub(super) fn texts(&self) -> DomainResult<Texts> {
        let mut errors = Vec::new();
        let mut texts = Vec::new();
        for locale in Locale::ALL {
            let title = self.titles.get(&locale).map(|text| single_line(text)).unwrap_or_default();
            let summary = self.summaries.get(&locale).map(|text| multi_line(text)).unwrap_or_default();
            let summary = summary.trim().to_owned();
            for (field, text, most) in
                [("title", &title, COLLECTION_TITLE_MAX), ("summary", &summary, COLLECTION_SUMMARY_MAX)]
            {
                if text.chars().count() > most {
                    errors.push(FieldError::new(format!("{field}_{locale}"), FieldCode::TooLong(most)));
                }
            }
            if title.is_empty() && !summary.is_empty() {
                errors.push(FieldError::new(format!("title_{locale}"), FieldCode::Required));
            }
            if !title.is_empty() {
                texts.push((locale, title, summary));
            }
        }
        if texts.is_empty() && errors.is_empty() {
            errors.push(FieldError::new(format!("title_{}", Locale::default()), FieldCode::Required));
        }
        if errors.is_empty() { Ok(texts) } else { Err(DomainError::fields(errors)) }
    }

    /// Its place in addresses: as typed, or made of a name in Latin letters; nothing where neither is possible.
    ///
    /// # Errors
    /// The refused field `slug`.
    pub(super) fn slug(&self, texts: &[(Locale, String, String)]) -> DomainResult<Option<String>> {
        let typed = single_line(&self.slug);
        if typed.is_empty() {
            let latin = [Locale::En, Locale::Fr].into_iter().find_map(|l| {
                let (_, title, _) = texts.iter().find(|(locale, ..)| *locale == l)?;
                Some(slug_of(title)).filter(|slug| is_name(slug))
            });
            return Ok(latin);
        }
        if is_name(&typed) && !typed.starts_with('-') && !typed.ends_with('-') {
            Ok(Some(typed))
        } else {
            Err(DomainError::field("slug", FieldCode::BadCharacters))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(slug: &str, titles: &[(Locale, &str)], summaries: &[(Locale, &str)]) -> CollectionForm {
        let texts = |all: &[(Locale, &str)]| all.iter().map(|(l, text)| (*l, (*text).to_owned())).collect();
        CollectionForm {
            version: String::new(),
            slug: slug.to_owned(),
            titles: texts(titles),
            summaries: texts(summaries),
        }
    }

    #[test]
    fn a_collection_needs_a_name_in_one_language() {
        let named = form("", &[(Locale::Ar, " أصوات "), (Locale::Fr, "")], &[(Locale::Ar, "نساء يروين\n")]);
        assert_eq!(named.texts().ok(), Some(vec![(Locale::Ar, "أصوات".into(), "نساء يروين".into())]));
        let long = "x".repeat(COLLECTION_TITLE_MAX + 1);
        for (form, fields) in [
            (form("", &[], &[]), vec!["title_ar"]),
            (form("", &[(Locale::Ar, "أ")], &[(Locale::En, "About")]), vec!["title_en"]),
            (form("", &[(Locale::Fr, &long)], &[]), vec!["title_fr"]),
        ] {
            let refused = form.texts().unwrap_err();
            assert_eq!(refused.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), fields);
        }
    }

    #[test]
    fn an_address_has_latin_letters_alone() {
        let of = |form: &CollectionForm| form.slug(&form.texts().expect("texts"));
        let both = form("", &[(Locale::Ar, "أصوات"), (Locale::Fr, "Récits d’ici")], &[]);
        assert_eq!(of(&both).ok(), Some(Some("recits-d-ici".to_owned())));
        assert_eq!(of(&form("", &[(Locale::Ar, "أصوات")], &[])).ok(), Some(None));
        let typed = form("voices", &[(Locale::Ar, "أصوات")], &[]);
        assert_eq!(of(&typed).ok(), Some(Some("voices".to_owned())));
        for wrong in ["Voices", "a b", "أصوات", "-a", "a/b", &"a".repeat(65)] {
            assert!(of(&form(wrong, &[(Locale::Ar, "أ")], &[])).is_err(), "{wrong}");
        }
    }
}
