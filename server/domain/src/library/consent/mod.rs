//! What the person who speaks in a testimony agreed to: to whom it may be given, until when, how she is reached. She is
//! known by a pseudonym alone. What she said of herself rests sealed and is seen at the library's desk, nowhere else; it
//! is in no export, feed, log or search.
//!
//! What follows for readers stands on the item ([`settle`]), so that `list::visible` decides with one row.

mod copies;
mod form;
mod give;
mod receipt;
mod revoke;
mod see;

use entity::library::{consent, item};
use sea_orm::ActiveValue::Set;

pub use copies::CopyLine;
pub use form::{CONTACT_MAX, ConsentForm, NOTE_MAX as CONSENT_NOTE_MAX, WHO_MAX};
pub use give::give_consent;
pub(super) use receipt::write_receipt;
pub use receipt::{Receipt, receipt};
pub use revoke::revoke_consent;
pub use see::{Consent, ConsentDesk, consent_desk};

use super::words::{Allowed, Reach};

/// The purpose under which what she said of herself is sealed.
const SEAL: &str = "library-consent";

/// Works out who may see an item. A testimony without a consent is seen by nobody; what has one is a testimony.
pub(super) fn settle(change: &mut item::ActiveModel, testimony: bool, consent: Option<&consent::Model>) {
    let (reach, text_only, until) = match consent {
        Some(row) => (reach_of(&row.allows), row.text_only, row.until),
        None if testimony => (Reach::Nobody, false, None),
        None => (Reach::Everybody, false, None),
    };
    change.testimony = Set(testimony || consent.is_some());
    change.reach = Set(reach.as_str().to_owned());
    change.text_only = Set(text_only);
    change.consent_until = Set(until);
}

/// Those of a stored list.
fn allowed_of(allows: &str) -> Vec<Allowed> {
    allows.split_whitespace().filter_map(Allowed::parse).collect()
}

/// Who may see it. Each door was asked for by itself: the web does not open the screens of the house, where others look
/// on, nor they the web. Researchers come by no door of the portal.
fn reach_of(allows: &str) -> Reach {
    let allowed = allowed_of(allows);
    let has = |one: Allowed| allowed.contains(&one);
    match (has(Allowed::Web), has(Allowed::Members), has(Allowed::Kiosk)) {
        (true, _, true) => Reach::Everybody,
        (true, _, false) => Reach::Web,
        (false, true, true) => Reach::MembersKiosk,
        (false, true, false) => Reach::Members,
        (false, false, true) => Reach::Kiosk,
        (false, false, false) => Reach::Nobody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Readers;

    #[test]
    fn the_doors_that_she_opened_and_no_other() {
        for (allows, reach) in [
            ("", Reach::Nobody),
            ("researchers", Reach::Nobody),
            ("kiosk", Reach::Kiosk),
            ("kiosk researchers", Reach::Kiosk),
            ("members", Reach::Members),
            ("members researchers", Reach::Members),
            ("members kiosk", Reach::MembersKiosk),
            ("web", Reach::Web),
            ("web members", Reach::Web),
            ("web kiosk", Reach::Everybody),
            ("web members kiosk", Reach::Everybody),
            ("website", Reach::Nobody),
        ] {
            assert_eq!(reach_of(allows), reach, "{allows}");
            let seen_by = |readers: Readers| readers.reaches().contains(&reach);
            assert_eq!(seen_by(Readers::Web), reach.is_public(), "{allows}");
            assert_eq!(seen_by(Readers::Kiosk), allows.contains("kiosk"), "{allows}");
            let signed_in = allows.contains("members") || reach.is_public();
            assert_eq!(seen_by(Readers::Member), signed_in, "{allows}");
        }
    }
}
