//! Tables of the room `privacy`: consents, exports, departures.

pub mod consent;
pub mod data_export;
pub mod deletion_journal;
pub mod departure;
pub mod kept_name;
