//! The inventory and the parts against the real schema of both databases: nothing is stored that nobody named.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    privacy::{INVENTORY, inventory::NOT_PERSONAL, parts::PARTS},
    testing::TestBed,
};
use sea_orm::{ConnectionTrait, Statement};

type Schema = BTreeMap<String, BTreeSet<String>>;

/// Tables that exist on one of the two databases only.
const ONE_SIDED: [&str; 2] = ["search_fts", "search_tokens"];

async fn pairs(bed: &TestBed, sqlite: &str, postgres: &str) -> Vec<(String, String)> {
    let db = bed.services.db.read();
    let sql = if bed.services.db.is_sqlite() { sqlite } else { postgres };
    let rows = db.query_all_raw(Statement::from_string(bed.services.db.backend(), sql)).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap())).collect()
}

async fn schema(bed: &TestBed) -> Schema {
    let found = pairs(
        bed,
        "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         AND m.name NOT LIKE 'search\\_fts\\_%' ESCAPE '\\'",
        "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
         WHERE table_schema = 'public'",
    )
    .await;
    let mut schema = Schema::new();
    for (table, column) in found {
        schema.entry(table).or_default().insert(column);
    }
    assert!(schema.len() > 30 && schema["member"].contains("pseudonym"), "{schema:?}");
    schema
}

#[tokio::test]
async fn every_column_is_in_the_inventory_or_called_not_personal() {
    let mut named: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let personal = INVENTORY.iter().flat_map(|row| row.columns);
    for (table, columns) in personal.chain(NOT_PERSONAL) {
        for column in *columns {
            *named.entry((table, column)).or_default() += 1;
        }
    }
    let twice: Vec<_> = named.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "named twice: {twice:?}");
    for bed in TestBed::each().await {
        let schema = schema(&bed).await;
        let mut wrong = Vec::new();
        for (table, columns) in &schema {
            for column in columns {
                if !named.contains_key(&(table.as_str(), column.as_str())) {
                    wrong.push(format!("{table}.{column} is stored and named nowhere"));
                }
            }
        }
        for (table, column) in named.keys() {
            let there = schema.get(*table).is_some_and(|columns| columns.contains(*column));
            let elsewhere = ONE_SIDED.contains(table) && !schema.contains_key(*table);
            if !there && !elsewhere {
                wrong.push(format!("{table}.{column} is named and not stored"));
            }
        }
        assert!(
            wrong.is_empty(),
            "{}: domain::privacy::inventory must follow the schema:\n{}",
            bed.backend,
            wrong.join("\n")
        );
    }
}

#[tokio::test]
async fn every_table_that_refers_to_a_member_is_exported_or_excluded_and_erased() {
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for one in PARTS.iter().flat_map(|part| part.held()) {
        *held.entry(one.table).or_default() += 1;
    }
    assert!(held.values().all(|count| *count == 1), "a table belongs to one part: {held:?}");
    for bed in TestBed::each().await {
        let schema = schema(&bed).await;
        let keys = pairs(
            &bed,
            "SELECT m.name AS t, f.\"table\" AS c FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table'",
            "SELECT a.relname::text AS t, b.relname::text AS c FROM pg_constraint k \
             JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid WHERE k.contype = 'f'",
        )
        .await;
        let mut referring: BTreeSet<String> =
            keys.into_iter().filter(|(_, to)| to == "member").map(|(table, _)| table).collect();
        assert!(referring.len() >= 6, "{referring:?}");
        // And those that name somebody without a foreign key. Authors of library items are no members.
        let names = |column: &str| {
            ["member_id", "author_id", "actor_id", "owner_id", "reporter_id"].contains(&column)
                || column.ends_with("_by")
        };
        for (table, columns) in &schema {
            if columns.iter().any(|column| names(column)) {
                referring.insert(table.clone());
            }
        }
        let missing: Vec<_> = referring.iter().filter(|table| !held.contains_key(table.as_str())).collect();
        assert!(missing.is_empty(), "{}: no part of domain::privacy::parts holds {missing:?}", bed.backend);
        let unknown: Vec<_> = held.keys().filter(|table| !schema.contains_key(**table)).collect();
        assert!(unknown.is_empty(), "{}: there is no table {unknown:?}", bed.backend);
        // What is held is personal: it stands in the inventory.
        let listed: BTreeSet<&str> =
            INVENTORY.iter().flat_map(|row| row.columns).map(|(table, _)| *table).collect();
        for table in held.keys() {
            assert!(listed.contains(table), "{table} is held and not in the inventory");
        }
    }
}
