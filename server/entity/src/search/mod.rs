//! Tables of the room `search`. The tokens live beside them, in a table that each database has in its own way
//! (`search_fts`, `search_tokens`) and that only `domain::search::index` touches.

pub mod search_document;
