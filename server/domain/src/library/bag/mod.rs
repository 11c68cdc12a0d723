//! The whole library as a BagIt bag (RFC 8493): every file of every item, a table of all that is said about them, and
//! Dublin Core beside each. What is written into a folder is on the disk for sure, and is hashed once more at the end; at
//! the desk the same bag is a ZIP archive that is made while it is fetched.

mod archive;
mod desk;
mod dublin_core;
mod export;
mod names;
mod place;
mod row;
mod sink;
mod verify;
mod zip;

pub use archive::Pieces;
pub use desk::{Outlook, name, outlook, pack};
pub use export::{Damaged, Exported, export};
pub use verify::verify;

use super::upload::disk;

/// The table of all items, beside the payload.
const TABLE: &str = "metadata.csv";
/// What names the payload and its hashes.
const MANIFEST: &str = "manifest-sha256.txt";
/// What names everything else and its hashes.
const TAGS: &str = "tagmanifest-sha256.txt";
/// What says that it is a bag.
const DECLARATION: &str = "bagit.txt";
/// What says which.
const INFO: &str = "bag-info.txt";
