//! Whether anything was written, and into which table: every table tells of its rows by triggers, in the transaction
//! that changes them, so that what is rolled back was never there.

use domain::Db;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

/// Sees every change of one database.
pub struct Watch {
    db: Db,
    /// SQLite tells a connection whether another one has written since: also where no trigger can stand, in the
    /// tables behind a virtual one.
    apart: Option<DatabaseConnection>,
}

/// The state at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// SQLite: the number of what other connections committed.
    version: Option<i64>,
    /// The last line that a trigger wrote.
    line: i64,
}

impl Watch {
    /// Over a database, from now on.
    pub async fn over(db: &Db, url: &str) -> Self {
        let apart = match db.is_sqlite() {
            true => Some(Database::connect(url).await.expect("another connection")),
            false => None,
        };
        let watch = Self { db: db.clone(), apart };
        let triggers = if db.is_sqlite() { watch.sqlite().await } else { watch.postgres().await };
        assert!(triggers.len() > 20, "only {} tables were found", triggers.len());
        db.writer().execute_unprepared(&triggers.join("\n")).await.expect("triggers");
        watch
    }

    async fn sqlite(&self) -> Vec<String> {
        let tables = "SELECT m.name AS name, (SELECT group_concat('OLD.\"' || c.name || '\" IS NOT NEW.\"' || c.name || \
             '\"', ' OR ') FROM pragma_table_info(m.name) c) AS differs FROM sqlite_master m \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'cache_tag' AND NOT EXISTS (SELECT 1 FROM sqlite_master v \
             WHERE v.sql LIKE 'CREATE VIRTUAL%' AND (m.name = v.name OR m.name LIKE v.name || '_%'))";
        let mut all =
            vec!["CREATE TABLE watch (line INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);".to_owned()];
        for row in rows(self.db.writer(), tables).await {
            let name: String = row.try_get("", "name").expect("a name");
            let differs: String = row.try_get("", "differs").expect("columns");
            for (what, when) in [("INSERT", ""), ("DELETE", ""), ("UPDATE", differs.as_str())] {
                let when = if when.is_empty() { String::new() } else { format!("WHEN {when}") };
                all.push(format!(
                    "CREATE TRIGGER \"watch_{what}_{name}\" AFTER {what} ON \"{name}\" {when} \
                     BEGIN INSERT INTO watch (name) VALUES ('{name}'); END;"
                ));
            }
        }
        all
    }

    async fn postgres(&self) -> Vec<String> {
        let tables = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'cache_tag'";
        let mut all = vec![
            "CREATE TABLE watch (line BIGSERIAL PRIMARY KEY, name TEXT);".to_owned(),
            "CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             INSERT INTO watch (name) VALUES (TG_TABLE_NAME); RETURN NULL; END $$;"
                .to_owned(),
        ];
        for row in rows(self.db.writer(), tables).await {
            let name: String = row.try_get("", "name").expect("a name");
            all.push(format!(
                "CREATE TRIGGER watch AFTER INSERT OR UPDATE OR DELETE ON \"{name}\" \
                 FOR EACH ROW EXECUTE FUNCTION watch();"
            ));
        }
        all
    }

    /// A mark that no change escapes.
    pub async fn mark(&self) -> Mark {
        let version = match &self.apart {
            Some(apart) => Some(rows(apart, "PRAGMA data_version").await),
            None => None,
        };
        let version = version.map(|rows| rows[0].try_get("", "data_version").expect("a number"));
        let last = rows(self.db.writer(), "SELECT coalesce(max(line), 0) AS line FROM watch").await;
        Mark { version, line: last[0].try_get("", "line").expect("a number") }
    }

    /// What is not as it was, but for tables that may change.
    pub async fn changed_since(&self, before: &Mark, may_change: &[String]) -> Vec<String> {
        let now = self.mark().await;
        let lines = format!("SELECT DISTINCT name FROM watch WHERE line > {} ORDER BY name", before.line);
        let mut changed: Vec<String> = match now == *before {
            true => Vec::new(),
            false => rows(self.db.writer(), &lines)
                .await
                .iter()
                .map(|row| row.try_get("", "name").expect("a name"))
                .collect(),
        };
        if changed.is_empty() && may_change.is_empty() && now.version != before.version {
            changed.push("something".to_owned());
        }
        changed.retain(|name| !may_change.contains(name));
        changed
    }
}

async fn rows(connection: &DatabaseConnection, sql: &str) -> Vec<sea_orm::QueryResult> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection.query_all_raw(statement).await.expect("a readable database")
}
