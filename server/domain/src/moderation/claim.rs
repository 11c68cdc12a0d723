//! Handling an item before it is decided: taking it in hand, giving it back, taking it over, passing it on,
//! asking another one to look, and not reading it at all because one knows the person.

use contract::{ErrorCode, FieldCode, FieldError, ids::ReviewId};
use entity::forum::{post, recusal, review_item};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{
    decide::author,
    item::{self, Class, ItemKind},
    log::{self, Action, Entry},
    policy, shift,
    sight::{self, Raised, in_sight},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    permission::{permits, require},
};

/// For how long an item stays in somebody's hand, in milliseconds; opening its page begins that anew.
pub const CLAIM_MS: i64 = 20 * 60_000;
/// For how long it stands last for whoever asked for a second opinion.
const SECOND_MS: i64 = 7 * DAY_MS;
const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

/// What is done with an item that stays in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemStep {
    /// She takes it in hand.
    Claim,
    /// She gives it back.
    Release,
    /// She takes it out of another's hand.
    TakeOver,
    /// She knows the person.
    Recuse,
    /// She passes it on, without a reason.
    Pass,
    /// She asks another one to look.
    Second,
}

impl ItemStep {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Claim, Self::Release, Self::TakeOver, Self::Recuse, Self::Pass, Self::Second];

    /// As the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Release => "release",
            Self::TakeOver => "take_over",
            Self::Recuse => "recuse",
            Self::Pass => "pass",
            Self::Second => "second",
        }
    }

    /// Reads the form's button.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }

    /// Whether she is done with the item for now.
    pub fn leads_on(self) -> bool {
        matches!(self, Self::Recuse | Self::Pass | Self::Second)
    }
}

/// Why somebody takes an item out of another's hand. Codes, because they stand in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TakeOver {
    /// They agreed.
    Agreed,
    /// The other one is away.
    Away,
    /// It cannot wait.
    Urgent,
}

impl TakeOver {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Agreed, Self::Away, Self::Urgent];

    /// As stored and as the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Away => "away",
            Self::Urgent => "urgent",
        }
    }

    /// Reads a stored or chosen reason.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == text)
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// Done.
    Done(ItemStep),
    /// Somebody else has it in hand. Nothing was changed.
    InHand,
    /// It was decided meanwhile. Nothing was changed.
    Over,
}

/// The next midnight in Tunisia (UTC+1 all the year), UTC milliseconds.
fn end_of_day(now: i64) -> i64 {
    ((now + HOUR_MS).div_euclid(DAY_MS) + 1) * DAY_MS - HOUR_MS
}

/// Somebody to whom anything in the queue may be shown: which kinds, each verb says for itself.
fn of_the_desk(actor: &Actor) -> DomainResult<&Member> {
    let verbs = [Permission::HandleReports, Permission::SafetyCase];
    let refused = match require(actor, Permission::ReviewQueue, None) {
        Ok(member) => return Ok(member),
        Err(error) => error,
    };
    verbs.into_iter().find_map(|verb| require(actor, verb, None).ok()).ok_or(refused)
}

/// Does something with an item that stays in the queue. `cause` is why she takes it over.
///
/// # Errors
/// Refused fields; `Forbidden` on what she wrote herself; `NotFound` for what she does not see.
pub async fn handle(
    services: &Services,
    actor: &Actor,
    id: &ReviewId,
    action: &str,
    cause: &str,
) -> DomainResult<Handling> {
    let member = of_the_desk(actor)?;
    let Some(step) = ItemStep::parse(action) else {
        let code = if action.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        return Err(DomainError::field("action", code));
    };
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let found = review_item::Entity::find_by_id(id.as_str()).filter(in_sight(actor)).one(&tx).await?;
    let row = found.filter(|row| row.state != "aside").ok_or_else(DomainError::not_found)?;
    let about = match &row.post_id {
        Some(post) => post::Entity::find_by_id(post.as_str()).one(&tx).await?,
        None => None,
    };
    let author = match &about {
        Some(post) => author(&tx, post).await?,
        None => None,
    };
    if author.as_ref().is_some_and(|author| author.id == member.id) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    if !row.category.is_empty() {
        // A kind that is not known is for few.
        let verb = ItemKind::parse(&row.kind).map_or(Permission::SafetyCase, ItemKind::permission);
        policy::can_act(actor, verb, &row.category, author.as_ref())?;
    }
    if row.state != "open" {
        return Ok(Handling::Over);
    }
    let takes = match step {
        ItemStep::Claim => true,
        ItemStep::TakeOver => {
            if TakeOver::parse(cause).is_none() {
                let code = if cause.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
                return Err(DomainError::fields(vec![FieldError::new("cause", code)]));
            }
            true
        }
        _ => false,
    };
    if takes {
        let mut update = item::change()
            .col_expr(review_item::Column::ClaimBy, Expr::value(member.id.as_str()))
            .col_expr(review_item::Column::ClaimUntil, Expr::value(now + CLAIM_MS))
            .filter(review_item::Column::Id.eq(id.as_str()))
            .filter(item::is_open());
        if step == ItemStep::Claim {
            update = update.filter(sight::is_free_for(member, now));
        }
        if update.exec(&tx).await?.rows_affected == 0 {
            return Ok(Handling::InHand);
        }
    } else if !give_back(&tx, member, id.as_str()).await? && step == ItemStep::Release {
        // Nothing of hers was in her hand: nothing happened, and the log says nothing.
        return Ok(Handling::Done(step));
    }
    match step {
        ItemStep::Recuse => recuse(&tx, member, &row).await?,
        ItemStep::Pass => put_off(&tx, member, id.as_str(), Some(end_of_day(now))).await?,
        ItemStep::Second => {
            put_off(&tx, member, id.as_str(), Some(now + SECOND_MS)).await?;
            // What the lead has stays with the lead.
            item::change()
                .col_expr(review_item::Column::Raised, Expr::value(Raised::Second.as_str()))
                .filter(review_item::Column::Id.eq(id.as_str()))
                .filter(
                    review_item::Column::Raised
                        .is_null()
                        .or(review_item::Column::Raised.ne(Raised::Escalated.as_str())),
                )
                .exec(&tx)
                .await?;
        }
        ItemStep::Claim | ItemStep::Release | ItemStep::TakeOver => {}
    }
    let held = row.claim_until.is_some_and(|until| until > now);
    let before = if held { "claimed" } else { "free" };
    let action = match step {
        ItemStep::Claim => Some(Action::Claim),
        ItemStep::Release => Some(Action::Unclaim),
        ItemStep::TakeOver => Some(Action::TakeOver),
        ItemStep::Second => Some(Action::SecondOpinion),
        // Whom she knows, and what she cannot bear to read, is nobody's business.
        ItemStep::Recuse | ItemStep::Pass => None,
    };
    if let Some(action) = action {
        let mut entry = Entry::of_item(id.as_str(), &row.category, action, before);
        if let Some(cause) = TakeOver::parse(cause).filter(|_| step == ItemStep::TakeOver) {
            entry = entry.for_code(cause.as_str());
        }
        log::record(&tx, member, &entry, now).await?;
    }
    let hard = Class::of(row.class).is_hard() || about.is_some_and(|post| post.content_note.is_some());
    shift::count_hard(&tx, member, (&row.target_id, hard && step.leads_on()), now).await?;
    tx.commit().await?;
    Ok(Handling::Done(step))
}

/// Whether somebody else has in hand what waits about a text of a category: of the kinds on which this person decides
/// there, so that nobody learns of a case of danger by it.
pub(super) async fn is_in_hand<C: ConnectionTrait>(
    db: &C,
    (actor, member): (&Actor, &Member),
    (post, category): (&str, &str),
    now: i64,
) -> DomainResult<bool> {
    let hers = ItemKind::ALL.into_iter().filter(|kind| permits(actor, kind.permission(), Some(category)));
    let held: Option<String> = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .filter(review_item::Column::PostId.eq(post))
        .filter(review_item::Column::Kind.is_in(hers.map(ItemKind::as_str)))
        .filter(item::is_open())
        .filter(sight::is_free_for(member, now).not())
        .into_tuple()
        .one(db)
        .await?;
    Ok(held.is_some())
}

/// Begins the time of an item anew that she has in hand. Answers whether she has.
pub(super) async fn renew<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    id: &str,
    now: i64,
) -> DomainResult<bool> {
    let done = review_item::Entity::update_many()
        .col_expr(review_item::Column::ClaimUntil, Expr::value(now + CLAIM_MS))
        .filter(review_item::Column::Id.eq(id))
        .filter(review_item::Column::ClaimBy.eq(member.id.as_str()))
        .filter(review_item::Column::ClaimUntil.gt(now))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Gives an item back, if it is in her hand. Answers whether it was.
async fn give_back<C: ConnectionTrait>(tx: &C, member: &Member, id: &str) -> DomainResult<bool> {
    let done = item::change()
        .col_expr(review_item::Column::ClaimBy, Expr::value(Option::<String>::None))
        .col_expr(review_item::Column::ClaimUntil, Expr::value(Option::<i64>::None))
        .filter(review_item::Column::Id.eq(id))
        .filter(review_item::Column::ClaimBy.eq(member.id.as_str()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Whom she knows in one item she knows in everything that waits about the same text.
async fn recuse<C: ConnectionTrait>(tx: &C, member: &Member, row: &review_item::Model) -> DomainResult<()> {
    let mut ids = vec![row.id.clone()];
    if let Some(post) = &row.post_id {
        ids = review_item::Entity::find()
            .select_only()
            .column(review_item::Column::Id)
            .filter(review_item::Column::PostId.eq(post.as_str()))
            .filter(item::is_open())
            .into_tuple()
            .all(tx)
            .await?;
    }
    for id in &ids {
        give_back(tx, member, id).await?;
        put_off(tx, member, id, None).await?;
    }
    Ok(())
}

/// Puts an item off for her: until an instant, or for ever.
async fn put_off<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    id: &str,
    until: Option<i64>,
) -> DomainResult<()> {
    let row = recusal::ActiveModel {
        member_id: Set(member.id.to_string()),
        item_id: Set(id.to_owned()),
        until: Set(until),
    };
    recusal::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([recusal::Column::MemberId, recusal::Column::ItemId])
                .update_column(recusal::Column::Until)
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_read_back_and_the_day_ends_at_midnight_in_tunisia() {
        for step in ItemStep::ALL {
            assert_eq!(ItemStep::parse(step.as_str()), Some(step));
        }
        assert_eq!(ItemStep::parse("approve"), None);
        for cause in TakeOver::ALL {
            assert_eq!(TakeOver::parse(cause.as_str()), Some(cause));
        }
        let days: Vec<ItemStep> = ItemStep::ALL.into_iter().filter(|step| step.leads_on()).collect();
        assert_eq!(days, [ItemStep::Recuse, ItemStep::Pass, ItemStep::Second]);
        // 22:59 and 23:00 UTC are 23:59 of one day and midnight of the next.
        assert_eq!(end_of_day(22 * HOUR_MS + 59 * 60_000), 23 * HOUR_MS);
        assert_eq!(end_of_day(23 * HOUR_MS), 23 * HOUR_MS + DAY_MS);
    }
}
