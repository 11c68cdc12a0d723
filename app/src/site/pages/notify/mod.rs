//! Pages of the rooms `notify` and `mute`: what she was told of, what she follows, what she does not want to read.

mod follow;
mod list;
mod mutes;
mod off;
mod quiet;
mod settings;

pub use follow::follow_form;
pub use list::notifications;
pub use mutes::mutes;
pub use off::digest_off;
pub use quiet::{folded, menu};
pub use settings::{digest_subject, settings};
