//! Once a day: what was kept to compare texts goes, and trust is counted anew.

use entity::{
    forum::{post, post_gate, trust},
    identity::member,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, QueryFilter,
    QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict},
};

use crate::{
    DomainResult, Role, Services,
    forum::{PostState, visibility::literal},
    staff::audit::{self, Action, Entry},
};
use contract::ids::MemberId;

const DAY_MS: i64 = 86_400_000;
/// Texts are compared within a day; the hashes of older ones tell nothing any more.
const HASHES_MS: i64 = 2 * DAY_MS;
/// So many published texts,
pub const TRUSTED_AFTER: i64 = 20;
/// over at least so many days, and none that was taken away.
pub const TRUSTED_DAYS: i64 = 30;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Members who are trusted now.
    pub trusted: u64,
    /// Members who are not any more.
    pub untrusted: u64,
    /// Hashes that went.
    pub hashes: u64,
}

#[derive(FromQueryResult)]
struct Row {
    author_id: String,
}

/// Forgets hashes, gives trust that was earned, takes back what was lost. Trust that somebody of the team gave or
/// took by hand stays as it is. Each change is one row of the audit log; nobody else is told.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(services: &Services) -> DomainResult<Swept> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let hashes = post_gate::Entity::update_many()
        .col_expr(post_gate::Column::TextHash, Expr::value(Option::<String>::None))
        .col_expr(post_gate::Column::SimHash, Expr::value(Option::<i64>::None))
        .filter(post_gate::Column::At.lt(now - HASHES_MS))
        .filter(post_gate::Column::TextHash.is_not_null().or(post_gate::Column::SimHash.is_not_null()))
        .exec(&tx)
        .await?
        .rows_affected;
    let mut swept = Swept { hashes, ..Swept::default() };
    for id in earned(&tx).await? {
        if change(&tx, &id, Role::Member, Role::Trusted).await? {
            let row = trust::ActiveModel {
                member_id: Set(id.clone()),
                earned_at: Set(Some(now)),
                by_hand: Set(false),
            };
            trust::Entity::insert(row)
                .on_conflict(
                    OnConflict::column(trust::Column::MemberId)
                        .update_column(trust::Column::EarnedAt)
                        .to_owned(),
                )
                .exec_without_returning(&tx)
                .await?;
            note(&tx, Action::TrustGive, &id, now).await?;
            swept.trusted += 1;
        }
    }
    for id in lost(&tx).await? {
        trust::Entity::delete_by_id(id.as_str()).exec(&tx).await?;
        if change(&tx, &id, Role::Trusted, Role::Member).await? {
            note(&tx, Action::TrustTake, &id, now).await?;
            swept.untrusted += 1;
        }
    }
    tx.commit().await?;
    Ok(swept)
}

/// Somebody of the team gave this member a role: from now on nothing changes by itself.
pub(crate) async fn by_hand<C: ConnectionTrait>(tx: &C, member: &MemberId) -> DomainResult<()> {
    let row = trust::ActiveModel {
        member_id: Set(member.as_str().to_owned()),
        earned_at: Set(None),
        by_hand: Set(true),
    };
    trust::Entity::insert(row)
        .on_conflict(
            OnConflict::column(trust::Column::MemberId)
                .update_columns([trust::Column::EarnedAt, trust::Column::ByHand])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Texts of hers that the team took away: reports that were upheld.
fn taken_away() -> sea_orm::sea_query::SelectStatement {
    post::Entity::find()
        .select_only()
        .column(post::Column::AuthorId)
        .filter(post::Column::AuthorId.is_not_null())
        .filter(
            post::Column::State
                .into_simple_expr()
                .eq(literal(PostState::Removed))
                .or(post::Column::RemovedAt.is_not_null()),
        )
        .into_query()
}

async fn earned<C: ConnectionTrait>(tx: &C) -> DomainResult<Vec<String>> {
    let members = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::Role.eq(Role::Member.as_str()))
        .filter(member::Column::State.eq("active"))
        .into_query();
    let by_hand = trust::Entity::find()
        .select_only()
        .column(trust::Column::MemberId)
        .filter(trust::Column::ByHand.eq(true))
        .into_query();
    let published = || Expr::col((post::Entity, post::Column::PublishedAt));
    let rows = post::Entity::find()
        .select_only()
        .column(post::Column::AuthorId)
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .filter(post::Column::AuthorId.in_subquery(members))
        .filter(post::Column::AuthorId.not_in_subquery(by_hand))
        .filter(post::Column::AuthorId.not_in_subquery(taken_away()))
        .group_by(post::Column::AuthorId)
        .having(Expr::cust("COUNT(*)").gte(TRUSTED_AFTER))
        .having(published().max().sub(published().min()).gte(TRUSTED_DAYS * DAY_MS))
        .into_model::<Row>()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.author_id).collect())
}

async fn lost<C: ConnectionTrait>(tx: &C) -> DomainResult<Vec<String>> {
    Ok(trust::Entity::find()
        .select_only()
        .column(trust::Column::MemberId)
        .filter(trust::Column::ByHand.eq(false))
        .filter(trust::Column::MemberId.in_subquery(taken_away()))
        .into_tuple()
        .all(tx)
        .await?)
}

async fn change<C: ConnectionTrait>(tx: &C, id: &str, from: Role, to: Role) -> DomainResult<bool> {
    let done = member::Entity::update_many()
        .col_expr(member::Column::Role, Expr::value(to.as_str()))
        .filter(member::Column::Id.eq(id))
        .filter(member::Column::Role.eq(from.as_str()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

async fn note<C: ConnectionTrait>(tx: &C, action: Action, id: &str, now: i64) -> DomainResult<()> {
    let id = MemberId::trusted(id.to_owned());
    audit::record(tx, None, Entry::of(action).on_member(&id), now).await
}
