//! Addresses of computers that everybody uses.

use contract::Locale;

use super::with_pairs;

/// The start screen of such a computer, in all languages.
pub const KIOSK: &str = "/kiosk";
/// The beginning of a visit (a form posts to it).
pub const KIOSK_START: &str = "/kiosk/start";
/// Where a script says that somebody is there.
pub const KIOSK_HERE: &str = "/kiosk/here";
/// The end of a visit.
pub const KIOSK_FINISH: &str = "/kiosk/finish";

/// Where its code is typed.
pub fn kiosk_enrol(l: Locale) -> String {
    format!("/{l}/kiosk/enrol")
}

/// An address of another site, to read and to photograph instead of going there.
pub fn kiosk_away(l: Locale, to: &str) -> String {
    with_pairs(&format!("/{l}/kiosk/away"), &[("to", to.to_owned())])
}

/// Such computers, at the desk.
pub fn desk_kiosks(l: Locale) -> String {
    format!("/{l}/desk/kiosks")
}

/// The same with one of them open.
pub fn desk_kiosk(l: Locale, id: &str) -> String {
    with_pairs(&desk_kiosks(l), &[("device", id.to_owned())])
}
