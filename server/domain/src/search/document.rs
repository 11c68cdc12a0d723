//! What can be found, and how it comes into the index and out of it again.

use contract::Locale;
use entity::search::search_document;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use sha2::{Digest, Sha256};

use super::{
    analyse::{ANALYSER_VERSION, analyse},
    index::{self, Tokens},
    spots::{self, Stretch, VOLUMES},
};
use crate::{
    DomainResult,
    library::{Reach, Readers},
};

/// Longest text of one document that is indexed, in characters. What is longer in the library comes in parts
/// ([`volume`]), each found by itself.
pub(super) const BODY_MAX: usize = 200_000;

/// What stands behind the identifier of a text that takes the place of another one at its time: both are in the index,
/// each with its own dates.
pub(crate) const NEXT: &str = "~next";

/// The name under which a part of a long text stands, from 0: the thing's own, then `id~2` and on.
pub(super) fn volume(id: &str, part: usize) -> String {
    if part == 0 { id.to_owned() } else { format!("{id}~{}", part + 1) }
}

/// Every name under which a thing may stand in the index.
pub(crate) fn names(id: &str) -> impl Iterator<Item = String> {
    (0..VOLUMES).map(move |part| volume(id, part)).chain([format!("{id}{NEXT}")])
}

/// The thing that stands under a name.
pub(super) fn thing(name: &str) -> &str {
    name.split_once('~').map_or(name, |(id, _)| id)
}

/// What kind of thing is found; results are grouped by it, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An article or procedure.
    Article,
    /// A standing page: safety, about, rules, privacy.
    Page,
    /// An organisation that helps.
    Organisation,
    /// A library item.
    Item,
    /// A dataset.
    Dataset,
    /// A forum topic.
    Topic,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Article, Self::Page, Self::Organisation, Self::Item, Self::Dataset, Self::Topic];

    /// As stored, and as a value in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Page => "page",
            Self::Item => "item",
            Self::Dataset => "dataset",
            Self::Topic => "topic",
            Self::Organisation => "organisation",
        }
    }

    /// Reads a stored kind.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One thing in one language, as everybody may read it, or every member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// Its identifier in its own room.
    pub target_id: String,
    /// Language of the text; nothing when it is none of the three.
    pub locale: Option<Locale>,
    /// Readable part of its address; empty where there is none.
    pub slug: String,
    /// Slug of its section.
    pub section: Option<String>,
    /// Title as written.
    pub title: String,
    /// Text as written, without markup.
    pub body: String,
    /// Places in the text that can be gone to, in order.
    pub spots: Vec<Stretch>,
    /// From when to when it is found, in UTC milliseconds; nothing: always.
    pub window: (Option<i64>, Option<i64>),
    /// Who finds it.
    pub reach: Reach,
}

impl Document {
    /// A sign of all that stands in the index for it, and of the analyser.
    pub(super) fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(ANALYSER_VERSION.to_le_bytes());
        let section = self.section.as_deref().unwrap_or("-");
        for part in [self.slug.as_str(), section, &self.title, &self.body] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        if self.window != (None, None) {
            hash.update(format!("{:?}", self.window));
        }
        if self.reach != Reach::Everybody {
            hash.update(self.reach.as_str());
        }
        if !self.spots.is_empty() {
            hash.update(spots::stored(&self.spots));
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A language as stored: BCP-47, `und` for what is none of the three.
pub(super) fn language(locale: Option<Locale>) -> &'static str {
    locale.map_or("und", Locale::code)
}

/// Puts a document into the index in the caller's transaction, in place of what stood there for the same thing
/// and language. Tells whether anything changed. Only what everybody may read may be put, or, marked so, every
/// member.
pub async fn put<C: ConnectionTrait>(tx: &C, document: &Document) -> DomainResult<bool> {
    let digest = document.digest();
    let known = search_document::Entity::find()
        .select_only()
        .column(search_document::Column::Digest)
        .filter(search_document::Column::Kind.eq(document.kind.as_str()))
        .filter(search_document::Column::TargetId.eq(&document.target_id))
        .filter(search_document::Column::Locale.eq(language(document.locale)))
        .into_tuple::<String>()
        .one(tx)
        .await?;
    if known.is_some_and(|known| known == digest) {
        return Ok(false);
    }
    // PostgreSQL keeps no NUL in a text; nobody sees that it is missing.
    let title = document.title.replace('\0', "");
    let body: String = document.body.chars().filter(|c| *c != '\0').take(BODY_MAX).collect();
    let marks = [document.kind.as_str(), language(document.locale)];
    let tokens = Tokens::new(&analyse(&title), &analyse(&body), &marks);
    let row = search_document::ActiveModel {
        doc: NotSet,
        kind: Set(document.kind.as_str().to_owned()),
        target_id: Set(document.target_id.clone()),
        locale: Set(language(document.locale).to_owned()),
        slug: Set(document.slug.clone()),
        section: Set(document.section.clone()),
        title: Set(title),
        body_plain: Set(body),
        digest: Set(digest),
        visible_from: Set(document.window.0),
        visible_to: Set(document.window.1),
        reach: Set(document.reach.as_str().to_owned()),
        spots: Set(spots::stored(&document.spots)),
    };
    let in_place_of = OnConflict::columns([
        search_document::Column::Kind,
        search_document::Column::TargetId,
        search_document::Column::Locale,
    ])
    .update_columns([
        search_document::Column::Slug,
        search_document::Column::Section,
        search_document::Column::Title,
        search_document::Column::BodyPlain,
        search_document::Column::Digest,
        search_document::Column::VisibleFrom,
        search_document::Column::VisibleTo,
        search_document::Column::Reach,
        search_document::Column::Spots,
    ])
    .to_owned();
    let row = search_document::Entity::insert(row).on_conflict(in_place_of).exec_with_returning(tx).await?;
    let index = index::of(tx.get_database_backend());
    tx.execute_raw(index.erase(row.doc)).await?;
    tx.execute_raw(index.write(row.doc, &tokens)).await?;
    Ok(true)
}

/// That a row of the index may be shown to everybody now: what has dates is in it before its time, and after, and so is
/// what members alone may find.
pub(crate) fn open_now(now: i64) -> sea_orm::Condition {
    open_to(now, Readers::Web)
}

/// The same for those who read.
pub(crate) fn open_to(now: i64, readers: Readers) -> sea_orm::Condition {
    let reaches = readers.reaches().iter().map(|one| one.as_str());
    in_time(now).add(search_document::Column::Reach.is_in(reaches))
}

fn in_time(now: i64) -> sea_orm::Condition {
    use search_document::Column::{VisibleFrom, VisibleTo};
    sea_orm::Condition::all()
        .add(sea_orm::Condition::any().add(VisibleFrom.is_null()).add(VisibleFrom.lte(now)))
        .add(sea_orm::Condition::any().add(VisibleTo.is_null()).add(VisibleTo.gt(now)))
}

/// Takes a thing out of the index, in every language, with all its parts, in the caller's transaction. Tells whether it
/// was there.
pub async fn remove<C: ConnectionTrait>(tx: &C, kind: Kind, target_id: &str) -> DomainResult<bool> {
    let rows = standing(tx, kind, target_id).await?;
    for (doc, ..) in &rows {
        erase(tx, *doc).await?;
    }
    Ok(!rows.is_empty())
}

/// Rows of a thing: number, name, language.
async fn standing<C: ConnectionTrait>(
    tx: &C,
    kind: Kind,
    target_id: &str,
) -> DomainResult<Vec<(i32, String, String)>> {
    let rows = search_document::Entity::find()
        .select_only()
        .columns([
            search_document::Column::Doc,
            search_document::Column::TargetId,
            search_document::Column::Locale,
        ])
        .filter(search_document::Column::Kind.eq(kind.as_str()))
        .filter(search_document::Column::TargetId.is_in(names(target_id)))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows)
}

/// Takes out of the index what stands there for a thing (languages, parts, what was to come) and is not among its
/// documents any more.
pub(super) async fn retain<C: ConnectionTrait>(
    tx: &C,
    kind: Kind,
    target_id: &str,
    documents: &[Document],
) -> DomainResult<()> {
    let kept = |name: &str, locale: &str| {
        documents.iter().any(|one| one.target_id == name && language(one.locale) == locale)
    };
    for (doc, name, locale) in standing(tx, kind, target_id).await? {
        if !kept(&name, &locale) {
            erase(tx, doc).await?;
        }
    }
    Ok(())
}

/// Takes one row out, tokens first.
pub(super) async fn erase<C: ConnectionTrait>(tx: &C, doc: i32) -> DomainResult<()> {
    let index = index::of(tx.get_database_backend());
    tx.execute_raw(index.erase(doc)).await?;
    search_document::Entity::delete_by_id(doc).exec(tx).await?;
    Ok(())
}
