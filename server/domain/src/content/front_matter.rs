//! A content file: TOML between `+++` fences, then Markdown.

use contract::{Section, ids::ArticleId};
use serde::Deserialize;

use super::document::{Kind, Procedure, Source};

/// The head of a content file. Unknown keys are refused: a misspelt one would be lost silently.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatter {
    pub id: Option<String>,
    pub kind: Option<Kind>,
    pub section: Option<String>,
    pub slug: Option<String>,
    pub order: Option<i32>,
    pub title: String,
    pub summary: String,
    #[serde(default)]
    pub checked_on: String,
    #[serde(default)]
    pub most_needed: bool,
    pub procedure: Option<Procedure>,
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// A content file, read.
#[derive(Clone, Debug)]
pub(super) struct ContentFile {
    pub head: FrontMatter,
    pub body: String,
}

/// Why a content file cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ContentError {
    #[error("no front matter between +++ fences")]
    NoFence,
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    #[error("{0}")]
    Rule(String),
}

pub(super) fn parse(text: &str) -> Result<ContentFile, ContentError> {
    let rest = text.trim_start_matches('\u{FEFF}').strip_prefix("+++").ok_or(ContentError::NoFence)?;
    let (head, body) = rest.split_once("\n+++").ok_or(ContentError::NoFence)?;
    let head: FrontMatter = toml::from_str(head)?;
    if let Some(id) = &head.id
        && id.parse::<ArticleId>().is_err()
    {
        return Err(ContentError::Rule(format!("id {id:?}: 4 to 24 characters of 0-9a-z")));
    }
    if let Some(section) = &head.section
        && section.parse::<Section>().is_err()
    {
        return Err(ContentError::Rule(format!("section {section:?} is none of the eight")));
    }
    if head.kind == Some(Kind::Procedure) && head.procedure.is_none() {
        return Err(ContentError::Rule("a procedure without [procedure]".to_owned()));
    }
    Ok(ContentFile { head, body: body.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_wrong() {
        assert!(matches!(parse("title = 1"), Err(ContentError::NoFence)));
        assert!(matches!(parse("+++\ntitle = \"a\"\n+++\nx"), Err(ContentError::Toml(_))));
        let bad_section = "+++\ntitle = \"a\"\nsummary = \"b\"\nsection = \"moon\"\n+++\nx";
        assert!(matches!(parse(bad_section), Err(ContentError::Rule(_))));
        let file = parse("+++\ntitle = \"a\"\nsummary = \"b\"\n+++\n\nText.\n").expect("a readable file");
        assert_eq!(file.body, "Text.");
    }
}
