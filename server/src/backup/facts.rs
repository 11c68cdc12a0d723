//! What a database says of itself: rows, migrations, files of the library. Asked in its own words, so that an old one can
//! be kept by a new program before it is migrated.

use std::collections::BTreeMap;

use anyhow::Context;
use sea_orm::{ConnectionTrait, Statement};

use super::archive::Blob;
use crate::moving;

/// What a database says of itself.
pub struct Facts {
    /// Rows of every table.
    pub rows: BTreeMap<String, u64>,
    /// Migrations that were applied.
    pub migrations: Vec<String>,
    /// Files of the library.
    pub blobs: Vec<Blob>,
}

/// Asks it.
///
/// # Errors
/// It is away, or none of ours.
pub async fn of<C: ConnectionTrait>(db: &C) -> anyhow::Result<Facts> {
    let ask = |sql: &str| Statement::from_string(db.get_database_backend(), sql.to_owned());
    let applied = db.query_all_raw(ask("SELECT version FROM seaql_migrations ORDER BY version")).await;
    let mut migrations = Vec::new();
    for row in applied.context("this is no database of the portal, or it was never migrated")? {
        migrations.push(row.try_get_by_index::<String>(0)?);
    }
    let mut blobs = Vec::new();
    for row in db.query_all_raw(ask("SELECT sha256, size FROM library_blob ORDER BY sha256")).await? {
        let size = row.try_get_by_index::<i64>(1)?;
        blobs.push(Blob {
            sha256: row.try_get_by_index::<String>(0)?,
            size: u64::try_from(size).unwrap_or_default(),
        });
    }
    Ok(Facts { rows: moving::counts(db).await?, migrations, blobs })
}
