//! All revisions of a text.

use std::collections::HashSet;

use contract::{Locale, ids::ArticleId};
use entity::content::{article_revision, article_work};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    open::{Revision, names, revision_of},
    policy::{Act, State, next},
    turn::{Lock, document, releases, state_of},
};
use crate::{
    Actor, DomainResult, Permission, Services,
    permission::require,
    staff::{
        Action, ROWS_PER_PAGE,
        audit::{self, Entry},
    },
};

/// A page of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Revisions, the newest first.
    pub rows: Vec<HistoryLine>,
    /// Below which number the next page begins.
    pub next: Option<i32>,
    /// The lock that the forms carry.
    pub version: String,
    /// One of them may be brought back now.
    pub may_restore: bool,
}

/// A revision in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// What it is.
    pub revision: Revision,
    /// The one before it.
    pub previous: Option<String>,
    /// The one that it brought back.
    pub restored_from: Option<String>,
    /// It is the newest one.
    pub head: bool,
    /// Readers get it now.
    pub live: bool,
    /// Readers get it, got it, or will get it.
    pub released: bool,
}

/// Revisions below a number, or the newest ones.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found.
pub async fn history(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    below: Option<i32>,
) -> DomainResult<History> {
    let reader = require(actor, Permission::ContentEdit, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    document(&tx, id, false).await?;
    let work =
        article_work::Entity::find_by_id((id.as_str().to_owned(), locale.code().to_owned())).one(&tx).await?;
    let released = releases(&tx, id.as_str(), locale).await?;
    let mut query = article_revision::Entity::find()
        .filter(article_revision::Column::ArticleId.eq(id.as_str()))
        .filter(article_revision::Column::Locale.eq(locale.code()))
        .order_by_desc(article_revision::Column::Number)
        .limit(ROWS_PER_PAGE + 1);
    if let Some(below) = below {
        query = query.filter(article_revision::Column::Number.lt(below));
    }
    let mut rows = query.all(&tx).await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    // What comes after the page is what its last one is compared with.
    let after = rows.get(page).map(|row| row.id.clone());
    rows.truncate(page);
    let names = names(&tx, rows.iter().filter_map(|row| row.author_id.clone())).await?;
    let seen: HashSet<&str> = released.iter().map(|one| one.revision_id.as_str()).collect();
    let live = released
        .iter()
        .find(|row| row.visible_from <= now && row.visible_to.is_none_or(|to| to > now))
        .map(|row| row.revision_id.clone());
    let state = work.as_ref().map(|work| state_of(work, &released, now)).transpose()?;
    let may_restore = state.is_some_and(|state: State| next(state, Act::Restore).is_some());
    let next = rows.last().filter(|_| more).map(|row| row.number);
    let previous: Vec<Option<String>> =
        rows.iter().skip(1).map(|row| Some(row.id.clone())).chain([after]).collect();
    let head = work.as_ref().map(|work| work.head_id.clone());
    let lines = rows
        .into_iter()
        .zip(previous)
        .map(|(row, previous)| {
            Ok(HistoryLine {
                head: head.as_deref() == Some(row.id.as_str()),
                live: live.as_deref() == Some(row.id.as_str()),
                released: seen.contains(row.id.as_str()),
                restored_from: row.restored_from.clone(),
                revision: revision_of(row, &names)?,
                previous,
            })
        })
        .collect::<DomainResult<Vec<_>>>()?;
    let entry = Entry::of(Action::ArticlesRead).on("article", format!("{id}:{locale}"));
    audit::record(&tx, Some(reader), entry, now).await?;
    tx.commit().await?;
    Ok(History { rows: lines, next, version: Lock::of(work.as_ref()).to_string(), may_restore })
}
