//! Cases that another one covers. What is held because of their reports alone waits for the decision there.

use contract::FieldCode;
use entity::{forum::post, report::report_case};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{CaseState, case::sees_case};
use crate::{
    Actor, DomainError, DomainResult, Member,
    forum::publish,
    moderation::{
        hide,
        log::{self, Action, Entry},
    },
    notify,
};

/// So many cases are followed from one to the next; there is one step, but for what was stored before.
const STEPS: usize = 32;

/// Whether what this case covers stays held: not once the text may stay, or nobody reports it any more.
pub(super) fn holds(case: &report_case::Model) -> bool {
    !matches!(CaseState::parse(&case.state), CaseState::NotUpheld | CaseState::Withdrawn)
}

/// Cases that this one covers and whose text is held because of their reports alone.
async fn held<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<Vec<report_case::Model>> {
    Ok(report_case::Entity::find()
        .filter(report_case::Column::DuplicateOf.eq(id))
        .filter(report_case::Column::State.eq(CaseState::Duplicate.as_str()))
        .filter(report_case::Column::AutoHeld.eq(true))
        .order_by_asc(report_case::Column::Id)
        .all(tx)
        .await?)
}

/// Locks the topic of a case and those of the texts that come back with its decision, always in the same order.
pub(super) async fn lock(tx: &DatabaseTransaction, case: &report_case::Model) -> DomainResult<()> {
    let mut places = vec![(case.category.clone(), case.topic_id.clone())];
    places.extend(held(tx, &case.id).await?.into_iter().map(|one| (one.category, one.topic_id)));
    places.sort();
    places.dedup();
    for (category, topic) in &places {
        publish::lock(tx, category, topic).await?;
    }
    Ok(())
}

/// The case that covers this one: the one that is named or, where that is covered itself, the one that covers it.
///
/// # Errors
/// The refused field `of`: none, one that she does not see, and one that this case covers in its turn.
pub(super) async fn covering(
    tx: &DatabaseTransaction,
    actor: &Actor,
    reader: &Member,
    case: &report_case::Model,
    of: &str,
) -> DomainResult<report_case::Model> {
    let refused = |code| DomainError::field("of", code);
    if of.is_empty() {
        return Err(refused(FieldCode::Required));
    }
    // One that she does not see is as one that is not there.
    if of == case.id || !sees_case(tx, actor, reader, of).await? {
        return Err(refused(FieldCode::UnknownChoice));
    }
    // Both at once, in the same order everywhere: else each of two could become a duplicate of the other.
    let both = report_case::Entity::find()
        .filter(report_case::Column::Id.is_in([case.id.as_str(), of]))
        .order_by_asc(report_case::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    let mut found = both.into_iter().find(|one| one.id == of);
    for _ in 0..STEPS {
        let Some(at) = found else { break };
        let Some(next) = at.duplicate_of.clone() else { return Ok(at) };
        if next == case.id {
            break;
        }
        found = report_case::Entity::find_by_id(next).lock_exclusive().one(tx).await?;
    }
    Err(refused(FieldCode::UnknownChoice))
}

/// What this case covered is covered by another one from now on.
pub(super) async fn hand_over(tx: &DatabaseTransaction, from: &str, to: &str) -> DomainResult<()> {
    report_case::Entity::update_many()
        .col_expr(report_case::Column::DuplicateOf, Expr::value(to))
        .filter(report_case::Column::DuplicateOf.eq(from))
        .exec(tx)
        .await?;
    Ok(())
}

/// The text of a case may stay: what is held only because of cases that it covers comes back, by itself. Not what whoever
/// decided wrote herself: that is for another one, in its own case.
pub(super) async fn release(
    tx: &DatabaseTransaction,
    id: &str,
    decided: Option<&Member>,
    now: i64,
) -> DomainResult<()> {
    for case in held(tx, id).await? {
        publish::lock(tx, &case.category, &case.topic_id).await?;
        let Some(post) = post::Entity::find_by_id(&case.post_id).one(tx).await? else { continue };
        let own = decided.is_some_and(|member| post.author_id.as_deref() == Some(member.id.as_str()));
        if own || !hide::release(tx, &post, now).await? {
            continue;
        }
        log::by_itself(tx, &Entry::of_post(&post, &case.category, Action::Release), now).await?;
        notify::event::decided(tx, &post, notify::Kind::Restored, now).await?;
        let version = case.version;
        let mut change = case.into_active_model();
        change.auto_held = Set(false);
        change.version = Set(version + 1);
        change.update(tx).await?;
    }
    Ok(())
}
