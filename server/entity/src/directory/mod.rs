//! Organisations, numbers that help, and what is to be confirmed before the portal opens.

pub mod helpline;
pub mod launch_point;
pub mod organisation;
pub mod organisation_text;
