//! What the form of a change is filled with.

use contract::ids::{MemberId, PostId, TopicId};
use entity::forum::revision as row;
use sea_orm::EntityTrait;

use super::{
    change::{Hers, find},
    policy,
    revision::{self, RevisionState, Wording},
};
use crate::{
    Actor, DomainResult, Services,
    forum::{ContentNote, PostState, TextLanguage, quote},
    moderation::Reason,
};

/// Why a change came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Whether it was refused, or is to be changed.
    pub state: RevisionState,
    /// Why.
    pub reason: Option<Reason>,
    /// The moderator's words.
    pub note: Option<String>,
}

/// The form of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditForm {
    /// The post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Slug of the category.
    pub category: String,
    /// State of the post.
    pub state: PostState,
    /// Number of the revision that the form is filled with.
    pub base: i32,
    /// Title, of an opening post.
    pub title: Option<String>,
    /// Her text: what waits when something does, what came back when she corrects it.
    pub source: String,
    /// Language of the text.
    pub language: TextLanguage,
    /// What it is about.
    pub content_note: Option<ContentNote>,
    /// Whether a change of hers waits.
    pub waits: bool,
    /// Why the change came back with which the form is filled.
    pub refused: Option<Refusal>,
}

/// A text of hers, to be changed.
///
/// # Errors
/// Like [`super::edit_post`].
pub async fn to_edit(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<EditForm> {
    actor.require_member()?;
    let db = services.db.read();
    let Hers { post, topic } = find(db, id).await?;
    let author = post.author_id.clone().map(MemberId::trusted);
    policy::may_edit(actor, PostState::parse(&post.state), author.as_ref())?;
    let pending = match post.pending_revision {
        Some(n) => row::Entity::find_by_id((post.id.clone(), n)).one(db).await?,
        None => None,
    };
    let state = pending.as_ref().map(|row| RevisionState::parse(&row.state));
    let waits = state == Some(RevisionState::Waiting);
    let pending = pending.filter(|_| state.is_some_and(RevisionState::is_pending));
    let refused = pending.as_ref().filter(|_| !waits).map(|row| Refusal {
        state: RevisionState::parse(&row.state),
        reason: row.reason_code.as_deref().and_then(Reason::parse),
        note: row.note.clone(),
    });
    let base = pending.as_ref().filter(|_| waits).map_or(post.revision, |row| row.n);
    let wording = pending.as_ref().map_or_else(|| Wording::of(&post, &topic), revision::Wording::from);
    let quotes = quote::of_post(db, actor, id.as_str()).await?;
    Ok(EditForm {
        post: id.clone(),
        topic: TopicId::trusted(topic.id),
        category: topic.category,
        state: PostState::parse(&post.state),
        base,
        title: wording.title,
        source: quote::in_form(&wording.source, &quotes),
        language: TextLanguage::parse(&post.language),
        content_note: wording.content_note.as_deref().and_then(ContentNote::parse),
        waits,
        refused,
    })
}
