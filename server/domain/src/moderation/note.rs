//! What the team notes for itself: on a text, or on who wrote it. Behind an alias a note stands on the alias of this
//! one discussion, and leads nowhere else. Ten minutes long whoever wrote one may change it; then nobody can.

use std::collections::HashMap;

use contract::{
    ErrorCode, FieldCode,
    ids::{NoteId, PostId},
    limits::NOTE_MAX,
};
use entity::{
    forum::{post, topic},
    identity::member,
    moderation::{case_note, member_note},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::sight;
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    codes::codes,
    forum::{Author, PostState, visibility::can_see},
    permission::{Reach, permits, reach, require},
    services::{day_of, new_id},
    staff::audit::{self, Action, Entry},
    submission::{self, FormKey},
    text,
};

/// How long whoever wrote a note may change it.
pub const CHANGED_WITHIN_MS: i64 = 10 * 60_000;
/// Notes that a page shows, the newest.
const SHOWN: u64 = 50;

codes! {
    /// What a note is about.
    About {
        /// The text.
        Text = "text",
        /// Who wrote it: by her name, or by her alias in this discussion.
        Author = "author",
    }
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Identifier.
    pub id: NoteId,
    /// What it is about.
    pub about: About,
    /// Who wrote it; nothing once her account is gone.
    pub by: Option<String>,
    /// Plain text.
    pub body: String,
    /// ISO day.
    pub day: String,
    /// Whether the reader may still change it.
    pub may_change: bool,
}

/// What is noted about a text and its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    /// The text.
    pub post: PostId,
    /// Under which name it stands.
    pub author: Author,
    /// Oldest first; on the text, then on its author.
    pub notes: Vec<Note>,
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewNote {
    /// The text.
    pub post: String,
    /// Code of [`About`].
    pub about: String,
    /// Plain text.
    pub body: String,
    /// Hidden key of the form.
    pub form_key: String,
}

/// A text of somebody else in her categories.
pub(super) struct Found<'a> {
    pub post: post::Model,
    pub category: String,
    pub me: &'a Member,
}

pub(super) async fn find<'a, C: ConnectionTrait>(
    db: &C,
    actor: &'a Actor,
    id: &str,
) -> DomainResult<Found<'a>> {
    let me = require(actor, Permission::ReviewQueue, None)?;
    let post = post::Entity::find_by_id(id).one(db).await?.ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(db).await?;
    let topic = topic.ok_or_else(DomainError::not_found)?;
    let seen = can_see(actor, PostState::parse(&post.state), &topic.category, None)
        && permits(actor, Permission::ReviewQueue, Some(&topic.category));
    // Nobody reads what is noted about herself at the desk, nor about whom she knows.
    let hers = post.author_id.as_deref() == Some(me.id.as_str());
    if !seen || hers || sight::is_recused(db, me, &post.id).await? {
        return Err(DomainError::not_found());
    }
    Ok(Found { post, category: topic.category, me })
}

/// Notes on whoever wrote this text, by the name under which she wrote it, that this person may read.
pub(super) fn on_author(me: &Member, post: &post::Model) -> Option<Condition> {
    let all = Condition::all();
    match (post.alias, &post.author_id) {
        (Some(alias), _) => Some(
            all.add(member_note::Column::TopicId.eq(post.topic_id.as_str()))
                .add(member_note::Column::Alias.eq(alias)),
        ),
        (None, Some(author)) => {
            Some(all.add(member_note::Column::MemberId.eq(author.as_str())).add_option(noted_in_hers(me)))
        }
        (None, None) => None,
    }
}

/// A name leads from one category to another: of what is noted on it, whoever has some categories reads what was noted
/// in those. Nothing where she has all of them.
fn noted_in_hers(me: &Member) -> Option<Condition> {
    let hers = reach(me, Permission::ReviewQueue);
    let mut seen = Condition::any().add(hers.over(member_note::Column::Category)?);
    if matches!(hers, Reach::But(_)) {
        seen = seen.add(member_note::Column::Category.is_null());
    }
    Some(seen)
}

pub(super) async fn names_of<C: ConnectionTrait>(
    db: &C,
    ids: Vec<&str>,
) -> DomainResult<HashMap<String, String>> {
    Ok(member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Id.is_in(ids))
        .filter(member::Column::Pseudonym.ne(""))
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect())
}

/// What is noted about a text and its author.
///
/// # Errors
/// Like [`require`] of [`Permission::ReviewQueue`]; `NotFound` outside of her categories, for a text of her own, and for
/// one of whom she knows or blocks.
pub async fn notes(services: &Services, actor: &Actor, post: &PostId) -> DomainResult<Notes> {
    require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let db = services.db.read();
    let Found { post: found, me, .. } = find(db, actor, post.as_str()).await?;
    let mut rows: Vec<(About, String, Option<String>, String, i64)> = case_note::Entity::find()
        .filter(case_note::Column::PostId.eq(post.as_str()))
        .order_by_asc(case_note::Column::At)
        .order_by_asc(case_note::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?
        .into_iter()
        .map(|row| (About::Text, row.id, row.written_by, row.body, row.at))
        .collect();
    if let Some(on_author) = on_author(me, &found) {
        let more = member_note::Entity::find()
            .filter(on_author)
            .order_by_asc(member_note::Column::At)
            .order_by_asc(member_note::Column::Id)
            .limit(SHOWN)
            .all(db)
            .await?;
        rows.extend(more.into_iter().map(|row| (About::Author, row.id, row.written_by, row.body, row.at)));
    }
    let author = found.author_id.as_deref().filter(|_| found.alias.is_none());
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.2.as_deref()).chain(author).collect();
    let names = names_of(db, ids).await?;
    let name = author.and_then(|id| names.get(id).cloned());
    let note = |(about, id, by, body, at): (About, String, Option<String>, String, i64)| Note {
        id: NoteId::trusted(id),
        about,
        may_change: by.as_deref() == Some(me.id.as_str()) && now - at <= CHANGED_WITHIN_MS,
        by: by.and_then(|id| names.get(&id).cloned()),
        body,
        day: day_of(at),
    };
    let notes = rows.into_iter().map(note).collect();
    Ok(Notes { post: post.clone(), author: Author::of(name, found.alias, found.former), notes })
}

fn checked(typed: &str) -> DomainResult<String> {
    let body = text::multi_line(typed);
    let mut errors = Vec::new();
    text::check_length(&mut errors, "body", body.trim(), 2, NOTE_MAX);
    if errors.is_empty() { Ok(body) } else { Err(DomainError::fields(errors)) }
}

/// Notes something about a text or its author.
///
/// # Errors
/// Like [`notes`]; the refused fields `about`, `body`.
pub async fn write_note(services: &Services, actor: &Actor, form: &NewNote) -> DomainResult<()> {
    require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let Found { post, category, me } = find(&tx, actor, &form.post).await?;
    let about = About::parse(&form.about)
        .filter(|about| *about == About::Text || on_author(me, &post).is_some())
        .ok_or_else(|| DomainError::field("about", FieldCode::UnknownChoice))?;
    let body = checked(&form.body)?;
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("note:{}", me.id);
    if submission::first_result(&tx, &scope, &key).await?.is_some() {
        return Ok(());
    }
    let id = new_id();
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let by = Some(me.id.as_str().to_owned());
    let kind = match about {
        About::Text => {
            let row = case_note::ActiveModel {
                id: Set(id.clone()),
                written_by: Set(by),
                body: Set(body),
                at: Set(now),
                post_id: Set(post.id),
            };
            row.insert(&tx).await?;
            "case_note"
        }
        About::Author => {
            let hidden = post.alias.is_some();
            let row = member_note::ActiveModel {
                id: Set(id.clone()),
                written_by: Set(by),
                body: Set(body),
                at: Set(now),
                member_id: Set(post.author_id.filter(|_| !hidden)),
                topic_id: Set(hidden.then_some(post.topic_id)),
                alias: Set(post.alias),
                category: Set((!hidden).then_some(category)),
            };
            row.insert(&tx).await?;
            "member_note"
        }
    };
    audit::record(&tx, Some(me), Entry::of(Action::NoteWrite).on(kind, id), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes a note of her own, for ten minutes.
///
/// # Errors
/// Like [`notes`]; `NotFound` for one that does not stand there; `Forbidden` for somebody else's; `Conflict` when the
/// ten minutes are over; the refused field `body`.
pub async fn change_note(
    services: &Services,
    actor: &Actor,
    post: &PostId,
    id: &NoteId,
    typed: &str,
) -> DomainResult<()> {
    require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let Found { post: found, me, .. } = find(&tx, actor, post.as_str()).await?;
    let may = |by: Option<&str>, at: i64| {
        let code = match () {
            () if by != Some(me.id.as_str()) => ErrorCode::Forbidden,
            () if now - at > CHANGED_WITHIN_MS => ErrorCode::Conflict,
            () => return Ok(()),
        };
        Err(DomainError::new(code))
    };
    let on_text = case_note::Entity::find_by_id(id.as_str())
        .filter(case_note::Column::PostId.eq(post.as_str()))
        .lock_exclusive()
        .one(&tx)
        .await?;
    let kind = if let Some(row) = on_text {
        may(row.written_by.as_deref(), row.at)?;
        let mut change = row.into_active_model();
        change.body = Set(checked(typed)?);
        change.update(&tx).await?;
        "case_note"
    } else {
        let hers = on_author(me, &found).ok_or_else(DomainError::not_found)?;
        let row = member_note::Entity::find_by_id(id.as_str()).filter(hers).lock_exclusive().one(&tx).await?;
        let row = row.ok_or_else(DomainError::not_found)?;
        may(row.written_by.as_deref(), row.at)?;
        let mut change = row.into_active_model();
        change.body = Set(checked(typed)?);
        change.update(&tx).await?;
        "member_note"
    };
    audit::record(&tx, Some(me), Entry::of(Action::NoteChange).on(kind, id.as_str()), now).await?;
    tx.commit().await?;
    Ok(())
}
