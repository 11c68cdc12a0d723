//! Tables of the room `messages`: conversations between a member and the team.

pub mod case_recusal;
pub mod internal_note;
pub mod private_case;
pub mod private_message;
pub mod private_offer;
