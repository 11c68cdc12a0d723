//! Files on their way into the library: begun, received piece by piece, looked at, stored under their hash.
//!
//! The bytes of an unfinished file lie in a folder of this machine. What a row says was received is on the disk for
//! sure: a piece is synced before the row is written, and what lies behind that length is cut off before the next one.

mod append;
mod begin;
mod clear;
mod epub;
mod examine;
mod film;
mod folder;
mod form;
mod ingest;
mod kinds;
mod limits;
mod pdf;
pub(super) mod picture;
mod probe;
mod scan;
mod see;
mod sniff;
mod sound;
mod strip;
mod suggest;
mod sweep;
mod traces;
mod xmp;
pub(crate) mod zip_read;

pub use append::{Append, Checksum, UploadError, open};
pub use begin::begin;
pub use clear::{clear, retry};
pub use folder::Uploads;
pub use form::receive;
pub use ingest::{ingest, recover, start};
pub use kinds::{Media, Refusal, State};
pub use limits::Limits;
pub use scan::Clamd;
pub use see::{Held, Progress, UploadLine, mine, one, progress, ready, waiting};
pub(crate) use sound::{pour_sound, shelve, sound_in};
pub use suggest::Suggestion;
pub use sweep::{Swept, sweep};
pub use traces::{Of, Trace};
pub(crate) use {
    append::next,
    begin::{mark, new_upload_id},
    folder::disk,
    see::is_id,
};
pub(super) use {
    begin::new_row,
    examine::{Found, Refused, examine, unlocked},
    ingest::{hash_of, put_file, put_stripped},
    probe::probe,
    strip::{Strip, TELLING},
    suggest::traces_of,
    traces::{keep_kinds, kinds_in, traces_in},
    zip_read::{Entry, entries, extract},
};
