//! Taking the references of a text out of its releases.

use std::collections::HashMap;

use contract::{ErrorCode, Locale};
use entity::content::{article_reference, article_text};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::targets::RefKind;
use crate::{DomainError, DomainResult, content::Source};

/// What the check of addresses knows of one: state, when it was looked at, since when it is broken.
type Known = (String, Option<i64>, Option<i64>);

/// Brings the references of a text in line with its releases, those that wait as well as those that are over: whoever
/// reads joins them with the release. Whoever releases, schedules or calls off calls this in her transaction.
pub async fn settle<C: ConnectionTrait>(tx: &C, article: &str, locale: Locale) -> DomainResult<()> {
    let of_text = article_reference::Entity::find()
        .filter(article_reference::Column::ArticleId.eq(article))
        .filter(article_reference::Column::Locale.eq(locale.code()));
    let known: HashMap<String, Known> = of_text
        .all(tx)
        .await?
        .into_iter()
        .filter(|row| !row.url.is_empty())
        .map(|row| (row.url, (row.state, row.checked_at, row.broken_since)))
        .collect();
    let releases: Vec<(String, String)> = article_text::Entity::find()
        .select_only()
        .columns([article_text::Column::RevisionId, article_text::Column::Sources])
        .filter(article_text::Column::ArticleId.eq(article))
        .filter(article_text::Column::Locale.eq(locale.code()))
        .into_tuple()
        .all(tx)
        .await?;
    article_reference::Entity::delete_many()
        .filter(article_reference::Column::ArticleId.eq(article))
        .filter(article_reference::Column::Locale.eq(locale.code()))
        .exec(tx)
        .await?;
    let mut rows = Vec::new();
    for (revision, sources) in releases {
        let sources: Vec<Source> = serde_json::from_str(&sources)
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
        for (number, source) in (1_i32..).zip(&sources) {
            rows.push(row(article, locale, (&revision, number), source, &known));
        }
    }
    if !rows.is_empty() {
        article_reference::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn row(
    article: &str,
    locale: Locale,
    (revision, number): (&str, i32),
    source: &Source,
    known: &HashMap<String, Known>,
) -> article_reference::ActiveModel {
    let kind = RefKind::of(source);
    let url = if kind == RefKind::Address { source.url.clone() } else { String::new() };
    let unknown = || ("unknown".to_owned(), None, None);
    let (state, checked_at, broken_since) = known.get(&url).cloned().unwrap_or_else(unknown);
    let target = if kind == RefKind::Address { "" } else { source.target.as_deref().unwrap_or_default() };
    article_reference::ActiveModel {
        article_id: Set(article.to_owned()),
        locale: Set(locale.code().to_owned()),
        revision_id: Set(revision.to_owned()),
        number: Set(number),
        kind: Set(kind.as_str().to_owned()),
        target_id: Set(target.to_owned()),
        version: Set(source.version),
        locator: Set(source.locator.clone().unwrap_or_default()),
        url: Set(url),
        state: Set(state),
        checked_at: Set(checked_at),
        broken_since: Set(broken_since),
    }
}
