//! The form of a text, as typed. Its fields, in its order: `slug`, `title`, `summary`, `for_whom`, `papers`,
//! `where_to_go`, `cost`, `time`, `if_refused`, `step1_title`, `step1_text`…, `source`, `source1_kind`…, `checked_on`,
//! `note`, `translated_from`.

use contract::ErrorCode;
use entity::content::article_revision;
use serde::{Deserialize, Serialize};

use crate::{
    DomainError, DomainResult,
    content::{Procedure, Source},
};

/// Most steps.
pub const STEPS: usize = 12;
/// Most sources.
pub const SOURCES: usize = 20;

/// What somebody wrote into the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftForm {
    /// Cosmetic part of the address; empty: made of the title.
    pub slug: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Markdown.
    pub source: String,
    /// Who a procedure is for.
    pub for_whom: String,
    /// Papers to bring, a line each.
    pub papers: String,
    /// Where and when.
    pub where_to_go: String,
    /// What it costs.
    pub cost: String,
    /// How long it takes.
    pub time: String,
    /// What to do if it is refused.
    pub if_refused: String,
    /// Steps: what to do, and how.
    pub steps: Vec<(String, String)>,
    /// Sources, in the order of their numbers.
    pub sources: Vec<SourceForm>,
    /// ISO day on which the text was compared with its sources.
    pub checked_on: String,
    /// What changed, for the team.
    pub note: String,
    /// The revision in another language that it follows.
    pub translated_from: String,
}

/// A source, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceForm {
    /// `address`, `item`, `dataset`, `article`; empty: there is none.
    pub kind: String,
    /// Identifier of what the portal has, with its version behind an `@` where that matters.
    pub target: String,
    /// Page, second, cell.
    pub locator: String,
    /// Its words.
    pub quote: String,
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Address.
    pub url: String,
    /// ISO day on which it was checked.
    pub checked_on: String,
}

impl SourceForm {
    /// Whether nothing was written into it.
    pub fn is_blank(&self) -> bool {
        [&self.target, &self.locator, &self.quote, &self.title, &self.publisher, &self.url]
            .into_iter()
            .all(|text| text.trim().is_empty())
    }

    fn of(source: Source) -> Self {
        let kind = source.kind.unwrap_or_else(|| "address".to_owned());
        let target = source.target.unwrap_or_default();
        let target = match source.version {
            Some(version) => format!("{target}@{version}"),
            None => target,
        };
        Self {
            kind,
            target,
            locator: source.locator.unwrap_or_default(),
            quote: source.quote.unwrap_or_default(),
            title: source.title,
            publisher: source.publisher,
            url: source.url,
            checked_on: source.checked_on,
        }
    }
}

impl DraftForm {
    /// A revision as the form shows it. The note is that of another time.
    ///
    /// # Errors
    /// A defect of ours: when what is stored cannot be read.
    pub fn of(row: &article_revision::Model) -> DomainResult<Self> {
        let broken = |error: serde_json::Error| DomainError::caused(ErrorCode::Internal, error);
        let sources: Vec<Source> = serde_json::from_str(&row.sources).map_err(broken)?;
        let mut form = Self {
            slug: row.slug.clone(),
            title: row.title.clone(),
            summary: row.summary.clone(),
            source: row.source.clone(),
            sources: sources.into_iter().map(SourceForm::of).collect(),
            checked_on: row.checked_on.clone(),
            translated_from: row.translated_from.clone().unwrap_or_default(),
            ..Self::default()
        };
        if !row.procedure.is_empty() {
            let parts: Procedure = serde_json::from_str(&row.procedure).map_err(broken)?;
            form.for_whom = parts.for_whom;
            form.papers = parts.papers.join("\n");
            form.where_to_go = parts.where_to_go;
            form.cost = parts.cost;
            form.time = parts.time;
            form.if_refused = parts.if_refused;
            form.steps = parts.steps.into_iter().map(|step| (step.title, step.text)).collect();
        }
        Ok(form)
    }

    /// Its parts as texts, by the names of their fields: what is compared.
    pub fn parts(&self) -> Vec<(&'static str, String)> {
        let steps: Vec<String> =
            self.steps.iter().map(|(title, text)| format!("{title}\n{text}").trim().to_owned()).collect();
        let sources: Vec<String> = self
            .sources
            .iter()
            .map(|one| {
                let parts = [
                    &one.title,
                    &one.publisher,
                    &one.url,
                    &one.target,
                    &one.locator,
                    &one.quote,
                    &one.checked_on,
                ];
                let parts: Vec<&str> =
                    parts.into_iter().map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
                parts.join(" · ")
            })
            .collect();
        vec![
            ("slug", self.slug.clone()),
            ("title", self.title.clone()),
            ("summary", self.summary.clone()),
            ("for_whom", self.for_whom.clone()),
            ("papers", self.papers.clone()),
            ("where_to_go", self.where_to_go.clone()),
            ("cost", self.cost.clone()),
            ("time", self.time.clone()),
            ("if_refused", self.if_refused.clone()),
            ("steps", steps.join("\n\n")),
            ("source", self.source.clone()),
            ("sources", sources.join("\n")),
            ("checked_on", self.checked_on.clone()),
        ]
    }
}
