//! A topic under no name and of no account, in words to which a woman without an account agreed. It waits for its first
//! reading like whatever stands under no name.

use entity::forum::{post, topic};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction};

use super::{PostState, alias};
use crate::{DomainResult, markup, moderation::item, services::new_id};

/// Her words, as they are to stand there.
pub(crate) struct Unnamed<'a> {
    /// Slug of a category that takes something under no name.
    pub category: &'a str,
    /// One line.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// `ar`, `fr` or `en`.
    pub language: &'a str,
}

/// Puts it before the team, in the caller's transaction.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn unnamed_topic(
    tx: &DatabaseTransaction,
    words: Unnamed<'_>,
    now: i64,
) -> DomainResult<()> {
    let (topic_id, post_id) = (new_id(), new_id());
    let alias = Some(alias::first());
    let state = PostState::Pending.as_str();
    topic::ActiveModel {
        id: Set(topic_id.clone()),
        category: Set(words.category.to_owned()),
        author_id: Set(None),
        title: Set(words.title),
        language: Set(words.language.to_owned()),
        state: Set(state.to_owned()),
        opening_post_id: Set(post_id.clone()),
        published_posts: Set(0),
        last_position: Set(0),
        last_published_at: Set(None),
        submitted_at: Set(now),
        hidden_state: Set(None),
        hidden_title: Set(None),
        former: Set(None),
        closed_at: Set(None),
        pinned_until: Set(None),
        front_until: Set(None),
        alias: Set(alias),
        replies_need_review: Set(false),
        slow_seconds: Set(None),
        moved_from: Set(None),
        moved_at: Set(None),
        kept_title: Set(None),
        about_kind: Set(None),
        about_id: Set(None),
        unlisted_at: Set(None),
        reopen_at: Set(None),
    }
    .insert(tx)
    .await?;
    let html = markup::post(&words.body);
    let post = post::ActiveModel {
        id: Set(post_id),
        topic_id: Set(topic_id),
        author_id: Set(None),
        is_opening: Set(true),
        position: Set(None),
        state: Set(state.to_owned()),
        source: Set(words.body),
        html: Set(html.into_string()),
        renderer_version: Set(markup::RENDERER_VERSION),
        language: Set(words.language.to_owned()),
        version: Set(1),
        reason_code: Set(None),
        note: Set(None),
        resubmission_of: Set(None),
        submitted_at: Set(now),
        decided_at: Set(None),
        published_at: Set(None),
        hidden_state: Set(None),
        former: Set(None),
        alias: Set(alias),
        revision: Set(1),
        edited_at: Set(None),
        content_note: Set(None),
        support_count: Set(0),
        thanks_count: Set(0),
        same_count: Set(0),
        shortened: Set(false),
        ..Default::default()
    }
    .insert(tx)
    .await?;
    item::open(tx, &item::NewItem::of_post(&post, words.category, now)).await?;
    Ok(())
}
