//! Saying that a text was compared with its sources.

use contract::{ErrorCode, FieldCode, Locale, ids::ArticleId};
use entity::content::{
    article, article_audio, article_revision, article_text, article_transition, article_work,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, sea_query::Expr,
};

use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    content::{
        editorial::{Act, Lock, State},
        references, released,
    },
    library::start_of_day,
    permission::require,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Writes down that what readers get was compared with its sources on a day (`day`, ISO; empty: today): a new revision
/// that differs in nothing else takes the place of the one they have. No second person is asked, for no word changes;
/// the day by which it was to be done is done with.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; the refused field `day`; [`ErrorCode::Conflict`] when
/// somebody was quicker, or somebody writes something newer: there she says it.
pub async fn checked(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    day: &str,
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let (now, today) = (services.now_ms(), services.today());
    let day = if day.trim().is_empty() { today.clone() } else { day.trim().to_owned() };
    if start_of_day(&day).is_none() {
        return Err(DomainError::field("day", FieldCode::NotADay));
    }
    if day > today {
        return Err(DomainError::field("day", FieldCode::InTheFuture));
    }
    let tx = services.db.begin().await?;
    // Whoever acts on the same document waits here, as for every act.
    article::Entity::find_by_id(id.as_str())
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let work = article_work::Entity::find_by_id((id.as_str().to_owned(), locale.code().to_owned()))
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let live = article_text::Entity::find()
        .filter(article_text::Column::ArticleId.eq(id.as_str()))
        .filter(article_text::Column::Locale.eq(locale.code()))
        .filter(released(now))
        .one(&tx)
        .await?;
    let live = live
        .filter(|live| live.revision_id == work.head_id && Lock::read(version).version == Some(work.version));
    let live = live.ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
    let head = article_revision::Entity::find_by_id(work.head_id.as_str())
        .one(&tx)
        .await?
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "a text without its revision"))?;
    let revision = article_revision::Model {
        id: new_id(),
        number: head.number + 1,
        author_id: Some(member.id.as_str().to_owned()),
        made_at: now,
        checked_on: day.clone(),
        based_on: Some(head.id.clone()),
        restored_from: None,
        note: String::new(),
        ..head
    };
    let next = article_text::Model {
        revision_id: revision.id.clone(),
        visible_from: now,
        checked_on: day.clone(),
        ..live.clone()
    };
    let revision_id = revision.id.clone();
    article_revision::Entity::insert(revision.into_active_model()).exec_without_returning(&tx).await?;
    let mut end = live.into_active_model();
    end.visible_to = Set(Some(now));
    end.update(&tx).await?;
    article_text::Entity::insert(next.into_active_model()).exec_without_returning(&tx).await?;
    keep_recording(&tx, &work, &revision_id).await?;
    let (before, next_version) = (work.state.clone(), work.version + 1);
    let mut change = work.into_active_model();
    change.state = Set(State::Published.as_str().to_owned());
    change.head_id = Set(revision_id.clone());
    change.check_by = Set(None);
    change.version = Set(next_version);
    change.changed_at = Set(now);
    change.update(&tx).await?;
    article_transition::ActiveModel {
        id: Set(new_id()),
        article_id: Set(id.as_str().to_owned()),
        locale: Set(locale.code().to_owned()),
        revision_id: Set(revision_id),
        act: Set(Act::Publish.as_str().to_owned()),
        from_state: Set(before),
        to_state: Set(State::Published.as_str().to_owned()),
        actor_id: Set(Some(member.id.as_str().to_owned())),
        at: Set(now),
        comment: Set(day.clone()),
        own_text: Set(false),
    }
    .insert(&tx)
    .await?;
    references::settle(&tx, id.as_str(), locale).await?;
    let entry = Entry::of(Action::ArticleChecked).on("article", format!("{id}:{locale}")).detail(day);
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// No word changed: what reads the newest revision reads the next one as well.
async fn keep_recording<C: ConnectionTrait>(
    tx: &C,
    work: &article_work::Model,
    revision: &str,
) -> DomainResult<()> {
    article_audio::Entity::update_many()
        .col_expr(article_audio::Column::RevisionId, Expr::value(revision))
        .filter(article_audio::Column::ArticleId.eq(work.article_id.as_str()))
        .filter(article_audio::Column::Locale.eq(work.locale.as_str()))
        .filter(article_audio::Column::RevisionId.eq(work.head_id.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}
