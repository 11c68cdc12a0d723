//! What readers get.

use contract::{Locale, Section, ids::ArticleId};
use serde::{Deserialize, Serialize};

use crate::markup::{Glossary, SafeHtml};

/// Kind of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Introduction of a section.
    Section,
    /// Something to know.
    Article,
    /// Something to do, step by step.
    Procedure,
    /// A standing page (safety, about, rules, data).
    Page,
}

impl Kind {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Article => "article",
            Self::Procedure => "procedure",
            Self::Page => "page",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Section, Self::Article, Self::Procedure, Self::Page]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// A step of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What to do, in a few words.
    pub title: String,
    /// How.
    pub text: String,
}

/// The parts of a procedure; plain texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Who it is for.
    pub for_whom: String,
    /// Papers to bring.
    pub papers: Vec<String>,
    /// Where and when.
    pub where_to_go: String,
    /// What it costs.
    pub cost: String,
    /// How long it takes.
    pub time: String,
    /// What to do if it is refused.
    pub if_refused: String,
    /// In order.
    pub steps: Vec<Step>,
}

/// A source of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Address.
    pub url: String,
    /// ISO day on which it was checked.
    pub checked_on: String,
    /// What kind of thing it is, when the portal knows: `address`, `item`, `dataset`, `article`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its identifier in its room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Which version of it, of what has versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// Where in it: page, second, cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// A document in the best language there is for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Identifier.
    pub id: ArticleId,
    /// Kind.
    pub kind: Kind,
    /// Section, for all but standing pages.
    pub section: Option<Section>,
    /// Language of the text; differs from the reader's when hers is missing.
    pub locale: Locale,
    /// Slug in that language.
    pub slug: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Text.
    pub html: SafeHtml,
    /// For procedures.
    pub procedure: Option<Procedure>,
    /// Sources.
    pub sources: Vec<Source>,
    /// ISO day.
    pub checked_on: String,
    /// Slug in each language in which the document exists.
    pub languages: Vec<(Locale, String)>,
}

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleCard {
    /// Identifier.
    pub id: ArticleId,
    /// Kind.
    pub kind: Kind,
    /// Section.
    pub section: Option<Section>,
    /// Language of the card's texts.
    pub locale: Locale,
    /// Slug.
    pub slug: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
}

/// A section on the home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionCard {
    /// Section.
    pub section: Section,
    /// Language of the line.
    pub locale: Locale,
    /// One line.
    pub summary: String,
}

/// What the home page shows of this room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// The eight sections, in order.
    pub sections: Vec<SectionCard>,
    /// Most needed procedures.
    pub most_needed: Vec<ArticleCard>,
}

/// A section with its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPage {
    /// Its introduction.
    pub intro: Document,
    /// Words that are explained in its language, if that is the reader's.
    pub glossary: Glossary,
    /// Procedures first, then articles; those of the page.
    pub articles: Vec<ArticleCard>,
    /// Its number, from 1.
    pub page: usize,
    /// There is another page.
    pub more: bool,
}
