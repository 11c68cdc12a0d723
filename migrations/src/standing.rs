//! Whether a program may serve a database that a newer one has migrated already.
//!
//! Node N and node N−1 serve together while one follows the other: what N adds, N−1 does not see. A migration with which
//! the program before it cannot live has [`CONTRACTS`] in its name, because the name is all that the older program finds
//! of it. Expand in one release; contract in a later one, when no node needs the old shape any more.

use sea_orm_migration::{
    MigratorTrait, SchemaManager,
    sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement},
};

use crate::Migrator;

/// Part of the name of a migration that takes something away, or changes its meaning, that the release before still uses.
pub const CONTRACTS: &str = "_contracts_";

/// How a database stands to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It knows nothing that this program does not know; perhaps something is to be done.
    Ours,
    /// Everything of ours is there, and these were added by a newer program: ours can serve beside it.
    Ahead(Vec<String>),
    /// The same, and at least this one forbids it.
    Closed(String),
    /// This one is not known here, and something of ours is not there or comes after it: this is no older program of the
    /// same line.
    Foreign(String),
}

/// Compares the names, each list in order.
fn compare(applied: &[String], ours: &[String]) -> Standing {
    let unknown: Vec<String> = applied.iter().filter(|name| !ours.contains(name)).cloned().collect();
    let Some(first) = unknown.first() else { return Standing::Ours };
    let whole = ours.iter().all(|name| applied.contains(name));
    let newest = ours.iter().max();
    if let Some(early) = unknown.iter().find(|name| newest.is_some_and(|newest| *name < newest)) {
        return Standing::Foreign(early.clone());
    }
    if !whole {
        return Standing::Foreign(first.clone());
    }
    match unknown.iter().find(|name| name.contains(CONTRACTS)) {
        Some(closing) => Standing::Closed(closing.clone()),
        None => Standing::Ahead(unknown),
    }
}

/// Looks how a database stands to this program. Writes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(db: &DatabaseConnection) -> Result<Standing, DbErr> {
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(Standing::Ours);
    }
    let sql = "SELECT version AS name FROM seaql_migrations ORDER BY version";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let applied: Vec<String> = rows.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?;
    let ours: Vec<String> =
        Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    Ok(compare(&applied, &ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn an_older_program_serves_unless_a_name_forbids_it() {
        let ours = names(&["m1_a", "m2_b"]);
        for (applied, expected) in [
            (names(&[]), Standing::Ours),
            (names(&["m1_a"]), Standing::Ours),
            (names(&["m1_a", "m2_b"]), Standing::Ours),
            (names(&["m1_a", "m2_b", "m3_c", "m4_d"]), Standing::Ahead(names(&["m3_c", "m4_d"]))),
            (names(&["m1_a", "m2_b", "m3_c", "m4_contracts_d"]), Standing::Closed("m4_contracts_d".into())),
            // A hole among ours: nobody can say what a newer program made of that.
            (names(&["m1_a", "m3_c"]), Standing::Foreign("m3_c".into())),
            (names(&["m0_x", "m1_a", "m2_b", "m3_c"]), Standing::Foreign("m0_x".into())),
        ] {
            assert_eq!(compare(&applied, &ours), expected, "{applied:?}");
        }
    }

    #[test]
    fn ours_are_in_the_order_of_their_names() {
        let ours: Vec<String> =
            Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
        assert!(
            ours.is_sorted(),
            "an older program takes a name that sorts before its newest for a foreign one"
        );
    }
}
