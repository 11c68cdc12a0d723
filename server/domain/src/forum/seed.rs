//! The categories, from `migrations/content/forum/categories.toml`.

use contract::{ErrorCode, Locale};
use entity::forum::{category, category_text};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use serde::Deserialize;

use crate::{DomainError, DomainResult, Services, safety::Trilingual};

#[derive(Deserialize)]
struct File {
    categories: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    slug: String,
    section: Option<String>,
    order: i32,
    #[serde(default)]
    help: bool,
    name: Trilingual,
    description: Trilingual,
}

/// Puts the categories in, or brings their names and order up to date. Answers how many rows changed.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let text = migrations::CONTENT
        .get_file("forum/categories.toml")
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "forum/categories.toml is missing"))?;
    let file: File = toml::from_str(text).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let db = services.db.read();
    let stored = category::Entity::find().all(db).await?;
    let words = category_text::Entity::find().all(db).await?;

    let mut categories = Vec::new();
    let mut texts = Vec::new();
    for entry in file.categories {
        let section = entry.section.unwrap_or_else(|| entry.slug.clone());
        if !stored
            .iter()
            .any(|row| row.slug == entry.slug && row.section == section && row.position == entry.order)
        {
            categories.push(category::ActiveModel {
                slug: Set(entry.slug.clone()),
                section: Set(section),
                position: Set(entry.order),
                published_topics: Set(0),
                last_published_at: Set(None),
                // Strict until the team decides otherwise; what it decided stays.
                audience: Set("public".to_owned()),
                review_mode: Set("all".to_owned()),
                allow_anonymous: Set(true),
                indexed: Set(false),
                help_block: Set(entry.help),
            });
        }
        for locale in Locale::ALL {
            let row = category_text::Model {
                category: entry.slug.clone(),
                locale: locale.code().to_owned(),
                name: entry.name.get(locale).to_owned(),
                description: entry.description.get(locale).to_owned(),
            };
            if !words.contains(&row) {
                texts.push(category_text::ActiveModel::from(row));
            }
        }
    }
    let changed = categories.len() + texts.len();
    if changed == 0 {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    for row in categories {
        // Counters of a category that is there already stay.
        category::Entity::insert(row)
            .on_conflict(
                OnConflict::column(category::Column::Slug)
                    .update_columns([category::Column::Section, category::Column::Position])
                    .to_owned(),
            )
            .exec(&tx)
            .await?;
    }
    for row in texts {
        category_text::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([category_text::Column::Category, category_text::Column::Locale])
                    .update_columns([category_text::Column::Name, category_text::Column::Description])
                    .to_owned(),
            )
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(changed as u64)
}
