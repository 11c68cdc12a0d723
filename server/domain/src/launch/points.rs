//! The questions, from one data file that is compiled in.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::safety::Trilingual;

/// Questions that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Numbers to dial.
    Numbers,
    /// Names and contacts of the associations.
    Names,
    /// The municipality.
    Municipality,
    /// Questions for a lawyer.
    Law,
    /// Consents and agreements of others.
    Consents,
    /// Facts that were not verified.
    Facts,
    /// Readers.
    Readers,
    /// The team and the machine.
    Team,
}

impl Group {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Numbers,
        Self::Names,
        Self::Municipality,
        Self::Law,
        Self::Consents,
        Self::Facts,
        Self::Readers,
        Self::Team,
    ];
}

/// Something that a person must confirm.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Its code.
    pub code: String,
    /// To what it belongs.
    pub group: Group,
    /// Where it comes from.
    pub from: String,
    /// The number to dial, where it is about one.
    #[serde(default)]
    pub dial: Option<String>,
    /// The question.
    pub question: Trilingual,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    point: Vec<Point>,
}

static POINTS: LazyLock<Vec<Point>> = LazyLock::new(|| {
    let text =
        migrations::CONTENT.get_file("launch.toml").and_then(|file| file.contents_utf8()).unwrap_or_default();
    toml::from_str::<File>(text).map(|file| file.point).unwrap_or_else(|error| {
        tracing::error!(%error, "launch.toml cannot be read");
        Vec::new()
    })
});

/// All of them, in the order of the file.
pub fn points() -> &'static [Point] {
    &POINTS
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use contract::Locale;

    use super::*;
    use crate::safety::helplines;

    /// `LAUNCH.md` says in words what the desk's page asks: every code stands there, and no other.
    #[test]
    fn the_list_and_its_paper_name_the_same_points() {
        let paper = migrations::CONTENT.get_file("LAUNCH.md").and_then(|file| file.contents_utf8()).unwrap();
        let part = paper.split("\n## ").find(|part| part.starts_with("0. ")).unwrap();
        let quoted = part.split('`').skip(1).step_by(2);
        let named: Vec<&str> =
            quoted.filter(|code| code.contains('-') && !code.contains(['/', '.'])).collect();
        let codes: Vec<&str> = points().iter().map(|point| point.code.as_str()).collect();
        let (one, other): (BTreeSet<_>, BTreeSet<_>) = (codes.iter().collect(), named.iter().collect());
        assert_eq!(one, other);
        assert_eq!(one.len(), codes.len(), "a code stands twice");
        assert!(codes.len() >= 20);
    }

    #[test]
    fn every_question_is_whole_and_every_number_is_asked_about() {
        for point in points() {
            assert!(Locale::ALL.iter().all(|l| point.question.get(*l).len() > 10), "{}", point.code);
            assert!(!point.from.is_empty(), "{}", point.code);
            let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(point.code.chars().all(fine), "{}", point.code);
            assert_eq!(point.dial.is_some(), point.group == Group::Numbers, "{}", point.code);
        }
        for line in helplines() {
            let asked = points().iter().any(|point| point.dial.as_deref() == Some(line.number.as_str()));
            assert!(asked, "{}", line.number);
        }
        assert!(Group::ALL.iter().all(|group| points().iter().any(|point| point.group == *group)));
    }
}
