//! Words of a text that the glossary explains, as links to where it does: the first time that each stands there, a few in
//! a page. For what the team writes; nobody's own text is ever touched.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
    ops::Range,
};

use super::{SafeHtml, terms};
use crate::{
    folding::{Carriers, Word, words},
    search::bare_forms,
};

/// Links in a page: more are noise, and bytes on a slow line.
pub const MOST_EXPLAINED: usize = 2;
/// Inside of these a word is not explained: what leads elsewhere, names, what is quoted.
const LEFT_ALONE: [&str; 14] =
    ["a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "sup", "q", "cite", "em", "blockquote"];
/// Where one of these begins or ends, so does whatever was being quoted.
const BLOCKS: [&str; 8] = ["p", "li", "td", "th", "div", "ul", "ol", "table"];
/// What stands behind the name of a kind of law when a certain one is meant.
const NUMBERED: [&str; 5] = ["n°", "no.", "No.", "عدد", "رقم"];
/// Words that the glossary explains in one meaning and everybody uses in others, folded.
const EVERYDAY: [&str; 9] =
    ["source", "minutes", "licence", "appeal", "enquete", "demarche", "اجل", "مصدر", "عقد"];
/// Longest entity, with both of its signs.
const ENTITY: usize = 10;

/// What a glossary explains, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    forms: Vec<Form>,
    /// By their first word, the longest first.
    first: HashMap<String, Vec<usize>>,
}

/// A way in which a text may name what is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    /// Its place on the page.
    place: String,
    /// Folded, Arabic without article.
    words: Vec<String>,
    /// It is written in capital letters alone, and is another word in small ones.
    capitals: bool,
}

impl Glossary {
    /// Reads the page of the glossary, as it is stored.
    pub fn of(html: &SafeHtml) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        for (name, term) in terms::named(html) {
            // `Minimum wage (SMIG)` goes by both names.
            for written in masked(&term).split(['(', ')']) {
                let folded = words(written, Carriers::Fold).into_iter();
                let words: Vec<String> = folded.map(|word| without_article(&word.text).to_owned()).collect();
                let everyday = words.len() == 1 && words.iter().all(|word| EVERYDAY.contains(&word.as_str()));
                if words.is_empty() || everyday || forms.iter().any(|form| form.words == words) {
                    continue;
                }
                let has = |which: fn(char) -> bool| written.chars().any(which);
                let capitals = has(char::is_uppercase) && !has(char::is_lowercase);
                forms.push(Form { place: format!("t-{name}"), words, capitals });
            }
        }
        // Stable: inside these the order is that of the page.
        forms.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        let mut first: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, form) in forms.iter().enumerate() {
            first.entry(form.words.first().cloned().unwrap_or_default()).or_default().push(at);
        }
        Self { forms, first }
    }

    /// The form that these words of a text begin with.
    fn at(&self, words: &[Word], text: &str) -> Option<&Form> {
        let first = words.first()?;
        let mut near: Vec<usize> =
            forms_of(&first.text).filter_map(|word| self.first.get(word)).flatten().copied().collect();
        near.sort_unstable();
        near.into_iter().filter_map(|at| self.forms.get(at)).find(|form| form.begins(words, text))
    }
}

impl Form {
    fn begins(&self, words: &[Word], text: &str) -> bool {
        let Some(here) = words.get(..self.words.len()) else { return false };
        let same = here.iter().zip(&self.words).all(|(word, own)| forms_of(&word.text).any(|one| one == own));
        let joined = here.windows(2).all(|pair| match pair {
            [one, other] => text.get(one.span.end..other.span.start).is_some_and(is_joint),
            _ => true,
        });
        let Some(span) = span_of(here) else { return false };
        let written = text.get(span.clone()).unwrap_or_default();
        let behind = text.get(span.end..).unwrap_or_default().trim_start();
        let before = text.get(..span.start).unwrap_or_default().trim_end();
        let small = self.capitals && written.chars().any(char::is_lowercase);
        let numbered = NUMBERED.iter().any(|sign| behind.starts_with(sign));
        // `20 minutes` is a measure.
        let measure = self.words.len() == 1 && before.ends_with(|c: char| c.is_numeric());
        same && joined && !small && !numbered && !measure
    }
}

fn span_of(words: &[Word]) -> Option<Range<usize>> {
    Some(words.first()?.span.start..words.last()?.span.end)
}

/// What stands between words that belong together: white space, a hyphen, an elided article.
fn is_joint(between: &str) -> bool {
    between.len() <= 8
        && !between
            .contains(['.', ',', ';', ':', '!', '?', '(', ')', '«', '»', '"', '“', '”', '،', '؛', '؟', '/'])
}

/// A folded word as the glossary may have it: an Arabic one without what is joined before it, a Latin one in the singular.
fn forms_of(word: &str) -> impl Iterator<Item = &str> {
    let latin = word.is_ascii() && word.len() > 3;
    let singular = word.strip_suffix(['s', 'x']).filter(|_| latin);
    bare_forms(word).chain(singular)
}

fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().count() > 1).unwrap_or(word)
}

/// The same text with spaces in place of entities, so that every byte stands where it stood.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.find(';').filter(|end| *end + 2 <= ENTITY);
        let name = end.and_then(|end| after.get(..end));
        match name.filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')) {
            Some(name) => {
                out.extend(std::iter::repeat_n(' ', name.len() + 2));
                rest = after.get(name.len() + 1..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The links of one page, text after text.
#[derive(Debug)]
pub struct Explained<'a> {
    glossary: &'a Glossary,
    /// Of the page of the glossary.
    address: String,
    /// Places to which a link leads already.
    said: HashSet<&'a str>,
    left: usize,
    quoted: bool,
}

impl<'a> Explained<'a> {
    /// A page that has no link yet.
    pub fn new(glossary: &'a Glossary, address: String) -> Self {
        Self { glossary, address, said: HashSet::new(), left: MOST_EXPLAINED, quoted: false }
    }

    /// The text with its links. Only for what the sanitiser wrote: there every `<` begins a tag.
    pub fn in_html(&mut self, html: &SafeHtml) -> SafeHtml {
        let mut out = String::with_capacity(html.as_str().len() + 256);
        let mut rest = html.as_str();
        let mut inside = 0_usize;
        self.quoted = false;
        while !rest.is_empty() && self.left > 0 {
            if rest.starts_with('<') {
                let end = rest.find('>').map_or(rest.len(), |at| at + 1);
                let (tag, after) = rest.split_at(end);
                let name = tag.trim_start_matches(['<', '/']);
                let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                if LEFT_ALONE.contains(&name) {
                    inside = if tag.starts_with("</") { inside.saturating_sub(1) } else { inside + 1 };
                }
                self.quoted &= !BLOCKS.contains(&name);
                out.push_str(tag);
                rest = after;
                continue;
            }
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            let mut at = 0;
            for (span, place) in self.found(&masked(text), inside > 0) {
                let address = &self.address;
                out.push_str(text.get(at..span.start).unwrap_or_default());
                let _ = write!(out, "<a href=\"{address}#{place}\">");
                out.push_str(text.get(span.clone()).unwrap_or_default());
                out.push_str("</a>");
                at = span.end;
            }
            out.push_str(text.get(at..).unwrap_or_default());
            rest = after;
        }
        out.push_str(rest);
        SafeHtml(out)
    }

    /// A text without marks in pieces, those that are explained with the address of where.
    pub fn in_text(&mut self, text: &str) -> Vec<(String, Option<String>)> {
        let mut pieces = Vec::new();
        let mut at = 0;
        self.quoted = false;
        for (span, place) in self.found(text, false) {
            let before = text.get(at..span.start).unwrap_or_default();
            if !before.is_empty() {
                pieces.push((before.to_owned(), None));
            }
            let word = text.get(span.clone()).unwrap_or_default();
            pieces.push((word.to_owned(), Some(format!("{}#{place}", self.address))));
            at = span.end;
        }
        let rest = text.get(at..).unwrap_or_default();
        if !rest.is_empty() {
            pieces.push((rest.to_owned(), None));
        }
        pieces
    }

    /// What is explained in a stretch of text; nothing in one that is left alone, of which only quotation marks count.
    fn found(&mut self, text: &str, alone: bool) -> Vec<(Range<usize>, &'a str)> {
        let mut found = Vec::new();
        let glossary = self.glossary;
        if self.left == 0 || glossary.forms.is_empty() {
            return found;
        }
        let words = words(text, Carriers::Fold);
        let (mut next, mut read) = (0, 0);
        while let Some(word) = words.get(next) {
            self.pass(text.get(read..word.span.start).unwrap_or_default());
            read = word.span.end;
            let here = if alone || self.quoted || self.left == 0 {
                None
            } else {
                glossary.at(words.get(next..).unwrap_or_default(), text)
            };
            let Some(form) = here else {
                next += 1;
                continue;
            };
            let these = words.get(next..next + form.words.len()).unwrap_or_default();
            next += form.words.len();
            let Some(span) = span_of(these) else { continue };
            read = span.end;
            if self.said.insert(form.place.as_str()) {
                self.left -= 1;
                found.push((span, form.place.as_str()));
            }
        }
        self.pass(text.get(read..).unwrap_or_default());
        found
    }

    /// Opens and closes what is quoted: names of laws and what somebody said.
    fn pass(&mut self, between: &str) {
        for sign in between.chars() {
            self.quoted = match sign {
                '«' | '“' | '„' => true,
                '»' | '”' => false,
                '"' => !self.quoted,
                _ => continue,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::article;

    const AR: &str = "- **أجر أدنى مضمون:** نصّ.\n- **أجل:** نصّ.\n- **بلدية:** نصّ.\n- **تناصف:** نصّ.\n\
        - **تناصف أفقي:** نصّ.\n- **قرار حماية:** نصّ.\n- **الصندوق الوطني للضمان الاجتماعي:** نصّ.\n- **شكاية:** نصّ.\n\
        - **قانون أساسي:** نصّ.\n- **نفاذ إلى المعلومة:** نصّ.\n- **ولاية:** نصّ.";
    const FR: &str = "- **Accès à l’information :** x.\n- **Congé de maternité :** x.\n- **INS :** x.\n- **Loi organique :** x.\n\
        - **Ordonnance de protection :** x.\n- **Parité :** x.\n- **Parité verticale :** x.\n- **Plainte :** x.\n\
        - **Salaire minimum (SMIG) :** x.\n- **Source :** x.";
    const EN: &str = "- **Minimum wage (SMIG):** x.\n- **Minutes:** x.\n- **Protection order:** x.\n- **Receipt:** x.\n\
        - **Voters’ register:** x.";

    /// Words that become links, and their places, of an article.
    fn links(glossary: &str, source: &str) -> Vec<(String, String)> {
        let glossary = Glossary::of(&article(glossary));
        let html = Explained::new(&glossary, "/g".to_owned()).in_html(&article(source));
        let links = html.as_str().split("<a href=\"/g#").skip(1);
        links
            .map(|rest| {
                let (place, rest) = rest.split_once("\">").expect("a place");
                let (word, _) = rest.split_once("</a>").expect("its end");
                (word.to_owned(), place.to_owned())
            })
            .collect()
    }

    /// A language, a text, and in it the words that become links with their places.
    type Line = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

    #[test]
    fn the_first_time_a_word_is_explained_it_is_a_link() {
        let none: &[(&str, &str)] = &[];
        let table: &[Line] = &[
            // Arabic: with its article, what is joined before it, vowel signs; each word of several.
            (AR, "قدّمي شكاية في البلدية.", &[("شكاية", "t-شكايه"), ("البلدية", "t-بلديه")]),
            (AR, "ثم والبلدية تجيب.", &[("والبلدية", "t-بلديه")]),
            (AR, "اذهبي بالشِّكايةِ إلى المركز.", &[("بالشِّكايةِ", "t-شكايه")]),
            (AR, "للبلدية مجلس.", &[("للبلدية", "t-بلديه")]),
            (AR, "طلبت قرار الحماية.", &[("قرار الحماية", "t-قرار-حمايه")]),
            (AR, "التناصف الأفقي ثم التناصف.", &[("التناصف الأفقي", "t-تناصف-افقي"), ("التناصف", "t-تناصف")]),
            (AR, "الأجر الأدنى المضمون", &[("الأجر الأدنى المضمون", "t-اجر-ادني-مضمون")]),
            (
                AR,
                "في الصندوق الوطني للضمان الاجتماعي",
                &[("الصندوق الوطني للضمان الاجتماعي", "t-الصندوق-الوطني-للضمان-الاجتماعي")],
            ),
            (AR, "حق النفاذ إلى المعلومة", &[("النفاذ إلى المعلومة", "t-نفاذ-الي-المعلومه")]),
            (AR, "ولاية الكاف والولايات", &[("ولاية", "t-ولايه")]),
            // A conjunction and a negation are no province, a reason no time limit, and one law is not what an organic law is.
            (AR, "من أجل ذلك لا تنتظري ولا تخافي.", none),
            (AR, "القانون الأساسي عدد 58", none),
            (AR, "هذا قانون أساسي.", &[("قانون أساسي", "t-قانون-اساسي")]),
            (AR, "نصّ «قرار حماية» ثم [شكاية](/ar) و`بلدية`", none),
            (AR, "## البلدية\n\nنصّ", none),
            (AR, "قرار. حماية", none),
            // French: capital letters, plurals, elisions, what stands in brackets.
            (
                FR,
                "Une ordonnance de protection.",
                &[("ordonnance de protection", "t-ordonnance-de-protection")],
            ),
            (
                FR,
                "Les ordonnances de protection",
                &[("ordonnances de protection", "t-ordonnance-de-protection")],
            ),
            (FR, "L’accès à l’information", &[("accès à l’information", "t-acces-a-information")]),
            (FR, "Déposez plainte : une plainte suffit.", &[("plainte", "t-plainte")]),
            (FR, "La parité verticale", &[("parité verticale", "t-parite-verticale")]),
            (FR, "Le SMIG augmente, le salaire minimum aussi.", &[("SMIG", "t-salaire-minimum-smig")]),
            (FR, "selon l’INS", &[("INS", "t-ins")]),
            (FR, "La loi organique n° 2017-58", none),
            (FR, "Une loi organique", &[("loi organique", "t-loi-organique")]),
            (FR, "Source : un site", none),
            (FR, "> Une plainte\n\nla *plainte*, « la plainte »", none),
            (FR, "<b>plainte</b> & **plainte**", &[("plainte", "t-plainte")]),
            (
                FR,
                "plainte, congé de maternité, parité, ordonnance de protection",
                &[("plainte", "t-plainte"), ("congé de maternité", "t-conge-de-maternite")],
            ),
            // English.
            (EN, "Ask for a protection order.", &[("protection order", "t-protection-order")]),
            (EN, "Wait 20 minutes. Keep the receipt.", &[("receipt", "t-receipt")]),
            (EN, "The voters' register", &[("voters' register", "t-voters-register")]),
            (EN, "“Protection orders” and receipts", &[("receipts", "t-receipt")]),
            (EN, "a protection, order", none),
        ];
        for (glossary, source, expected) in table {
            let found = links(glossary, source);
            let found: Vec<(&str, &str)> = found.iter().map(|(word, place)| (&**word, &**place)).collect();
            assert_eq!(found, *expected, "{source}");
        }
    }

    #[test]
    fn nothing_else_changes_and_plain_texts_come_in_pieces() {
        let glossary = Glossary::of(&article(FR));
        let html = article("Une plainte & « x », 1 < 2, [lien](/fr/a).\n\n- parité\u{a0}verticale");
        let linked = Explained::new(&glossary, "/g".to_owned()).in_html(&html);
        let before = linked.as_str().replace("<a href=\"/g#t-plainte\">plainte</a>", "plainte");
        assert_ne!(before, html.as_str());
        let place = before.find("<a href=\"/g#").expect("the other link");
        assert!(
            before.get(place..).is_some_and(|rest| rest.starts_with("<a href=\"/g#t-parite-verticale\">"))
        );
        let empty = Glossary::default();
        assert_eq!(Explained::new(&empty, "/g".to_owned()).in_html(&html), html);
        let mut explained = Explained::new(&glossary, "/g".to_owned());
        let told = |text: &str, href: Option<&str>| (text.to_owned(), href.map(str::to_owned));
        assert_eq!(
            explained.in_text("Une plainte <b>."),
            [told("Une ", None), told("plainte", Some("/g#t-plainte")), told(" <b>.", None)]
        );
        assert_eq!(explained.in_text("Une plainte."), [told("Une plainte.", None)]);
        // The page goes on counting.
        let rest =
            explained.in_html(&article("plainte, parité, congé de maternité, ordonnance de protection"));
        assert_eq!(rest.as_str().matches("<a href").count(), MOST_EXPLAINED - 1, "{rest:?}");
    }
}
