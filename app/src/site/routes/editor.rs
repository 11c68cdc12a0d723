//! Addresses of what helps to write a text: pictures, the recording of it, and what is kept while she writes.

use contract::{Locale, ids::ArticleId};
use domain::content::audio::Recording;

use super::encoded;

fn at_desk(l: Locale, id: &ArticleId, language: Locale, what: &str) -> String {
    format!("/{l}/desk/articles/{id}/{language}/{what}")
}

/// Where what she writes is kept while she writes it.
pub fn article_keep(l: Locale, id: &ArticleId, language: Locale) -> String {
    at_desk(l, id, language, "keep")
}

/// The form of a text.
pub fn article_form(l: Locale, id: &ArticleId, language: Locale) -> String {
    at_desk(l, id, language, "edit")
}

/// Pictures for a text.
pub fn article_pictures(l: Locale, id: &ArticleId, language: Locale, wanted: &str, page: u64) -> String {
    let page = if page > 1 { format!("page={page}") } else { String::new() };
    let wanted = if wanted.is_empty() { String::new() } else { format!("q={}", encoded(wanted)) };
    let query: Vec<String> = [wanted, page].into_iter().filter(|part| !part.is_empty()).collect();
    let path = at_desk(l, id, language, "media");
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

/// The recording of a text, at the desk.
pub fn article_audio(l: Locale, id: &ArticleId, language: Locale) -> String {
    at_desk(l, id, language, "audio")
}

/// The same after something was done.
pub fn article_audio_done(l: Locale, id: &ArticleId, language: Locale, done: &str) -> String {
    format!("{}?done={done}", article_audio(l, id, language))
}

/// Where a recording is sent to.
pub fn article_audio_upload(l: Locale, id: &ArticleId, language: Locale) -> String {
    at_desk(l, id, language, "audio/upload")
}

/// What the desk hears, also before the text is before readers.
pub fn article_audio_heard(l: Locale, id: &ArticleId, language: Locale, sha256: &str) -> String {
    let version = sha256.get(..16).unwrap_or_default();
    format!("{}?v={version}", at_desk(l, id, language, "audio/listen"))
}

/// What readers hear. The address carries the beginning of its hash: other bytes have another address.
pub fn article_recording(recording: &Recording) -> String {
    article_recording_file(&recording.article, recording.locale, &recording.file_name, &recording.sha256)
}

/// The same of its parts.
pub fn article_recording_file(id: &ArticleId, language: Locale, file_name: &str, sha256: &str) -> String {
    let version = sha256.get(..16).unwrap_or_default();
    format!("/media/article/{id}/{language}/{}?v={version}", encoded(file_name))
}
