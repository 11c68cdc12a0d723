//! Handing something that waits to the lead moderators, who alone see it from then on.

use entity::forum::{post, review_item};
use sea_orm::{ColumnTrait, DatabaseTransaction, ExprTrait, QueryFilter, sea_query::Expr};

use super::{
    Reason,
    item::{self, Class, ItemKind},
    log::{self, Action, Entry},
    sight::Raised,
};
use crate::{
    DomainResult, Member, Services,
    safety::danger::{self, Origin},
};

/// Who hands what over, and why.
pub(super) struct Handing<'a> {
    pub services: &'a Services,
    pub moderator: &'a Member,
    pub kind: ItemKind,
    pub post: &'a post::Model,
    pub category: &'a str,
    /// How urgent it is from now on, at least.
    pub class: Class,
    /// Whether the few who look after somebody in danger are told at once.
    pub opens_case: bool,
    pub why: (Option<Reason>, Option<&'a str>),
    pub now: i64,
}

impl Handing<'_> {
    /// It stays open, in nobody's hand. Answers whether the lead did not have it already.
    pub(super) async fn to_lead(&self, tx: &DatabaseTransaction) -> DomainResult<bool> {
        let done = item::change()
            .col_expr(review_item::Column::Raised, Expr::value(Raised::Escalated.as_str()))
            .col_expr(review_item::Column::ClaimBy, Expr::value(Option::<String>::None))
            .col_expr(review_item::Column::ClaimUntil, Expr::value(Option::<i64>::None))
            .filter(review_item::Column::Kind.eq(self.kind.as_str()))
            .filter(review_item::Column::TargetId.eq(self.post.id.as_str()))
            .filter(item::is_open())
            .filter(
                review_item::Column::Raised
                    .is_null()
                    .or(review_item::Column::Raised.ne(Raised::Escalated.as_str())),
            )
            .exec(tx)
            .await?;
        if done.rows_affected == 0 {
            return Ok(false);
        }
        item::raise(tx, self.kind, &self.post.id, self.class).await?;
        // Her words are for no author here: they stand in the log, for the lead.
        let (reason, note) = self.why;
        let entry = Entry::of_post(self.post, self.category, Action::Escalate).because(reason, note);
        log::record(tx, self.moderator, &entry, self.now).await?;
        if self.opens_case {
            let origin = Origin::Team(self.moderator);
            danger::open(self.services, tx, self.post, self.category, origin, self.now).await?;
        }
        Ok(true)
    }
}
