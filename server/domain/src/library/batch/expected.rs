//! What a table should hold where something is wrong: pages say it in her language, the console in English.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expected {
    /// Letters in UTF-8.
    Utf8,
    /// The name of a column that there is.
    Column,
    /// Each column once.
    ColumnOnce,
    /// A line of a table.
    TableLine,
    /// As many values as the first line has.
    Values(usize),
    /// At least one item.
    AnItem,
    /// At most so many lines.
    Rows(usize),
    /// At most so many characters.
    Characters(usize),
    /// A title in the language of the other texts.
    TitleOfTexts,
    /// A title in at least one language.
    Title,
    /// Names of at most so many characters.
    Names(usize),
    /// One holder of the rights.
    OneHolder,
    /// One of these words.
    OneOf(Vec<String>),
    /// Codes of languages of files.
    Languages,
    /// Codes of languages of works, the main one first.
    MainLanguage,
    /// The slug of a section.
    Section,
    /// A year.
    Year,
    /// A date of a work.
    Date,
    /// The same, or a span of two.
    Span,
    /// A number of pages.
    Pages,
    /// At most so many values.
    AtMost(usize),
    /// An address on the web.
    Address,
    /// `yes` or `no`.
    YesNo,
    /// A day.
    Day,
    /// A day after the first one.
    DayAfter,
    /// A subject of the list.
    Subject,
    /// A number such as an ISBN.
    Identifier,
    /// A warning.
    Warning,
    /// A relation.
    Relation,
    /// The slug of a collection.
    Collection,
    /// An identifier of the portal's.
    Id,
    /// One that no item has or had.
    IdNew,
    /// Each identifier once.
    IdOnce,
    /// As many as there are files.
    AsManyAsFiles(usize),
    /// A file of the folder or archive.
    File,
    /// A file that the library keeps: the code of the refusal, and the line of a text.
    Kept(String, Option<u32>),
    /// A file without this virus.
    NoVirus(String),
    /// One of these words for a file.
    OneOfFor(Vec<String>, String),
    /// An archive that is opened: the code of the refusal.
    Archive(String),
}

impl Expected {
    pub(super) fn one_of(words: impl IntoIterator<Item = &'static str>) -> Self {
        Self::OneOf(words.into_iter().map(str::to_owned).collect())
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = match self {
            Self::Values(count) => return write!(f, "{count} values, as the first line has"),
            Self::Rows(most) => return write!(f, "at most {most} lines"),
            Self::Characters(most) => return write!(f, "at most {most} characters"),
            Self::AtMost(most) => return write!(f, "at most {most} values"),
            Self::Names(most) => return write!(f, "names of at most {most} characters"),
            Self::OneOf(words) => return write!(f, "one of {}", words.join(", ")),
            Self::AsManyAsFiles(count) => return write!(f, "as many as there are files ({count})"),
            Self::Kept(refusal, None) => return write!(f, "a file that the library keeps ({refusal})"),
            Self::Kept(refusal, Some(line)) => {
                return write!(f, "a file that the library keeps ({refusal}, line {line})");
            }
            Self::NoVirus(name) => return write!(f, "a file without a virus ({name})"),
            Self::OneOfFor(words, file) => return write!(f, "one of {} for {file}", words.join(", ")),
            Self::Archive(refusal) => return write!(f, "a ZIP archive that is opened ({refusal})"),
            Self::Utf8 => "a table in UTF-8",
            Self::Column => "a column such as title[ar], kind, languages, files",
            Self::ColumnOnce => "each column once",
            Self::TableLine => "a line of a table",
            Self::AnItem => "at least one item",
            Self::TitleOfTexts => "a title in the language of the other texts",
            Self::Title => "a title in at least one language",
            Self::OneHolder => "one holder, in up to three languages",
            Self::Languages => "ar, fr, en, ber, it, de, es, und or zxx",
            Self::MainLanguage => "ar, fr, en, ber, it, de, es, und or zxx, the main one first",
            Self::Section => "the slug of a section",
            Self::Year => "a year",
            Self::Date => "a date such as 1987, 1987-05, 1987-05-12, 198X or 1987~",
            Self::Span => "a date such as 1987, or a period such as 1956/1987 or 1987/..",
            Self::Pages => "a number of pages",
            Self::Address => "an address on the web",
            Self::YesNo => "yes or no",
            Self::Day => "a day such as 2026-11-28",
            Self::DayAfter => "a day after the first",
            Self::Subject => "a subject of the list, by its identifier or name",
            Self::Identifier => "such as isbn:978-0-306-40615-7",
            Self::Warning => "such as violence or violence:60-90",
            Self::Relation => {
                "part-of, version-of, translation-of, transcript-of or based-on, a colon, and an item or address"
            }
            Self::Collection => "the slug of a collection",
            Self::Id => "4 to 24 of 0-9 and a-z, or nothing",
            Self::IdNew => "an identifier that no item has or had",
            Self::IdOnce => "each identifier once",
            Self::File => "a file of the folder or archive",
        };
        f.write_str(plain)
    }
}
