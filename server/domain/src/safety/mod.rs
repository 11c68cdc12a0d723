//! The room `safety`: helplines, from one data file that is compiled in and as the desk keeps them; and cases of somebody
//! in danger.

pub mod danger;
pub mod lines;

use std::sync::LazyLock;

use contract::Locale;
use serde::Deserialize;

/// A text in the three languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Trilingual {
    /// Arabic.
    pub ar: String,
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Trilingual {
    /// The text in one language.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Ar => &self.ar,
            Locale::Fr => &self.fr,
            Locale::En => &self.en,
        }
    }
}

/// A number to call.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Helpline {
    /// Digits.
    pub number: String,
    /// Kind, for instance `violence`.
    pub kind: String,
    /// Lower comes first.
    pub priority: u32,
    /// ISO day on which the number was compared with its source.
    pub checked_on: String,
    /// Where the number is published.
    pub source_url: String,
    /// Name.
    pub name: Trilingual,
    /// Hours, as the source states them.
    pub hours: Trilingual,
    /// For whom.
    pub for_whom: Trilingual,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    helpline: Vec<Helpline>,
}

static HELPLINES: LazyLock<Vec<Helpline>> = LazyLock::new(|| {
    let text = migrations::CONTENT
        .get_file("helplines.toml")
        .and_then(|file| file.contents_utf8())
        .unwrap_or_default();
    let mut lines = toml::from_str::<File>(text).map(|file| file.helpline).unwrap_or_else(|error| {
        tracing::error!(%error, "helplines.toml cannot be read");
        Vec::new()
    });
    lines.sort_by_key(|line| line.priority);
    lines
});

/// The helplines of the starter content, the most important first: what is shown while nobody knows what the desk says.
/// Pages ask [`crate::Services::helplines`].
pub fn helplines() -> &'static [Helpline] {
    &HELPLINES
}
