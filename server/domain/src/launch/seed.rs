//! A row for each point that has none yet. What the desk said of a point is never overwritten.

use entity::directory::launch_point;
use sea_orm::{ActiveValue::Set, EntityTrait, QuerySelect, sea_query::OnConflict};

use super::{PointState, points};
use crate::{DomainResult, Services};

/// Adds the points that are new in the file. Returns how many.
///
/// # Errors
/// The database is away.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let known: Vec<String> = launch_point::Entity::find()
        .select_only()
        .column(launch_point::Column::Code)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let rows: Vec<launch_point::ActiveModel> = points()
        .iter()
        .filter(|point| !known.contains(&point.code))
        .map(|point| launch_point::ActiveModel {
            code: Set(point.code.clone()),
            state: Set(PointState::Open.as_str().to_owned()),
            owner_id: Set(None),
            day: Set(None),
            note: Set(String::new()),
            checked_by: Set(None),
            version: Set(0),
        })
        .collect();
    if rows.is_empty() {
        return Ok(0);
    }
    let count = rows.len() as u64;
    let tx = services.db.begin().await?;
    let there = OnConflict::column(launch_point::Column::Code).do_nothing().to_owned();
    launch_point::Entity::insert_many(rows).on_conflict(there).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(count)
}
