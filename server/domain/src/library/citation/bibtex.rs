//! BibTeX. Names and titles stand in braces of their own: they are kept in one piece and in their own letters.

use super::{keywords, line};
use crate::library::{AgentRole, Genre, IdentifierKind, Kind, Record};

/// A text between braces. A brace of its own is written out: BibTeX counts them even behind a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '%' | '#' | '$' | '&' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Addresses and numbers are taken as they stand; nothing that could end the field may be in them.
fn verbatim(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '{' | '}' | '\\') && !c.is_whitespace()).collect()
}

/// Writes a record.
pub(super) fn write(record: &Record, address: &str) -> String {
    let kind = if record.kind == Kind::Book { "book" } else { "misc" };
    let mut out = format!("@{kind}{{{},\n", record.id);
    let mut put = |name: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    };
    if let Some(text) = record.own_text() {
        put("title", format!("{{{}}}", escaped(&text.title)));
    }
    for (name, role) in [
        ("author", AgentRole::Author),
        ("editor", AgentRole::Editor),
        ("translator", AgentRole::Translator),
        ("narrator", AgentRole::Narrator),
        ("interviewee", AgentRole::Interviewee),
        ("interviewer", AgentRole::Interviewer),
        ("illustrator", AgentRole::Illustrator),
    ] {
        let names: Vec<String> =
            record.names(role).map(|name| format!("{{{}}}", escaped(&name.text))).collect();
        put(name, names.join(" and "));
    }
    let publishers: Vec<String> =
        record.names(AgentRole::Publisher).map(|name| escaped(&name.text)).collect();
    put("publisher", publishers.join(", "));
    put("type", record.genre.map(Genre::as_str).unwrap_or_default().to_owned());
    put("address", record.details.place.as_deref().map(escaped).unwrap_or_default());
    put("pagetotal", record.details.pages.map(|pages| pages.to_string()).unwrap_or_default());
    put("year", record.year.map(|year| year.to_string()).unwrap_or_default());
    let language = match record.own_language() {
        contract::Locale::Ar => "arabic",
        contract::Locale::Fr => "french",
        contract::Locale::En => "english",
    };
    put("langid", language.to_owned());
    put("language", record.languages.iter().map(|l| l.code()).collect::<Vec<_>>().join(", "));
    let words: Vec<String> = keywords(record).iter().map(|word| escaped(word)).collect();
    put("keywords", words.join(", "));
    if let Some(text) = record.own_text() {
        put("abstract", escaped(&text.summary));
    }
    for (name, kind) in
        [("isbn", IdentifierKind::Isbn), ("issn", IdentifierKind::Issn), ("doi", IdentifierKind::Doi)]
    {
        if let Some(one) = record.identifiers.iter().find(|one| one.kind == kind) {
            put(name, verbatim(&one.value));
        }
    }
    put("url", verbatim(address));
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::citation::tests::{ADDRESS, record};

    /// Value of a field, its outer braces counted as BibTeX counts them.
    fn field(text: &str, name: &str) -> String {
        let start = text.find(&format!("\n  {name} = {{")).map(|at| at + name.len() + 7);
        let (mut depth, mut value) = (1, String::new());
        for c in text[start.unwrap_or(text.len())..].chars() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if depth == 0 {
                break;
            }
            value.push(c);
        }
        value
    }

    #[test]
    fn reads_back_with_braces_that_match() {
        let text = write(&record(), ADDRESS);
        assert!(text.starts_with("@book{book0001,\n") && text.ends_with("}\n"));
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        assert_eq!(
            field(&text, "title"),
            "{حقوق \\textbraceleft{}المرأة\\textbraceright{} \\& «العمل»: 100\\%}"
        );
        assert_eq!(field(&text, "author"), "{فاطمة بنت علي الكافي} and {الاتحاد العام, فرع الكاف}");
        assert_eq!(field(&text, "year"), "1998");
        assert_eq!(field(&text, "doi"), "10.1000/a_b");
        assert_eq!(field(&text, "url"), ADDRESS);
        assert_eq!(field(&text, "langid"), "arabic");
        assert!(write(&Record { kind: Kind::Audio, ..record() }, ADDRESS).starts_with("@misc{"));
    }

    #[test]
    fn nothing_ends_a_field_before_its_time() {
        for (text, expected) in [
            ("a_b", "a\\_b"),
            ("50 % #1 $2", "50 \\% \\#1 \\$2"),
            ("}\n@comment{", "\\textbraceright{} @comment\\textbraceleft{}"),
            ("\\input{x}", "\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
