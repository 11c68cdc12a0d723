//! What the desk keeps: its log and its invitations.

pub mod audit_log;
pub mod staff_invitation;
