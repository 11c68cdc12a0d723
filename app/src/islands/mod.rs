//! The parts of a page that wake up in the browser. They are leaves: their words and data are props,
//! and every page does its work without them.

pub mod composer;
mod dom;
pub mod exit_progress;
pub mod live;

pub use composer::Composer;
pub use exit_progress::ExitProgress;
pub use live::LiveNews;
