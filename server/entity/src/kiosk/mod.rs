//! Computers that everybody uses.

pub mod kiosk_count;
pub mod kiosk_device;
