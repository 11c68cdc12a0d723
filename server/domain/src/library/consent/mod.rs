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

/// Who on the web may see it. Screens of the house and researchers are not on the web.
fn reach_of(allows: &str) -> Reach {
    let allowed = allowed_of(allows);
    if allowed.contains(&Allowed::Web) {
        Reach::Everybody
    } else if allowed.contains(&Allowed::Members) {
        Reach::Members
    } else {
        Reach::Nobody
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_door_that_she_opened() {
        for (allows, reach) in [
            ("", Reach::Nobody),
            ("kiosk", Reach::Nobody),
            ("kiosk researchers", Reach::Nobody),
            ("members", Reach::Members),
            ("members researchers", Reach::Members),
            ("web", Reach::Everybody),
            ("web members kiosk", Reach::Everybody),
            ("website", Reach::Nobody),
        ] {
            assert_eq!(reach_of(allows), reach, "{allows}");
        }
    }
}
