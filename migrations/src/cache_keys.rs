//! Triggers that note, beside the table ([`crate::cache_tags`]), which of its rows were written, for the tables of the
//! forum that are written all day long: of which topic, of which category, of which thing that is discussed. A page that
//! reads one topic then stays when somebody writes in another one (`domain::fresh` reads the same rooms).
//!
//! A key is folded into one of [`BUCKETS`] numbers, so there are never more marks than that in a room. Triggers name their
//! own table and `cache_tag` alone: no other table's change can break them.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DatabaseBackend, Statement},
};

use crate::cache_tags::names;

/// Marks of a room. `domain::fresh` counts with the same number.
const BUCKETS: usize = 256;

/// What is noted of a table: `room/bucket`.
struct Keyed {
    room: &'static str,
    table: &'static str,
    /// The column that leads to the bucket.
    key: &'static str,
    /// Whether all rows share one bucket.
    one: bool,
    /// Rows that count, `{}` standing for the row.
    when: Option<&'static str>,
    /// Columns whose change says nothing.
    but: &'static [&'static str],
}

const fn by(room: &'static str, table: &'static str, key: &'static str) -> Keyed {
    Keyed { room, table, key, one: false, when: None, but: &[] }
}

const KEYED: [Keyed; 12] = [
    by("topic", "topic", "id"),
    by("topic", "post", "topic_id"),
    by("topic", "poll", "topic_id"),
    by("topic", "poll_option", "topic_id"),
    by("topic", "topic_event", "topic_id"),
    by("category", "topic", "category"),
    by("category", "category", "slug"),
    by("about", "topic", "about_id"),
    by("post", "quote", "post_id"),
    by("post", "revision", "post_id"),
    // What a category says, without what is counted in it.
    Keyed {
        room: "rules",
        table: "category",
        key: "slug",
        one: true,
        when: None,
        but: &["published_topics", "last_published_at"],
    },
    // What can be found outside of the forum.
    Keyed {
        room: "texts",
        table: "search_document",
        key: "kind",
        one: true,
        when: Some("{}kind <> 'topic'"),
        but: &[],
    },
];

impl Keyed {
    fn name(&self) -> String {
        format!("keyed_{}_{}", self.room, self.table)
    }

    /// Rows that count, each named with `row` in front.
    fn counts(&self, row: &str) -> String {
        match self.when {
            Some(when) => when.replace("{}", row),
            None => format!("{row}{} IS NOT NULL", self.key),
        }
    }

    fn trigger_on_sqlite(&self, event: &str, columns: &[String]) -> String {
        let name = self.name();
        let (room, table, key) = (self.room, self.table, self.key);
        let note = |row: &str, more: &str| {
            let bucket = if self.one { "0".to_owned() } else { on_sqlite(&format!("{row}{key}")) };
            let counts = self.counts(row);
            format!(
                "INSERT INTO cache_tag (tag, version) SELECT '{room}/' || {bucket}, 1 WHERE {counts}{more} \
                 ON CONFLICT (tag) DO UPDATE SET version = version + 1; "
            )
        };
        let (of, notes) = match event {
            "insert" => (String::new(), note("NEW.", "")),
            "delete" => (String::new(), note("OLD.", "")),
            _ => {
                let of = match self.but {
                    [] => String::new(),
                    _ => {
                        let told: Vec<String> = columns
                            .iter()
                            .filter(|column| !self.but.contains(&column.as_str()))
                            .map(|column| format!("\"{column}\""))
                            .collect();
                        format!(" OF {}", told.join(", "))
                    }
                };
                let moved = format!(" AND OLD.{key} IS NOT NEW.{key}");
                (of, note("NEW.", "") + &note("OLD.", &moved))
            }
        };
        format!("CREATE TRIGGER {name}_{event} AFTER {event}{of} ON \"{table}\" BEGIN {notes}END")
    }

    fn function_on_postgres(&self) -> String {
        const XID: &str = "pg_current_xact_id()::text::bigint";
        let room = self.room;
        let bucket = if self.one { "0".to_owned() } else { on_postgres(self.key) };
        let counts = self.counts("");
        let note = |rows: &str| {
            format!(
                "INSERT INTO cache_tag (tag, version) SELECT DISTINCT '{room}/' || {bucket}, {XID} \
                 FROM {rows} WHERE {counts} ON CONFLICT DO NOTHING;"
            )
        };
        // Each in an IF of its own: a table of rows that this event does not have must not even be planned.
        let unless = match self.but {
            [] => String::new(),
            but => {
                let without: String = but.iter().map(|column| format!(" - '{column}'")).collect();
                format!(
                    "IF TG_OP = 'UPDATE' THEN IF NOT EXISTS (SELECT to_jsonb(made){without} FROM made \
                     EXCEPT SELECT to_jsonb(gone){without} FROM gone) THEN RETURN NULL; END IF; END IF; "
                )
            }
        };
        format!(
            "BEGIN IF TG_OP = 'TRUNCATE' THEN {all}; RETURN NULL; END IF; {unless}\
             IF TG_OP <> 'DELETE' THEN {made} END IF; \
             IF TG_OP <> 'INSERT' THEN {gone} END IF; RETURN NULL; END",
            all = self.all_on_postgres(),
            made = note("made"),
            gone = note("gone"),
        )
    }

    fn trigger_on_postgres(&self, event: &str) -> String {
        let (name, table) = (self.name(), self.table);
        let rows = match event {
            "insert" => "REFERENCING NEW TABLE AS made ",
            "update" => "REFERENCING OLD TABLE AS gone NEW TABLE AS made ",
            "delete" => "REFERENCING OLD TABLE AS gone ",
            _ => "",
        };
        format!(
            "CREATE OR REPLACE TRIGGER {name}_{event} AFTER {event} ON \"{table}\" {rows}\
             FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    }

    fn last(&self) -> usize {
        if self.one { 0 } else { BUCKETS - 1 }
    }

    /// Every mark of the room.
    fn all_on_postgres(&self) -> String {
        format!(
            "INSERT INTO cache_tag (tag, version) SELECT '{}/' || n, pg_current_xact_id()::text::bigint \
             FROM generate_series(0, {}) AS n ON CONFLICT DO NOTHING",
            self.room,
            self.last()
        )
    }

    /// Every mark of the room.
    fn all_on_sqlite(&self) -> String {
        format!(
            "WITH RECURSIVE one(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM one WHERE n < {}) \
             INSERT INTO cache_tag (tag, version) SELECT '{}/' || n, 1 FROM one WHERE 1 = 1 \
             ON CONFLICT (tag) DO UPDATE SET version = version + 1",
            self.last(),
            self.room
        )
    }
}

/// The bucket of a key: of its first letter, its last one, and its length. `domain::fresh` counts the same.
fn on_sqlite(key: &str) -> String {
    format!(
        "((coalesce(unicode({key}), 0) * 17 + coalesce(unicode(substr({key}, -1)), 0) * 31 \
         + length({key})) % {BUCKETS})"
    )
}

fn on_postgres(key: &str) -> String {
    format!("((ascii({key}) * 17 + ascii(right({key}, 1)) * 31 + length({key})) % {BUCKETS})")
}

async fn pairs<C: ConnectionTrait>(db: &C, sql: &str) -> Result<Vec<(String, String)>, DbErr> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "name")?, row.try_get("", "body")?))).collect()
}

/// Gives the tables what they lack, and what another version of this program gave them otherwise.
pub(crate) async fn install<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DatabaseBackend::Sqlite {
        install_on_sqlite(db).await
    } else {
        install_on_postgres(db).await
    }
}

async fn install_on_sqlite<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let there = pairs(
        db,
        "SELECT name, sql AS body FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keyed\\_%' ESCAPE '\\'",
    )
    .await?;
    for keyed in &KEYED {
        let of_table = format!("SELECT name FROM pragma_table_info('{}')", keyed.table);
        let columns = names(db, &of_table).await?;
        if !columns.iter().any(|column| column == keyed.key) {
            continue;
        }
        let mut changed = false;
        for event in ["insert", "update", "delete"] {
            let name = format!("{}_{event}", keyed.name());
            let trigger = keyed.trigger_on_sqlite(event, &columns);
            if there.iter().any(|(known, body)| *known == name && *body == trigger) {
                continue;
            }
            db.execute_unprepared(&format!("DROP TRIGGER IF EXISTS {name}")).await?;
            db.execute_unprepared(&trigger).await?;
            changed = true;
        }
        if changed {
            // Whatever was written while it had none.
            db.execute_unprepared(&keyed.all_on_sqlite()).await?;
        }
    }
    Ok(())
}

async fn install_on_postgres<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let functions = pairs(
        db,
        "SELECT p.proname::text AS name, p.prosrc AS body FROM pg_proc p \
         JOIN pg_namespace n ON n.oid = p.pronamespace \
         WHERE n.nspname = current_schema() AND p.proname LIKE 'keyed\\_%'",
    )
    .await?;
    let triggers = names(
        db,
        "SELECT t.tgname::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
         JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE t.tgname LIKE 'keyed\\_%' AND n.nspname = current_schema()",
    )
    .await?;
    for keyed in &KEYED {
        let of_table = format!(
            "SELECT column_name::text AS name FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = '{}'",
            keyed.table
        );
        if !names(db, &of_table).await?.iter().any(|column| column == keyed.key) {
            continue;
        }
        let (name, body) = (keyed.name(), keyed.function_on_postgres());
        let mut changed = false;
        if !functions.iter().any(|(known, source)| *known == name && *source == body) {
            db.execute_unprepared(&format!(
                "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            ))
            .await?;
            changed = true;
        }
        for event in ["insert", "update", "delete", "truncate"] {
            if !triggers.contains(&format!("{name}_{event}")) {
                db.execute_unprepared(&keyed.trigger_on_postgres(event)).await?;
                changed = true;
            }
        }
        if changed {
            // Whatever was written while it had none.
            db.execute_unprepared(&keyed.all_on_postgres()).await?;
        }
    }
    Ok(())
}

/// Takes all of them away again.
pub(crate) async fn remove<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let sqlite = db.get_database_backend() == DatabaseBackend::Sqlite;
    for keyed in &KEYED {
        let name = keyed.name();
        if !sqlite {
            // And every trigger that calls it.
            db.execute_unprepared(&format!("DROP FUNCTION IF EXISTS {name}() CASCADE")).await?;
            continue;
        }
        for event in ["insert", "update", "delete"] {
            db.execute_unprepared(&format!("DROP TRIGGER IF EXISTS {name}_{event}")).await?;
        }
    }
    Ok(())
}
