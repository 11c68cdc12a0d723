//! Telling her, seven days later, that the team looked.

use entity::staff::identity_request;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::author_of;
use crate::{
    DomainResult, Services, messages,
    staff::audit::{self, Action, Entry},
};

/// How long after the second key she is told.
pub const TOLD_AFTER_MS: i64 = 7 * 86_400_000;
/// How long a request is kept when nothing of it is open any more; its steps stay in the audit log.
const KEPT_MS: i64 = 365 * 86_400_000;

/// Tells every woman whose name was looked at seven days ago, unless it is held back. Runs every hour, on any number
/// of servers at once. Answers how many were told.
///
/// # Errors
/// When the database does not answer; who was told until then stays told.
pub async fn tell_due(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let due: Vec<String> = identity_request::Entity::find()
        .select_only()
        .column(identity_request::Column::Id)
        .filter(identity_request::Column::ConfirmedAt.lte(now - TOLD_AFTER_MS))
        .filter(identity_request::Column::LookedAt.is_not_null())
        .filter(identity_request::Column::ToldAt.is_null())
        .filter(identity_request::Column::HoldReason.is_null())
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut told = 0;
    for id in due {
        told += u64::from(tell(services, &id, now).await?);
    }
    let old = now - KEPT_MS;
    identity_request::Entity::delete_many()
        .filter(identity_request::Column::AskedAt.lt(old))
        .filter(
            sea_orm::Condition::any()
                .add(identity_request::Column::ToldAt.is_not_null())
                .add(identity_request::Column::LookedAt.is_null()),
        )
        .exec(services.db.writer())
        .await?;
    Ok(told)
}

async fn tell(services: &Services, id: &str, now: i64) -> DomainResult<bool> {
    let tx = services.db.begin().await?;
    let row = identity_request::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let Some(row) = row.filter(|row| row.told_at.is_none() && row.hold_reason.is_none()) else {
        return Ok(false);
    };
    // Who has left meanwhile cannot be told.
    let author = author_of(&tx, &row.post_id).await?;
    if let Some(author) = &author {
        messages::tell_identity_seen(&tx, author, &row.topic_id, now).await?;
    }
    let mut change = row.into_active_model();
    change.told_at = Set(Some(now));
    change.update(&tx).await?;
    if author.is_some() {
        let entry = Entry::of(Action::IdentityTold).on("identity_request", id);
        audit::record(&tx, None, entry, now).await?;
    }
    tx.commit().await?;
    Ok(author.is_some())
}
