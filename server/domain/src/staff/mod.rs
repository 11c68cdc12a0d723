//! The room `staff`: who is of the team and what she may do, invitations, sessions of the team, and the log of it
//! all. Every use case asks [`crate::permission`] first and writes one row of the log in its transaction.

pub mod audit;
mod category_rules;
mod change_role;
mod invite;
mod members;
mod reason;
mod rooms;
mod see;
mod sessions;
mod set_state;

pub use audit::Action;
pub use category_rules::{
    Cell, RuledCategory, RulesPage, Saying, category_rules, change_rules, ruled_categories, say_rule,
};
pub use change_role::{RoleChange, change_role};
pub use invite::{
    Acceptance, Accepted, Invitation, InvitationState, Invited, accept, invitation_role, invitations, invite,
    member_id, withdraw,
};
pub use members::{MemberLine, MemberList, MemberPage, member, members};
pub use reason::Reason;
pub use rooms::{Rooms, rooms};
pub use see::{AuditFilters, AuditLine, AuditList, audit_log, desk, see_configuration};
pub use sessions::{StaffSession, end_staff_session, staff_sessions};
pub(crate) use set_state::keeps_an_admin;
pub use set_state::set_state;

use contract::{FieldCode, FieldError};

/// Rows on one page of a list of the desk.
pub const ROWS_PER_PAGE: u64 = 25;

/// The reason of a form, or what is wrong with it.
fn read_reason(typed: &str, errors: &mut Vec<FieldError>) -> Option<Reason> {
    let reason = Reason::parse(typed);
    if reason.is_none() {
        let code = if typed.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("reason", code));
    }
    reason
}
