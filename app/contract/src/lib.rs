//! The vocabulary shared by every floor: languages, identifiers, error codes, form limits.
//!
//! Everything here compiles for the browser; nothing here knows a database, HTTP or Leptos.
#![warn(missing_docs)]

pub mod error;
pub mod ids;
pub mod limits;
pub mod locale;
pub mod section;
pub mod tongue;

pub use error::{ErrorCode, FieldCode, FieldError};
pub use locale::{Direction, Locale};
pub use section::Section;
pub use tongue::Tongue;
