//! The editorial desk: where articles and procedures are written, read by a second person, and put before readers.
//!
//! Three things are apart. `article_revision` holds what was saved, for ever. `article_work` says where the work on the
//! newest revision stands ([`State`]). `article_text` is what readers get, each with its time, and does not move while
//! something newer is written. Every act ([`Act`]) is one transaction with its line in `article_transition` and in the
//! audit log, and takes the lock that the form carried ([`Lock`]).

mod approve;
mod archive;
mod call_off;
mod compare;
mod copy;
mod create;
mod form;
mod history;
mod list;
mod open;
mod policy;
mod publish;
mod release;
mod restore;
mod save;
mod schedule;
mod sheet;
mod step;
mod tiny;
mod turn;
mod withdraw;

pub use approve::approve;
pub use archive::archive;
pub use call_off::call_off;
pub use compare::{Comparison, base, compare, differences};
pub use copy::{drop_copy, keep};
pub use create::{NewArticle, create};
pub use form::{DraftForm, SOURCES, STEPS, SourceForm};
pub use history::{History, HistoryLine, history};
pub use list::{Filter, ListPage, WorkLine, list};
pub use open::{
    Language, Release, Revision, Transition, Workbench, WorkingCopy, open, preview, revision,
};
pub use policy::{Act, State, next, offered};
pub use publish::publish;
pub use restore::restore;
pub use save::{Saved, save};
pub use schedule::schedule;
pub use step::{reopen, request_changes, submit, take_back};
pub use tiny::{is_tiny, set_tiny};
pub use turn::Lock;
pub use withdraw::withdraw;
