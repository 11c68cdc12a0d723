//! What can be read inside an item of the library, each stretch with the place where it is read.

use contract::Tongue;
use entity::library::{blob, file, item};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{Body, Landing, Spot, plain_text};
use crate::{
    DomainResult, Services,
    library::{self, FileRole, blobs, book, captions, pages},
    markup,
};

/// Longest text of an item that is looked through.
const TEXT_LIMIT: u64 = 2 * 1024 * 1024;

/// Roles of texts, those that say it best first: what stands in an earlier one is not looked for in a later one. A page
/// in the browser comes before the book and the pages as printed, words with their moments before words without.
const TEXTS: [FileRole; 5] =
    [FileRole::Html, FileRole::Epub, FileRole::Pdf, FileRole::Captions, FileRole::Transcript];
/// Where among them what is said in recordings begins.
const SAID: usize = 3;

/// From when to when a file is given; nothing: as its item is.
type Window = (Option<i64>, Option<i64>);

/// The window of files without dates of their own.
pub(super) const AS_THE_ITEM: Window = (None, None);

/// What an item says in those of its files that have the same dates: each such part stands in the index with its own.
pub(super) struct Inside {
    /// The dates.
    pub window: Window,
    /// Texts with their languages.
    pub texts: Vec<(String, Body)>,
    /// Its recordings that are given then.
    pub heard: Heard,
    /// Whether what its recordings are about is found then: not before one of them is given.
    pub parts: bool,
}

/// Recordings of an item with their languages: films first, as its page shows them.
pub(super) struct Heard(Vec<(FileRole, String)>);

impl Heard {
    /// Where a second is heard: in the recording of this language, else in the first.
    pub fn moment(&self, language: &str, second: i32) -> Option<Landing> {
        let own = self.0.iter().find(|(_, spoken)| spoken == language);
        let (role, spoken) = own.or(self.0.first())?;
        let second = u32::try_from(second).ok()?;
        let spot = if *role == FileRole::Video { Spot::Watch(second) } else { Spot::Listen(second) };
        Some(Landing { spot, language: spoken.parse().ok()? })
    }
}

/// A file of an item.
struct File {
    id: String,
    sha256: String,
    role: FileRole,
    language: String,
    size: u64,
    window: Window,
    /// It is whole, and who speaks in it agreed to it; what is not says nothing.
    told: bool,
    /// A recording as it was brought: nobody plays it here.
    brought: bool,
}

/// What can be read in an item: books to read in the browser, pages of PDFs that can be read, captions, transcripts. A
/// file that cannot be opened is left out and told in the log: the item is still found by what describes it. What has no dates
/// of its own comes first, and always.
pub(super) async fn of<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    item: &item::Model,
) -> DomainResult<Vec<Inside>> {
    let files = files(db, item).await?;
    let of_role = |role: FileRole| files.iter().filter(move |file| file.role == role);
    let recordings: Vec<&File> = of_role(FileRole::Video).chain(of_role(FileRole::Audio)).collect();
    // Those that are not told count: what is closed does not open by being damaged. Where none can be played, those that
    // were brought are what the parts are of.
    let mut parted: Vec<Window> = recordings.iter().map(|file| file.window).collect();
    if parted.is_empty() {
        parted.extend(files.iter().filter(|file| file.brought).map(|file| file.window));
    }
    let all_dated = !parted.is_empty() && !parted.contains(&AS_THE_ITEM);
    let mut windows = vec![AS_THE_ITEM];
    for file in &files {
        if !windows.contains(&file.window) {
            windows.push(file.window);
        }
    }
    let mut all = Vec::new();
    for window in windows {
        let given = recordings
            .iter()
            .filter(|file| file.told && (file.window == AS_THE_ITEM || file.window == window));
        let heard = Heard(given.map(|file| (file.role, file.language.clone())).collect());
        let parts = if all_dated { parted.contains(&window) } else { window == AS_THE_ITEM };
        let those: Vec<&File> = files.iter().filter(|file| file.told && file.window == window).collect();
        let texts = texts(services, db, &those, &heard).await?;
        all.push(Inside { window, texts, heard, parts });
    }
    Ok(all)
}

/// Texts of files with their languages.
async fn texts<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    files: &[&File],
    heard: &Heard,
) -> DomainResult<Vec<(String, Body)>> {
    let mut texts: Vec<(String, Body)> = Vec::new();
    // What was read: where it stands among the roles, and its language.
    let mut done: Vec<(usize, &str)> = Vec::new();
    for (at, role) in TEXTS.into_iter().enumerate() {
        for file in files.iter().filter(|file| file.role == role) {
            let same = |one: &&(usize, &str)| one.1 == file.language && (one.0 < SAID) == (at < SAID);
            let before = done.iter().find(same);
            if before.is_some_and(|(other, _)| *other != at) {
                continue;
            }
            let mut body = read(services, db, file, heard).await?;
            if body.text.is_empty() {
                continue;
            }
            // The page opens the first file of a language alone.
            if before.is_some() {
                body.spots.clear();
            }
            done.push((at, file.language.as_str()));
            texts.push((file.language.clone(), body));
        }
    }
    Ok(texts)
}

/// Identifier, hash, role, language, dates, bytes, what they are, since when they are damaged.
type FileRow = (String, String, String, String, Option<i64>, Option<i64>, i64, String, Option<i64>);

async fn files<C: ConnectionTrait>(db: &C, item: &item::Model) -> DomainResult<Vec<File>> {
    let rows: Vec<FileRow> = file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::Sha256, file::Column::Role, file::Column::Language])
        .columns([file::Column::VisibleFrom, file::Column::VisibleTo])
        .columns([blob::Column::Size, blob::Column::MediaType, blob::Column::BadSince])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(item.id.as_str()))
        .order_by_asc(file::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    let file = |(id, sha256, role, language, from, to, size, media, bad_since): FileRow| {
        let role = FileRole::parse(&role)?;
        // What is damaged is not what the item says, and of some testimonies only the words may be given.
        let told = bad_since.is_none() && (!item.text_only || library::WORDS.contains(&role));
        let size = u64::try_from(size).unwrap_or_default();
        let brought = role == FileRole::Original && library::is_recording(&media);
        Some(File { id, sha256, role, language, size, window: (from, to), told, brought })
    };
    Ok(rows.into_iter().filter_map(file).collect())
}

/// What a file says; nothing when it cannot be opened.
async fn read<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    file: &File,
    heard: &Heard,
) -> DomainResult<Body> {
    let mut body = Body::default();
    let language: Option<Tongue> = file.language.parse().ok();
    let at = |spot: Spot| language.map(|language| Landing { spot, language });
    match file.role {
        FileRole::Pdf => {
            for (page, text) in pages::indexed(db, &file.id).await? {
                body.push(&text, at(Spot::Page(page)));
            }
            return Ok(body);
        }
        FileRole::Epub => {
            match book::texts(services, &file.sha256, file.size).await {
                Ok(chapters) => {
                    for (number, text) in chapters.into_iter().flatten() {
                        body.push(&text, at(Spot::Chapter(number)));
                    }
                }
                Err(error) => {
                    tracing::warn!(file = file.id, cause = ?error.source, "a book cannot be indexed")
                }
            }
            return Ok(body);
        }
        _ => {}
    }
    let source = match blobs::read_text_within(services, &file.sha256, TEXT_LIMIT).await {
        Ok(source) => source,
        Err(error) => {
            tracing::warn!(file = file.id, cause = ?error.source, "a text cannot be indexed");
            return Ok(body);
        }
    };
    match file.role {
        FileRole::Html => {
            for (anchor, text) in library::stretches(&markup::book(&source)) {
                body.push(&text, anchor.map(Spot::Heading).and_then(at));
            }
        }
        FileRole::Captions => match captions::parse_vtt(&source) {
            Ok(read) => {
                for cue in &read.cues {
                    let second = i32::try_from(cue.start / 1000).unwrap_or(i32::MAX);
                    // Where nothing is to be heard, what is said is read.
                    let said = || at(Spot::Said(u32::try_from(second).unwrap_or_default()));
                    let text = cue.plain();
                    if !text.is_empty() {
                        body.push(&text, heard.moment(&file.language, second).or_else(said));
                    }
                }
            }
            Err(error) => tracing::warn!(file = file.id, %error, "captions cannot be indexed"),
        },
        _ => body.push(&plain_text(&markup::article(&source)), None),
    }
    Ok(body)
}
