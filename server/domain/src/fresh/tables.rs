//! Which tables there are, which of them note what is written, and which of them a statement names.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, Statement};

use super::Reads;

const ON_SQLITE: &str = "SELECT m.name AS name, (SELECT COUNT(*) FROM sqlite_master t WHERE t.type = 'trigger' \
    AND t.tbl_name = m.name AND t.name LIKE 'cache\\_%' ESCAPE '\\') AS marks \
    FROM sqlite_master m WHERE m.type IN ('table', 'view')";
const ON_POSTGRES: &str = "SELECT c.relname::text AS name, COUNT(t.oid) AS marks FROM pg_class c \
    JOIN pg_namespace n ON n.oid = c.relnamespace \
    LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = 'cache_note' AND t.tgenabled <> 'D' \
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY c.relname";

/// Words in a statement after which nothing can be known: it writes, or calls a function of ours that reads by itself.
const OPAQUE: [&str; 4] = ["insert", "update", "delete", "search_match"];

/// The tables of a database.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Name to place; nothing for those that note nothing.
    places: HashMap<String, Option<usize>>,
    watched: usize,
}

impl Tables {
    /// Reads them.
    pub(super) async fn read<C: ConnectionTrait>(db: &C) -> Result<Self, DbErr> {
        let backend = db.get_database_backend();
        let (sql, all) = match backend {
            DatabaseBackend::Sqlite => (ON_SQLITE, 3),
            _ => (ON_POSTGRES, 1),
        };
        let mut tables = Self::default();
        for row in db.query_all_raw(Statement::from_string(backend, sql)).await? {
            let (name, marks): (String, i64) = (row.try_get("", "name")?, row.try_get("", "marks")?);
            tables.add(name, marks == all);
        }
        Ok(tables)
    }

    fn add(&mut self, name: String, watched: bool) {
        let place = watched.then_some(self.watched);
        self.watched += usize::from(watched);
        self.places.insert(name.to_ascii_lowercase(), place);
    }

    /// How many note what is written.
    pub(super) fn watched(&self) -> usize {
        self.watched
    }

    /// The place of a table that does.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied().flatten()
    }

    /// The names of the tables with these places, in order.
    pub(super) fn names(&self, places: &[usize]) -> Vec<String> {
        let with = |place: &Option<usize>| place.is_some_and(|place| places.contains(&place));
        let mut names: Vec<String> =
            self.places.iter().filter(|(_, place)| with(place)).map(|(name, _)| name.clone()).collect();
        names.sort_unstable();
        names
    }

    /// The places of all tables that these statements name; nothing when one of them notes nothing, or when more cannot
    /// be known. A column that is called as a table counts as the table: too much is looked at then, never too little.
    pub(super) fn named(&self, reads: &Reads) -> Option<Box<[usize]>> {
        if reads.never {
            return None;
        }
        let mut found: Vec<usize> = Vec::new();
        for sql in &reads.statements {
            for word in words(sql) {
                let word = word.to_ascii_lowercase();
                if OPAQUE.contains(&word.as_str()) {
                    return None;
                }
                match self.places.get(&word) {
                    Some(Some(place)) if !found.contains(place) => found.push(*place),
                    Some(None) => return None,
                    _ => {}
                }
            }
        }
        Some(found.into())
    }
}

/// Names and keywords, quoted or not. Words inside of texts are taken for names too: that only adds tables.
fn words(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(statements: &[&str]) -> Reads {
        Reads { statements: statements.iter().map(|sql| (*sql).to_owned()).collect(), never: false }
    }

    #[test]
    fn a_statement_depends_on_every_table_that_it_names() {
        let mut tables = Tables::default();
        for (name, watched) in [("topic", true), ("post", true), ("session", false), ("library_item", true)] {
            tables.add(name.to_owned(), watched);
        }
        let named = |statements: &[&str]| {
            tables.named(&reads(statements)).map(|places| {
                let mut places = places.into_vec();
                places.sort_unstable();
                places
            })
        };
        for (statements, places) in [
            (vec![], Some(vec![])),
            (vec!["SELECT 1"], Some(vec![])),
            (
                vec!["SELECT \"topic\".\"id\" FROM \"topic\" JOIN post p ON p.topic_id = topic.id"],
                Some(vec![0, 1]),
            ),
            (
                vec!["WITH x AS (SELECT * FROM Library_Item) SELECT * FROM x", "SELECT id FROM post"],
                Some(vec![1, 2]),
            ),
            (vec!["SELECT topics FROM posts"], Some(vec![])),
            (vec!["SELECT 1 FROM topic", "SELECT member_id FROM session"], None),
            (vec!["UPDATE topic SET views = 1"], None),
            (vec!["SELECT * FROM post FOR UPDATE"], None),
            (vec!["SELECT found FROM search_match($1, $2)"], None),
        ] {
            assert_eq!(named(&statements), places, "{statements:?}");
        }
        assert_eq!(tables.named(&Reads { never: true, ..Reads::default() }), None);
    }
}
