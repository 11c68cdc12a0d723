//! Telephone numbers, identity cards, number plates.

use std::sync::LazyLock;

use super::{Found, Kind};
use crate::{folding::Form, safety};

/// Signs that people put between the digits of one number.
const BETWEEN: [char; 10] = [' ', '\u{a0}', '\u{202f}', '.', '-', '–', '/', '_', '(', ')'];
/// Most of them in a row.
const BETWEEN_MAX: usize = 2;
/// How many characters before a number are looked at for words that say what it is.
const CONTEXT: usize = 42;

/// How telephone numbers of eight digits are written, by the lengths of their groups.
const SHAPES: [&[usize]; 12] = [
    &[8],
    &[2, 3, 3],
    &[2, 2, 2, 2],
    &[4, 4],
    &[3, 3, 2],
    &[3, 2, 3],
    &[2, 6],
    &[2, 4, 2],
    &[3, 5],
    &[5, 3],
    &[2, 2, 4],
    &[1, 1, 1, 1, 1, 1, 1, 1],
];

const TELEPHONE_WORDS: [&str; 26] = [
    "tel",
    "telephone",
    "telefon",
    "tilifoun",
    "phone",
    "mobile",
    "portable",
    "gsm",
    "whatsapp",
    "watsap",
    "viber",
    "appelle",
    "appelez",
    "appeler",
    "call",
    "numero",
    "noumrou",
    "noumero",
    "num",
    "رقمي",
    "رقمه",
    "رقمها",
    "نومرو",
    "نمرتي",
    "هاتف",
    "تليفون",
];
const MORE_TELEPHONE_WORDS: [&str; 8] =
    ["هاتفي", "الهاتف", "جوال", "اتصلوا", "اتصلي", "كلموني", "واتساب", "واتسآب"];
const IDENTITY_WORDS: [&str; 9] = [
    " cin ",
    " c i n ",
    "carte d identite",
    "carte identite",
    "identity card",
    "id card",
    "بطاقه تعريف",
    "بطاقه التعريف",
    " ب ت و ",
];
/// What a number counts when this follows it.
const UNITS: [&str; 44] = [
    "دينار",
    "دنانير",
    "دينارا",
    "د",
    "مليم",
    "مليون",
    "مليار",
    "الف",
    "الاف",
    "نسمه",
    "ساكن",
    "امراه",
    "شخص",
    "نساء",
    "صوت",
    "كم",
    "هكتار",
    "يورو",
    "دولار",
    "dt",
    "tnd",
    "dinar",
    "dinars",
    "millime",
    "millimes",
    "million",
    "millions",
    "euro",
    "euros",
    "eur",
    "dollars",
    "usd",
    "habitants",
    "personnes",
    "femmes",
    "women",
    "people",
    "inhabitants",
    "votes",
    "voix",
    "km",
    "hectares",
    "tonnes",
    "emplois",
];
const MONEY_BEFORE: [&str; 7] = ["dt", "tnd", "eur", "usd", "بمبلغ", "montant", "amount"];

/// Numbers that everybody may call.
static PUBLIC: LazyLock<Vec<String>> = LazyLock::new(|| {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    safety::helplines().iter().map(|line| digits(&line.number)).collect()
});

#[derive(Debug)]
struct Group {
    digits: String,
    from: usize,
    to: usize,
}

/// Groups of digits that may belong to one number.
#[derive(Debug)]
struct Run {
    groups: Vec<Group>,
    plus: bool,
}

pub(super) fn find(form: &Form) -> Vec<Found> {
    let mut found: Vec<Found> = runs(form).iter().flat_map(|run| evaluate(run, form)).collect();
    found.extend(plates(form));
    found
}

fn runs(form: &Form) -> Vec<Run> {
    let chars = &form.chars;
    let mut found: Vec<Run> = Vec::new();
    let mut at = 0;
    let mut open: Option<Run> = None;
    while let Some(c) = chars.get(at) {
        if !c.is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        while chars.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
        }
        let group = Group { digits: chars[from..at].iter().collect(), from, to: at };
        // `n7eb`, `3adhab`, `12h`: digits that belong to a word, unless they are long enough to be a number.
        let near = |index: Option<usize>| {
            index.and_then(|index| chars.get(index)).is_some_and(|c| c.is_alphabetic())
        };
        if group.digits.len() < 6 && (near(from.checked_sub(1)) || near(Some(at))) {
            found.extend(open.take());
            continue;
        }
        let joins = open.as_ref().and_then(|run| run.groups.last()).is_some_and(|last| {
            let gap = chars.get(last.to..from).unwrap_or_default();
            gap.len() <= BETWEEN_MAX && gap.iter().all(|c| BETWEEN.contains(c))
        });
        match &mut open {
            Some(run) if joins => run.groups.push(group),
            _ => {
                found.extend(open.take());
                let before = chars.get(from.saturating_sub(2)..from).unwrap_or_default();
                open = Some(Run { plus: before.contains(&'+'), groups: vec![group] });
            }
        }
    }
    found.extend(open);
    found
}

fn evaluate(run: &Run, form: &Form) -> Vec<Found> {
    let groups = run.groups.as_slice();
    let total: usize = groups.iter().map(|group| group.digits.len()).sum();
    let all: String = groups.iter().map(|group| group.digits.as_str()).collect();
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return Vec::new() };
    let as_found = |kind, from: usize, to: usize| {
        // The sign of an international number belongs to it, and the bracket that it opens.
        let closes = form.chars.get(from..to).unwrap_or_default().contains(&')');
        let sign = if closes { '(' } else { '+' };
        let from = if (run.plus && from == first.from) || closes {
            (from.saturating_sub(2)..from).find(|at| form.chars.get(*at) == Some(&sign)).unwrap_or(from)
        } else {
            from
        };
        Found { kind, span: form.span(from, to) }
    };
    let national = all.strip_prefix("00216").or_else(|| all.strip_prefix("216")).unwrap_or_default();
    if national.len() == 8 && is_subscriber(national) && total > 8 {
        return vec![as_found(Kind::Telephone, first.from, last.to)];
    }
    if run.plus && (9..=15).contains(&total) {
        return vec![as_found(Kind::Telephone, first.from, last.to)];
    }
    let pairs = groups.len() == 5 && groups.iter().all(|group| group.digits.len() == 2);
    if total == 10
        && all.starts_with('0')
        && !all.starts_with("00")
        && (pairs || says(form, first.from, Kind::Telephone))
    {
        return vec![as_found(Kind::Telephone, first.from, last.to)];
    }
    if total == 8 {
        return eight(groups, form).map(|kind| as_found(kind, first.from, last.to)).into_iter().collect();
    }
    // A year or a count stands beside it.
    for part in [groups.get(1..), groups.get(..groups.len() - 1)].into_iter().flatten() {
        let sum: usize = part.iter().map(|group| group.digits.len()).sum();
        if let (8, Some(from), Some(to)) = (sum, part.first(), part.last())
            && let Some(kind) = eight(part, form)
        {
            return vec![as_found(kind, from.from, to.to)];
        }
    }
    groups
        .iter()
        .filter(|group| group.digits.len() == 8)
        .filter_map(|group| {
            eight(std::slice::from_ref(group), form).map(|kind| as_found(kind, group.from, group.to))
        })
        .collect()
}

/// What eight digits are: a telephone number, an identity card, or nothing of that.
fn eight(groups: &[Group], form: &Form) -> Option<Kind> {
    let (first, last) = (groups.first()?, groups.last()?);
    let digits: String = groups.iter().map(|group| group.digits.as_str()).collect();
    let shape: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    if PUBLIC.contains(&digits) || !SHAPES.contains(&shape.as_slice()) {
        return None;
    }
    let (card, phone) = (says(form, first.from, Kind::Identity), says(form, first.from, Kind::Telephone));
    if card {
        return Some(Kind::Identity);
    }
    if phone && !digits.starts_with("80") {
        return Some(Kind::Telephone);
    }
    if counts(form, first.from, last.to) || is_date(&digits, &shape) || is_years(groups) || is_round(groups) {
        return None;
    }
    if is_subscriber(&digits) {
        return Some(Kind::Telephone);
    }
    // Cards begin with 0 or 1 and are written in one piece.
    (shape == [8] && digits.starts_with(['0', '1'])).then_some(Kind::Identity)
}

/// Whether eight digits can be the number of a subscriber. 8… are services that everybody may call.
fn is_subscriber(digits: &str) -> bool {
    digits.starts_with(['2', '3', '4', '5', '7', '9'])
}

/// Whether words before a number say that it is of this kind.
fn says(form: &Form, from: usize, kind: Kind) -> bool {
    let before = form.chars.get(from.saturating_sub(CONTEXT)..from).unwrap_or_default();
    // The sentence before says nothing about it.
    let start = before.iter().rposition(|c| matches!(c, '\n' | '!' | '?' | '؟')).map_or(0, |at| at + 1);
    let plain: String = before[start..].iter().map(|c| if c.is_alphanumeric() { *c } else { ' ' }).collect();
    let plain = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    if kind == Kind::Identity {
        return IDENTITY_WORDS.iter().any(|word| plain.contains(word));
    }
    plain.split(' ').any(|word| TELEPHONE_WORDS.contains(&word) || MORE_TELEPHONE_WORDS.contains(&word))
}

/// Whether the number counts something: money, people, distances.
fn counts(form: &Form, from: usize, to: usize) -> bool {
    let rest: String = form.chars.get(to..).unwrap_or_default().iter().take(16).collect();
    let after = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let word: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
    let before: String = form.chars.get(from.saturating_sub(12)..from).unwrap_or_default().iter().collect();
    let before = before.trim_end();
    let last: String = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
    after.starts_with(['%', '٪', '€', '$'])
        || UNITS.contains(&word.as_str())
        || before.ends_with(['€', '$'])
        || MONEY_BEFORE.contains(&last.as_str())
        // Decimals: a figure.
        || (rest.starts_with([',', '٫', '.']) && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()))
}

/// A day written in one piece, or with its year last.
fn is_date(digits: &str, shape: &[usize]) -> bool {
    let part =
        |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u64>().ok()).unwrap_or(0);
    let fine = |day, month, year| {
        (1..=31).contains(&day) && (1..=12).contains(&month) && super::tokens::is_year(year)
    };
    match shape {
        [8] => fine(part(0, 2), part(2, 4), part(4, 8)) || fine(part(6, 8), part(4, 6), part(0, 4)),
        [2, 2, 4] => fine(part(0, 2), part(2, 4), part(4, 8)) || fine(part(2, 4), part(0, 2), part(4, 8)),
        _ => false,
    }
}

/// Two years beside each other.
fn is_years(groups: &[Group]) -> bool {
    groups.len() == 2 && groups.iter().all(|group| group.digits.parse().is_ok_and(super::tokens::is_year))
}

/// Thousands, written in groups.
fn is_round(groups: &[Group]) -> bool {
    groups.len() > 1 && groups.iter().skip(1).all(|group| group.digits.bytes().all(|b| b == b'0'))
}

/// `123 تونس 4567`, `123 TU 4567`.
fn plates(form: &Form) -> Vec<Found> {
    const WORDS: [&str; 5] = ["تونس", "tunisie", "tunis", "tun", "tu"];
    const CARS: [&str; 12] = [
        "سياره",
        "سيارته",
        "كرهبه",
        "كرهبته",
        "لوحه",
        "لوحته",
        "voiture",
        "matricule",
        "immatriculation",
        "plaque",
        "car",
        "plate",
    ];
    let chars = &form.chars;
    let mut found = Vec::new();
    for at in 0..chars.len() {
        let Some(word) =
            WORDS.iter().find(|word| word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c)))
        else {
            continue;
        };
        let end = at + word.chars().count();
        let blank = |c: &char| matches!(c, ' ' | '\u{a0}' | '-' | '–');
        let before = chars[..at].iter().rev().take_while(|c| blank(c)).count();
        let head = chars[..at - before].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let after = chars[end..].iter().take_while(|c| blank(c)).count();
        let tail = chars[end + after..].iter().take_while(|c| c.is_ascii_digit()).count();
        if !(1..=3).contains(&head) || !(1..=4).contains(&tail) || before > 2 || after > 2 {
            continue;
        }
        let (from, to) = (at - before - head, end + after + tail);
        // In the middle of a longer code it is no plate.
        let goes_on = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        if goes_on(from.checked_sub(1).and_then(|i| chars.get(i))) || goes_on(chars.get(to)) {
            continue;
        }
        let number: u64 = chars[to - tail..to].iter().collect::<String>().parse().unwrap_or_default();
        let earlier: String = chars[from.saturating_sub(CONTEXT)..from].iter().collect();
        let a_car = earlier.split(|c: char| !c.is_alphanumeric()).any(|word| CARS.contains(&word));
        if a_car || (tail >= 3 && !super::tokens::is_year(number)) {
            found.push(Found { kind: Kind::Plate, span: form.span(from, to) });
        }
    }
    found
}
