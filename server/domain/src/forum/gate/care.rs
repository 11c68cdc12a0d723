//! What is found in a text before it is sent, and what its author is asked.

use std::ops::Range;

use contract::{ErrorCode, FieldCode, Locale};

use crate::{
    DomainError, DomainResult, Services,
    safety::lines::Lines,
    words::{Action, Matcher, cache, personal},
};

/// Fields of a form that are about sending it with care.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// `as_is` when she saw what was found and wants the team to read it so.
    pub guard: String,
    /// A field that no woman sees: what fills it is a machine.
    pub trap: String,
}

impl Care {
    /// Whether she chose to send it as it is.
    pub(crate) fn sends_as_is(&self) -> bool {
        self.guard == AS_IS
    }
}

/// The choice to send a text as it is.
const AS_IS: &str = "as_is";

/// What a marked place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Personal data.
    Personal(personal::Kind),
    /// A watched word that is better left out.
    Masked,
    /// A watched word about which she is asked.
    Warned,
}

impl Finding {
    /// What stands in its place in the proposed text; nothing where she is only asked.
    pub fn mask(self, locale: Locale) -> Option<&'static str> {
        match self {
            Self::Personal(kind) => Some(kind.mask(locale)),
            Self::Masked => Some("[…]"),
            Self::Warned => None,
        }
    }
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub finding: Finding,
    /// Bytes of the text.
    pub span: Range<usize>,
}

/// What was found in one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// In the title.
    pub title: Vec<Mark>,
    /// In the text.
    pub body: Vec<Mark>,
    /// In the answers of its poll, one a line.
    pub poll: Vec<Mark>,
    /// A watched word holds it.
    pub holds: bool,
    /// A watched word puts it first in the queue.
    pub raises: bool,
    /// A watched word says that she may need help.
    pub helps: bool,
    /// A watched word of advertising refuses it.
    pub blocks: bool,
}

impl Look {
    /// Everything that was marked.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.title.iter().chain(&self.body).chain(&self.poll)
    }

    /// Whether its author is asked before it is sent.
    pub fn asks(&self) -> bool {
        self.marks().next().is_some()
    }

    /// Whether it holds personal data.
    pub fn is_personal(&self) -> bool {
        self.marks().any(|mark| matches!(mark.finding, Finding::Personal(_)))
    }

    /// Looks at one text; answers the marked places in it.
    fn at(&mut self, matcher: &Matcher, lines: &Lines, text: &str) -> Vec<Mark> {
        let mut marks: Vec<Mark> = personal::find(text)
            .into_iter()
            .filter(|found| !is_helpline(lines, text, found))
            .map(|found| Mark { finding: Finding::Personal(found.kind), span: found.span })
            .collect();
        for hit in matcher.find(text) {
            // A quotation is somebody else's word: it is read, and not held against her.
            match hit.action {
                Action::Hold => self.holds = true,
                Action::RaisePriority => self.raises |= !hit.quoted,
                Action::SuggestHelp => self.helps |= !hit.quoted,
                Action::Block => self.blocks |= !hit.quoted,
                Action::Mask => marks.push(Mark { finding: Finding::Masked, span: hit.span }),
                Action::WarnAuthor if !hit.quoted => {
                    marks.push(Mark { finding: Finding::Warned, span: hit.span });
                }
                Action::WarnAuthor => {}
            }
        }
        // Words that she quotes with their source are public already, and must stand as they are.
        let others = with_a_source(text);
        marks.retain(|mark| !others.iter().any(|range| range.contains(&mark.span.start)));
        without_overlap(marks)
    }
}

/// A text with its marked places replaced, as it is proposed.
pub fn masked(text: &str, marks: &[Mark], locale: Locale) -> String {
    let places = marks.iter().filter_map(|mark| Some((mark.span.clone(), mark.finding.mask(locale)?)));
    personal::mask(text, places)
}

/// What a title and a text hold, as they are stored (see [`crate::text`]).
///
/// # Errors
/// When the database does not answer.
pub async fn look(services: &Services, title: &str, body: &str) -> DomainResult<Look> {
    look_with_poll(services, title, body, "").await
}

/// The same with the answers of a poll, one a line (see [`crate::forum::poll_lines`]).
///
/// # Errors
/// As [`look`].
pub async fn look_with_poll(services: &Services, title: &str, body: &str, poll: &str) -> DomainResult<Look> {
    let matcher = cache::matcher(services).await?;
    let lines = services.helplines();
    let mut look = Look::default();
    look.title = look.at(&matcher, &lines, title);
    look.body = look.at(&matcher, &lines, body);
    // Each answer by itself: two of them below each other say nothing together.
    let mut start = 0;
    for line in poll.split_inclusive('\n') {
        let marks = look.at(&matcher, &lines, line);
        let here = |mark: Mark| Mark { span: mark.span.start + start..mark.span.end + start, ..mark };
        look.poll.extend(marks.into_iter().map(here));
        start += line.len();
    }
    Ok(look)
}

/// Whether what was found is a number that helps, as the desk keeps them now: everybody may write and call it.
fn is_helpline(lines: &Lines, text: &str, found: &personal::Found) -> bool {
    matches!(found.kind, personal::Kind::Telephone | personal::Kind::Identity)
        && text.get(found.span.clone()).is_some_and(|number| lines.hold(number))
}

/// The quotes of a text that name their source (see [`crate::markup::quote`]).
fn with_a_source(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut inside) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let is_quote = line.trim_start().starts_with('>');
        inside = is_quote && (inside || line.contains("[quote:"));
        if inside {
            found.push(start..start + line.len());
        }
        start += line.len();
    }
    found
}

fn without_overlap(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
    let mut last = 0;
    marks.retain(|mark| {
        let fine = mark.span.start >= last;
        if fine {
            last = mark.span.end;
        }
        fine
    });
    marks
}

/// Looks at a text that is about to be sent.
///
/// # Errors
/// [`ErrorCode::PersonalData`] when something was found and she did not choose yet; a refused field when a machine
/// filled the form (`website`), or the text is advertising (`body`).
pub(crate) async fn pass(
    services: &Services,
    care: &Care,
    (title, body, poll): (&str, &str, &str),
) -> DomainResult<Look> {
    if !care.trap.is_empty() {
        return Err(DomainError::field("website", FieldCode::NotEmpty));
    }
    let look = look_with_poll(services, title, body, poll).await?;
    if look.blocks {
        return Err(DomainError::field("body", FieldCode::Advertising));
    }
    if look.asks() && !care.sends_as_is() {
        return Err(DomainError::new(ErrorCode::PersonalData));
    }
    Ok(look)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_with_its_source_is_not_hers() {
        let text = "> [quote:0a9zkq3m1v7t:1]\n> السيدة منيرة\n\n> رقمي\nنصّي";
        let quotes: Vec<&str> = with_a_source(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(quotes, ["> [quote:0a9zkq3m1v7t:1]\n", "> السيدة منيرة\n"]);
    }

    #[test]
    fn of_two_marks_at_one_place_the_longer_stays() {
        let mark = |finding, span| Mark { finding, span };
        let marks = vec![
            mark(Finding::Masked, 3..5),
            mark(Finding::Personal(personal::Kind::Name), 0..4),
            mark(Finding::Warned, 6..7),
        ];
        let marks = without_overlap(marks);
        assert_eq!(marks.len(), 2);
        assert_eq!(masked("abcdefgh", &marks, Locale::En), "[name]efgh");
    }
}
