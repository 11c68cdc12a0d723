//! How many hard texts she had to do with in her shift.

use entity::forum::{desk_exposure, desk_member};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{LONGEST_MS, make_row};
use crate::{DomainResult, Member};

/// Whether something is the first of its kind in her shift; from now on it is not.
async fn is_first<C: ConnectionTrait>(tx: &C, member: &Member, what: &str, now: i64) -> DomainResult<bool> {
    let began: Option<Option<i64>> = desk_member::Entity::find()
        .select_only()
        .column(desk_member::Column::BeganAt)
        .filter(desk_member::Column::MemberId.eq(member.id.as_str()))
        .into_tuple()
        .one(tx)
        .await?;
    if began.flatten().is_none_or(|at| now - at >= LONGEST_MS) {
        forget_read(tx, member).await?;
    }
    let row =
        desk_exposure::ActiveModel { member_id: Set(member.id.to_string()), what: Set(what.to_owned()) };
    let both = [desk_exposure::Column::MemberId, desk_exposure::Column::What];
    let made = desk_exposure::Entity::insert(row)
        .on_conflict(OnConflict::columns(both).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    match made {
        Ok(rows) => Ok(rows > 0),
        Err(DbErr::RecordNotInserted) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// With a shift goes what was read in it.
pub(super) async fn forget_read<C: ConnectionTrait>(tx: &C, member: &Member) -> DomainResult<()> {
    let hers = desk_exposure::Column::MemberId.eq(member.id.as_str());
    desk_exposure::Entity::delete_many().filter(hers).exec(tx).await?;
    Ok(())
}

/// She did something at the desk: her shift has begun, if it had not. `hard`: with a hard text, which counts once in a
/// shift, whether she reads it, decides on it, or both.
pub(in crate::moderation) async fn count_hard<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    (what, hard): (&str, bool),
    now: i64,
) -> DomainResult<()> {
    make_row(tx, member).await?;
    let hard = hard && is_first(tx, member, what, now).await?;
    let over = || {
        Condition::any()
            .add(desk_member::Column::BeganAt.is_null())
            .add(desk_member::Column::BeganAt.lte(now - LONGEST_MS))
    };
    let one = i32::from(hard);
    let count = Expr::case(over(), Expr::value(one)).finally(Expr::col(desk_member::Column::Hard).add(one));
    let began = Expr::case(over(), Expr::value(now)).finally(Expr::col(desk_member::Column::BeganAt));
    desk_member::Entity::update_many()
        .col_expr(desk_member::Column::Hard, count.into())
        .col_expr(desk_member::Column::BeganAt, began.into())
        .filter(desk_member::Column::MemberId.eq(member.id.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}
