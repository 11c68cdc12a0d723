//! Organisations of the starter content: `migrations/content/organisations.toml`. What the desk changed stays as it is.

use std::collections::{BTreeMap, HashMap};

use contract::{ErrorCode, Locale};
use entity::directory::{
    organisation::{self, Column as C},
    organisation_text,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};
use serde::Deserialize;

use super::{
    common::hash_of,
    sheet::{OrganisationWords, text_row},
    words::{Area, OrganisationKind},
};
use crate::{DomainError, DomainResult, Services};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    name: String,
    does: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    kind: String,
    sections: Vec<String>,
    area: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    website: String,
    source_url: String,
    checked_on: String,
    position: i32,
    words: BTreeMap<Locale, Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    organisation: Vec<Entry>,
}

fn entries() -> DomainResult<Vec<Entry>> {
    let text = migrations::CONTENT
        .get_file("organisations.toml")
        .and_then(|file| file.contents_utf8())
        .unwrap_or_default();
    toml::from_str::<File>(text).map(|file| file.organisation).map_err(|error| {
        DomainError::caused(ErrorCode::Internal, format!("organisations.toml cannot be read: {error}"))
    })
}

/// Puts in what is new or changed in the file and not changed at the desk. Returns how many.
///
/// # Errors
/// The file is defective, or the database is away.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let known: HashMap<String, (String, i32)> = organisation::Entity::find()
        .select_only()
        .columns([organisation::Column::Id, organisation::Column::ContentHash, organisation::Column::Version])
        .into_tuple::<(String, String, i32)>()
        .all(services.db.read())
        .await?
        .into_iter()
        .map(|(id, hash, version)| (id, (hash, version)))
        .collect();
    let changed: Vec<(Entry, String)> = entries()?
        .into_iter()
        .map(|entry| {
            let hash = hash_of(&entry);
            (entry, hash)
        })
        .filter(|(entry, hash)| {
            known.get(&entry.id).is_none_or(|(known, version)| *version == 0 && known != hash)
        })
        .collect();
    if changed.is_empty() {
        return Ok(0);
    }
    let count = changed.len() as u64;
    let tx = services.db.begin().await?;
    for (entry, hash) in changed {
        let kind = OrganisationKind::parse(&entry.kind);
        let area = Area::parse(&entry.area);
        let (Some(kind), Some(area)) = (kind, area) else {
            let text = format!("organisations.toml: {}: no such kind or area", entry.id);
            return Err(DomainError::caused(ErrorCode::Internal, text));
        };
        let row = organisation::ActiveModel {
            id: Set(entry.id.clone()),
            kind: Set(kind.as_str().to_owned()),
            sections: Set(entry.sections.join(" ")),
            place: Set(area.as_str().to_owned()),
            phone: Set(entry.phone),
            email: Set(String::new()),
            website: Set(entry.website),
            contact_agreed_on: Set(None),
            source_url: Set(entry.source_url),
            checked_on: Set(entry.checked_on),
            position: Set(entry.position),
            published: Set(true),
            content_hash: Set(hash),
            version: Set(0),
        };
        let in_place = OnConflict::column(C::Id)
            .update_columns([
                C::Kind,
                C::Sections,
                C::Place,
                C::Phone,
                C::Website,
                C::SourceUrl,
                C::CheckedOn,
                C::Position,
                C::ContentHash,
            ])
            .to_owned();
        organisation::Entity::insert(row).on_conflict(in_place).exec_without_returning(&tx).await?;
        organisation_text::Entity::delete_many()
            .filter(organisation_text::Column::OrganisationId.eq(entry.id.as_str()))
            .exec(&tx)
            .await?;
        let texts = entry.words.into_iter().map(|(l, words)| {
            let words =
                OrganisationWords { name: words.name, does: words.does, ..OrganisationWords::default() };
            text_row(&entry.id, l, &words)
        });
        organisation_text::Entity::insert_many(texts).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use contract::{Section, ids::OrganisationId};

    use super::*;
    use crate::directory::common::{days_since, number_of};

    #[test]
    fn what_is_shipped_is_whole_and_has_its_source() {
        let entries = entries().expect("readable");
        assert!(entries.len() >= 5);
        for entry in &entries {
            assert!(entry.id.parse::<OrganisationId>().is_ok(), "{}", entry.id);
            assert!(OrganisationKind::parse(&entry.kind).is_some(), "{}", entry.id);
            assert!(Area::parse(&entry.area).is_some(), "{}", entry.id);
            assert!(entry.sections.iter().all(|slug| slug.parse::<Section>().is_ok()), "{}", entry.id);
            assert!(entry.source_url.starts_with("https://"), "{}", entry.id);
            assert!(days_since(&entry.checked_on, "2026-12-31").is_some(), "{}", entry.id);
            assert_eq!(entry.words.len(), 3, "{}", entry.id);
            // Nobody's number but that of a public office.
            let public = entry.kind == "public";
            assert!(entry.phone.is_empty() || public && number_of(&entry.phone).is_some(), "{}", entry.id);
        }
    }
}
