//! The starter list, from `migrations/content/words/starter.toml`: put in once. What the team takes away stays away. A
//! database that has an earlier edition gets what is new, and loses what the present one does not have any more.

use std::collections::HashSet;

use contract::ErrorCode;
use entity::forum::watched_pattern;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use serde::Deserialize;

use super::{
    Action, Language, cache,
    pattern::{compile, form},
};
use crate::{DomainError, DomainResult, Services, services::new_id, setting};

/// Which edition a database has. The first one wrote the day on which it is looked at again.
const SEEDED: &str = "words_seeded";
/// The present edition.
const EDITION: &str = "2";
const FILE: &str = "words/starter.toml";
/// The edition before it.
const BEFORE: &str = "words/starter-1.toml";

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

fn wrong(what: impl std::fmt::Display) -> DomainError {
    DomainError::caused(ErrorCode::Internal, format!("the starter list of words: {what}"))
}

fn read(name: &str) -> DomainResult<File> {
    let text = migrations::CONTENT
        .get_file(name)
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| wrong(format!("{name} is missing")))?;
    toml::from_str(text).map_err(wrong)
}

/// What a word does, and how it is compared: that makes it the same word in two editions.
type Key = (String, String);

impl File {
    /// Every word that can be compared, with the list in which it stands.
    fn words(&self) -> impl Iterator<Item = (&List, &str)> {
        self.list.iter().flat_map(|list| {
            let words = list.words.iter().map(String::as_str).filter(|word| compile(word).is_some());
            words.map(move |word| (list, word))
        })
    }

    fn keys(&self) -> HashSet<Key> {
        self.words().map(|(list, word)| key(list, word)).collect()
    }
}

fn key(list: &List, word: &str) -> Key {
    (list.action.clone(), form(word))
}

/// Puts the starter list in when that was never done, and the present edition where an earlier one is. Answers how many
/// words came and went.
///
/// # Errors
/// When the database does not answer.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let has = setting::get(services.db.read(), SEEDED).await?;
    if has.as_deref() == Some(EDITION) {
        return Ok(0);
    }
    let file = read(FILE)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (mut known, mut gone) = (HashSet::new(), 0);
    if has.is_some() {
        known = read(BEFORE)?.keys();
        gone = take_out(&tx, &known, &file.keys()).await?;
    }
    let mut count = gone;
    // Where nothing of the earlier edition alone was left, the present one was put in already, under its old name.
    if has.is_none() || gone > 0 {
        let mut rows = Vec::new();
        for (list, word) in file.words().filter(|(list, word)| !known.contains(&key(list, word))) {
            rows.push(row(&file, list, word, now)?);
        }
        count += u64::try_from(rows.len()).unwrap_or_default();
        if !rows.is_empty() {
            let columns = [watched_pattern::Column::Action, watched_pattern::Column::Form];
            watched_pattern::Entity::insert_many(rows)
                .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
                .exec_without_returning(&tx)
                .await?;
        }
    }
    setting::put(&tx, SEEDED, EDITION, now).await?;
    cache::changed(&tx, now).await?;
    tx.commit().await?;
    Ok(count)
}

fn row(file: &File, list: &List, word: &str, now: i64) -> DomainResult<watched_pattern::ActiveModel> {
    let (Some(language), Some(action)) = (Language::parse(&list.language), Action::parse(&list.action))
    else {
        return Err(wrong("unknown language or action"));
    };
    Ok(watched_pattern::ActiveModel {
        id: Set(new_id()),
        pattern: Set(word.to_owned()),
        form: Set(form(word)),
        language: Set(language.as_str().to_owned()),
        action: Set(action.as_str().to_owned()),
        note: Set(list.note.clone()),
        added_by: Set(None),
        added_at: Set(now),
        review_on: Set(file.review_on.clone()),
    })
}

/// Takes out what the earlier edition alone has; not what somebody of the team answers for.
async fn take_out<C: ConnectionTrait>(tx: &C, known: &HashSet<Key>, now: &HashSet<Key>) -> DomainResult<u64> {
    let rows =
        watched_pattern::Entity::find().filter(watched_pattern::Column::AddedBy.is_null()).all(tx).await?;
    let old = rows.into_iter().filter(|row| {
        let key = (row.action.clone(), row.form.clone());
        known.contains(&key) && !now.contains(&key)
    });
    let old: Vec<String> = old.map(|row| row.id).collect();
    if old.is_empty() {
        return Ok(0);
    }
    let done = watched_pattern::Entity::delete_many()
        .filter(watched_pattern::Column::Id.is_in(old))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestBed;

    #[test]
    fn the_starter_list_never_refuses_anything() {
        let file = read(FILE).expect("a list");
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

    #[tokio::test]
    async fn a_database_with_the_first_edition_gets_the_present_one() {
        for bed in TestBed::each().await {
            let (s, backend) = (&bed.services, bed.backend);
            let (now, old) = (read(FILE).expect("a list").keys(), read(BEFORE).expect("a list"));
            let has = async || -> HashSet<Key> {
                let rows = watched_pattern::Entity::find().all(s.db.read()).await.expect("rows");
                rows.into_iter().map(|row| (row.action, row.form)).collect()
            };
            // As it was put in once, but for a word of both editions that the team took away.
            let away = old.words().map(|(list, word)| key(list, word)).find(|key| now.contains(key));
            let away = away.expect("a word of both");
            let mut rows = Vec::new();
            let mut put = HashSet::new();
            for (list, word) in old.words() {
                if key(list, word) != away && put.insert(key(list, word)) {
                    rows.push(row(&old, list, word, 0).expect("a row"));
                }
            }
            watched_pattern::Entity::insert_many(rows)
                .exec_without_returning(s.db.writer())
                .await
                .expect("the first edition");
            setting::put(s.db.writer(), SEEDED, &old.review_on, 0).await.expect("a setting");

            assert!(seed(s).await.expect("the present edition") > 0, "{backend}");
            let present = has().await;
            assert!(!present.contains(&away), "{backend}: what the team takes away stays away");
            assert_eq!(present.len(), now.len() - 1, "{backend}");
            assert!(present.iter().all(|key| now.contains(key)), "{backend}");
            assert_eq!(seed(s).await.expect("once"), 0, "{backend}");

            // One that had the present edition under the old name loses nothing and gets nothing back.
            setting::put(s.db.writer(), SEEDED, &old.review_on, 0).await.expect("a setting");
            assert_eq!(seed(s).await.expect("nothing"), 0, "{backend}");
            assert_eq!(has().await, present, "{backend}");
        }
    }
}
