//! The room `moderation`: sanctions, appeals, notes of the team.

pub mod appeal;
pub mod case_note;
pub mod member_note;
pub mod sanction;
