//! Which tables there are, which of them note what is written, and which of them a statement names.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, Statement};

use super::{Only, Reads, only::Room};

const ON_SQLITE: &str = "SELECT m.name AS name, (SELECT COUNT(*) FROM sqlite_master t WHERE t.type = 'trigger' \
    AND t.tbl_name = m.name AND t.name LIKE 'cache\\_%' ESCAPE '\\') AS marks \
    FROM sqlite_master m WHERE m.type IN ('table', 'view')";
const ON_POSTGRES: &str = "SELECT c.relname::text AS name, COUNT(t.oid) AS marks FROM pg_class c \
    JOIN pg_namespace n ON n.oid = c.relnamespace \
    LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = 'cache_note' AND t.tgenabled <> 'D' \
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY c.relname";

/// The triggers that note rows.
const KEYED_ON_SQLITE: &str =
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keyed\\_%' ESCAPE '\\'";
const KEYED_ON_POSTGRES: &str = "SELECT t.tgname::text AS name FROM pg_trigger t \
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
    WHERE n.nspname = current_schema() AND t.tgname LIKE 'keyed\\_%' AND t.tgenabled <> 'D'";
const EVENTS_ON_SQLITE: &[&str] = &["insert", "update", "delete"];
const EVENTS_ON_POSTGRES: &[&str] = &["insert", "update", "delete", "truncate"];

/// Words in a statement after which nothing can be known: it writes, or calls a function of ours that reads by itself.
const OPAQUE: [&str; 4] = ["insert", "update", "delete", "search_match"];

/// The tables of a database.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Name to place; nothing for those that note nothing.
    places: HashMap<String, Option<usize>>,
    /// Rooms of which all triggers stand, with the place of their first mark.
    rooms: HashMap<Room, usize>,
    /// How many places there are.
    watched: usize,
}

impl Tables {
    /// Reads them.
    pub(super) async fn read<C: ConnectionTrait>(db: &C) -> Result<Self, DbErr> {
        let backend = db.get_database_backend();
        let (sql, all, keyed, events) = match backend {
            DatabaseBackend::Sqlite => (ON_SQLITE, 3, KEYED_ON_SQLITE, EVENTS_ON_SQLITE),
            _ => (ON_POSTGRES, 1, KEYED_ON_POSTGRES, EVENTS_ON_POSTGRES),
        };
        let mut tables = Self::default();
        for row in db.query_all_raw(Statement::from_string(backend, sql)).await? {
            let (name, marks): (String, i64) = (row.try_get("", "name")?, row.try_get("", "marks")?);
            tables.add(name, marks == all);
        }
        let mut triggers = HashSet::new();
        for row in db.query_all_raw(Statement::from_string(backend, keyed)).await? {
            let name: String = row.try_get("", "name")?;
            triggers.insert(name);
        }
        for room in Room::ALL {
            let stands = |table: &&str| {
                let name = |event: &&str| format!("keyed_{}_{table}_{event}", room.name());
                events.iter().all(|event| triggers.contains(&name(event)))
            };
            if room.tables().iter().all(stands) {
                tables.add_room(room);
            }
        }
        Ok(tables)
    }

    fn add_room(&mut self, room: Room) {
        self.rooms.insert(room, self.watched);
        self.watched += room.buckets();
    }

    fn add(&mut self, name: String, watched: bool) {
        let place = watched.then_some(self.watched);
        self.watched += usize::from(watched);
        self.places.insert(name.to_ascii_lowercase(), place);
    }

    /// How many marks there are.
    pub(super) fn watched(&self) -> usize {
        self.watched
    }

    /// The place of a mark: of a table, or of rows (`topic/17`).
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        let Some((room, bucket)) = name.split_once('/') else {
            return self.places.get(name).copied().flatten();
        };
        let room = Room::ALL.into_iter().find(|known| known.name() == room)?;
        self.place_of(Only { room, bucket: bucket.parse().ok()? })
    }

    fn place_of(&self, only: Only) -> Option<usize> {
        let first = self.rooms.get(&only.room)?;
        (only.bucket < only.room.buckets()).then_some(first + only.bucket)
    }

    /// The names of the marks with these places, in order.
    pub(super) fn names(&self, places: &[usize]) -> Vec<String> {
        let with = |place: &Option<usize>| place.is_some_and(|place| places.contains(&place));
        let mut names: Vec<String> =
            self.places.iter().filter(|(_, place)| with(place)).map(|(name, _)| name.clone()).collect();
        for (room, first) in &self.rooms {
            let end = first + room.buckets();
            let own = places.iter().filter(|place| (*first..end).contains(*place));
            names.extend(own.map(|place| format!("{}/{}", room.name(), place - first)));
        }
        names.sort_unstable();
        names
    }

    /// The places of all tables that these statements name, or of the rows that they read of them; nothing when one of them
    /// notes nothing, or when more cannot be known. A column that is called as a table counts as the table: too much is
    /// looked at then, never too little.
    pub(super) fn named(&self, reads: &Reads) -> Option<Box<[usize]>> {
        if reads.never {
            return None;
        }
        let mut found: Vec<usize> = Vec::new();
        for sql in &reads.statements {
            self.look_through(sql, &[], &mut found)?;
        }
        for narrow in &reads.narrow {
            for sql in &narrow.statements {
                self.look_through(sql, &narrow.only, &mut found)?;
            }
        }
        Some(found.into())
    }

    fn look_through(&self, sql: &str, only: &[Only], found: &mut Vec<usize>) -> Option<()> {
        for word in words(sql) {
            let word = word.to_ascii_lowercase();
            if OPAQUE.contains(&word.as_str()) {
                return None;
            }
            let Some(place) = self.places.get(&word) else { continue };
            let table = (*place)?;
            // All of them, or the table: where one has no triggers, nobody knows of its rows.
            let rows = only.iter().filter(|only| only.room.tables().contains(&word.as_str()));
            let rows: Option<Vec<usize>> = rows.map(|only| self.place_of(*only)).collect();
            let places = rows.filter(|rows| !rows.is_empty()).unwrap_or_else(|| vec![table]);
            for place in places {
                if !found.contains(&place) {
                    found.push(place);
                }
            }
        }
        Some(())
    }
}

/// Names and keywords, quoted or not. Words inside of texts are taken for names too: that only adds tables.
fn words(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fresh::reads::Narrow;

    fn reads(statements: &[&str]) -> Reads {
        Reads { statements: statements.iter().map(|sql| (*sql).to_owned()).collect(), ..Reads::default() }
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

    #[test]
    fn whoever_says_which_rows_are_read_depends_on_these_alone() {
        let mut tables = Tables::default();
        for (name, watched) in [("topic", true), ("post", true), ("category", true), ("session", false)] {
            tables.add(name.to_owned(), watched);
        }
        let (a, b) = (Only::topic("abc"), Only::topic("zzz"));
        let named = |tables: &Tables, sql: &str, only: &[Only]| {
            let narrow = Narrow { statements: HashSet::from([sql.to_owned()]), only: only.to_vec() };
            let reads = Reads { narrow: vec![narrow], ..Reads::default() };
            tables.named(&reads).map(|places| tables.names(&places).join(" "))
        };
        let both = "SELECT * FROM post JOIN topic ON topic.id = post.topic_id";
        assert_eq!(named(&tables, both, &[a]).as_deref(), Some("post topic"), "without triggers");
        tables.add_room(Room::Topic);
        tables.add_room(Room::Rules);
        assert_eq!((tables.watched(), tables.place("rules/0")), (3 + 256 + 1, Some(3 + 256)));
        for (sql, only, expected) in [
            (both, vec![], Some("post topic")),
            (both, vec![a], Some("topic/113")),
            (both, vec![a, b], Some("topic/113 topic/227")),
            ("SELECT 1 FROM post, category", vec![a], Some("category topic/113")),
            ("SELECT 1 FROM post, category", vec![a, Only::RULES], Some("rules/0 topic/113")),
            // One room of a table has no triggers: nobody knows of its rows.
            (both, vec![a, Only::category("unions")], Some("topic topic/113")),
            ("SELECT 1 FROM session, post", vec![a], None),
            ("UPDATE post SET n = 1", vec![a], None),
        ] {
            assert_eq!(named(&tables, sql, &only).as_deref(), expected, "{sql} {only:?}");
        }
        for name in ["topic/256", "topic/-1", "topic/", "about/0", "other/0", "/"] {
            assert_eq!(tables.place(name), None, "{name}");
        }
        assert_eq!(tables.place("topic/255"), Some(3 + 255));
    }
}
