//! Backups: the database as it stands at one moment, the files of the library that are not there yet, the deletion
//! journal; sealed when a key is set, proved after writing. And the way back, on which nothing erased returns.

mod archive;
mod blobs;
mod facts;
mod journal;
mod last;
mod make;
mod place;
mod postgres;
mod prune;
mod restore;
mod seal;
mod sqlite;
mod verify;
mod work;

pub use last::Last;
pub use make::{Made, make};
pub use prune::{Pruned, prune};
pub use restore::{Restored, Wanted, restore};
pub use seal::Key;
pub use sqlite::{file_of, settle};
pub use verify::{Verified, verify};

/// Hears how far it is, in sentences for whoever waits.
pub type Tell<'a> = &'a (dyn Fn(&str) + Send + Sync);
