//! Numbers of the starter content. What the desk changed stays as it is.

use std::collections::HashMap;

use entity::directory::helpline::{self, Column as C};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};

use super::{form::fill, load};
use crate::{DomainResult, Services, directory::common::hash_of, safety::helplines};

/// Puts in what is new or changed in the file and not changed at the desk, takes out what went from it, and reads all of
/// them into this process. Returns how many rows changed.
///
/// # Errors
/// The database is away.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let known: HashMap<String, (String, i32)> = helpline::Entity::find()
        .select_only()
        .columns([C::Id, C::ContentHash, C::Version])
        .into_tuple::<(String, String, i32)>()
        .all(services.db.read())
        .await?
        .into_iter()
        .map(|(id, hash, version)| (id, (hash, version)))
        .collect();
    let kinds: Vec<&str> = helplines().iter().map(|line| line.kind.as_str()).collect();
    let changed: Vec<_> = helplines()
        .iter()
        .map(|line| (line, hash_of(line)))
        .filter(|(line, hash)| {
            known.get(&line.kind).is_none_or(|(known, version)| *version == 0 && known != hash)
        })
        .collect();
    let gone = known
        .iter()
        .any(|(id, (hash, version))| !hash.is_empty() && *version == 0 && !kinds.contains(&id.as_str()));
    let mut count = 0;
    if gone || !changed.is_empty() {
        let tx = services.db.begin().await?;
        for (line, hash) in changed {
            let mut row = helpline::ActiveModel {
                id: Set(line.kind.clone()),
                hidden: Set(false),
                content_hash: Set(hash),
                version: Set(0),
                ..Default::default()
            };
            fill(&mut row, line.clone());
            let in_place = OnConflict::column(C::Id)
                .update_columns([
                    C::Number,
                    C::Kind,
                    C::Priority,
                    C::CheckedOn,
                    C::SourceUrl,
                    C::NameAr,
                    C::NameFr,
                    C::NameEn,
                    C::HoursAr,
                    C::HoursFr,
                    C::HoursEn,
                    C::WhomAr,
                    C::WhomFr,
                    C::WhomEn,
                    C::ContentHash,
                ])
                .to_owned();
            helpline::Entity::insert(row).on_conflict(in_place).exec_without_returning(&tx).await?;
            count += 1;
        }
        count += helpline::Entity::delete_many()
            .filter(C::ContentHash.ne(""))
            .filter(C::Version.eq(0))
            .filter(C::Id.is_not_in(kinds))
            .exec(&tx)
            .await?
            .rows_affected;
        tx.commit().await?;
    }
    load(services).await?;
    Ok(count)
}
