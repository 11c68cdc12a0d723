//! Writing in the forum.
