//! A text one thing at a time: numbers that help and next steps first, then what else there is to know.

use contract::Section;

use super::document::{Document, Kind, Step};
use crate::markup::{self, SafeHtml};

/// Where a text asks for the list of helplines.
pub const HELPLINES: &str = "<p dir=\"auto\">{{helplines}}</p>";

/// Words on a screen.
const WORDS: usize = 60;

/// One thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The numbers that help.
    Numbers,
    /// What to do: a step and which one it is, from 1.
    Step(usize, Step),
    /// Where and when.
    Where(String),
    /// Papers to bring.
    Papers(Vec<String>),
    /// What it costs.
    Cost(String),
    /// How long it takes.
    Time(String),
    /// What to do if it is refused.
    IfRefused(String),
    /// Who it is for.
    ForWhom(String),
    /// What it is about, in one or two sentences.
    About(String),
    /// A piece of the text.
    Text(SafeHtml),
}

/// A document as screens, never none. Who reads about violence gets the numbers before everything else, who reads about
/// something else at the end.
pub fn screens(document: &Document) -> Vec<Screen> {
    let asks = document.html.as_str().contains(HELPLINES);
    let urgent = asks || document.section == Some(Section::ProtectionOfWomen);
    let mut all = Vec::new();
    if urgent {
        all.push(Screen::Numbers);
    }
    if let Some(parts) = document.procedure.clone() {
        all.extend((1..).zip(parts.steps).map(|(number, step)| Screen::Step(number, step)));
        all.extend(said(parts.where_to_go).map(Screen::Where));
        if !parts.papers.is_empty() {
            all.push(Screen::Papers(parts.papers));
        }
        all.extend(said(parts.cost).map(Screen::Cost));
        all.extend(said(parts.time).map(Screen::Time));
        all.extend(said(parts.if_refused).map(Screen::IfRefused));
        all.extend(said(parts.for_whom).map(Screen::ForWhom));
    }
    if document.kind != Kind::Page {
        all.extend(said(document.summary.clone()).map(Screen::About));
    }
    let text = document.html.as_str().replace(HELPLINES, "");
    let text = SafeHtml::from_store(markup::without_notes(&text));
    all.extend(markup::pieces(&text, WORDS).into_iter().map(Screen::Text));
    if !urgent {
        all.push(Screen::Numbers);
    }
    all
}

fn said(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use contract::{Locale, ids::ArticleId};

    use super::*;
    use crate::content::Procedure;

    fn document(kind: Kind, section: Option<Section>, html: &str) -> Document {
        Document {
            id: ArticleId::trusted("abcd"),
            kind,
            section,
            locale: Locale::Fr,
            slug: String::new(),
            title: "Titre".into(),
            summary: "Résumé".into(),
            html: SafeHtml::from_store(html.to_owned()),
            procedure: None,
            sources: Vec::new(),
            checked_on: "2026-11-28".into(),
            languages: Vec::new(),
        }
    }

    #[test]
    fn numbers_and_next_steps_come_first() {
        let steps = ["a", "b"].map(|title| Step { title: title.into(), text: "…".into() }).to_vec();
        let procedure = Procedure {
            for_whom: "x".into(),
            papers: vec!["p".into()],
            where_to_go: "w".into(),
            cost: " ".into(),
            time: "t".into(),
            if_refused: "r".into(),
            steps,
        };
        let plain = Document {
            procedure: Some(procedure),
            ..document(Kind::Procedure, Some(Section::Unions), "<p>mot[^1]</p>")
        };
        let order = |document: &Document| -> String {
            let letter = |screen: Screen| match screen {
                Screen::Numbers => 'n',
                Screen::Step(number, _) => {
                    char::from_digit(u32::try_from(number).unwrap_or(0), 10).unwrap_or('?')
                }
                Screen::Where(_) => 'w',
                Screen::Papers(_) => 'p',
                Screen::Cost(_) => 'c',
                Screen::Time(_) => 't',
                Screen::IfRefused(_) => 'r',
                Screen::ForWhom(_) => 'f',
                Screen::About(_) => 'a',
                Screen::Text(_) => 'x',
            };
            screens(document).into_iter().map(letter).collect()
        };
        assert_eq!(order(&plain), "12wptrfaxn", "what says nothing has no screen");
        let urgent = Document { section: Some(Section::ProtectionOfWomen), ..plain };
        assert_eq!(order(&urgent), "n12wptrfax");
        assert!(screens(&urgent).contains(&Screen::Text(SafeHtml::from_store("<p>mot</p>".to_owned()))));
        let safety = document(Kind::Page, None, &format!("<p>un</p>{HELPLINES}<h2>Deux</h2><p>trois</p>"));
        assert_eq!(order(&safety), "nxx");
        assert!(screens(&safety).iter().all(|one| !format!("{one:?}").contains("{{")));
        assert_eq!(order(&document(Kind::Article, None, "")), "an");
    }
}
