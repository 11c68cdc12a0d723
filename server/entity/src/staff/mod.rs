//! What the desk keeps: its log and its invitations.

pub mod audit_log;
pub mod identity_request;
pub mod staff_invitation;
