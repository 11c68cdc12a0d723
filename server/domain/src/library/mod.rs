//! The room `library`: books, documents and recordings that may be kept and passed on.
//!
//! An item is described in up to three languages and has files; a file stands on a blob, whose bytes lie in the
//! blob store under the hash of their content. Bytes are always stored before the row that names them.
//!
//! An item lives: draft, published, taken back, withdrawn, erased ([`ItemState`]). `list::visible` is the one predicate
//! of what the world sees.

mod attach;
pub mod bag;
pub mod batch;
pub mod blobs;
pub mod book;
pub mod captions;
pub mod citation;
mod columns;
mod create;
mod delivery;
mod describe;
mod desk;
mod detach;
mod edit;
mod editions;
mod embargo;
mod erase;
pub mod fixity;
pub mod harvest;
mod identifier;
mod item;
mod life;
mod list;
mod manifest;
mod manifest_check;
mod model;
mod publish;
mod readiness;
mod reading;
mod reading_list;
mod record;
mod record_form;
mod records;
mod seed;
mod seed_rows;
mod segments;
mod sheet;
pub mod shelf_feed;
mod slug;
mod transcript;
mod unpublish;
pub mod upload;
mod withdraw;
mod words;
mod write;

pub use attach::{Attachment, attach};
pub use create::create;
pub use delivery::{FileDelivery, file};
pub use describe::describe;
pub use desk::{DeskFile, DeskItem, DeskLine, DeskList, desk_item, desk_list};
pub use detach::detach;
pub use edit::edit;
pub use editions::epub::EDITION_MOMENT;
pub use embargo::{Dates, embargo};
pub use erase::erase;
pub use identifier::Identifier;
pub use item::item;
pub(crate) use life::window;
pub use life::{Tombstone, tombstone};
pub(crate) use list::published;
pub use list::{PAGE_SIZE, index, items_of_section, latest_items};
pub use model::{
    Agent, CollectionShelf, Facets, FileInfo, Filter, Index, Item, ItemCard, Localised, Related, Transcript,
};
pub use publish::publish;
pub use readiness::Lack;
pub use reading::{Heading, Reading, read};
pub use reading_list::{Kept, MOST_KEPT, empty_list, is_kept, keep, reading_list, switch_list};
pub use record::{Contributor, Description, InLanguages, Record, Subject, Target, Warning, best, record};
pub use record_form::{NewFile, NewForm, RecordForm, new_form, record_form};
pub use seed::seed;
pub use segments::{
    KEYWORDS_MAX, SEGMENT_TITLE_MAX, SYNOPSIS_MAX, Segment, SegmentForm, SegmentText, desk_segments,
    parts_of, remove_segment, seconds_of, with_parts, write_segment,
};
pub use sheet::{HANDS, Hand, NUMBERS, Sheet};
pub use transcript::{Line, Part, ReadAlong, Said, read_along};
pub use unpublish::unpublish;
pub use withdraw::{NOTE_MAX, Withdrawal, withdraw};
pub use words::{
    Access, AgentRole, FileRole, IdentifierKind, ItemState, Kind, Licence, RelationKind, WarningKind,
    WithdrawalReason,
};
