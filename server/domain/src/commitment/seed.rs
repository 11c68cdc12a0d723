//! A row for each point that has none yet: what is changed is locked. What the desk said is never overwritten, and what it
//! never touched follows the file.

use entity::commitment::point;
use sea_orm::{ActiveValue::Set, EntityTrait, QuerySelect, sea_query::OnConflict};

use super::{CONTACT, OPENING, Progress, asked};
use crate::{DomainResult, Services};

/// Adds the points that are new in the file. Returns how many.
///
/// # Errors
/// The database is away.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let known: Vec<String> = point::Entity::find()
        .select_only()
        .column(point::Column::Code)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let rows: Vec<point::ActiveModel> = asked()
        .iter()
        .map(|one| (one.code.as_str(), one.state.as_str()))
        .chain([OPENING, CONTACT].map(|code| (code, Progress::Open.as_str())))
        .filter(|(code, _)| !known.iter().any(|known| known == code))
        .map(|(code, state)| point::ActiveModel {
            code: Set(code.to_owned()),
            state: Set(state.to_owned()),
            day: Set(None),
            note_ar: Set(String::new()),
            note_fr: Set(String::new()),
            note_en: Set(String::new()),
            changed_by: Set(None),
            version: Set(0),
        })
        .collect();
    if rows.is_empty() {
        return Ok(0);
    }
    let count = rows.len() as u64;
    let tx = services.db.begin().await?;
    let there = OnConflict::column(point::Column::Code).do_nothing().to_owned();
    point::Entity::insert_many(rows).on_conflict(there).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(count)
}
