//! What women ask the editors to write about.

use contract::{Locale, ids::ArticleRequestId};
use entity::ask::article_request;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    privacy,
    staff::audit::{self, Action, Entry},
};

/// Requests that are listed.
const LISTED: u64 = 200;

/// What a woman asks the editors to write about, in words to which she agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRequest {
    /// Identifier.
    pub id: ArticleRequestId,
    /// Language of the words.
    pub language: Locale,
    /// One line.
    pub title: String,
    /// Plain text.
    pub body: String,
    /// ISO day.
    pub day: String,
}

/// Those that nobody settled, oldest first.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn article_requests(services: &Services, actor: &Actor) -> DomainResult<Vec<ArticleRequest>> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let tx = services.db.begin().await?;
    let rows = article_request::Entity::find()
        .order_by_asc(article_request::Column::MadeOn)
        .order_by_asc(article_request::Column::Id)
        .limit(LISTED)
        .all(&tx)
        .await?;
    let entry = Entry::of(Action::ArticlesRead).detail("requests");
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| ArticleRequest {
            id: ArticleRequestId::trusted(row.id),
            language: row.language.parse().unwrap_or_default(),
            title: row.title,
            body: row.body,
            day: row.made_on,
        })
        .collect())
}

/// Erases a request: it is written, or cannot be.
///
/// # Errors
/// As [`article_requests`]; `NotFound`.
pub async fn settle_request(services: &Services, actor: &Actor, id: &ArticleRequestId) -> DomainResult<()> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let tx = services.db.begin().await?;
    if article_request::Entity::delete_by_id(id.as_str()).exec(&tx).await?.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    privacy::journal::record_asked(services, &tx, id.as_str()).await?;
    let entry = Entry::of(Action::AskRequest).on("article_request", id.as_str());
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}
