//! Addresses of files on their way into the library.

use contract::Locale;

/// Where the bytes of an upload are sent, piece by piece.
pub const UPLOADS: &str = "/uploads";

/// The same for one that was begun.
pub fn upload_bytes(id: &str) -> String {
    format!("{UPLOADS}/{id}")
}

/// The page of what she is bringing into the library.
pub fn library_uploads(l: Locale) -> String {
    format!("/{l}/desk/library/upload")
}

/// The same after something was done.
pub fn library_uploads_done(l: Locale, done: &str) -> String {
    format!("{}?done={done}", library_uploads(l))
}

/// One of them.
pub fn library_upload(l: Locale, id: &str) -> String {
    format!("/{l}/desk/library/upload/{id}")
}
