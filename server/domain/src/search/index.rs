//! What both databases do with tokens, behind one trait. The adapters write statements and nothing else; the
//! caller runs them in his own transaction.

use sea_orm::{DatabaseBackend, Statement};

use super::{
    analyse::Token,
    expression::{Expression, Place},
    postgres::Postgres,
    sqlite::Sqlite,
};
use crate::library::Readers;

/// How well a document answers a query; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// The words as typed, one after the other.
    Phrase,
    /// All words as typed.
    Exact,
    /// All words in some form.
    Stem,
    /// All words, or words that stand for them.
    Synonym,
    /// All words, some of them only begun.
    Prefix,
    /// Not all of the words; looked for only when nothing else was found.
    Some,
}

impl Tier {
    /// All tiers, the best first.
    pub const ALL: [Self; 6] =
        [Self::Phrase, Self::Exact, Self::Stem, Self::Synonym, Self::Prefix, Self::Some];
}

/// One condition of a search: documents that meet it have this tier, unless they meet a better one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How good a match it is.
    pub tier: Tier,
    /// Where the words must stand.
    pub place: Place,
    /// What must stand there.
    pub expression: Expression,
    /// How many of the words may be missing.
    pub missing: i32,
}

impl Condition {
    /// Order among conditions: by tier, by how many words are missing (only the last tier has any), and there the title
    /// comes before the text.
    pub fn rank(&self) -> i32 {
        rank(self.tier, self.place) + self.missing * 2
    }
}

/// Order of a tier and place.
fn rank(tier: Tier, place: Place) -> i32 {
    let tier = Tier::ALL.iter().position(|other| *other == tier).unwrap_or_default();
    i32::try_from(tier * 2).unwrap_or_default() + i32::from(place == Place::Anywhere)
}

/// The tier of a rank that came back from the database.
pub fn tier_of(rank: i32) -> Tier {
    usize::try_from(rank / 2).ok().and_then(|index| Tier::ALL.get(index)).copied().unwrap_or(Tier::Some)
}

/// What stands before a word of a title, before its stem, and before a mark: no word begins so, and what is rare has a
/// short list of its own in the index, however common the word is in texts.
pub const TITLE_EXACT: char = '†';
/// The same before a stem.
pub const TITLE_STEM: char = '‡';
/// Before a mark, and alone between title and text, so that no phrase reaches from one into the other.
pub const MARK: char = '§';

/// The tokens of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// What it is: its kind.
    pub marks: Vec<String>,
    /// Words of the title.
    pub title_exact: Vec<String>,
    /// Stems of the title, with the position of their word.
    pub title_stem: Vec<(usize, String)>,
    /// Words of the text.
    pub body_exact: Vec<String>,
    /// Stems of the text, with the position of their word.
    pub body_stem: Vec<(usize, String)>,
}

impl Tokens {
    /// Sorts analysed words into the fields of the index.
    pub fn new(title: &[Token], body: &[Token], marks: &[&str]) -> Self {
        let exact = |tokens: &[Token]| tokens.iter().map(|token| token.exact.clone()).collect();
        let stems = |tokens: &[Token]| {
            tokens
                .iter()
                .enumerate()
                .flat_map(|(at, token)| token.stems.iter().map(move |stem| (at, stem.clone())))
                .collect()
        };
        Self {
            marks: marks.iter().map(|mark| format!("{MARK}{mark}")).collect(),
            title_exact: exact(title),
            title_stem: stems(title),
            body_exact: exact(body),
            body_stem: stems(body),
        }
    }
}

/// Whether a rank says that the title alone answers.
pub fn in_title(rank: i32) -> bool {
    rank % 2 == 0
}

/// What a database can do with tokens.
pub trait SearchIndex: Send + Sync {
    /// Writes the tokens of a document that has none.
    fn write(&self, doc: i32, tokens: &Tokens) -> Statement;

    /// Erases the tokens of a document.
    fn erase(&self, doc: i32) -> Statement;

    /// Selects `doc`, `kind`, `target_id`, `locale` of documents that meet a condition: of each kind the newest ones.
    fn find(&self, wanted: &Wanted<'_>) -> Statement;

    /// Selects `doc` and `score` of those of some documents that meet one of these conditions: the less, the more it is
    /// about that.
    fn score(&self, conditions: &[Condition], docs: &[i32]) -> Statement;

    /// Selects `kind`, `target_id`, `locale`, `slug` and `title` of the documents that meet one condition, of those that may
    /// be shown as in [`Self::find`]: at most `of_a_kind` of each kind, those in `language` first, short titles before long
    /// ones.
    fn begun(
        &self,
        condition: &Condition,
        of_a_kind: u32,
        language: &str,
        whose: (i64, Readers),
    ) -> Statement;
}

/// What is looked for at once.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What must stand in a document.
    pub condition: &'a Condition,
    /// Kinds of things that are looked for, as stored; at least one.
    pub kinds: &'a [&'static str],
    /// One language alone, as stored.
    pub language: Option<&'static str>,
    /// Most documents of a kind.
    pub limit: u32,
    /// They may be shown at this time (UTC milliseconds).
    pub now: i64,
    /// They may be shown to those who read.
    pub readers: Readers,
}

impl Wanted<'_> {
    /// Marks that a document of a kind must bear.
    pub fn marks(&self, kind: &str) -> Vec<String> {
        [Some(kind), self.language].into_iter().flatten().map(|mark| format!("{MARK}{mark}")).collect()
    }
}

/// That a document may be shown to those who read, as the end of a condition.
pub(super) fn shown_to(readers: Readers) -> String {
    format!(" AND d.reach IN ({})", readers.in_sql())
}

/// The adapter of a database.
pub fn of(backend: DatabaseBackend) -> &'static dyn SearchIndex {
    match backend {
        DatabaseBackend::Postgres => &Postgres,
        _ => &Sqlite,
    }
}
