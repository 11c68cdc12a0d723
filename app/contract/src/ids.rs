//! Identifiers as they stand in addresses.
//!
//! An identifier is 4 to 24 characters of `0-9a-z`. Generated ones are random, not sequential and not
//! derived from the clock: an address must not tell when somebody wrote, nor how many others did.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The text cannot be an identifier (wrong length or characters).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedId;

fn is_id(text: &str) -> bool {
    (4..=24).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps a text that the database or a generator vouches for.
            pub fn trusted(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The identifier as owned text, for a database column.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                is_id(text).then(|| Self(text.to_owned())).ok_or(MalformedId)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A member's account. Never shown in an address or page.
    MemberId,
    /// A forum topic.
    TopicId,
    /// A post of a topic.
    PostId,
    /// An article or procedure.
    ArticleId,
    /// A conversation between a member and the team.
    CaseId,
    /// A request to see who wrote under an alias.
    RequestId,
    /// A sanction.
    SanctionId,
    /// An appeal.
    AppealId,
    /// A note of the team.
    NoteId,
    /// Something that waits for the team.
    ReviewId,
    /// A statistical dataset.
    DatasetId,
    /// A library item.
    ItemId,
    /// A file of a library item.
    FileId,
    /// An organisation that helps.
    OrganisationId,
    /// A question that was asked without an account, as the team names it.
    AskId,
    /// What the team offers to make of such a question.
    OfferId,
    /// What women ask the editors to write about.
    ArticleRequestId,
}

/// Splits the `{id}-{slug}` segment of an address. A missing slug is an empty one.
pub fn split_slugged(segment: &str) -> (&str, &str) {
    segment.split_once('-').unwrap_or((segment, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_not_an_identifier() {
        for bad in ["", "abc", "ABCD", "abcd-e", "a b c d", "../../etc", "ابجد", &"x".repeat(25)] {
            assert!(bad.parse::<TopicId>().is_err(), "{bad}");
        }
        assert!("0a9zkq3m1v7t".parse::<TopicId>().is_ok());
    }

    #[test]
    fn splits_at_the_first_hyphen_only() {
        assert_eq!(split_slugged("abcd-one-two"), ("abcd", "one-two"));
        assert_eq!(split_slugged("abcd"), ("abcd", ""));
    }
}
