//! From events to notifications.
//!
//! Exactly once: the event is deleted and its notifications are written in one transaction, and of two that try
//! the same event only one deletes it. The key `(event, recipient)` holds the same in the database.

use entity::notify::{event, mention, notification};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{
    Kind,
    recipients::{self, Recipient},
};
use crate::{DomainResult, Services, mail::backoff_ms, services::new_id};

/// Events in one go.
const MOST: u64 = 50;
/// Rows in one statement.
const ROWS: usize = 100;
/// Tries before an event is given up: it cannot be told of then, whatever happens.
const TRIES: i32 = 12;

/// What a go did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Events that are done.
    pub events: u32,
    /// Notifications that were written.
    pub notifications: u32,
    /// Events that failed and come again, or were given up.
    pub failed: u32,
}

/// Tells of what happened. Safe on several nodes at once.
///
/// # Errors
/// When the database does not answer; everything comes again.
pub async fn deliver_due(services: &Services) -> DomainResult<Told> {
    let mut done = Told::default();
    let due = event::Entity::find()
        .filter(event::Column::DueAt.lte(services.now_ms()))
        .order_by_asc(event::Column::DueAt)
        .order_by_asc(event::Column::Id)
        .limit(MOST)
        .all(services.db.read())
        .await?;
    for event in due {
        match deliver(services, &event).await {
            Ok(Some(told)) => {
                done.events += 1;
                done.notifications += told;
            }
            // Somebody else was faster.
            Ok(None) => {}
            Err(error) => {
                done.failed += 1;
                tracing::warn!(id = event.id, code = ?error.code, at = %error.at, "an event waits");
                postpone(services, &event).await?;
            }
        }
    }
    Ok(done)
}

async fn deliver(services: &Services, event: &event::Model) -> DomainResult<Option<u32>> {
    let tx = services.db.begin().await?;
    if event::Entity::delete_by_id(&event.id).exec(&tx).await?.rows_affected == 0 {
        return Ok(None);
    }
    let now = services.now_ms();
    let told = recipients::of(&tx, event, now).await?;
    let mut written = 0;
    for some in told.chunks(ROWS) {
        written += write(&tx, event, some, now).await?;
    }
    let named: Vec<&str> =
        told.iter().filter(|one| one.kind == Kind::Mention).map(|one| one.member.as_str()).collect();
    if let (Some(post), false) = (event.post_id.as_deref(), named.is_empty()) {
        mention::Entity::update_many()
            .col_expr(mention::Column::NotifiedAt, Expr::value(now))
            .filter(mention::Column::PostId.eq(post))
            .filter(mention::Column::MemberId.is_in(named))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(Some(written))
}

async fn write(
    tx: &DatabaseTransaction,
    event: &event::Model,
    told: &[Recipient],
    now: i64,
) -> DomainResult<u32> {
    let rows = told.iter().map(|one| notification::ActiveModel {
        id: Set(new_id()),
        event_id: Set(event.id.clone()),
        recipient_id: Set(one.member.clone()),
        kind: Set(one.kind.as_str().to_owned()),
        topic_id: Set(one.topic.clone()),
        post_id: Set(one.post.clone()),
        group_key: Set(one.group.clone()),
        created_at: Set(now),
        read_at: Set(None),
    });
    let written = notification::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([notification::Column::EventId, notification::Column::RecipientId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await;
    match written {
        Ok(count) => Ok(u32::try_from(count).unwrap_or(u32::MAX)),
        Err(DbErr::RecordNotInserted) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// One that fails must not stand in the way of the others.
async fn postpone(services: &Services, event: &event::Model) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    if event.attempts + 1 >= TRIES {
        tracing::error!(id = event.id, "an event was given up");
        event::Entity::delete_by_id(&event.id).exec(&tx).await?;
    } else {
        event::Entity::update_many()
            .col_expr(event::Column::DueAt, Expr::value(services.now_ms() + backoff_ms(event.attempts + 1)))
            .col_expr(event::Column::Attempts, Expr::value(event.attempts + 1))
            .filter(event::Column::Id.eq(&event.id))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
