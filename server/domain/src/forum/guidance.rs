//! The team's own words in the forum, from `migrations/content/forum/guidance.toml`: a welcome, and one text for each
//! category in each language. No account wrote them. Each is put in once, first in its category for good and closed to
//! answers; afterwards it is the desk's: what was changed, moved or taken away there is not brought back.

use std::collections::HashSet;

use contract::{ErrorCode, Locale};
use entity::forum::{post, topic};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect,
};
use serde::Deserialize;

use super::{PostState, author::TEAM, publish};
use crate::{DomainError, DomainResult, Services, markup, safety::Trilingual};

/// The last second of the year 9999: it stands first until the team says otherwise.
const FOR_GOOD: i64 = 253_402_300_799_000;
/// The welcome stands before the words on its category.
const BEFORE_MS: i64 = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    welcome: Entry,
    guidance: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    category: String,
    title: Trilingual,
    text: Trilingual,
}

/// One text in one language.
struct Words {
    topic: String,
    post: String,
    category: String,
    locale: Locale,
    title: String,
    text: String,
    earlier_ms: i64,
}

fn read() -> DomainResult<File> {
    let text = migrations::CONTENT
        .get_file("forum/guidance.toml")
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "forum/guidance.toml is missing"))?;
    toml::from_str(text).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

fn words(file: &File) -> Vec<Words> {
    let of = |entry: &Entry, earlier_ms: i64| {
        Locale::ALL.map(|locale| Words {
            topic: format!("{}{locale}", entry.id),
            post: format!("{}{locale}text", entry.id),
            category: entry.category.clone(),
            locale,
            title: entry.title.get(locale).trim().to_owned(),
            text: entry.text.get(locale).trim().to_owned(),
            earlier_ms,
        })
    };
    let guidance = file.guidance.iter().flat_map(|entry| of(entry, BEFORE_MS));
    of(&file.welcome, 0).into_iter().chain(guidance).collect()
}

/// Puts in what was never there. Answers how many texts came.
///
/// # Errors
/// The file cannot be read, or the database does not answer.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let all = words(&read()?);
    // A text stays as a row whatever becomes of it: moved, joined to another topic, taken away, erased.
    let there: HashSet<String> = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::Id.is_in(all.iter().map(|one| one.post.as_str())))
        .into_tuple::<String>()
        .all(services.db.read())
        .await?
        .into_iter()
        .collect();
    let missing: Vec<Words> = all.into_iter().filter(|one| !there.contains(&one.post)).collect();
    if missing.is_empty() {
        return Ok(0);
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    for one in &missing {
        insert(&tx, one, now - one.earlier_ms).await?;
    }
    tx.commit().await?;
    Ok(missing.len() as u64)
}

/// By the steps by which every text becomes public.
async fn insert(tx: &DatabaseTransaction, words: &Words, now: i64) -> DomainResult<()> {
    publish::lock(tx, &words.category, &words.topic).await?;
    topic::ActiveModel {
        id: Set(words.topic.clone()),
        category: Set(words.category.clone()),
        title: Set(words.title.clone()),
        language: Set(words.locale.code().to_owned()),
        state: Set(PostState::Pending.as_str().to_owned()),
        opening_post_id: Set(words.post.clone()),
        published_posts: Set(0),
        last_position: Set(0),
        submitted_at: Set(now),
        former: Set(Some(TEAM)),
        closed_at: Set(Some(now)),
        pinned_until: Set(Some(FOR_GOOD)),
        ..Default::default()
    }
    .insert(tx)
    .await?;
    let row = post::ActiveModel {
        id: Set(words.post.clone()),
        topic_id: Set(words.topic.clone()),
        author_id: Set(None),
        is_opening: Set(true),
        position: Set(None),
        state: Set(PostState::Pending.as_str().to_owned()),
        source: Set(words.text.clone()),
        html: Set(markup::post(&words.text).into_string()),
        renderer_version: Set(markup::RENDERER_VERSION),
        language: Set(words.locale.code().to_owned()),
        version: Set(1),
        submitted_at: Set(now),
        former: Set(Some(TEAM)),
        revision: Set(1),
        support_count: Set(0),
        thanks_count: Set(0),
        same_count: Set(0),
        shortened: Set(false),
        ..Default::default()
    }
    .insert(tx)
    .await?;
    publish::publish(tx, &row, &words.category, now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use contract::{Section, ids::PostId, limits};

    use super::*;

    #[test]
    fn there_is_a_welcome_and_one_text_for_each_category_in_each_language() {
        let file = read().expect("a file");
        let of: Vec<&str> = file.guidance.iter().map(|entry| entry.category.as_str()).collect();
        let sections: Vec<&str> = Section::ALL.into_iter().map(Section::slug).collect();
        assert_eq!(of.iter().collect::<BTreeSet<_>>(), sections.iter().collect::<BTreeSet<_>>());
        assert_eq!(of.len(), sections.len(), "one each");
        let all = words(&file);
        assert_eq!(all.len(), (1 + sections.len()) * Locale::ALL.len());
        let ids: BTreeSet<&str> =
            all.iter().flat_map(|one| [one.topic.as_str(), one.post.as_str()]).collect();
        assert_eq!(ids.len(), 2 * all.len());
        for one in &all {
            assert!(
                one.post.parse::<PostId>().is_ok() && one.topic.parse::<PostId>().is_ok(),
                "{}",
                one.post
            );
            let (title, text) = (one.title.chars().count(), one.text.chars().count());
            assert!((limits::TITLE_MIN..=limits::TITLE_MAX).contains(&title), "{}: {title}", one.topic);
            assert!((100..=limits::BODY_MAX).contains(&text), "{}: {text}", one.topic);
            assert!(!one.text.contains("[?]"), "{}", one.topic);
        }
    }
}
