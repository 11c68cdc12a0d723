//! The starter list, from `migrations/content/words/starter.toml`: put in once. What the team takes away stays away.

use contract::ErrorCode;
use entity::forum::watched_pattern;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use serde::Deserialize;

use super::{
    Action, Language, cache,
    pattern::{compile, form},
};
use crate::{DomainError, DomainResult, Services, services::new_id, setting};

const SEEDED: &str = "words_seeded";

#[derive(Deserialize)]
struct File {
    review_on: String,
    list: Vec<List>,
}

#[derive(Deserialize)]
struct List {
    language: String,
    action: String,
    note: String,
    words: Vec<String>,
}

fn read() -> DomainResult<File> {
    let text = migrations::CONTENT
        .get_file("words/starter.toml")
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "words/starter.toml is missing"))?;
    toml::from_str(text).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

/// Puts the starter list in, when that was never done. Answers how many words came.
///
/// # Errors
/// When the database does not answer.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    if setting::get(services.db.read(), SEEDED).await?.is_some() {
        return Ok(0);
    }
    let file = read()?;
    let now = services.now_ms();
    let mut rows = Vec::new();
    for list in &file.list {
        let (Some(language), Some(action)) = (Language::parse(&list.language), Action::parse(&list.action))
        else {
            return Err(DomainError::caused(
                ErrorCode::Internal,
                "words/starter.toml: unknown language or action",
            ));
        };
        for word in list.words.iter().filter(|word| compile(word).is_some()) {
            rows.push(watched_pattern::ActiveModel {
                id: Set(new_id()),
                pattern: Set(word.clone()),
                form: Set(form(word)),
                language: Set(language.as_str().to_owned()),
                action: Set(action.as_str().to_owned()),
                note: Set(list.note.clone()),
                added_by: Set(None),
                added_at: Set(now),
                review_on: Set(file.review_on.clone()),
            });
        }
    }
    let count = u64::try_from(rows.len()).unwrap_or_default();
    let tx = services.db.begin().await?;
    if !rows.is_empty() {
        let columns = [watched_pattern::Column::Action, watched_pattern::Column::Form];
        watched_pattern::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
            .exec_without_returning(&tx)
            .await?;
    }
    setting::put(&tx, SEEDED, &file.review_on, now).await?;
    cache::changed(&tx, now).await?;
    tx.commit().await?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_list_never_refuses_anything() {
        let file = read().expect("a list");
        let words: Vec<&String> = file.list.iter().flat_map(|list| &list.words).collect();
        assert!(words.len() >= 80, "{}", words.len());
        for list in &file.list {
            assert!(matches!(list.action.as_str(), "raise_priority" | "suggest_help"), "{}", list.action);
        }
        for word in words {
            assert!(compile(word).is_some() && word.chars().count() <= super::super::PATTERN_MAX, "{word}");
        }
        for language in [Language::Arabic, Language::Arabizi, Language::French, Language::English] {
            assert!(file.list.iter().any(|list| list.language == language.as_str()), "{language:?}");
        }
    }
}
