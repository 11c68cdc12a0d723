//! SQLite: one FTS5 table with a column for each field, its rowid the document's number.

use sea_orm::{DatabaseBackend, Statement, Value};

use super::{
    expression::{Expression, Field, Place},
    index::{Condition, SearchIndex, Tokens},
};

/// Makes the index anew from the texts that stand beside it, without a trace of those that were taken out.
pub(crate) const REBUILD: &str = "INSERT INTO search_fts (search_fts) VALUES ('rebuild')";

/// The FTS5 adapter.
pub struct Sqlite;

impl SearchIndex for Sqlite {
    fn write(&self, doc: i32, tokens: &Tokens) -> Statement {
        let stems = |list: &[(usize, String)]| {
            list.iter().map(|(_, stem)| stem.as_str()).collect::<Vec<_>>().join(" ")
        };
        Statement::from_sql_and_values(
            DatabaseBackend::Sqlite,
            "INSERT INTO search_fts (rowid, title_exact, title_stem, body_exact, body_stem) VALUES (?, ?, ?, ?, ?)",
            [
                doc.into(),
                tokens.title_exact.join(" ").into(),
                stems(&tokens.title_stem).into(),
                tokens.body_exact.join(" ").into(),
                stems(&tokens.body_stem).into(),
            ],
        )
    }

    fn erase(&self, doc: i32) -> Statement {
        Statement::from_sql_and_values(
            DatabaseBackend::Sqlite,
            "DELETE FROM search_fts WHERE rowid = ?",
            [doc.into()],
        )
    }

    fn find(
        &self,
        conditions: &[Condition],
        limit: u32,
        (now, member): (i64, bool),
        among: Option<&str>,
    ) -> Statement {
        let whose = if member { "" } else { " AND NOT d.members" };
        let mut values: Vec<Value> = Vec::new();
        let arms: Vec<&str> = conditions
            .iter()
            .map(|condition| {
                values.push(condition.rank().into());
                values.push(expression(condition).into());
                "SELECT rowid AS doc, ? AS place, bm25(search_fts, 10.0, 5.0, 2.0, 1.0) AS score \
                 FROM search_fts WHERE search_fts MATCH ?"
            })
            .collect();
        values.extend([now.into(), now.into()]);
        values.extend(among.map(Value::from));
        values.push(limit.into());
        let only = among.map_or("", |_| "AND d.kind = ? ");
        // With a lone MIN, SQLite takes the other columns from the row that holds the minimum.
        let sql = format!(
            "SELECT d.doc, d.kind, d.target_id, d.locale, m.place FROM \
             (SELECT doc, MIN(place) AS place, score FROM ({}) GROUP BY doc) AS m \
             JOIN search_document AS d ON d.doc = m.doc \
             WHERE (d.visible_from IS NULL OR d.visible_from <= ?) AND (d.visible_to IS NULL OR d.visible_to > ?){whose} \
             {only}ORDER BY m.place, m.score, d.doc LIMIT ?",
            arms.join(" UNION ALL ")
        );
        Statement::from_sql_and_values(DatabaseBackend::Sqlite, sql, values)
    }

    fn begun(
        &self,
        condition: &Condition,
        of_a_kind: u32,
        language: &str,
        (now, member): (i64, bool),
    ) -> Statement {
        let whose = if member { "" } else { " AND NOT d.members" };
        // CROSS: the words are looked for first, and their documents then, never the other way round.
        let sql = format!(
            "SELECT kind, target_id, locale, slug, title FROM \
             (SELECT d.kind, d.target_id, d.locale, d.slug, d.title, ROW_NUMBER() OVER (PARTITION BY d.kind \
             ORDER BY CASE WHEN d.locale = ? THEN 0 ELSE 1 END, LENGTH(d.title), d.doc) AS place \
             FROM search_fts CROSS JOIN search_document AS d ON d.doc = search_fts.rowid WHERE search_fts MATCH ? \
             AND (d.visible_from IS NULL OR d.visible_from <= ?) AND (d.visible_to IS NULL OR d.visible_to > ?){whose}) AS r \
             WHERE place <= ? ORDER BY kind, place"
        );
        Statement::from_sql_and_values(
            DatabaseBackend::Sqlite,
            sql,
            [language.into(), expression(condition).into(), now.into(), now.into(), of_a_kind.into()],
        )
    }
}

fn expression(condition: &Condition) -> String {
    let columns = |field: Field| match (field, condition.place) {
        (Field::Exact, Place::Title) => "title_exact",
        (Field::Exact, Place::Anywhere) => "{title_exact body_exact}",
        (Field::Stem, Place::Title) => "title_stem",
        (Field::Stem, Place::Anywhere) => "{title_stem body_stem}",
    };
    let leaf = |part: &Expression| match part {
        Expression::Token(field, token) => format!("{} : \"{token}\"", columns(*field)),
        Expression::Prefix(field, token) => format!("{} : \"{token}\" *", columns(*field)),
        Expression::Phrase(tokens) => format!("{} : \"{}\"", columns(Field::Exact), tokens.join(" ")),
        Expression::All(_) | Expression::Any(_) => String::new(),
    };
    condition.expression.write(&leaf, " AND ", " OR ")
}
