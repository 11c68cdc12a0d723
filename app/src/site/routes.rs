//! Every address of the portal, built in one place.

mod gate;
mod notify;

pub use gate::*;
pub use notify::*;

use contract::{
    Locale,
    ids::{ArticleId, DatasetId, FileId, ItemId, MemberId, PostId, TopicId},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

mod articles;
mod ask;
mod book;
mod collections;
mod commitment;
mod desk;
mod directory;
mod document;
mod edit;
mod editor;
mod feeds;
mod kiosk;
mod messages;
mod outside;
mod places;
mod reading;
mod references;
mod report;
mod sanctions;
mod shelf;
mod simple;
mod statistics;
mod statistics_desk;
mod upload;
mod writing;

pub use articles::*;
pub use ask::*;
pub use book::*;
pub use collections::*;
pub use commitment::*;
pub use desk::*;
pub use directory::*;
pub use document::*;
pub use edit::*;
pub use editor::*;
pub use feeds::*;
pub use kiosk::*;
pub use messages::*;
pub use outside::*;
pub use places::*;
pub use reading::*;
pub use references::*;
pub use report::*;
pub use sanctions::*;
pub use shelf::*;
pub use simple::*;
pub use statistics::*;
pub use statistics_desk::*;
pub use upload::*;
pub use writing::*;

/// What is encoded in one segment of a path.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'&')
    .add(b'+')
    .add(b'=');

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

fn slugged(id: &str, slug: &str) -> String {
    if slug.is_empty() { id.to_owned() } else { format!("{id}-{}", encoded(slug)) }
}

/// Home.
pub fn home(l: Locale) -> String {
    format!("/{l}")
}

/// A section.
pub fn section(l: Locale, slug: &str) -> String {
    format!("/{l}/sections/{}", encoded(slug))
}

/// An article or procedure.
pub fn article(l: Locale, id: &ArticleId, slug: &str) -> String {
    format!("/{l}/a/{}", slugged(id.as_str(), slug))
}

/// Index of datasets.
pub fn statistics(l: Locale) -> String {
    format!("/{l}/statistics")
}

/// A dataset.
pub fn dataset(l: Locale, id: &DatasetId, slug: &str) -> String {
    format!("/{l}/statistics/{}", slugged(id.as_str(), slug))
}

/// Index of the library.
pub fn library(l: Locale) -> String {
    format!("/{l}/library")
}

/// A library item.
pub fn item(l: Locale, id: &ItemId, slug: &str) -> String {
    format!("/{l}/library/{}", slugged(id.as_str(), slug))
}

/// A library item, open for reading.
pub fn item_reading(l: Locale, id: &ItemId, slug: &str) -> String {
    format!("{}/read", item(l, id, slug))
}

/// A file of the library. The address carries the beginning of its hash: other bytes have another address.
pub fn media(id: &FileId, file_name: &str, sha256: &str) -> String {
    let version = sha256.get(..16).unwrap_or_default();
    format!("/media/{id}/{}?v={version}", encoded(file_name))
}

/// The same file, to be kept instead of shown.
pub fn media_download(id: &FileId, file_name: &str, sha256: &str) -> String {
    format!("{}&download=1", media(id, file_name, sha256))
}

/// The same file for whoever has this address, until its moment is over.
pub fn media_by_pass(id: &FileId, file_name: &str, sha256: &str, until: i64, seal: &str) -> String {
    format!("{}&until={until}&sig={seal}", media(id, file_name, sha256))
}

/// The cover of an item, with the ending of its form.
pub fn cover(id: &ItemId, ending: &str) -> String {
    format!("/media/cover/{id}.{ending}")
}

/// Forum index.
pub fn forum(l: Locale) -> String {
    format!("/{l}/forum")
}

/// A category.
pub fn category(l: Locale, slug: &str) -> String {
    format!("/{l}/forum/c/{}", encoded(slug))
}

/// A topic.
pub fn topic(l: Locale, id: &TopicId) -> String {
    format!("/{l}/forum/t/{id}")
}

/// A page of a topic, from 1.
pub fn topic_page(l: Locale, id: &TopicId, page: u64) -> String {
    if page <= 1 { topic(l, id) } else { format!("{}?page={page}", topic(l, id)) }
}

/// A post inside a known page of its topic.
pub fn post_on_page(l: Locale, topic: &TopicId, page: u64, post: &PostId) -> String {
    format!("{}#p-{post}", topic_page(l, topic, page))
}

/// The form for a new topic, filled with a refused one.
pub fn correct_topic(l: Locale, post: &PostId) -> String {
    format!("/{l}/forum/new?correct={post}")
}

/// The form for a reply, filled with a refused one.
pub fn correct_reply(l: Locale, topic: &TopicId, post: &PostId) -> String {
    format!("/{l}/forum/t/{topic}?correct={post}#reply")
}

/// A member's own contributions.
pub fn my_contributions(l: Locale) -> String {
    format!("/{l}/my/contributions")
}

/// A post inside its topic's page.
pub fn post(l: Locale, topic: &TopicId, post: &PostId) -> String {
    format!("/{l}/forum/t/{topic}#p-{post}")
}

/// The form for a new topic.
pub fn new_topic(l: Locale, category: &str) -> String {
    if category.is_empty() {
        format!("/{l}/forum/new")
    } else {
        format!("/{l}/forum/new?category={}", encoded(category))
    }
}

/// Registration.
pub fn join(l: Locale) -> String {
    format!("/{l}/join")
}

/// Sign-in; comes back to `next`, a path of this site.
pub fn sign_in(l: Locale, next: Option<&str>) -> String {
    let path = format!("/{l}/sign-in");
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// An address that comes back to `next`, a path of this site.
pub fn with_next(path: &str, next: &str) -> String {
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}next={}", encoded(next))
}

/// Before she goes to a provider: what it will learn.
pub fn provider(l: Locale, key: &str, next: Option<&str>) -> String {
    let path = format!("/{l}/sign-in/{}", encoded(key));
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// Off to a provider, and back to `next`.
pub fn go_to_provider(
    l: Locale,
    key: &str,
    purpose: domain::identity::provider::Purpose,
    next: Option<&str>,
) -> String {
    use domain::identity::provider::Purpose;
    let why = match purpose {
        Purpose::SignIn => "",
        Purpose::Link => "&link=1",
        Purpose::Confirm => "&confirm=1",
    };
    let path = format!("/auth/{}?l={l}{why}", encoded(key));
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// The first sign-in through a provider: a name and consent.
pub fn first_through_provider(l: Locale) -> String {
    format!("/{l}/join/provider")
}

/// Which providers open the account.
pub fn providers(l: Locale) -> String {
    format!("/{l}/account/providers")
}

/// Sign-out (a form posts to it).
pub fn sign_out(l: Locale) -> String {
    format!("/{l}/sign-out")
}

/// Back into an account with a recovery code.
pub fn recover(l: Locale) -> String {
    format!("/{l}/recover")
}

/// The account.
pub fn account(l: Locale) -> String {
    format!("/{l}/account")
}

/// The form for another passphrase.
pub fn change_passphrase(l: Locale) -> String {
    format!("/{l}/account/passphrase")
}

/// The form for a new sheet of recovery codes.
pub fn recovery_codes(l: Locale) -> String {
    format!("/{l}/account/recovery-codes")
}

/// Where she shows again that it is her; comes back to `next`, a path of this site.
pub fn confirm(l: Locale, next: &str) -> String {
    with_next(&format!("/{l}/account/confirm"), next)
}

/// The ways into the account, and what guards them.
pub fn security(l: Locale) -> String {
    format!("/{l}/account/security")
}

/// Her e-mail address, if she wants one.
pub fn email(l: Locale) -> String {
    format!("/{l}/account/email")
}

/// Deletes her e-mail address (a form posts to it).
pub fn remove_email(l: Locale) -> String {
    format!("/{l}/account/email/remove")
}

/// Asks for a link to a new passphrase.
pub fn reset(l: Locale) -> String {
    format!("/{l}/reset")
}

/// The link to a new passphrase.
pub fn reset_link(l: Locale, token: &str) -> String {
    format!("/{l}/reset/{}", encoded(token))
}

/// The link that proves that an address is hers.
pub fn verify_link(l: Locale, token: &str) -> String {
    format!("/{l}/email/verify/{}", encoded(token))
}

/// The link that stops everything to an address.
pub fn off_link(l: Locale, token: &str) -> String {
    format!("/{l}/email/off/{}", encoded(token))
}

/// The browsers that are signed in.
pub fn sessions(l: Locale) -> String {
    format!("/{l}/account/sessions")
}

/// What the portal keeps about her, hers to take along or to delete.
pub fn my_data(l: Locale) -> String {
    format!("/{l}/account/data")
}

/// Where the second step is set up; comes back to `next`, a path of this site.
pub fn two_step(l: Locale, next: Option<&str>) -> String {
    let path = format!("/{l}/account/two-step");
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// Where the second step is passed after the passphrase; comes back to `next`, a path of this site.
pub fn sign_in_code(l: Locale, next: Option<&str>) -> String {
    let path = format!("/{l}/sign-in/code");
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// An address with a query; empty values are left out.
pub fn with_pairs(path: &str, pairs: &[(&str, String)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The desk's list of members.
pub fn staff_members(l: Locale) -> String {
    format!("/{l}/desk/members")
}

/// A member, as the desk sees her.
pub fn staff_member(l: Locale, id: &MemberId) -> String {
    format!("/{l}/desk/members/{id}")
}

/// The categories for which administrators say what roles may do.
pub fn category_rules(l: Locale) -> String {
    format!("/{l}/desk/permissions")
}

/// What roles may do in one category.
pub fn category_rule(l: Locale, slug: &str) -> String {
    format!("/{l}/desk/permissions/{slug}")
}

/// The desk's list of invitations.
pub fn invitations(l: Locale) -> String {
    format!("/{l}/desk/invitations")
}

/// The page behind an invitation's link.
pub fn invitation(l: Locale, token: &str) -> String {
    format!("/{l}/invitation/{}", encoded(token))
}

/// Where the team is signed in.
pub fn staff_sessions(l: Locale) -> String {
    format!("/{l}/desk/sessions")
}

/// The configuration in force.
pub fn configuration(l: Locale) -> String {
    format!("/{l}/desk/configuration")
}

/// The audit log.
pub fn audit(l: Locale) -> String {
    format!("/{l}/desk/audit")
}

/// Asks for an export (a form posts to it).
pub fn ask_for_export(l: Locale) -> String {
    format!("/{l}/account/data/export")
}

/// Downloads an export (a form posts to it).
pub fn download_export(l: Locale) -> String {
    format!("/{l}/account/data/download")
}

/// Agrees to the texts in force (a form posts to it).
pub fn agree(l: Locale) -> String {
    format!("/{l}/account/data/consent")
}

/// Changes her mind about leaving (a form posts to it).
pub fn stay(l: Locale) -> String {
    format!("/{l}/account/data/stay")
}

/// One way out, explained, with its form.
pub fn leave(l: Locale, choice: domain::privacy::Choice) -> String {
    format!("/{l}/account/data/leave?choice={}", choice.as_str())
}

/// Back after having disappeared.
pub fn come_back(l: Locale) -> String {
    format!("/{l}/account/return")
}

/// The staff's desk.
pub fn desk(l: Locale) -> String {
    format!("/{l}/desk")
}

/// Search.
pub fn search(l: Locale) -> String {
    format!("/{l}/search")
}

/// Titles while she types, for a script.
pub fn search_suggest(l: Locale) -> String {
    format!("/{l}/search/suggest")
}

/// Search for a text, in one kind of result or in all.
pub fn search_for(l: Locale, query: &str, kind: Option<domain::search::Kind>) -> String {
    search_in(l, query, kind, None)
}

/// The same among texts in one language.
pub fn search_in(
    l: Locale,
    query: &str,
    kind: Option<domain::search::Kind>,
    language: Option<Locale>,
) -> String {
    if query.is_empty() {
        return search(l);
    }
    let kind = kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default();
    let language = language.map(|language| language.code().to_owned()).unwrap_or_default();
    with_pairs(&search(l), &[("q", query.to_owned()), ("type", kind), ("lang", language)])
}

/// A page of an address of results, from 1.
pub fn results_page(results: &str, page: usize) -> String {
    let sign = if results.contains('?') { '&' } else { '?' };
    if page > 1 { format!("{results}{sign}page={page}") } else { results.to_owned() }
}

/// The safety page.
pub fn safety(l: Locale) -> String {
    format!("/{l}/safety")
}

/// What is shown without a connection.
pub fn offline(l: Locale) -> String {
    format!("/{l}/offline")
}

/// The web app manifest.
pub fn manifest(l: Locale) -> String {
    format!("/{l}/manifest.webmanifest")
}

/// The service worker, which keeps the offline page of one language.
pub fn worker(l: Locale) -> String {
    format!("/sw.js?l={l}")
}

/// About the portal.
pub fn about(l: Locale) -> String {
    format!("/{l}/about")
}

/// Rules of the forum.
pub fn terms(l: Locale) -> String {
    format!("/{l}/terms")
}

/// Another standing page, by its name (`moderation`, `glossary`).
pub fn standing(l: Locale, name: &str) -> String {
    format!("/{l}/{name}")
}

/// What is stored, and how to remove it.
pub fn privacy(l: Locale) -> String {
    format!("/{l}/privacy")
}

/// The emergency exit.
pub const EXIT: &str = "/exit";

/// A path of this site that a form or link asked to come back to; anything else is refused.
pub fn safe_next(text: &str) -> Option<&str> {
    let fine = text.starts_with('/')
        && !text.starts_with("//")
        && text.len() <= 300
        && text.chars().all(|c| !c.is_control() && c != '\\' && c != '@' && !c.is_whitespace())
        && Locale::ALL.iter().any(|l| {
            text.strip_prefix('/')
                .and_then(|rest| rest.strip_prefix(l.code()))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest.starts_with('?'))
        });
    fine.then_some(text)
}

/// The same path under another language's prefix.
pub fn in_language(path: &str, l: Locale) -> String {
    for from in Locale::ALL {
        if let Some(rest) = path.strip_prefix('/').and_then(|rest| rest.strip_prefix(from.code()))
            && (rest.is_empty() || rest.starts_with('/'))
        {
            return format!("/{l}{rest}");
        }
    }
    home(l)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_only_to_this_site() {
        for fine in ["/ar", "/fr/forum", "/en/forum/t/abcd1234", "/ar/forum/new?category=unions"] {
            assert_eq!(safe_next(fine), Some(fine));
        }
        for bad in [
            "",
            "ar",
            "//evil.example",
            "/\\evil",
            "/evil",
            "https://evil.example",
            "/ar\r\nX: y",
            "/ar/../..\\",
            "/arx",
            "/ar/ x",
            "/ar@evil",
        ] {
            assert_eq!(safe_next(bad), None, "{bad}");
        }
    }

    #[test]
    fn switches_language_in_place() {
        assert_eq!(in_language("/ar/forum/c/unions", Locale::Fr), "/fr/forum/c/unions");
        assert_eq!(in_language("/ar", Locale::En), "/en");
        assert_eq!(in_language("/archive", Locale::En), "/en");
    }
}
