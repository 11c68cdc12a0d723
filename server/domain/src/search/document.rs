//! What can be found, and how it comes into the index and out of it again.

use contract::Locale;
use entity::search::search_document;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
};
use sha2::{Digest, Sha256};

use super::{
    analyse::{ANALYSER_VERSION, analyse},
    index::{self, Tokens},
};
use crate::DomainResult;

/// Longest text of one document that is indexed, in characters. Whatever is longer comes in parts one day
/// (pages, chapters), each found by itself.
const BODY_MAX: usize = 200_000;

/// What kind of thing is found; results are grouped by it, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An article or procedure.
    Article,
    /// A standing page: safety, about, rules, privacy.
    Page,
    /// A library item.
    Item,
    /// A dataset.
    Dataset,
    /// A forum topic.
    Topic,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Article, Self::Page, Self::Item, Self::Dataset, Self::Topic];

    /// As stored, and as a value in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Page => "page",
            Self::Item => "item",
            Self::Dataset => "dataset",
            Self::Topic => "topic",
        }
    }

    /// Reads a stored kind.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One thing in one language, as everybody may read it.
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
}

impl Document {
    fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(ANALYSER_VERSION.to_le_bytes());
        let section = self.section.as_deref().unwrap_or("-");
        for part in [self.slug.as_str(), section, &self.title, &self.body] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A language as stored: BCP-47, `und` for what is none of the three.
pub(super) fn language(locale: Option<Locale>) -> &'static str {
    locale.map_or("und", Locale::code)
}

/// Puts a document into the index in the caller's transaction, in place of what stood there for the same thing
/// and language. Tells whether anything changed. Only what everybody may read may be put.
pub async fn put<C: ConnectionTrait>(tx: &C, document: &Document) -> DomainResult<bool> {
    let digest = document.digest();
    let existing = search_document::Entity::find()
        .filter(search_document::Column::Kind.eq(document.kind.as_str()))
        .filter(search_document::Column::TargetId.eq(&document.target_id))
        .filter(search_document::Column::Locale.eq(language(document.locale)))
        .one(tx)
        .await?;
    if existing.as_ref().is_some_and(|row| row.digest == digest) {
        return Ok(false);
    }
    // PostgreSQL keeps no NUL in a text; nobody sees that it is missing.
    let title = document.title.replace('\0', "");
    let body: String = document.body.chars().filter(|c| *c != '\0').take(BODY_MAX).collect();
    let tokens = Tokens::new(&analyse(&title), &analyse(&body));
    let mut row = search_document::ActiveModel {
        doc: NotSet,
        kind: Set(document.kind.as_str().to_owned()),
        target_id: Set(document.target_id.clone()),
        locale: Set(language(document.locale).to_owned()),
        slug: Set(document.slug.clone()),
        section: Set(document.section.clone()),
        title: Set(title),
        body_plain: Set(body),
        digest: Set(digest),
    };
    let index = index::of(tx.get_database_backend());
    let doc = match existing {
        Some(old) => {
            tx.execute_raw(index.erase(old.doc)).await?;
            row.doc = Set(old.doc);
            row.update(tx).await?.doc
        }
        None => row.insert(tx).await?.doc,
    };
    tx.execute_raw(index.write(doc, &tokens)).await?;
    Ok(true)
}

/// Takes a thing out of the index, in every language, in the caller's transaction. Tells whether it was there.
pub async fn remove<C: ConnectionTrait>(tx: &C, kind: Kind, target_id: &str) -> DomainResult<bool> {
    let rows = search_document::Entity::find()
        .filter(search_document::Column::Kind.eq(kind.as_str()))
        .filter(search_document::Column::TargetId.eq(target_id))
        .all(tx)
        .await?;
    for row in &rows {
        erase(tx, row.doc).await?;
    }
    Ok(!rows.is_empty())
}

/// Takes one row out, tokens first.
pub(super) async fn erase<C: ConnectionTrait>(tx: &C, doc: i32) -> DomainResult<()> {
    let index = index::of(tx.get_database_backend());
    tx.execute_raw(index.erase(doc)).await?;
    search_document::Entity::delete_by_id(doc).exec(tx).await?;
    Ok(())
}
