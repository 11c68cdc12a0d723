//! Lengths that forms, islands and use cases agree on, in Unicode scalar values.

/// Shortest topic title.
pub const TITLE_MIN: usize = 3;
/// Longest topic title.
pub const TITLE_MAX: usize = 120;
/// Shortest body of a post.
pub const BODY_MIN: usize = 2;
/// Longest body of a post.
pub const BODY_MAX: usize = 10_000;
/// Shortest passphrase.
pub const PASSPHRASE_MIN: usize = 12;
/// Longest passphrase.
pub const PASSPHRASE_MAX: usize = 128;
/// Longest pseudonym.
pub const PSEUDONYM_MAX: usize = 40;
/// Longest note of a moderator to an author.
pub const NOTE_MAX: usize = 1_000;
/// Longest text of a report.
pub const REPORT_MAX: usize = 1_000;
/// Longest message to the team, or of it: a title and a post fit in.
pub const MESSAGE_MAX: usize = 11_000;
/// Longest search query.
pub const QUERY_MAX: usize = 200;
/// Longest appeal, and longest answer to one.
pub const APPEAL_MAX: usize = 2_000;
