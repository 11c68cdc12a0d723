//! A person's name: behind a title, a kinship, or words that say that a name follows.

use super::{Found, Kind, tokens::Tokens};

/// Behind these comes a name, unless it is an office.
const TITLES: [&str; 22] = [
    "السيد",
    "السيده",
    "والسيد",
    "والسيده",
    "للسيد",
    "للسيده",
    "بالسيد",
    "بالسيده",
    "الانسه",
    "مدام",
    "مسيو",
    "monsieur",
    "madame",
    "mademoiselle",
    "mme",
    "mlle",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "me",
];
const ARABIC_DOCTORS: [&str; 8] =
    ["الدكتور", "الدكتوره", "دكتور", "دكتوره", "الاستاذ", "الاستاذه", "الشيخ", "استاذ"];
/// Behind these comes a name only when it is a given name: they mean other things too.
const WEAK: [&str; 92] = [
    // Titles of every day.
    "سي",
    "لاله",
    "للا",
    "عم",
    "عمي",
    "خالي",
    "الحاج",
    "الحاجه",
    "حاج",
    "si",
    "sidi",
    "lella",
    "lalla",
    "3am",
    "3ammi",
    "5ali",
    "hadj",
    "haj",
    "sir",
    "m",
    "maitre",
    "docteur",
    "professeur",
    "prof",
    // Children of somebody.
    "ابن",
    "بن",
    "بنت",
    "ابنه",
    "ولد",
    "اولاد",
    "ben",
    "bent",
    "bint",
    "weld",
    "wled",
    "ould",
    "fils",
    "fille",
    "son",
    "daughter",
    // Kin.
    "زوجي",
    "زوجها",
    "زوجته",
    "طليقي",
    "طليقها",
    "راجلي",
    "راجلها",
    "خويا",
    "اخي",
    "اختي",
    "اخوها",
    "اخته",
    "جارتي",
    "جاري",
    "صاحبتي",
    "ابني",
    "ابنتي",
    "ولدي",
    "بنتي",
    "حماتي",
    "سلفي",
    "خطيبي",
    "مرته",
    "مرت",
    "rajli",
    "rajelha",
    "khouya",
    "5ouya",
    "okhti",
    "o5ti",
    "jarti",
    "weldi",
    "benti",
    "mari",
    "ex",
    "frere",
    "soeur",
    "voisin",
    "voisine",
    "beau",
    "husband",
    "brother",
    "sister",
    "neighbour",
    "neighbor",
    "wife",
    "boss",
    "patron",
    "directeur",
    "cousin",
    "cousine",
    "friend",
];
/// These say that a name follows.
const SAYING: [&str; 28] = [
    "اسمي",
    "اسمه",
    "اسمها",
    "واسمه",
    "واسمها",
    "اسمو",
    "يدعي",
    "تدعي",
    "المدعو",
    "المدعوه",
    "المسمي",
    "esmi",
    "ismi",
    "esmou",
    "esmo",
    "ismou",
    "esmha",
    "ismha",
    "appelle",
    "nomme",
    "nommee",
    "prenom",
    "named",
    "called",
    "name",
    "المعروف",
    "نفسه",
    "denomme",
];
/// Between the word and the name.
const FILLERS: [&str; 10] = ["هو", "هي", "est", "is", "c", "et", "ex", "a", "lui", "howa"];

pub(super) fn find(tokens: &Tokens) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match name_behind(tokens, at) {
            Some((from, to)) => {
                found.push(Found { kind: Kind::Name, span: tokens.over(from, to) });
                at = to + 1;
            }
            None => at += 1,
        }
    }
    found
}

fn name_behind(tokens: &Tokens, at: usize) -> Option<(usize, usize)> {
    let word = tokens.word(at);
    let next = at + 1;
    if next >= tokens.len() {
        return None;
    }
    if TITLES.contains(&word) || ARABIC_DOCTORS.contains(&word) {
        // `me` is a lawyer only when it is written so.
        if word == "me" && !(tokens.written(at) == "Me" && tokens.is_capital(next)) {
            return None;
        }
        return titled(tokens, at, next).map(|to| (next, to));
    }
    if word == "m" && tokens.written(at) == "M" && tokens.gap(at).starts_with('.') {
        return titled(tokens, at, next).map(|to| (next, to));
    }
    if WEAK.contains(&word) && tokens.joined(at) && word != "m" {
        let next = if FILLERS.contains(&tokens.word(next)) && tokens.joined(next) { next + 1 } else { next };
        // `ابن خلدون`, `fils unique`: only what is a given name.
        return tokens.is_name(next).then(|| (next, extent(tokens, next)));
    }
    if SAYING.contains(&word) {
        let mut next = next;
        while FILLERS.contains(&tokens.word(next)) && next < at + 3 {
            next += 1;
        }
        if tokens.ends(at) || tokens.gap(next - 1).contains('[') {
            return None;
        }
        let capital = tokens.is_capital(next)
            && !tokens.is_no_name(next)
            && tokens.place(next) == 0
            && !["name", "appelle", "called"].contains(&word);
        let introduces = match word {
            // `je m'appelle`, `elle s'appelle`, not `j'appelle`.
            "appelle" => is_reflexive(tokens, at),
            "name" => tokens.word(next) != tokens.word(at + 1) || tokens.gap(at).contains(':'),
            "called" | "named" => true,
            _ => true,
        };
        let fine = tokens.is_name(next) || (introduces && (capital || reads_as_name(tokens, at, next, word)));
        return (fine && introduces).then(|| (next, extent(tokens, next)));
    }
    None
}

fn is_reflexive(tokens: &Tokens, at: usize) -> bool {
    // The elided pronoun is no word of its own: it stands in the gap before.
    at > 0 && {
        let gap = tokens.gap(at - 1).to_lowercase();
        gap.contains("m'") || gap.contains("m’") || gap.contains("s'") || gap.contains("s’")
    }
}

/// `je m'appelle Mounira`, `my name is Mounira`: written with a capital letter, and no office.
fn reads_as_name(tokens: &Tokens, at: usize, next: usize, word: &str) -> bool {
    ["appelle", "name", "called"].contains(&word)
        && tokens.is_capital(next)
        && !tokens.is_no_name(next)
        && tokens.place(next) == 0
        && (word != "called" || at > 0)
}

/// Where the name behind a title ends; nothing when it is an office or a small word.
fn titled(tokens: &Tokens, at: usize, next: usize) -> Option<usize> {
    let gap = tokens.gap(at);
    if gap.contains(['\n', ',', '،', ':', '!', '?', '؟', ';', '[', '(']) || tokens.is_no_name(next) {
        return None;
    }
    // A sentence ends with the title: `Merci madame. Elle …`.
    let abbreviated = ["mme", "mlle", "mr", "mrs", "ms", "dr", "m", "me"].contains(&tokens.word(at));
    if gap.contains('.') && !abbreviated {
        return None;
    }
    if tokens.place(next) > 0 && !tokens.is_name(next) {
        return None;
    }
    let fine = tokens.is_name(next) || tokens.is_arabic(next) || tokens.is_capital(next);
    fine.then(|| extent(tokens, next))
}

/// The last word of a name that begins here: a second given name, `بن …`, a family name.
fn extent(tokens: &Tokens, first: usize) -> usize {
    let mut last = first;
    for _ in 0..3 {
        let next = last + 1;
        if !tokens.joined(last) || tokens.gap(last).contains('.') || next >= tokens.len() {
            break;
        }
        let word = tokens.word(next);
        let chain = ["بن", "بنت", "ben", "bent", "ابن"].contains(&word) && next + 1 < tokens.len();
        let family = tokens.is_arabic(next) && word.starts_with("ال") && word.chars().count() > 3;
        let more = chain
            || tokens.is_name(next)
            || (family && !tokens.is_no_name(next) && tokens.place(next) == 0)
            || (!tokens.is_arabic(next) && tokens.is_capital(next) && !tokens.is_no_name(next))
            || ["بن", "ben"].contains(&tokens.word(last));
        if !more {
            break;
        }
        last = next;
    }
    last
}
