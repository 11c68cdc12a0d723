//! While somebody may be in danger because of a text it is held, not taken away, and a waiting one is not refused: only
//! those who look after her do that (S11). What becomes of it she chooses herself.

use contract::ErrorCode;
use entity::forum::review_item;
use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::item;
use crate::{
    Actor, DomainError, DomainResult, Member, Permission,
    permission::{permits, reach},
};

/// The item beside is about a text because of which somebody may be in danger. Counted, not `EXISTS`: of that PostgreSQL
/// may make a table of all such texts, read from one end to the other.
const IN_DANGER: &str = "((SELECT COUNT(*) FROM review_item AS worry WHERE worry.post_id = review_item.post_id \
     AND worry.kind = 'safety' AND worry.state <> 'done') > 0)";

/// Whether somebody may be in danger because of a text of this category, and this person is none of the few who look
/// after her.
pub(super) async fn is_held_only<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    (post, category): (&str, &str),
) -> DomainResult<bool> {
    Ok(!permits(actor, Permission::SafetyCase, Some(category)) && item::is_in_danger(db, post).await?)
}

/// Refuses what only those who look after her may do with such a text.
///
/// # Errors
/// [`ErrorCode::Forbidden`]; when the database does not answer.
pub(super) async fn require_few<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    text: (&str, &str),
) -> DomainResult<()> {
    if is_held_only(db, actor, text).await? { Err(DomainError::new(ErrorCode::Forbidden)) } else { Ok(()) }
}

/// The same as [`is_held_only`], as a column of a query on items.
pub(super) fn column(reader: &Member) -> SimpleExpr {
    match reach(reader, Permission::SafetyCase).over(review_item::Column::Category) {
        Some(inside) => Expr::cust(IN_DANGER).and(inside.not()),
        None => Expr::cust("(1 = 0)"),
    }
}
