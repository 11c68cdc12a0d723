//! Settings that the desk changes while the portal runs: names and short values.

use entity::forum::site_setting;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use crate::DomainResult;

/// The value of a setting, if it was ever set.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn get<C: ConnectionTrait>(db: &C, name: &str) -> DomainResult<Option<String>> {
    Ok(site_setting::Entity::find_by_id(name).one(db).await?.map(|row| row.value))
}

/// Sets it, in the caller's transaction.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn put<C: ConnectionTrait>(tx: &C, name: &str, value: &str, now: i64) -> DomainResult<()> {
    let row = site_setting::ActiveModel {
        name: Set(name.to_owned()),
        value: Set(value.to_owned()),
        changed_at: Set(now),
    };
    site_setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(site_setting::Column::Name)
                .update_columns([site_setting::Column::Value, site_setting::Column::ChangedAt])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
