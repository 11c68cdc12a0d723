//! What both databases do with tokens, behind one trait. The adapters write statements and nothing else; the
//! caller runs them in his own transaction.

use sea_orm::{DatabaseBackend, Statement};

use super::{
    analyse::Token,
    expression::{Expression, Place},
    postgres::Postgres,
    sqlite::Sqlite,
};

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
}

impl Condition {
    /// Order among conditions: by tier, and in a tier the title comes before the text.
    pub fn rank(&self) -> i32 {
        rank(self.tier, self.place)
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

/// The tokens of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
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
    pub fn new(title: &[Token], body: &[Token]) -> Self {
        let exact = |tokens: &[Token]| tokens.iter().map(|token| token.exact.clone()).collect();
        let stems = |tokens: &[Token]| {
            tokens
                .iter()
                .enumerate()
                .flat_map(|(at, token)| token.stems.iter().map(move |stem| (at, stem.clone())))
                .collect()
        };
        Self {
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

    /// Selects `doc`, `kind`, `target_id`, `locale` and `rank` of the documents that meet a condition, the best
    /// first, at most `limit`, of those that may be shown at `now` (UTC milliseconds) to a member or to everybody; `among`
    /// leaves out all but one kind.
    fn find(
        &self,
        conditions: &[Condition],
        limit: u32,
        whose: (i64, bool),
        among: Option<&str>,
    ) -> Statement;
}

/// The adapter of a database.
pub fn of(backend: DatabaseBackend) -> &'static dyn SearchIndex {
    match backend {
        DatabaseBackend::Postgres => &Postgres,
        _ => &Sqlite,
    }
}
