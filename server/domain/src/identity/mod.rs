//! The room `identity`: accounts under a pseudonym, passphrases, recovery codes. An e-mail address is never
//! needed; who gives one can get a link to a new passphrase.
//!
//! Registration and recovery give a member back; the session itself belongs to the server, which begins and
//! ends it. Sessions that must not survive (a new passphrase, a disabled account) are deleted here.

pub mod accounts;
pub mod change_passphrase;
pub mod codes;
mod common;
pub mod email;
pub mod end_sessions;
mod hashing;
pub(crate) mod lookup;
pub mod overview;
pub mod passphrase;
mod prove;
pub mod provider;
pub mod pseudonym;
pub mod recover;
pub mod register;
pub mod reissue_codes;
mod reserved;
pub mod reset;
pub mod sessions;
pub mod sign_in;
pub mod skeleton;
pub mod suggest;
pub mod sweep;
pub mod two_step;
mod words;

pub(crate) use accounts::prepare_for_team;
pub use accounts::{Account, create_for_team, create_with_two_step, disable, enable, list};
pub use change_passphrase::{change_passphrase, has_passphrase};
pub use codes::RecoveryCode;
pub use end_sessions::end_sessions;
pub use lookup::active_member;
pub(crate) use lookup::{is_there, search_key};
pub use overview::{Overview, overview};
pub use passphrase::{Passphrase, example};
pub use prove::confirm_with_code;
pub use pseudonym::Pseudonym;
pub use recover::{Recovery, recover};
pub use register::{Registered, Registration, register};
pub use reissue_codes::reissue_codes;
pub use sessions::{Device, SessionLine, end_session, sessions, still_there};
pub use sign_in::{confirm, sign_in};
pub use suggest::suggest;
pub use sweep::sweep;

/// Day of the forum rules that are agreed to at registration.
pub const TERMS_VERSION: &str = "2026-11-23";

/// Whether a stored account may sign in.
pub(crate) fn may_sign_in(row: &entity::identity::member::Model) -> bool {
    row.state == ACTIVE
}

/// Stored state of an account that may sign in.
pub(crate) const ACTIVE: &str = "active";
/// Stored state of an account that may not.
pub(crate) const DISABLED: &str = "disabled";
/// Stored state of an account whose owner disappeared; she may come back with a code.
pub(crate) const VANISHED: &str = "vanished";
/// Stored state of an account that was erased: a row without a person.
pub(crate) const ERASED: &str = "erased";
