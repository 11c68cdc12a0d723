//! Texts of the team read aloud: one recording a text and language, brought by somebody or made by a program that reads.
//!
//! A recording says which revision it reads. While another one is before readers, that is said beside the player.

mod bring;
mod machine;
mod remove;
mod see;
mod shipped;
mod spoken;
mod unread;
mod write;

pub use bring::bring;
pub use machine::{Machine, can_be_read, read_by_machine};
pub use remove::remove;
pub use see::{AudioDesk, Recording, Sound, audio_file, desk, desk_file, sounds};
pub(super) use see::{column, of_column};
pub use shipped::seed;
pub use spoken::spoken;
pub use unread::{ReadAloud, read_some, read_unread, unread};
pub(super) use write::take_away;

/// Most characters of the name of whoever reads.
pub const VOICE_MAX: usize = 80;
