//! E-mail addresses and accounts in social networks.

use super::{Found, Kind};
use crate::folding::Form;

/// Where accounts have an address of their own.
const PROFILES: [&str; 18] = [
    "facebook.com/",
    "fb.com/",
    "fb.me/",
    "m.me/",
    "instagram.com/",
    "instagr.am/",
    "tiktok.com/@",
    "t.me/",
    "telegram.me/",
    "wa.me/",
    "twitter.com/",
    "x.com/",
    "snapchat.com/add/",
    "linkedin.com/in/",
    "youtube.com/@",
    "threads.net/@",
    "messenger.com/t/",
    "pinterest.com/",
];
/// Pages of the networks themselves.
const NO_PROFILES: [&str; 8] =
    ["hashtag", "share", "sharer", "watch", "help", "policies", "explore", "search"];
const NETWORKS: [&str; 30] = [
    "facebook",
    "fb",
    "fesbook",
    "facebouk",
    "instagram",
    "insta",
    "instagrame",
    "tiktok",
    "snap",
    "snapchat",
    "telegram",
    "whatsapp",
    "messenger",
    "twitter",
    "linkedin",
    "viber",
    "فيسبوك",
    "فايسبوك",
    "الفيسبوك",
    "الفايسبوك",
    "انستغرام",
    "انستقرام",
    "انستا",
    "الانستا",
    "الانستغرام",
    "تيكتوك",
    "سناب",
    "تلغرام",
    "واتساب",
    "ماسنجر",
];
const ACCOUNT_WORDS: [&str; 14] = [
    "compte",
    "pseudo",
    "profil",
    "profile",
    "account",
    "username",
    "id",
    "page",
    "حسابي",
    "حسابها",
    "حسابه",
    "حساب",
    "صفحتي",
    "بروفيلي",
];
/// Providers whose name makes a word before `at` an address.
const MAIL: [&str; 11] = [
    "gmail",
    "yahoo",
    "hotmail",
    "outlook",
    "live",
    "icloud",
    "protonmail",
    "topnet",
    "gnet",
    "planet",
    "orange",
];
const AT: [&str; 6] = ["at", "arobase", "arobas", "arob", "ات", "آت"];

pub(super) fn find(form: &Form) -> Vec<Found> {
    let mut found = emails(form);
    found.extend(spelled(form));
    found.extend(profiles(form));
    found.extend(handles(form));
    found
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

fn emails(form: &Form) -> Vec<Found> {
    let chars = &form.chars;
    let mut found = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        if *c != '@' {
            continue;
        }
        let before = chars[..at].iter().rev().take_while(|c| is_local(**c)).count();
        let mut after =
            chars[at + 1..].iter().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).count();
        while after > 0 && matches!(chars.get(at + after), Some('.' | '-')) {
            after -= 1;
        }
        let domain: String = chars[at + 1..at + 1 + after].iter().collect();
        let fine =
            domain.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && rest.chars().count() >= 2);
        if before > 0 && fine {
            found.push(Found { kind: Kind::Email, span: form.span(at - before, at + 1 + after) });
        }
    }
    found
}

/// The words between blanks, with where they stand.
fn chunks(form: &Form) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    let mut from = None;
    for at in 0..=form.chars.len() {
        let blank = form.chars.get(at).is_none_or(|c| c.is_whitespace());
        match (blank, from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                found.push((form.chars[start..at].iter().collect(), start, at));
                from = None;
            }
            _ => {}
        }
    }
    found
}

fn bare(chunk: &str) -> &str {
    chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '@')
}

/// `name (at) gmail (dot) com`.
fn spelled(form: &Form) -> Vec<Found> {
    let chunks = chunks(form);
    let mut found = Vec::new();
    for (index, (chunk, ..)) in chunks.iter().enumerate() {
        if !AT.contains(&bare(chunk)) || index == 0 {
            continue;
        }
        let (Some(name), Some(host)) = (chunks.get(index - 1), chunks.get(index + 1)) else { continue };
        let provider = bare(&host.0).split('.').next().unwrap_or_default().to_owned();
        if !MAIL.contains(&provider.as_str()) || bare(&name.0).chars().count() < 3 {
            continue;
        }
        let mut end = host.2;
        // The rest of the host, spelled too.
        for (rest, _, to) in chunks.iter().skip(index + 2).take(2) {
            if ["point", "dot", "نقطه", "com", "fr", "tn", "net"].contains(&bare(rest)) {
                end = *to;
            } else {
                break;
            }
        }
        found.push(Found { kind: Kind::Email, span: form.span(name.1, end) });
    }
    found
}

fn profiles(form: &Form) -> Vec<Found> {
    let mut found = Vec::new();
    for (chunk, from, to) in chunks(form) {
        let hit = PROFILES.iter().find_map(|host| {
            let at = chunk.find(host)?;
            let own =
                chunk.get(..at).and_then(|head| head.chars().last()).is_none_or(|c| !c.is_alphanumeric());
            let path = chunk.get(at + host.len()..).unwrap_or_default();
            let name: String = path.chars().take_while(|c| is_local(*c)).collect();
            (own && name.chars().count() >= 2 && !NO_PROFILES.contains(&name.as_str())).then_some(at)
        });
        if hit.is_some() {
            let open = chunk.chars().take_while(|c| matches!(c, '(' | '<' | '«' | '"' | '[')).count();
            let close = chunk
                .chars()
                .rev()
                .take_while(|c| matches!(c, ')' | '>' | '»' | '"' | ']' | '.' | ',' | '،'))
                .count();
            if from + open < to - close {
                found.push(Found { kind: Kind::Handle, span: form.span(from + open, to - close) });
            }
        }
    }
    found
}

fn handles(form: &Form) -> Vec<Found> {
    let chunks = chunks(form);
    let is_network = |index: usize| {
        chunks.get(index).is_some_and(|(chunk, ..)| {
            let word = bare(chunk);
            let word = word.strip_prefix("عال").unwrap_or(word);
            NETWORKS.contains(&word)
                || NETWORKS.iter().any(|network| word.strip_prefix('ب') == Some(*network))
        })
    };
    let mut found = Vec::new();
    for (index, (chunk, from, to)) in chunks.iter().enumerate() {
        let name = chunk.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '_'));
        let signed = name.strip_prefix('@').filter(|rest| rest.chars().count() >= 2);
        let letters = name.chars().filter(|c| c.is_ascii_alphabetic()).count();
        let joined = letters >= 3
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@'))
            && name.trim_matches('@').trim_matches('.').contains(['_', '.'])
            && !name.contains("..")
            && !name.ends_with(".com");
        let digits = letters >= 3
            && name.chars().all(|c| c.is_ascii_alphanumeric())
            && name.ends_with(|c: char| c.is_ascii_digit());
        let near = (index.saturating_sub(4)..index + 4).any(|other| other != index && is_network(other));
        // `facebook: sarra98`, `حسابي على انستغرام sarra98`.
        let named = (index.saturating_sub(4)..index).any(|other| {
            is_network(other) && chunks.get(other).is_some_and(|(chunk, ..)| chunk.ends_with(':'))
        }) || (index.saturating_sub(4)..index)
            .any(|other| chunks.get(other).is_some_and(|(chunk, ..)| ACCOUNT_WORDS.contains(&bare(chunk))));
        let hit = match signed {
            Some(rest) => near || (rest.is_ascii() && rest.trim_matches('.').contains(['_', '.'])),
            None => near && ((joined && !is_network(index)) || (digits && named)),
        };
        if hit && !name.trim_matches('@').contains('@') {
            let open = chunk.chars().take_while(|c| !c.is_alphanumeric() && !matches!(c, '@' | '_')).count();
            let width = name.chars().count();
            let end = (from + open + width).min(*to);
            found.push(Found { kind: Kind::Handle, span: form.span(from + open, end) });
        }
    }
    found
}
