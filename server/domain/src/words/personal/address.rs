//! A street with the number of a house.

use super::{
    Found, Kind,
    tokens::{Tokens, is_year},
};

const STREETS: [&str; 17] = [
    "نهج",
    "النهج",
    "بنهج",
    "شارع",
    "بشارع",
    "زنقه",
    "زنقت",
    "انهج",
    "rue",
    "avenue",
    "av",
    "ave",
    "boulevard",
    "bd",
    "impasse",
    "nahj",
    "zan9et",
];
/// English puts the name first.
const STREETS_BEHIND: [&str; 4] = ["street", "road", "avenue", "lane"];
const NUMBER_WORDS: [&str; 9] = ["عدد", "رقم", "n", "no", "num", "numero", "number", "nr", "nombre"];
/// Behind a number these make it a day, and the day is the name of the street.
const MONTHS: [&str; 38] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "جانفي",
    "فيفري",
    "مارس",
    "افريل",
    "ماي",
    "جوان",
    "جويليه",
    "اوت",
    "سبتمبر",
    "اكتوبر",
    "نوفمبر",
    "ديسمبر",
    "er",
    "eme",
];
/// Parts of a building: two of them with their numbers are an address too.
const PARTS: [&str; 20] = [
    "شقه",
    "الشقه",
    "عماره",
    "العماره",
    "طابق",
    "الطابق",
    "دار",
    "منزل",
    "حي",
    "appartement",
    "appt",
    "apt",
    "immeuble",
    "bloc",
    "etage",
    "residence",
    "villa",
    "building",
    "flat",
    "apartment",
];
/// Words of a name of a street, at most.
const NAME_MAX: usize = 5;

pub(super) fn find(tokens: &Tokens) -> Vec<Found> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let word = tokens.word(at);
        if STREETS.contains(&word) {
            found.extend(street(tokens, at));
        }
        if STREETS_BEHIND.contains(&word) {
            found.extend(english(tokens, at));
        }
        if PARTS.contains(&word) {
            found.extend(parts(tokens, at));
        }
    }
    found.into_iter().map(|span| Found { kind: Kind::Address, span }).collect()
}

/// The number of a house: up to four digits, not a year and not a day.
fn house(tokens: &Tokens, at: usize) -> bool {
    tokens.number(at).is_some_and(|number| number > 0 && number < 10_000 && !is_year(number))
        && !MONTHS.contains(&tokens.word(at + 1))
        && !tokens.gap(at).starts_with(['%', '٪'])
        && tokens.gap(at) != ","
}

fn name_ends(tokens: &Tokens, from: usize) -> usize {
    let mut end = from;
    while end < from + NAME_MAX && !tokens.ends(end) && tokens.joined(end) && tokens.number(end + 1).is_none()
    {
        end += 1;
    }
    end
}

fn street(tokens: &Tokens, at: usize) -> Option<std::ops::Range<usize>> {
    if at + 1 >= tokens.len() || tokens.ends(at) && !tokens.gap(at).starts_with('.') {
        return None;
    }
    // `12 rue …`, `12 bis, rue …`.
    let before = [1, 2].into_iter().find(|back| {
        *back <= at
            && house(tokens, at - back)
            && (*back == 1 || ["bis", "ter", "مكرر"].contains(&tokens.word(at - 1)))
            && !tokens.ends(at - 1)
    });
    if let Some(back) = before {
        // A short name: what follows is left to stand.
        let name = name_ends(tokens, at + 1).min(at + 3);
        return Some(tokens.over(at - back, name));
    }
    for number in at + 2..=(at + 1 + NAME_MAX + 1) {
        if number >= tokens.len() || tokens.ends(number - 1) && !tokens.gap(number - 1).starts_with('.') {
            break;
        }
        if !house(tokens, number) {
            continue;
        }
        let named = NUMBER_WORDS.contains(&tokens.word(number - 1)) && number > at + 2;
        let last = tokens.ends(number)
            || tokens.gap(number).contains([',', '،'])
            || tokens.place(number + 1) > 0
            || ["الكاف", "بالكاف", "kef"].contains(&tokens.word(number + 1));
        if named || (last && number > at + 1) {
            return Some(tokens.over(at, number));
        }
    }
    None
}

/// `12 Olive Street`.
fn english(tokens: &Tokens, at: usize) -> Option<std::ops::Range<usize>> {
    let number =
        (1..=3).filter(|back| *back <= at).map(|back| at - back).find(|number| house(tokens, *number))?;
    let written = number + 1 < at
        && (number + 1..at).all(|word| tokens.is_capital(word))
        && (number..at).all(|word| tokens.joined(word));
    written.then(|| tokens.over(number, at))
}

/// `appartement 3, immeuble 7`.
fn parts(tokens: &Tokens, at: usize) -> Option<std::ops::Range<usize>> {
    let numbered = |at: usize| {
        (1..=3).map(|on| at + on).find(|number| {
            house(tokens, *number)
                && (*number == at + 1 || NUMBER_WORDS.contains(&tokens.word(number - 1)) || *number == at + 2)
                && (at..*number).all(|word| !tokens.ends(word) || tokens.gap(word).starts_with('.'))
        })
    };
    let first = numbered(at)?;
    let second = (first + 1..=first + 2).find(|next| PARTS.contains(&tokens.word(*next)))?;
    let near = (first..second).all(|word| !tokens.ends(word));
    numbered(second).filter(|_| near).map(|last| tokens.over(at, last))
}
