//! The room `moderation`: sanctions, appeals, notes of the team, figures of old quarters.

pub mod appeal;
pub mod case_note;
pub mod desk_watch;
pub mod member_note;
pub mod report_flow;
pub mod sanction;
pub mod sanction_change;
pub mod text_flow;
pub mod transparency_quarter;
