//! Whether an item is free to be decided on, and whether anybody is left who may.

use contract::ErrorCode;
use entity::{
    forum::review_item,
    identity::{member, role_scope},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter,
    QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use crate::{
    DomainError, DomainResult, Member, Role,
    identity::ACTIVE,
    moderation::item::{self, ItemKind},
    permission::Rules,
};

/// Roles that may have something in hand.
const TEAM: [Role; 3] = [Role::Moderator, Role::LeadModerator, Role::Admin];

/// Items from whose verb administrators keep a role in their category; nothing where they say nothing.
fn shut_out(rules: &Rules, role: Role) -> Option<Condition> {
    let mut out = Condition::any();
    for kind in ItemKind::ALL {
        let slugs = rules.forbidden(role, kind.permission());
        if !slugs.is_empty() {
            let of_kind = review_item::Column::Kind.eq(kind.as_str());
            let there = review_item::Column::Category.is_in(slugs);
            out = out.add(Condition::all().add(of_kind).add(there));
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Whether whoever has the item in hand may still decide on it: a role, a category or a verb that she lost ends what
/// she held at once.
pub(in crate::moderation) fn claimer_is_there(rules: &Rules) -> SimpleExpr {
    let scopes = || {
        role_scope::Entity::find()
            .select_only()
            .expr(Expr::cust("1"))
            .filter(role_scope::Column::MemberId.into_simple_expr().eq(member::Column::Id.into_simple_expr()))
    };
    let here = scopes().filter(
        role_scope::Column::CategoryId
            .into_simple_expr()
            .eq(review_item::Column::Category.into_simple_expr()),
    );
    let inside =
        Condition::any().add(Expr::exists(scopes().into_query()).not()).add(Expr::exists(here.into_query()));
    let mut there = member::Entity::find()
        .select_only()
        .expr(Expr::cust("1"))
        .filter(member::Column::Id.into_simple_expr().eq(review_item::Column::ClaimBy.into_simple_expr()))
        .filter(member::Column::State.eq(ACTIVE))
        .filter(member::Column::Role.is_in(TEAM.map(Role::as_str)))
        .filter(inside);
    for role in TEAM {
        if let Some(out) = shut_out(rules, role) {
            let hers = member::Column::Role.eq(role.as_str());
            there = there.filter(Condition::all().add(hers).add(out).not());
        }
    }
    Expr::exists(there.into_query())
}

/// Nobody else has it in hand at this moment.
pub(in crate::moderation) fn is_free_for(member: &Member, now: i64) -> Condition {
    Condition::any()
        .add(review_item::Column::ClaimBy.is_null())
        .add(review_item::Column::ClaimBy.eq(member.id.as_str()))
        .add(review_item::Column::ClaimUntil.lte(now))
        .add(claimer_is_there(&member.rules).not())
}

/// Refuses what somebody else has in hand at this moment: the open item of a thing, if there is one.
///
/// # Errors
/// [`ErrorCode::Conflict`]; when the database does not answer.
pub(in crate::moderation) async fn require_free<C: ConnectionTrait>(
    db: &C,
    (kind, target): (ItemKind, &str),
    member: &Member,
    now: i64,
) -> DomainResult<()> {
    let held: Option<String> = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .filter(review_item::Column::Kind.eq(kind.as_str()))
        .filter(review_item::Column::TargetId.eq(target))
        .filter(item::is_open())
        .filter(is_free_for(member, now).not())
        .into_tuple()
        .one(db)
        .await?;
    if held.is_some() { Err(DomainError::new(ErrorCode::Conflict)) } else { Ok(()) }
}

/// Nobody who moderates its category decides on it, because each of them knows or blocks the person, or because
/// administrators keep all of them from it: only the lead is left.
pub(in crate::moderation) fn nobody_left(rules: &Rules) -> Condition {
    Condition::any().add_option(shut_out(rules, Role::Moderator)).add(all_know_her())
}

/// Everybody who moderates its category knows or blocks the person. Her name is looked up by itself each time, so that
/// no plan reads all blocks for one item.
fn all_know_her() -> SimpleExpr {
    Expr::cust(
        "((EXISTS (SELECT 1 FROM recusal WHERE recusal.item_id = review_item.id AND recusal.until IS NULL) \
         OR EXISTS (SELECT 1 FROM mute AS b JOIN member AS k ON k.id = b.member_id WHERE k.role = 'moderator' \
         AND b.kind = 'block' AND b.other_id = (SELECT p.author_id FROM post AS p \
         WHERE p.id = review_item.post_id AND p.alias IS NULL))) \
         AND NOT EXISTS (SELECT 1 FROM member AS m WHERE m.role = 'moderator' AND m.state = 'active' \
         AND (NOT EXISTS (SELECT 1 FROM role_scope AS s WHERE s.member_id = m.id) OR EXISTS (SELECT 1 FROM \
         role_scope AS s WHERE s.member_id = m.id AND s.category_id = review_item.category)) \
         AND NOT EXISTS (SELECT 1 FROM recusal AS r WHERE r.member_id = m.id AND r.item_id = review_item.id \
         AND r.until IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM mute AS b WHERE b.member_id = m.id AND b.kind = 'block' \
         AND b.other_id = (SELECT p.author_id FROM post AS p WHERE p.id = review_item.post_id \
         AND p.alias IS NULL))))",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Permission,
        moderation::item::{Class, NewItem},
        permission::{Grant, Rule},
        testing::TestBed,
    };

    #[tokio::test]
    async fn nobody_is_left_where_everybody_is_kept_from_it() {
        for bed in TestBed::each().await {
            let db = bed.services.db.writer();
            bed.member("سند", Role::Moderator).await;
            for kind in [ItemKind::Post, ItemKind::Report] {
                let item = NewItem {
                    kind,
                    target: "target000001",
                    post: None,
                    topic: None,
                    category: "unions",
                    language: "ar",
                    class: Class::Queue,
                    gate: None,
                    now: 0,
                };
                item::open(db, &item).await.expect("an item");
            }
            for (role, category, expected) in [
                (Role::Moderator, "poverty", &[][..]),
                (Role::LeadModerator, "unions", &[][..]),
                (Role::Trusted, "unions", &["post"][..]),
                (Role::Moderator, "unions", &["post"][..]),
            ] {
                let (category, verb) = (category.to_owned(), Permission::ReviewQueue);
                let rules = Rules::new(vec![Rule { category, role, verb, says: Grant::Never }]);
                let left: Vec<String> = review_item::Entity::find()
                    .select_only()
                    .column(review_item::Column::Kind)
                    .filter(nobody_left(&rules))
                    .into_tuple()
                    .all(db)
                    .await
                    .expect("items");
                assert_eq!(left, expected, "{} {role:?}", bed.backend);
            }
        }
    }
}
