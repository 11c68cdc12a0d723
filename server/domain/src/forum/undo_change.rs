//! What the team did to a topic, taken back within a day: from what its event keeps of before. A move has a way back
//! of its own (`change_topic`).

use contract::{FieldCode, ids::TopicId};
use entity::forum::{mod_log, topic, topic_event};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    PostState,
    change_topic::seen,
    counters,
    operate::can_pin_front,
    publish,
    topic_event::{TopicEvent, UNDO_MS, action_of, note},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    moderation::log::{self, Action, Entry},
    permission::require,
    search,
};

/// What belongs together: only the last of each kind can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Open,
    Pinned,
    Front,
    Title,
    Place,
    Review,
    Speed,
    Listed,
    Language,
    Texts,
}

fn family(event: TopicEvent) -> Family {
    match event {
        TopicEvent::Close | TopicEvent::Reopen => Family::Open,
        TopicEvent::Pin | TopicEvent::Unpin => Family::Pinned,
        TopicEvent::PinFront | TopicEvent::UnpinFront => Family::Front,
        TopicEvent::Retitle => Family::Title,
        TopicEvent::Move | TopicEvent::MoveBack => Family::Place,
        TopicEvent::Review | TopicEvent::Trust => Family::Review,
        TopicEvent::Slow | TopicEvent::Quick => Family::Speed,
        TopicEvent::Unlist | TopicEvent::List => Family::Listed,
        TopicEvent::Language => Family::Language,
        TopicEvent::Split
        | TopicEvent::SplitFrom
        | TopicEvent::SplitBack
        | TopicEvent::Merge
        | TopicEvent::MergeInto
        | TopicEvent::MergeBack => Family::Texts,
    }
}

/// What of these events, oldest first (when, what, whether it keeps what was before), can be taken back now: the last of
/// each family, for a day.
fn undoable(events: &[(i64, TopicEvent, bool)], now: i64) -> Vec<TopicEvent> {
    let mut all = Vec::new();
    for (at, event, keeps) in events.iter().rev() {
        if all.iter().any(|(other, _)| family(*other) == family(*event)) {
            continue;
        }
        all.push((*event, *keeps && now - at < UNDO_MS));
    }
    all.into_iter().filter(|(_, can)| *can).map(|(event, _)| event).collect()
}

/// The same for whoever asks: the front page is of all categories.
pub(super) fn undoable_by(actor: &Actor, events: &[(i64, TopicEvent, bool)], now: i64) -> Vec<TopicEvent> {
    let mut all = undoable(events, now);
    all.retain(|event| family(*event) != Family::Front || can_pin_front(actor));
    all
}

/// A number that may be missing, as an event keeps it.
pub(super) fn kept<N: ToString>(number: Option<N>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Takes back the last change of a topic of this kind, if it is not older than a day and nothing of its kind came
/// after it. Answers what readers are told.
///
/// # Errors
/// The field `action` for what cannot be taken back (any more); `Forbidden` for who does not moderate; `NotFound`, also
/// outside of her categories.
pub async fn undo_change(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    kind: &str,
) -> DomainResult<TopicEvent> {
    require(actor, Permission::Arrange, None)?;
    let over = || DomainError::field("action", FieldCode::UnknownChoice);
    let kind = TopicEvent::parse(kind).ok_or_else(over)?;
    if family(kind) == Family::Front && !can_pin_front(actor) {
        return Err(DomainError::new(contract::ErrorCode::Forbidden));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let found = seen(&tx, actor, id).await?;
    publish::lock(&tx, &found.category, &found.id).await?;
    let category = found.category;
    let found = seen(&tx, actor, id).await?;
    if found.category != category {
        return Err(DomainError::new(contract::ErrorCode::Conflict));
    }
    let moderator = require(actor, Permission::Arrange, Some(&found.category))?;
    let last = last_of(&tx, id, kind).await?.ok_or_else(over)?;
    let was = last.was.filter(|_| last.kind == kind.as_str() && now - last.at < UNDO_MS).ok_or_else(over)?;
    let told = restore(&tx, &found, kind, &was, now).await?.ok_or_else(over)?;
    let before = log_of(&tx, id, kind).await?;
    let entry = Entry::of_topic(id.as_str(), &found.category, action_of(told), kind.as_str())
        .under(before.as_deref())
        .reverting();
    log::record(&tx, moderator, &entry, now).await?;
    // Taken back once: there is nothing to take back of that.
    note(&tx, id.as_str(), told, now).await?;
    tx.commit().await?;
    Ok(told)
}

async fn last_of<C: ConnectionTrait>(
    tx: &C,
    id: &TopicId,
    kind: TopicEvent,
) -> DomainResult<Option<topic_event::Model>> {
    let all = topic_event::Entity::find()
        .filter(topic_event::Column::TopicId.eq(id.as_str()))
        .order_by_desc(topic_event::Column::At)
        .all(tx)
        .await?;
    Ok(all
        .into_iter()
        .find(|event| TopicEvent::parse(&event.kind).is_some_and(|one| family(one) == family(kind))))
}

/// The line of the log that is taken back.
async fn log_of<C: ConnectionTrait>(tx: &C, id: &TopicId, kind: TopicEvent) -> DomainResult<Option<String>> {
    Ok(mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::Id)
        .filter(mod_log::Column::TargetType.eq("topic"))
        .filter(mod_log::Column::TargetId.eq(id.as_str()))
        .filter(mod_log::Column::Action.eq(action_of(kind).as_str()))
        .order_by_desc(mod_log::Column::At)
        .into_tuple()
        .one(tx)
        .await?)
}

/// Writes what was before, and answers what that is called; nothing where it cannot be.
async fn restore<C: ConnectionTrait>(
    tx: &C,
    topic: &topic::Model,
    kind: TopicEvent,
    was: &str,
    now: i64,
) -> DomainResult<Option<TopicEvent>> {
    let number: Option<i64> = was.parse().ok();
    let update = topic::Entity::update_many().filter(topic::Column::Id.eq(topic.id.as_str()));
    let (update, told) = match family(kind) {
        Family::Open => {
            let told = if number.is_some() { TopicEvent::Close } else { TopicEvent::Reopen };
            let update = update
                .col_expr(topic::Column::ClosedAt, Expr::value(number))
                .col_expr(topic::Column::ReopenAt, Expr::value(Option::<i64>::None));
            (update, told)
        }
        Family::Pinned => {
            let until = number.filter(|until| *until > now);
            let told = if until.is_some() { TopicEvent::Pin } else { TopicEvent::Unpin };
            (update.col_expr(topic::Column::PinnedUntil, Expr::value(until)), told)
        }
        Family::Front => {
            let until = number.filter(|until| *until > now);
            let told = if until.is_some() { TopicEvent::PinFront } else { TopicEvent::UnpinFront };
            (update.col_expr(topic::Column::FrontUntil, Expr::value(until)), told)
        }
        // A topic whose question was taken away has no title.
        Family::Title if topic.title.is_empty() || was.is_empty() => return Ok(None),
        Family::Title => (update.col_expr(topic::Column::Title, Expr::value(was)), TopicEvent::Retitle),
        Family::Place | Family::Texts => return Ok(None),
        Family::Review => {
            let on = was == "review";
            let told = if on { TopicEvent::Review } else { TopicEvent::Trust };
            (update.col_expr(topic::Column::RepliesNeedReview, Expr::value(on)), told)
        }
        Family::Speed => {
            let seconds: Option<i32> = was.parse().ok();
            let told = if seconds.is_some() { TopicEvent::Slow } else { TopicEvent::Quick };
            (update.col_expr(topic::Column::SlowSeconds, Expr::value(seconds)), told)
        }
        Family::Listed => {
            let told = if number.is_some() { TopicEvent::Unlist } else { TopicEvent::List };
            (update.col_expr(topic::Column::UnlistedAt, Expr::value(number)), told)
        }
        Family::Language => {
            (update.col_expr(topic::Column::Language, Expr::value(was)), TopicEvent::Language)
        }
    };
    update.exec(tx).await?;
    if family(kind) == Family::Listed {
        counters::recount_category(tx, &topic.category).await?;
    }
    if matches!(family(kind), Family::Listed | Family::Title | Family::Language) {
        search::index_topic(tx, &topic.id).await?;
    }
    Ok(Some(told))
}

/// Forgets what was before changes that cannot be taken back any more. Runs once a minute. Answers how many.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_undo(services: &Services) -> DomainResult<u64> {
    let done = topic_event::Entity::update_many()
        .col_expr(topic_event::Column::Was, Expr::value(Option::<String>::None))
        .filter(topic_event::Column::Was.is_not_null())
        .filter(topic_event::Column::At.lte(services.now_ms() - UNDO_MS))
        .exec(services.db.writer())
        .await?;
    Ok(done.rows_affected)
}

/// Forgets the titles that a topic had: its question is erased, or vanished with its author.
pub(crate) async fn forget_titles<C: ConnectionTrait>(tx: &C, topic: &str) -> DomainResult<()> {
    topic_event::Entity::update_many()
        .col_expr(topic_event::Column::Was, Expr::value(Option::<String>::None))
        .filter(topic_event::Column::TopicId.eq(topic))
        .filter(topic_event::Column::Kind.eq(TopicEvent::Retitle.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Opens the closed topics whose day has come. Runs once a minute. Answers how many.
///
/// # Errors
/// When the database does not answer; what was opened until then stays open.
pub async fn reopen_due(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let due: Vec<(String, String)> = topic::Entity::find()
        .select_only()
        .columns([topic::Column::Id, topic::Column::Category])
        .filter(topic::Column::ReopenAt.lte(now))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut opened = 0;
    for (id, category) in due {
        let tx = services.db.begin().await?;
        publish::lock(&tx, &category, &id).await?;
        let done = topic::Entity::update_many()
            .col_expr(topic::Column::ClosedAt, Expr::value(Option::<i64>::None))
            .col_expr(topic::Column::ReopenAt, Expr::value(Option::<i64>::None))
            .filter(topic::Column::Id.eq(id.as_str()))
            .filter(topic::Column::ReopenAt.lte(now))
            .exec(&tx)
            .await?;
        let Some(topic) = topic::Entity::find_by_id(id.as_str()).one(&tx).await? else { continue };
        if done.rows_affected == 0 {
            continue;
        }
        // Nobody is told of what she does not see.
        if PostState::parse(&topic.state) == PostState::Published {
            let entry = Entry::of_topic(&id, &topic.category, Action::Reopen, "closed");
            log::by_itself(&tx, &entry, now).await?;
            note(&tx, &id, TopicEvent::Reopen, now).await?;
        }
        tx.commit().await?;
        opened += 1;
    }
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_each_kind_can_be_taken_back_for_a_day() {
        use TopicEvent::{Close, Move, Pin, Reopen, Retitle, Unpin};
        let now = 10 * UNDO_MS;
        let all = [
            (now - UNDO_MS, Retitle, true),
            (now - 500, Close, true),
            (now - 400, Pin, true),
            (now - 300, Unpin, true),
            (now - 200, Reopen, false),
            (now - 100, Move, false),
        ];
        assert_eq!(undoable(&all, now), [Unpin]);
        assert_eq!(undoable(&all, now - 1), [Unpin, Retitle]);
        assert!(undoable(&[], now).is_empty());
    }
}
