//! What was promised and asked for, from one data file that is compiled in.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::safety::Trilingual;

/// Where something is written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its code.
    pub code: String,
    /// Title.
    pub title: Trilingual,
    /// Address; empty for what is published nowhere.
    #[serde(default)]
    pub url: String,
    /// ISO day on which it was read; empty when nobody compared it with the plan yet.
    #[serde(default)]
    pub checked_on: String,
}

/// A fact about the commitment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// In words.
    pub text: Trilingual,
    /// Code of its source.
    pub source: String,
}

/// A place on the portal that answers something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The first page.
    Home,
    /// Each of the eight sections.
    Sections,
    /// Organisations that help.
    Organisations,
    /// The forum.
    Forum,
    /// Who reads first, and why.
    Moderation,
    /// The library.
    Library,
    /// Figures.
    Statistics,
    /// The search.
    Search,
    /// Help for those who never used a computer.
    FirstSteps,
    /// Her safety.
    Safety,
    /// What the team did.
    Transparency,
}

/// Something that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Its code.
    pub code: String,
    /// In words.
    pub text: Trilingual,
    /// Code of its source.
    pub source: String,
    /// Where on the portal it is answered.
    pub places: Vec<Place>,
    /// How it stands as long as the desk said nothing.
    pub state: String,
    /// ISO day of that.
    pub day: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: Vec<Source>,
    fact: Vec<Fact>,
    asked: Vec<Asked>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    let text = migrations::CONTENT.get_file("commitment.toml").and_then(|file| file.contents_utf8());
    toml::from_str(text.unwrap_or_default()).unwrap_or_else(|error| {
        tracing::error!(%error, "commitment.toml cannot be read");
        File::default()
    })
});

/// What is known about the commitment, in the order of the file.
pub fn facts() -> &'static [Fact] {
    &FILE.fact
}

/// What was asked for, in the order of the file.
pub fn asked() -> &'static [Asked] {
    &FILE.asked
}

/// The source with this code.
pub fn source(code: &str) -> Option<&'static Source> {
    FILE.source.iter().find(|source| source.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use contract::Locale;

    use super::*;
    use crate::commitment::{CONTACT, OPENING, Progress};

    #[test]
    fn everything_is_whole_and_says_where_it_is_written() {
        assert!(facts().len() >= 3 && asked().len() >= 6);
        let whole = |text: &Trilingual| Locale::ALL.iter().all(|l| text.get(*l).len() > 10);
        for fact in facts() {
            assert!(whole(&fact.text), "{}", fact.text.en);
            // A fact has an address and a day; a task that nobody compared with the plan says so instead.
            let source = source(&fact.source).expect("a source");
            assert!(source.url.starts_with("https://") && !source.checked_on.is_empty(), "{}", source.code);
        }
        let mut codes = BTreeSet::from([OPENING, CONTACT]);
        for point in asked() {
            assert!(whole(&point.text) && !point.places.is_empty(), "{}", point.code);
            let source = source(&point.source).expect("a source");
            assert!(whole(&source.title), "{}", source.code);
            assert_eq!(source.url.is_empty(), source.checked_on.is_empty(), "{}", source.code);
            assert!(Progress::parse(&point.state).is_some(), "{}", point.code);
            assert_eq!(point.day.len(), 10, "{}", point.code);
            // What is said to be there was said by a person, at the desk.
            assert_ne!(point.state, "there", "{}", point.code);
            assert!(codes.insert(&point.code), "{}", point.code);
        }
    }
}
