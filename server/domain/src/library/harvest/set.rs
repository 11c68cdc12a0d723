//! Sets: collections, kinds, languages.

use contract::Tongue;
use entity::library::{collection_item, item};
use sea_orm::{ColumnTrait, Condition, sea_query::Query};

use crate::library::{list::languages_of, words::Kind};

/// Entries that belong together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    /// What stands in a collection, by its identifier.
    Collection(String),
    /// What is of a kind.
    Kind(Kind),
    /// What has content in a language.
    Language(Tongue),
}

impl Set {
    /// The name under which it is asked for. Without colons: no set lies within another.
    pub fn spec(&self) -> String {
        match self {
            Self::Collection(id) => format!("collection_{id}"),
            Self::Kind(kind) => format!("kind_{}", kind.as_str()),
            Self::Language(tongue) => format!("language_{}", tongue.code()),
        }
    }

    /// Reads that name. A collection is not looked for.
    pub fn parse(spec: &str) -> Option<Self> {
        if let Some(kind) = spec.strip_prefix("kind_") {
            return Kind::parse(kind).map(Self::Kind);
        }
        if let Some(code) = spec.strip_prefix("language_") {
            return code.parse().ok().map(Self::Language);
        }
        let id = spec.strip_prefix("collection_")?;
        is_plain(id).then(|| Self::Collection(id.to_owned()))
    }

    /// Items in it.
    pub(super) fn condition(&self) -> Condition {
        let all = Condition::all();
        match self {
            Self::Collection(id) => {
                let entries = Query::select()
                    .column(collection_item::Column::ItemId)
                    .from(collection_item::Entity)
                    .and_where(collection_item::Column::CollectionId.eq(id.as_str()))
                    .to_owned();
                all.add(item::Column::Id.in_subquery(entries))
            }
            Self::Kind(kind) => all.add(item::Column::Kind.eq(kind.as_str())),
            Self::Language(tongue) => all.add(item::Column::Languages.contains(tongue.code())),
        }
    }

    /// The sets of an item: collections come by their identifiers.
    pub(super) fn of(kind: &str, languages: &str, collections: Vec<String>) -> Vec<Self> {
        let collections = collections.into_iter().filter(|id| is_plain(id)).map(Self::Collection);
        let languages = languages_of(languages).into_iter().map(Self::Language);
        collections.chain(Kind::parse(kind).map(Self::Kind)).chain(languages).collect()
    }
}

/// Whether an identifier can stand in the name of a set.
pub(super) fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_plain() {
        let all = Kind::ALL.iter().copied().map(Set::Kind).chain(Tongue::ALL.map(Set::Language));
        for set in all.chain([Set::Collection("rightsandsafety".into())]) {
            let spec = set.spec();
            assert!(is_plain(&spec), "{spec}");
            assert_eq!(Set::parse(&spec), Some(set));
        }
        for lost in ["", "kind", "kind_", "kind_Book", "language_xx", "collection_", "collection_a:b", "x_y"]
        {
            assert_eq!(Set::parse(lost), None, "{lost}");
        }
    }
}
