//! Whether the content that ships is whole: its counts, languages, sources, days, footnotes and links. It reads files
//! and no database. The rules find faults in any tree, so that the tests can plant each and see it found.

mod planted;
mod rules;
mod topics;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{LazyLock, Mutex, PoisonError},
};

use chrono::NaiveDate;
use contract::{Locale, Section};

use super::{
    document::Kind,
    front_matter::{self, ContentFile},
    seed::FOLDERS,
};
use crate::statistics::{self, catalogue::Catalogue};

/// Standing pages: about, who moderates and when, the rules of the forum, safety, personal data, accessibility, how
/// to cite, words explained, first steps at a computer; what forms are for. The directory of organisations is a room of
/// its own.
const PAGES: [&str; 16] = [
    "about",
    "accessibility",
    "cite",
    "firststeps",
    "glossary",
    "howask",
    "howjoin",
    "howprivate",
    "howreceipt",
    "howrecover",
    "howreport",
    "howsignin",
    "moderation",
    "privacy",
    "safety",
    "terms",
];

/// Rooms to which texts lead; `server/tests/all/content.rs` opens each.
const ROOMS: [&str; 8] = [
    "announcements",
    "forum",
    "library",
    "messages",
    "organisations",
    "search",
    "statistics",
    "transparency",
];

/// Files of `migrations/content`, by path.
#[derive(Clone)]
struct Tree(BTreeMap<String, String>);

/// A text in one language.
struct Piece {
    path: String,
    locale: Locale,
    id: String,
    kind: Kind,
    file: ContentFile,
}

impl Piece {
    /// Whether it stands in a section, beside its introduction.
    fn is_of_section(&self) -> bool {
        matches!(self.kind, Kind::Article | Kind::Procedure)
    }

    /// The address at which readers find it.
    fn address(&self) -> String {
        let (locale, id) = (self.locale, &self.id);
        let slug = self.file.head.slug.as_deref().unwrap_or_default();
        match self.kind {
            Kind::Article | Kind::Procedure => format!("/{locale}/a/{id}-{slug}"),
            Kind::Section => format!("/{locale}/sections/{slug}"),
            Kind::Page => format!("/{locale}/{id}"),
        }
    }
}

impl Tree {
    fn shipped() -> Self {
        let mut files = BTreeMap::new();
        for locale in Locale::ALL {
            for (folder, _) in FOLDERS {
                let dir = migrations::CONTENT.get_dir(format!("{locale}/{folder}"));
                for file in dir.into_iter().flat_map(|dir| dir.files()) {
                    let text = file.contents_utf8().unwrap_or_default();
                    files.insert(file.path().display().to_string(), text.to_owned());
                }
            }
        }
        Self(files)
    }

    /// Every text that can be read; the others are faults.
    fn pieces(&self) -> (Vec<Piece>, Vec<String>) {
        let (mut pieces, mut faults) = (Vec::new(), Vec::new());
        for (path, text) in &self.0 {
            let mut parts = path.split('/');
            let locale = parts.next().and_then(|code| code.parse::<Locale>().ok());
            let folder =
                parts.next().and_then(|name| FOLDERS.into_iter().find(|(folder, _)| *folder == name));
            let stem = parts.next().and_then(|name| name.strip_suffix(".md"));
            let (Some(locale), Some((_, default_kind)), Some(stem)) = (locale, folder, stem) else {
                faults.push(format!("{path}: is no text"));
                continue;
            };
            match parsed(text) {
                Ok(file) => pieces.push(Piece {
                    path: path.clone(),
                    locale,
                    id: file.head.id.clone().unwrap_or_else(|| stem.replace('-', "")),
                    kind: file.head.kind.unwrap_or(default_kind),
                    file,
                }),
                Err(error) => faults.push(format!("{path}: {error}")),
            }
        }
        (pieces, faults)
    }
}

/// Everything that is wrong with a tree, as sentences that name the file.
fn faults(tree: &Tree, today: NaiveDate) -> Vec<String> {
    let (pieces, mut faults) = tree.pieces();
    let known = addresses(&pieces);
    for piece in &pieces {
        rules::piece(piece, today, &mut faults);
        rules::notes(piece, &mut faults);
        rules::links(piece, &known, &mut faults);
    }
    rules::languages(&pieces, &mut faults);
    rules::sections(&pieces, &mut faults);
    rules::pages(&pieces, &mut faults);
    topics::covered(&pieces, &mut faults);
    faults
}

/// A file, read once however many trees it stands in.
fn parsed(text: &str) -> Result<ContentFile, String> {
    static READ: LazyLock<Mutex<HashMap<String, Result<ContentFile, String>>>> =
        LazyLock::new(Mutex::default);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = read.get(text) {
        return known.clone();
    }
    let file = front_matter::parse(text).map_err(|error| error.to_string());
    read.insert(text.to_owned(), file.clone());
    file
}

/// Every address to which a text may lead.
fn addresses(pieces: &[Piece]) -> BTreeSet<String> {
    static CATALOGUE: LazyLock<Catalogue> =
        LazyLock::new(|| Catalogue::shipped().expect("a catalogue of figures"));
    let mut known: BTreeSet<String> = pieces.iter().map(Piece::address).collect();
    for locale in Locale::ALL {
        known.extend(ROOMS.iter().map(|room| format!("/{locale}/{room}")));
        known.extend(Section::ALL.iter().map(|section| format!("/{locale}/forum/c/{}", section.slug())));
        known.extend(CATALOGUE.datasets.iter().map(|dataset| {
            format!("/{locale}/statistics/{}-{}", dataset.id, statistics::text(&dataset.slug, locale))
        }));
    }
    known
}
