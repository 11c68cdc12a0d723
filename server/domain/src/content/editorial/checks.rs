//! What stands in the way of readers, before a text is before them: for those who hear it, those who read little, and
//! those who must trust it.

use contract::{ErrorCode, FieldCode, FieldError, Locale};
use entity::content::article_revision;

use super::reading_level::{ReadingLevel, reading_level};
use crate::{
    DomainError, DomainResult,
    codes::codes,
    content::{Kind, Procedure, Source},
    markup::{self, Outline},
};

/// More words than this make a paragraph long.
const LONG_PARAGRAPH: usize = 120;
/// Words of a text that are shown to find it again.
const SHOWN_WORDS: usize = 10;

codes! {
    /// What is not as it should be.
    Check {
        /// No title.
        Title = "check_title",
        /// Nobody says in a sentence what it is about.
        Summary = "check_summary",
        /// There is no text.
        Text = "check_text",
        /// A procedure without steps.
        Steps = "check_steps",
        /// A picture without alternative text.
        Alternative = "check_alternative",
        /// A picture that is not shown: it does not come from the library.
        Picture = "check_picture",
        /// A link without words.
        EmptyLink = "check_empty_link",
        /// A table in which a column has no name.
        TableHead = "check_table_head",
        /// A heading that leaves one level out, or stands deeper than there are levels.
        Heading = "check_heading",
        /// It stands on no source.
        Source = "check_source",
        /// Nobody says when it was compared with its sources.
        CheckedOn = "check_checked_on",
        /// A link whose words say nothing of where it leads.
        VagueLink = "check_vague_link",
        /// An address where words should be.
        RawAddress = "check_raw_address",
        /// A very long paragraph.
        LongParagraph = "check_long_paragraph",
    }
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is not published so.
    Block,
    /// It is told.
    Advise,
}

impl Check {
    /// How much it matters.
    pub fn severity(self) -> Severity {
        match self {
            // What the team explains itself may stand on nothing else.
            Self::Source | Self::VagueLink | Self::RawAddress | Self::LongParagraph => Severity::Advise,
            _ => Severity::Block,
        }
    }
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub check: Check,
    /// The words by which it is found in the text; empty for what is missing.
    pub at: String,
}

/// What was found in a text, and how it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// In the order of [`Check::ALL`].
    pub findings: Vec<Finding>,
    /// How it reads.
    pub level: ReadingLevel,
}

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Looked<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its language.
    pub locale: Locale,
    /// Title.
    pub title: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
    /// Markdown.
    pub source: &'a str,
    /// For procedures.
    pub procedure: Option<&'a Procedure>,
    /// Sources.
    pub sources: &'a [Source],
    /// ISO day, or empty.
    pub checked_on: &'a str,
}

/// Words of links that say nothing of where they lead, folded.
const VAGUE: [&str; 33] = [
    // Arabic.
    "هنا",
    "اضغطي هنا",
    "اضغط هنا",
    "انقري هنا",
    "انقر هنا",
    "من هنا",
    "الرابط",
    "رابط",
    "هذا الرابط",
    "المزيد",
    "اقرئي المزيد",
    "اقرأ المزيد",
    "للمزيد",
    // French.
    "ici",
    "cliquez ici",
    "clique ici",
    "cliquer ici",
    "lien",
    "ce lien",
    "le lien",
    "en savoir plus",
    "lire la suite",
    "plus",
    // English.
    "here",
    "click here",
    "link",
    "this link",
    "the link",
    "this page",
    "more",
    "read more",
    "learn more",
    "see more",
];

fn is_vague(words: &str) -> bool {
    let plain: String = words
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    VAGUE.contains(&plain.as_str())
}

/// Whether the words of a link are its address.
fn is_raw(words: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim_end_matches('/').to_lowercase();
        let text = ["https://", "http://"].iter().find_map(|start| text.strip_prefix(start)).unwrap_or(&text);
        text.to_owned()
    };
    address.starts_with("http") && bare(words) == bare(address)
}

fn start(text: &str) -> String {
    let mut words = text.split_whitespace();
    let shown: Vec<&str> = words.by_ref().take(SHOWN_WORDS).collect();
    let more = if words.next().is_some() { "…" } else { "" };
    format!("{}{more}", shown.join(" "))
}

/// Looks at a text.
pub fn look(text: Looked<'_>) -> Checked {
    let outline = markup::outline(text.source);
    let mut findings: Vec<Finding> = Vec::new();
    let mut missing = |check: Check, is: bool| {
        if is {
            findings.push(Finding { check, at: String::new() });
        }
    };
    let is_work = matches!(text.kind, Kind::Article | Kind::Procedure);
    missing(Check::Title, text.title.trim().is_empty());
    missing(Check::Summary, text.summary.trim().is_empty());
    missing(Check::Text, outline.pieces.is_empty() && text.kind != Kind::Procedure);
    let has_steps = text.procedure.is_some_and(|procedure| {
        procedure.steps.iter().any(|step| !step.title.trim().is_empty() || !step.text.trim().is_empty())
    });
    missing(Check::Steps, text.kind == Kind::Procedure && !has_steps);
    missing(Check::Source, is_work && text.sources.is_empty());
    missing(Check::CheckedOn, is_work && text.checked_on.trim().is_empty());
    in_text(&outline, &mut findings);
    findings.sort_by_key(|finding| finding.check);
    let level = reading_level(text.locale, read(&text, &outline));
    Checked { findings, level }
}

/// Everything that is read of a text, in the order of its page.
fn read<'a>(text: &Looked<'a>, outline: &'a Outline) -> Vec<&'a str> {
    let mut pieces = vec![text.summary];
    if let Some(procedure) = text.procedure {
        pieces.push(&procedure.for_whom);
        pieces.extend(procedure.steps.iter().flat_map(|step| [step.title.as_str(), step.text.as_str()]));
        pieces.extend(procedure.papers.iter().map(String::as_str));
        pieces.push(&procedure.if_refused);
    }
    pieces.extend(outline.pieces.iter().map(String::as_str));
    pieces
}

fn in_text(outline: &Outline, findings: &mut Vec<Finding>) {
    let mut found = |check: Check, at: &str| findings.push(Finding { check, at: start(at) });
    let mut above = 1;
    for (level, words) in &outline.headings {
        if *level > above + 1 || *level > 4 {
            found(Check::Heading, words);
        }
        above = *level;
    }
    for (alt, address) in &outline.pictures {
        if alt.is_empty() {
            found(Check::Alternative, address);
        }
        if !markup::is_ours(address) {
            found(Check::Picture, address);
        }
    }
    for (words, address) in &outline.links {
        if words.is_empty() {
            found(Check::EmptyLink, address);
        } else if is_vague(words) {
            found(Check::VagueLink, words);
        } else if is_raw(words, address) {
            found(Check::RawAddress, words);
        }
    }
    for (first, named) in &outline.tables {
        if !named {
            found(Check::TableHead, first);
        }
    }
    for paragraph in &outline.paragraphs {
        if paragraph.split_whitespace().count() > LONG_PARAGRAPH {
            found(Check::LongParagraph, paragraph);
        }
    }
}

/// Looks at a saved text.
///
/// # Errors
/// [`ErrorCode::Internal`] when what was saved cannot be read.
pub fn look_at(kind: Kind, row: &article_revision::Model) -> DomainResult<Checked> {
    let broken = |error: serde_json::Error| DomainError::caused(ErrorCode::Internal, error);
    let procedure: Option<Procedure> = match row.procedure.as_str() {
        "" => None,
        json => Some(serde_json::from_str(json).map_err(broken)?),
    };
    let sources: Vec<Source> = match row.sources.as_str() {
        "" => Vec::new(),
        json => serde_json::from_str(json).map_err(broken)?,
    };
    Ok(look(Looked {
        kind,
        locale: row.locale.parse().unwrap_or_default(),
        title: &row.title,
        summary: &row.summary,
        source: &row.source,
        procedure: procedure.as_ref(),
        sources: &sources,
        checked_on: &row.checked_on,
    }))
}

/// Refuses a text that must not be before readers as it is, each reason by its name.
///
/// # Errors
/// Refused fields, named as the codes of [`Check`]; [`ErrorCode::Internal`] when what was saved cannot be read.
pub fn blocking(kind: Kind, row: &article_revision::Model) -> DomainResult<()> {
    let mut checks: Vec<Check> = look_at(kind, row)?
        .findings
        .into_iter()
        .map(|finding| finding.check)
        .filter(|check| check.severity() == Severity::Block)
        .collect();
    checks.dedup();
    if checks.is_empty() {
        return Ok(());
    }
    let fields = checks.into_iter().map(|check| FieldError::new(check.as_str(), FieldCode::Unfit)).collect();
    Err(DomainError::fields(fields))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> Looked<'_> {
        Looked {
            kind: Kind::Page,
            locale: Locale::En,
            title: "A title",
            summary: "A summary.",
            source,
            procedure: None,
            sources: &[],
            checked_on: "",
        }
    }

    fn found(looked: Looked<'_>) -> Vec<(Check, String)> {
        look(looked).findings.into_iter().map(|one| (one.check, one.at)).collect()
    }

    #[test]
    fn every_fault_of_a_text_is_found_once_and_where_it_is() {
        use Check as C;
        let long = "word ".repeat(121);
        let deep = "## one\n\n### two\n\n#### three\n\n##### four";
        let cases: [(&str, &[(C, &str)]); 21] = [
            ("Text.", &[]),
            ("", &[(C::Text, "")]),
            ("# one\n\n## two\n\n### three\n\n## four", &[]),
            ("### one\n\ntext", &[(C::Heading, "one")]),
            ("## one\n\n#### two", &[(C::Heading, "two")]),
            (deep, &[(C::Heading, "four")]),
            ("![An olive](/media/udhrar00/x.png)", &[]),
            ("See ![](/media/udhrar00/x.png)", &[(C::Alternative, "/media/udhrar00/x.png")]),
            ("![An olive](https://a.example/x.png)", &[(C::Picture, "https://a.example/x.png")]),
            ("[The law of 2017](https://a.example/x)", &[]),
            ("See [](https://a.example/x)", &[(C::EmptyLink, "https://a.example/x")]),
            ("[Click **here**!](https://a.example/x)", &[(C::VagueLink, "Click here!")]),
            ("[اضغطي هنا](https://a.example/x)", &[(C::VagueLink, "اضغطي هنا")]),
            ("[« Cliquez ici »](https://a.example/x)", &[(C::VagueLink, "« Cliquez ici »")]),
            ("See https://a.example/x/ today", &[(C::RawAddress, "https://a.example/x/")]),
            ("See www.a.example today", &[(C::RawAddress, "www.a.example")]),
            ("Write to help@a.example", &[]),
            ("| Day | Hours |\n|-|-|\n| Monday | 8 |", &[]),
            ("| | Hours |\n|-|-|\n| Monday | 8 |", &[(C::TableHead, "Hours")]),
            (long.as_str(), &[(C::LongParagraph, "word word word word word word word word word word…")]),
            ("A note[^1].\n\n[^1]: https://a.example/x", &[(C::RawAddress, "https://a.example/x")]),
        ];
        for (source, expected) in cases {
            let expected: Vec<(Check, String)> =
                expected.iter().map(|(check, at)| (*check, (*at).to_owned())).collect();
            assert_eq!(found(text(source)), expected, "{source}");
        }
    }

    #[test]
    fn an_article_stands_on_sources_and_a_procedure_has_steps() {
        use Check as C;
        let checks =
            |looked: Looked<'_>| found(looked).into_iter().map(|(check, _)| check).collect::<Vec<_>>();
        let bare = Looked { title: " ", summary: "", ..text("Text.") };
        assert_eq!(checks(bare), [C::Title, C::Summary]);
        assert_eq!(checks(Looked { kind: Kind::Article, ..text("Text.") }), [C::Source, C::CheckedOn]);
        assert_eq!(checks(Looked { kind: Kind::Procedure, ..text("") }), [C::Steps, C::Source, C::CheckedOn]);
        let step = crate::content::Step { title: "Go".to_owned(), text: String::new() };
        let procedure = Procedure {
            for_whom: String::new(),
            papers: Vec::new(),
            where_to_go: String::new(),
            cost: String::new(),
            time: String::new(),
            if_refused: String::new(),
            steps: vec![step],
        };
        let whole = Looked { kind: Kind::Procedure, procedure: Some(&procedure), ..text("Text.") };
        assert_eq!(checks(whole), [C::Source, C::CheckedOn]);
        assert_eq!(look(whole).level.words, 4);
        assert!(Check::ALL.iter().all(|check| Check::parse(check.as_str()) == Some(*check)));
    }
}
