//! Where things stand: redirects, menu, home page, announcements, channels.

pub mod announcement;
pub mod announcement_text;
pub mod channel;
pub mod channel_text;
pub mod home_block;
pub mod home_text;
pub mod menu_entry;
pub mod redirect;
