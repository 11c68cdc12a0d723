//! The room `library`: books, documents and recordings that may be kept and passed on.
//!
//! An item is described in up to three languages and has files; a file stands on a blob, whose bytes lie in the
//! blob store under the hash of their content. Bytes are always stored before the row that names them.
//!
//! An item lives: draft, published, taken back, withdrawn, erased ([`ItemState`]). `list::visible` is the one predicate
//! of what the world sees.

mod accessible;
mod attach;
pub mod bag;
pub mod batch;
pub mod blobs;
pub mod book;
pub mod captions;
mod carry;
pub mod citation;
mod collections_desk;
mod columns;
mod consent;
pub mod convert;
pub mod covers;
mod create;
mod delivery;
mod describe;
mod desk;
mod detach;
mod details;
mod edit;
mod edited;
mod edition;
mod editions;
mod edtf;
mod embargo;
mod erase;
mod erased_log;
mod facets;
mod facets_cache;
mod file_name;
pub mod fixity;
mod given;
pub mod harvest;
mod identifier;
mod item;
mod life;
mod list;
mod manifest;
mod manifest_check;
mod model;
mod named;
mod outside;
pub mod pages;
mod pass;
mod pictures;
mod populate;
mod populate_words;
pub mod programs;
mod publish;
mod readiness;
mod reading;
mod reading_list;
mod record;
mod record_form;
mod records;
mod relations;
mod rename;
mod said;
mod seed;
mod seed_rows;
mod segments;
mod sheet;
pub mod shelf_feed;
mod silent;
mod slug;
mod subjects_desk;
mod transcript;
mod type_said;
mod unpublish;
pub mod upload;
mod waiting;
mod warnings;
pub mod waveform;
mod withdraw;
mod words;
mod write;

pub use accessible::Aid;
pub use attach::{Attached, Attachment, attach};
pub use carry::{Carried, carry};
pub use collections_desk::{
    COLLECTION_SUMMARY_MAX, COLLECTION_TITLE_MAX, CollectionDesk, CollectionForm, CollectionLine, Place,
    collection_desk, collections_desk, create_collection, delete_collection, edit_collection, place_item,
    shift_collection, shift_item, ships_collection, take_out,
};
pub use consent::{
    CONSENT_NOTE_MAX, CONTACT_MAX, Consent, ConsentDesk, ConsentForm, CopyLine, Receipt, WHO_MAX,
    consent_desk, give_consent, receipt, revoke_consent,
};
pub use create::create;
pub use delivery::{FileDelivery, file, file_by_pass};
pub use describe::describe;
pub use desk::{DeskFile, DeskItem, DeskLine, DeskList, desk_item, desk_list};
pub use detach::detach;
pub use details::{Details, OTHERS};
pub use edit::edit;
pub use editions::epub::EDITION_MOMENT;
pub use embargo::{Dates, FileDates, embargo, embargo_file};
pub use erase::erase;
pub use erased_log::{ErasedLog, erase_again};
pub(crate) use facets_cache::Cache as FacetCache;
pub(crate) use file_name::clean as clean_name;
pub(crate) use given::is_recording;
pub use identifier::Identifier;
pub(crate) use identifier::is_address;
pub use item::item;
pub use life::{Tombstone, tombstone};
pub(crate) use life::{reach, start_of_day, window};
pub use list::{PAGE_SIZE, index, items_of_section, latest_items};
pub(crate) use list::{WORDS, cards_of, published};
pub use model::{
    Agent, CardPicture, CollectionShelf, Coming, FACETS_MOST, Facets, FileInfo, Filter, Index, Item,
    ItemCard, Localised, Named, Related, Transcript,
};
pub(crate) use outside::{count_public, newest, public, public_collections};
pub use pass::Pass;
pub use pictures::{Picture, Pictures, pictures};
pub use populate::{Filled, Filling, populate};
pub(crate) use populate_words::{nouns, sentences, themes};
pub use publish::publish;
pub use readiness::Lack;
pub(crate) use reading::stretches;
pub use reading::{Heading, Reading, read};
pub use reading_list::{Kept, MOST_KEPT, empty_list, is_kept, keep, reading_list, switch_list};
pub use record::{Contributor, Description, InLanguages, Record, Subject, Target, Warning, best, record};
pub use record_form::{NewFile, NewForm, RecordForm, new_form, record_form};
pub use relations::{Bond, EDITION, RelationForm, add_relation, remove_relation};
pub use rename::rename;
pub use seed::seed;
pub use segments::{
    KEYWORDS_MAX, SEGMENT_TITLE_MAX, SYNOPSIS_MAX, Segment, SegmentForm, SegmentText, desk_segments,
    parts_of, remove_segment, seconds_of, with_parts, write_segment,
};
pub use sheet::{HANDS, Hand, NUMBERS, Sheet};
pub use silent::{Silenced, silence};
pub(crate) use slug::slug_of;
pub use subjects_desk::{
    SubjectForm, SubjectLine, delete_subject, ships_subject, subjects_desk, write_subject,
};
pub use transcript::{Line, Part, ReadAlong, Said, read_along};
pub use type_said::{SAID_MAX, SaidForm, SaidText, said_form, type_said};
pub use unpublish::unpublish;
pub use waiting::{DeskWaiting, release};
pub use warnings::{WarningForm, add_warning, remove_warning};
pub use withdraw::{NOTE_MAX, Withdrawal, withdraw};
pub use words::{
    Access, AgentRole, Allowed, Audience, CopyKind, FileRole, Genre, Having, IdentifierKind, ItemState, Kind,
    Licence, PageState, Reach, Readers, RelationKind, RevokeGround, WarningKind, WithdrawalReason,
};
