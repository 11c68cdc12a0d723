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

/// What it keeps for times without a line, where nobody has begun: numbers, and the way to read. The addresses of what is
/// kept are those of the portal behind this.
pub const KIOSK_READ: &str = "/kiosk/read";
/// The list of what it keeps.
pub const KIOSK_LIST: &str = "/kiosk/pack";
/// The worker that keeps it.
pub const KIOSK_WORKER: &str = "/kiosk/worker.js";

/// A page of the portal as it is kept for times without a line.
pub fn kiosk_kept(path: &str) -> String {
    format!("{KIOSK_READ}{path}")
}

/// What stands, without a line, in place of what cannot be done. It is a page of what is kept alone.
pub fn kiosk_not_now(l: Locale) -> String {
    format!("/{l}/not-now")
}

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
