//! Tables of the room `ask`: questions without an account, and what women ask the editors to write about.

pub mod article_request;
pub mod ask_message;
pub mod ask_note;
pub mod ask_offer;
pub mod ask_question;
pub mod ask_recusal;
