//! The room `kiosk`: computers that everybody uses. One is named by an administrator and enrolled with a code that works
//! once; from then on its browser carries a mark of ours, and nothing else ever makes a browser such a computer.
//!
//! That somebody sat at one is written down nowhere: neither with what she writes, nor with her session. What is kept is
//! how many visits a day saw and which parts of the portal were opened, on all of these computers together.

mod count;
mod desk;
mod enrol;
mod fleet;
mod form;
mod mark;

pub use count::{Daily, Figures, SMALLEST, Tally, VISITS, figures, flush, note};
pub use desk::{DeskDevice, NewCode, add, change, devices, new_code, revoke};
pub use enrol::enrol;
pub use fleet::{Device, Fleet, load};
pub use form::{DeviceForm, SECONDS, WARN, WIPE};
pub use mark::{Present, UNSCRIPTED_SECONDS, Visit, begin, device_mark, present, seal_visit};
