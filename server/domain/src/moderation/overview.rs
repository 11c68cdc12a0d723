//! The desk's first page.

use contract::ids::ReviewId;
use entity::forum::{desk_member, review_item};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::{
    Reads,
    item::{Class, ItemKind, is_open},
    shift::{self, Preferences, Shift},
    sight::{Raised, in_sight, is_free_for},
};
use crate::{
    Actor, DomainResult, Member, Permission, Services,
    permission::require,
    services::day_of,
    staff::audit::{self, Entry},
};

/// How much waits, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Things that wait.
    pub waiting: u64,
    /// Whole days since the oldest of them was sent.
    pub oldest_days: Option<u64>,
}

#[derive(FromQueryResult)]
struct Row {
    waiting: i64,
    oldest: Option<i64>,
    folded: Option<bool>,
    blurred: Option<bool>,
    pause_after: Option<i32>,
    began_at: Option<i64>,
    hard: Option<i32>,
    reads: Option<String>,
}

/// What waits, and for whom it is counted.
pub(super) struct Counted {
    pub(super) overview: Overview,
    pub(super) preferences: Preferences,
    pub(super) shift: Shift,
}

/// Something open of which a shift is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urgent {
    /// Item.
    pub id: ReviewId,
    /// Kind.
    pub kind: ItemKind,
    /// What it is about, in the table of its kind.
    pub target: String,
    /// How urgent.
    pub class: Class,
    /// ISO day since which it waits.
    pub day: String,
}

/// How many things of a kind a shift is told of.
const URGENT: u64 = 20;

/// Whole days between two instants.
pub(super) fn days_between(from: i64, now: i64) -> u64 {
    u64::try_from((now - from) / 86_400_000).unwrap_or_default()
}

/// How much waits that she may see, and since when; for moderators.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn overview(services: &Services, actor: &Actor) -> DomainResult<Overview> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let overview = count(&tx, actor, reader, now).await?.overview;
    audit::record(&tx, Some(reader), Entry::of(audit::Action::DeskRead), now).await?;
    tx.commit().await?;
    Ok(overview)
}

/// How much waits that she may see, for a number that is looked at again and again: no row in the log.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn waiting(services: &Services, actor: &Actor) -> DomainResult<u64> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let counted = count(services.db.read(), actor, reader, services.now_ms()).await?;
    Ok(counted.overview.waiting)
}

/// How much waits, what she chose, and how her shift stands: one query.
pub(super) async fn count<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    reader: &Member,
    now: i64,
) -> DomainResult<Counted> {
    let hers = |column: desk_member::Column| {
        let select =
            desk_member::Entity::find_by_id(reader.id.as_str()).select_only().column(column).into_query();
        SimpleExpr::SubQuery(None, Box::new(select.into()))
    };
    let row = review_item::Entity::find()
        .select_only()
        .column_as(Expr::cust("COUNT(*)"), "waiting")
        .column_as(review_item::Column::OpenedAt.min(), "oldest")
        .expr_as(hers(desk_member::Column::Folded), "folded")
        .expr_as(hers(desk_member::Column::Blurred), "blurred")
        .expr_as(hers(desk_member::Column::PauseAfter), "pause_after")
        .expr_as(hers(desk_member::Column::BeganAt), "began_at")
        .expr_as(hers(desk_member::Column::Hard), "hard")
        .expr_as(hers(desk_member::Column::Reads), "reads")
        .filter(is_open())
        .filter(in_sight(actor))
        .into_model::<Row>()
        .one(db)
        .await?;
    let nothing = Overview { waiting: 0, oldest_days: None };
    let Some(row) = row else {
        return Ok(Counted {
            overview: nothing,
            preferences: Preferences::default(),
            shift: Shift::default(),
        });
    };
    let usual = Preferences::default();
    let preferences = Preferences {
        folded: row.folded.unwrap_or(usual.folded),
        blurred: row.blurred.unwrap_or(usual.blurred),
        pause_after: row.pause_after.unwrap_or(usual.pause_after),
        reads: row.reads.as_deref().map(Reads::parse).unwrap_or_default(),
    };
    Ok(Counted {
        overview: Overview {
            waiting: u64::try_from(row.waiting).unwrap_or_default(),
            oldest_days: row.oldest.map(|at| days_between(at, now)),
        },
        preferences,
        shift: shift::shift_of(row.began_at, row.hard.unwrap_or_default(), preferences.pause_after, now),
    })
}

/// Urgent things that she may see and that nobody has decided yet, the most urgent first.
pub(super) async fn urgent<C: ConnectionTrait>(db: &C, actor: &Actor) -> DomainResult<Vec<Urgent>> {
    let hard = Class::ALL.into_iter().filter(|class| class.is_hard()).map(Class::as_number);
    open(db, actor, Condition::all().add(review_item::Column::Class.is_in(hard))).await
}

/// What earlier shifts had in hand and left to whoever comes, and nobody else has taken since.
pub(super) async fn left<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    reader: &Member,
    now: i64,
) -> DomainResult<Vec<Urgent>> {
    let handed = review_item::Column::Raised.eq(Raised::Handed.as_str());
    open(db, actor, Condition::all().add(handed).add(is_free_for(reader, now))).await
}

/// Open things of this kind that she may see, the most urgent first.
async fn open<C: ConnectionTrait>(db: &C, actor: &Actor, which: Condition) -> DomainResult<Vec<Urgent>> {
    let rows: Vec<(String, String, String, i32, i64)> = review_item::Entity::find()
        .select_only()
        .columns([
            review_item::Column::Id,
            review_item::Column::Kind,
            review_item::Column::TargetId,
            review_item::Column::Class,
            review_item::Column::OpenedAt,
        ])
        .filter(is_open())
        .filter(in_sight(actor))
        .filter(which)
        .order_by_asc(review_item::Column::Class)
        .order_by_asc(review_item::Column::OpenedAt)
        .order_by_asc(review_item::Column::Id)
        .limit(URGENT)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, target, class, at)| Urgent {
            id: ReviewId::trusted(id),
            kind: ItemKind::parse(&kind).unwrap_or(ItemKind::Safety),
            target,
            class: Class::of(class),
            day: day_of(at),
        })
        .collect())
}
