//! Tables of the library.

pub mod agent;
pub mod agent_text;
pub mod batch;
pub mod batch_item;
pub mod blob;
pub mod collection;
pub mod collection_item;
pub mod collection_text;
pub mod file;
pub mod fixity;
pub mod identifier;
pub mod item;
pub mod item_agent;
pub mod item_subject;
pub mod item_text;
pub mod reading_list;
pub mod reading_list_item;
pub mod relation;
pub mod segment;
pub mod segment_text;
pub mod subject;
pub mod subject_text;
pub mod tombstone;
pub mod trial;
pub mod upload;
pub mod warning;
