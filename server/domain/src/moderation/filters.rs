//! What of the queue is shown, and from where.

use contract::FieldCode;

use super::item::ItemKind;
use crate::{
    DomainError, DomainResult,
    forum::{TextLanguage, list_categories::is_slug},
};

/// Which kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindFilter {
    /// New questions.
    Topic,
    /// New answers.
    Reply,
    /// One of the others.
    Only(ItemKind),
}

impl KindFilter {
    /// What is offered, in this order.
    pub const ALL: [Self; 7] = [
        Self::Topic,
        Self::Reply,
        Self::Only(ItemKind::Edit),
        Self::Only(ItemKind::Check),
        Self::Only(ItemKind::Report),
        Self::Only(ItemKind::Appeal),
        Self::Only(ItemKind::Safety),
    ];

    /// As addresses name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Reply => "reply",
            Self::Only(kind) => kind.as_str(),
        }
    }
}

/// Who has it in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimFilter {
    /// The reader.
    Mine,
    /// Nobody.
    Free,
}

impl ClaimFilter {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mine, Self::Free];

    /// As addresses name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "me",
            Self::Free => "none",
        }
    }
}

/// For how long it waits, at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeFilter {
    /// A day.
    Day,
    /// Three days.
    Days,
    /// A week.
    Week,
}

impl AgeFilter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Day, Self::Days, Self::Week];

    /// As addresses name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "1",
            Self::Days => "3",
            Self::Week => "7",
        }
    }

    /// In milliseconds.
    pub fn ms(self) -> i64 {
        let days = match self {
            Self::Day => 1,
            Self::Days => 3,
            Self::Week => 7,
        };
        days * 86_400_000
    }
}

/// A place in the order of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Class.
    pub class: i32,
    /// Rank within the class, for one reader.
    pub rank: i32,
    /// UTC milliseconds.
    pub opened_at: i64,
    /// Item.
    pub id: String,
}

impl Place {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (class, rank) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let opened_at = parts.next()?.parse().ok()?;
        let id: contract::ids::ReviewId = parts.next()?.parse().ok()?;
        parts.next().is_none().then(|| Self { class, rank, opened_at, id: id.into_string() })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}.{}", self.class, self.rank, self.opened_at, self.id)
    }
}

/// What of the queue is shown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filters {
    /// Only this kind.
    pub kind: Option<KindFilter>,
    /// Only this category.
    pub category: Option<String>,
    /// Only this language.
    pub language: Option<TextLanguage>,
    /// Only what waits for so long.
    pub age: Option<AgeFilter>,
    /// Only what the reader, or nobody, has in hand.
    pub claim: Option<ClaimFilter>,
    /// Only what waits for this reason.
    pub gate: Option<String>,
    /// Only what stands behind this place.
    pub after: Option<Place>,
}

/// Names of the filters, in addresses and hidden fields.
pub const FILTERS: [&str; 7] = ["kind", "category", "language", "age", "claim", "gate", "after"];

impl Filters {
    /// Reads the filters of an address or form; empty means all. `value` gives the text of a filter.
    ///
    /// # Errors
    /// [`FieldCode::UnknownChoice`] naming the filter that is none.
    pub fn parse<'a>(value: impl Fn(&str) -> &'a str) -> DomainResult<Self> {
        fn read<T>(
            name: &'static str,
            text: &str,
            parse: impl FnOnce(&str) -> Option<T>,
        ) -> DomainResult<Option<T>> {
            if text.is_empty() {
                return Ok(None);
            }
            parse(text).map(Some).ok_or_else(|| DomainError::field(name, FieldCode::UnknownChoice))
        }
        let is_code = |text: &str| {
            text.len() <= 40
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        Ok(Self {
            kind: read("kind", value("kind"), |text| {
                KindFilter::ALL.into_iter().find(|kind| kind.as_str() == text)
            })?,
            category: read("category", value("category"), |text| is_slug(text).then(|| text.to_owned()))?,
            language: read("language", value("language"), |text| match text {
                "und" => Some(TextLanguage::Other),
                code => code.parse().ok().map(TextLanguage::Known),
            })?,
            age: read("age", value("age"), |text| {
                AgeFilter::ALL.into_iter().find(|age| age.as_str() == text)
            })?,
            claim: read("claim", value("claim"), |text| {
                ClaimFilter::ALL.into_iter().find(|claim| claim.as_str() == text)
            })?,
            gate: read("gate", value("gate"), |text| is_code(text).then(|| text.to_owned()))?,
            after: read("after", value("after"), Place::parse)?,
        })
    }

    /// Names and values as [`Self::parse`] reads them, for addresses and hidden fields.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        [
            ("kind", self.kind.map(|kind| kind.as_str().to_owned())),
            ("category", self.category.clone()),
            ("language", self.language.map(|language| language.code().to_owned())),
            ("age", self.age.map(|age| age.as_str().to_owned())),
            ("claim", self.claim.map(|claim| claim.as_str().to_owned())),
            ("gate", self.gate.clone()),
            ("after", self.after.as_ref().map(ToString::to_string)),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
    }

    /// The same from the beginning.
    #[must_use]
    pub fn from_start(&self) -> Self {
        Self { after: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_writes_and_names_what_is_none() {
        let given = [
            ("kind", "report"),
            ("category", "unions"),
            ("language", "und"),
            ("age", "3"),
            ("claim", "none"),
            ("gate", "watched_word"),
            ("after", "3.1.1795000000000.abcd1234"),
        ];
        let of = |name: &str| given.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| *value);
        let filters = Filters::parse(of).expect("filters");
        assert_eq!(filters.pairs(), given.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(given.map(|(name, _)| name), FILTERS);
        assert_eq!(Filters::parse(|_| "").expect("none"), Filters::default());
        for (name, bad) in [
            ("kind", "x"),
            ("category", "a\0"),
            ("language", "x"),
            ("age", "2"),
            ("claim", "you"),
            ("gate", "A"),
            ("after", "../"),
            ("after", "3.1.1.abcd.e"),
            ("after", "3.1.x.abcd1234"),
        ] {
            let error = Filters::parse(|field| if field == name { bad } else { "" }).expect_err(bad);
            assert_eq!(error.fields[0].field, name);
        }
    }
}
