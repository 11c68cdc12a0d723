//! What readers get.

use contract::{
    Locale, Section, Tongue,
    ids::{FileId, ItemId},
};

use super::{
    record::Record,
    segments::Segment,
    shelf_feed::Choice,
    words::{AgentRole, FileRole, Having, Kind, RelationKind},
};
use crate::markup::SafeHtml;

/// Facets that a guest may choose together: without a bound, who follows every link follows them without end.
pub const FACETS_MOST: usize = 2;

/// A text with the language it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localised {
    /// Language.
    pub locale: Locale,
    /// Text.
    pub text: String,
}

/// An item in a list, in the best language there is for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemCard {
    /// Identifier.
    pub id: ItemId,
    /// Kind.
    pub kind: Kind,
    /// Section.
    pub section: Option<Section>,
    /// Language of title and summary; differs from the reader's when hers is missing.
    pub locale: Locale,
    /// Slug in that language.
    pub slug: String,
    /// Title.
    pub title: String,
    /// A few sentences.
    pub summary: String,
    /// Title on the cover: in the item's own language when it has only one.
    pub cover: Localised,
    /// Languages of the content, the main one first.
    pub languages: Vec<Tongue>,
    /// Time to read or listen.
    pub minutes: Option<u32>,
    /// Bytes of the main file.
    pub size: u64,
    /// The picture that was made for its cover; without one it is drawn.
    pub picture: Option<CardPicture>,
    /// A file of it is not given now; time, size and picture are those of the others.
    pub closed: bool,
}

/// The picture of a cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardPicture {
    /// Points.
    pub width: u32,
    /// Points.
    pub height: u32,
    /// Whether the WebP is smaller than the JPEG.
    pub lean: bool,
}

/// Somebody who had a hand in an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// What she, he or it did.
    pub role: AgentRole,
    /// Name.
    pub name: Localised,
}

/// A file of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// Identifier.
    pub id: FileId,
    /// What it is for.
    pub role: FileRole,
    /// Language of the content.
    pub language: Tongue,
    /// Name to keep it under.
    pub file_name: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Duration.
    pub seconds: Option<u32>,
    /// Length of a text.
    pub words: Option<u32>,
    /// Media type.
    pub media_type: String,
    /// What a picture shows, in the language of the file.
    pub alt: Option<String>,
    /// How loud a recording is, moment by moment: two hexadecimal digits each.
    pub peaks: Option<String>,
}

/// A file of an item that opens later. Neither its name nor its length is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// What it is for.
    pub role: FileRole,
    /// Language of the content.
    pub language: Tongue,
    /// ISO day on which it opens.
    pub day: String,
    /// Why not before, in the words of the library.
    pub reason: Option<String>,
}

/// What is said in a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    /// Language.
    pub language: Tongue,
    /// Text.
    pub html: SafeHtml,
}

/// Everything about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Title, summary, kind.
    pub card: ItemCard,
    /// Slug in each language in which the item is described.
    pub described_in: Vec<(Locale, String)>,
    /// Who made it, in order.
    pub agents: Vec<Agent>,
    /// Files, the reader's language first.
    pub files: Vec<FileInfo>,
    /// Files that open later.
    pub coming: Vec<Coming>,
    /// What the recordings say.
    pub transcripts: Vec<Transcript>,
    /// Parts of the recording.
    pub segments: Vec<Segment>,
    /// Other editions of the same work.
    pub editions: Vec<ItemCard>,
    /// What it has to do with others.
    pub relations: Vec<(RelationKind, Related)>,
    /// What others say of themselves and it.
    pub inverse: Vec<(RelationKind, ItemCard)>,
    /// The whole record, in every language.
    pub record: Record,
}

/// The other end of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Related {
    /// Another item that everybody sees.
    Item(Box<ItemCard>),
    /// Something elsewhere.
    Url(String),
}

/// What a reader wants to see of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only with content in this language.
    pub language: Option<Tongue>,
    /// Only about this subject, by its identifier.
    pub subject: Option<String>,
    /// Only what stands in this collection, by its place in addresses.
    pub collection: Option<String>,
    /// Only what first appeared in the ten years that begin with this one.
    pub decade: Option<i32>,
    /// Only what has this.
    pub having: Option<Having>,
    /// Page, from 0.
    pub page: u32,
    /// Whoever is signed in may narrow down as far as there is something to choose.
    pub deep: bool,
}

impl Filter {
    /// Whether everything is wanted, from the beginning.
    pub fn is_whole(&self) -> bool {
        self.depth() == 0 && self.page == 0
    }

    /// How many facets are chosen.
    pub fn depth(&self) -> usize {
        [
            self.kind.is_some(),
            self.language.is_some(),
            self.subject.is_some(),
            self.collection.is_some(),
            self.decade.is_some(),
            self.having.is_some(),
        ]
        .into_iter()
        .filter(|chosen| *chosen)
        .count()
    }

    /// Whether it goes further than whoever asks may go.
    pub fn is_too_deep(&self) -> bool {
        !self.deep && self.depth() > FACETS_MOST
    }

    /// Whether more may be chosen.
    pub(super) fn may_go_on(&self) -> bool {
        self.deep || self.depth() < FACETS_MOST
    }
}

/// A collection or subject to narrow down to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name in addresses.
    pub name: String,
    /// What it is called.
    pub label: Localised,
    /// Items that it leaves, beside what else was chosen.
    pub count: u64,
}

/// What there is to filter by, each with the items that it leaves beside what else was chosen; nothing to choose where
/// no more may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Items that pass the filter.
    pub total: u64,
    /// Kinds.
    pub kinds: Vec<Choice<Kind>>,
    /// Languages.
    pub languages: Vec<Choice<Tongue>>,
    /// First years of decades, the latest first.
    pub decades: Vec<Choice<i32>>,
    /// What they have.
    pub having: Vec<Choice<Having>>,
    /// Subjects that have no parts, those with most items first.
    pub subjects: Vec<Named>,
    /// Collections, those with most items first.
    pub collections: Vec<Named>,
    /// Name of the subject that was asked for, if there is one.
    pub subject: Option<Localised>,
    /// Name of the collection that was asked for, if there is one.
    pub collection: Option<Localised>,
}

/// A collection with its items in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionShelf {
    /// Identifier.
    pub id: String,
    /// Its place in addresses.
    pub slug: String,
    /// Language of title and summary.
    pub locale: Locale,
    /// Title.
    pub title: String,
    /// A few sentences.
    pub summary: String,
    /// Items.
    pub items: Vec<ItemCard>,
}

/// The library's first page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// What can be filtered by.
    pub facets: Facets,
    /// Collections; none when something is filtered.
    pub collections: Vec<CollectionShelf>,
    /// Items outside the collections above, or those that pass the filter.
    pub items: Vec<ItemCard>,
    /// Whether a further page follows.
    pub more: bool,
}
