//! What a use case can refuse, with the cause kept for the log and never shown.

use std::panic::Location;

use contract::{ErrorCode, FieldCode, FieldError};

/// Shorthand.
pub type DomainResult<T> = Result<T, DomainError>;

/// A refusal: a code people get in their language, refused fields, and the cause for the log.
#[derive(Debug, thiserror::Error)]
#[error("{code:?} at {at}")]
pub struct DomainError {
    /// What people are told.
    pub code: ErrorCode,
    /// Refused fields, in the order of the form.
    pub fields: Vec<FieldError>,
    /// Where it was raised.
    pub at: &'static Location<'static>,
    /// Cause, for the log only.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl DomainError {
    /// A refusal without a cause.
    #[track_caller]
    pub fn new(code: ErrorCode) -> Self {
        Self { code, fields: Vec::new(), at: Location::caller(), source: None }
    }

    /// Refused fields.
    #[track_caller]
    pub fn fields(fields: Vec<FieldError>) -> Self {
        Self { code: ErrorCode::InvalidForm, fields, at: Location::caller(), source: None }
    }

    /// One refused field.
    #[track_caller]
    pub fn field(field: &str, code: FieldCode) -> Self {
        Self {
            code: ErrorCode::InvalidForm,
            fields: vec![FieldError::new(field, code)],
            at: Location::caller(),
            source: None,
        }
    }

    /// A failure of ours with its cause.
    #[track_caller]
    pub fn caused(code: ErrorCode, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { code, fields: Vec::new(), at: Location::caller(), source: Some(source.into()) }
    }

    /// A thing that is not there, or that this person may not know of.
    #[track_caller]
    pub fn not_found() -> Self {
        Self::new(ErrorCode::NotFound)
    }
}

/// A full disk and an absent database are not defects: they have their own answers. Neither is an identifier with a
/// byte that PostgreSQL keeps in no text (nul): nothing has such a name, which is what SQLite says of it.
impl From<sea_orm::DbErr> for DomainError {
    #[track_caller]
    fn from(error: sea_orm::DbErr) -> Self {
        let text = error.to_string();
        let code = if text.contains("database or disk is full") || text.contains("No space left") {
            ErrorCode::StorageFull
        } else if text.contains("invalid byte sequence for encoding") {
            ErrorCode::NotFound
        } else {
            match &error {
                sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_) => ErrorCode::Unavailable,
                _ if is_connection_trouble(&text) => ErrorCode::Unavailable,
                _ => ErrorCode::Internal,
            }
        };
        Self { code, fields: Vec::new(), at: Location::caller(), source: Some(Box::new(error)) }
    }
}

fn is_connection_trouble(text: &str) -> bool {
    [
        "database is locked",
        "unable to open database file",
        "disk I/O error",
        "attempt to write a readonly database",
        "error communicating with database",
        "Connection refused",
        "connection refused",
        "terminating connection",
        "the database system is",
        "pool timed out",
        "closed pool",
        "Broken pipe",
        "Connection reset",
        "unexpected end of file",
        // What took too long, or stood in the way of another one: the same again may well go through.
        "canceling statement due to",
        "deadlock detected",
        "too many clients",
        "remaining connection slots",
        "crashed background worker",
    ]
    .iter()
    .any(|needle| text.contains(needle))
}
