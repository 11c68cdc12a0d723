//! What the fields of a record offer, in words.

use contract::{Locale, Tongue};
use domain::library::{Access, Audience, Genre, Kind, Licence, Subject, WarningKind, best};
use i18n::L10nLanguage;

use super::{consent, words};
use crate::site::{components::filled::Pairs, request::RequestCtx};

/// A choice and its words.
pub(super) fn pair(key: &str, text: String) -> (String, String) {
    (key.to_owned(), text)
}

pub(super) fn kinds(l: &L10nLanguage) -> Pairs {
    Kind::ALL.iter().map(|one| pair(one.as_str(), words::kind(l, *one))).collect()
}

pub(super) fn genres(l: &L10nLanguage) -> Pairs {
    Genre::ALL.iter().map(|one| pair(one.as_str(), words::genre(l, *one))).collect()
}

/// The languages of the portal as choices.
pub(super) fn languages(l: &L10nLanguage) -> Pairs {
    Locale::ALL.into_iter().map(|one| pair(one.code(), words::language(l, one))).collect()
}

/// Those of works and files as choices.
pub(super) fn tongues(l: &L10nLanguage, offered: impl Fn(Tongue) -> bool) -> Pairs {
    let all = Tongue::ALL.into_iter().filter(|one| offered(*one));
    all.map(|one| pair(one.code(), words::language(l, one))).collect()
}

pub(super) fn licences(l: &L10nLanguage) -> Pairs {
    Licence::ALL.iter().map(|one| pair(one.as_str(), words::licence(l, *one))).collect()
}

pub(super) fn accesses(l: &L10nLanguage) -> Pairs {
    Access::ALL.iter().map(|one| pair(one.as_str(), words::access(l, *one))).collect()
}

pub(super) fn warnings(l: &L10nLanguage) -> Pairs {
    WarningKind::ALL.iter().map(|one| pair(one.as_str(), words::warning(l, *one))).collect()
}

pub(super) fn testimonies(l: &L10nLanguage) -> Pairs {
    vec![pair("yes", l.msg_consent_is_testimony())]
}

pub(super) fn audiences(l: &L10nLanguage) -> Pairs {
    Audience::ALL.iter().map(|one| pair(one.as_str(), consent::audience(l, *one))).collect()
}

/// A stored or typed value in words.
pub(super) fn in_words(ctx: &RequestCtx, subjects: &[Subject], name: &str, value: &str) -> String {
    let l = ctx.l();
    let choices = match name {
        "kind" => kinds(l),
        "genre" => genres(l),
        "language" | "also" => tongues(l, |_| true),
        name if name.starts_with("other") && name.ends_with("_language") => tongues(l, |_| true),
        "licence" => licences(l),
        "access" => accesses(l),
        "warning" => warnings(l),
        "testimony" => testimonies(l),
        "audience" => audiences(l),
        "section" => return i18n::sections::name_of_slug(l, value),
        "subject" => subjects
            .iter()
            .filter_map(|one| Some((one.id.clone(), best(&one.labels, ctx.locale)?.text)))
            .collect(),
        _ => Vec::new(),
    };
    choices.into_iter().find(|(key, _)| key == value).map_or_else(|| value.to_owned(), |(_, text)| text)
}
