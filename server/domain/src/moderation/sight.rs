//! Which items somebody of the team sees: one condition for lists, counts, pages and forms.

mod free;

pub(super) use free::{claimer_is_there, is_free_for, nobody_left, require_free};

use entity::{
    forum::{mod_log, post, recusal, review_item},
    moderation::{appeal, sanction},
    notify::mute,
    report::report_case,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, JoinType, QueryFilter,
    QuerySelect, QueryTrait, RelationDef, Select,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

use super::item::ItemKind;
use crate::{
    Actor, DomainResult, Member, Permission, Scope, messages,
    mute::BLOCK,
    permission::{permits, reach},
};

/// What somebody of the team said about an item before it was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Raised {
    /// Another one is asked to look.
    Second,
    /// The lead moderators have it.
    Escalated,
    /// Whoever had it in hand ended her shift.
    Handed,
}

impl Raised {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Second, Self::Escalated, Self::Handed];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Escalated => "escalated",
            Self::Handed => "handed",
        }
    }

    /// Reads what is stored. What is not known is kept for the lead.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|raised| raised.as_str() == text).unwrap_or(Self::Escalated)
    }
}

/// Whether this person sees what was handed to the lead moderators, and what nobody else may decide.
pub fn is_lead(actor: &Actor) -> bool {
    permits(actor, Permission::Purge, None)
}

/// Whether this person is told who of the team has something in hand.
pub fn sees_names(actor: &Actor) -> bool {
    permits(actor, Permission::MemberDisable, None)
}

/// Items that this person sees, whatever their state: those of her categories and verbs, without those on which
/// she does not decide because she knows the person, and without what only the lead has.
pub(super) fn in_sight(actor: &Actor) -> Condition {
    let Some(member) = actor.member() else { return Condition::all().add(Expr::cust("1 = 0")) };
    let mut seen = Condition::all()
        .add(Expr::exists(recused(member)).not())
        .add(not_kept_from(member, review_item::Column::PostId));
    if let Scope::Categories(slugs) = &member.scope {
        seen = seen.add(review_item::Column::Category.is_in(slugs));
    }
    if !is_lead(actor) {
        let raised = review_item::Column::Raised.into_simple_expr();
        seen = seen.add(
            Condition::any()
                .add(review_item::Column::Raised.is_null())
                .add(raised.ne(Expr::Constant(Raised::Escalated.as_str().into()))),
        );
    }
    let closed: Vec<&str> = ItemKind::ALL
        .into_iter()
        .filter(|kind| !permits(actor, kind.permission(), None))
        .map(ItemKind::as_str)
        .collect();
    if !closed.is_empty() {
        seen = seen.add(review_item::Column::Kind.is_not_in(closed));
    }
    seen.add(not_about_her(member)).add_option(kept_away(member))
}

/// Without the kinds whose verb administrators keep from her, in the categories of which they say so. Nothing where
/// they say nothing.
fn kept_away(member: &Member) -> Option<Condition> {
    let mut away = Condition::any();
    for kind in ItemKind::ALL {
        let verb = kind.permission();
        let ruled = member.rules.all().iter().any(|rule| rule.verb == verb);
        if let Some(inside) = reach(member, verb).over(review_item::Column::Category).filter(|_| ruled) {
            let of_kind = review_item::Column::Kind.eq(kind.as_str());
            away = away.add(Condition::all().add(of_kind).add(inside.not()));
        }
    }
    (!away.is_empty()).then(|| away.not())
}

/// What others say about a text, and what is decided about its author, is kept from her here too: whoever writes never
/// learns whether anybody reported it, nor how many did (S9).
fn not_about_her(member: &Member) -> Condition {
    let about = [ItemKind::Report, ItemKind::Appeal, ItemKind::Safety].map(ItemKind::as_str);
    Condition::any()
        .add(review_item::Column::Kind.is_not_in(about))
        .add(review_item::Column::PostId.is_null())
        .add(review_item::Column::PostId.not_in_subquery(written_by(member)))
}

/// Posts of hers, also those behind an alias.
pub(super) fn written_by(member: &Member) -> SelectStatement {
    post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .into_query()
}

/// Her recusal of an item, for ever.
fn recused(member: &Member) -> SelectStatement {
    recusal::Entity::find()
        .select_only()
        .expr(Expr::cust("1"))
        .filter(recusal::Column::MemberId.eq(member.id.as_str()))
        .filter(recusal::Column::ItemId.into_simple_expr().eq(review_item::Column::Id.into_simple_expr()))
        .filter(recusal::Column::Until.is_null())
        .into_query()
}

/// Recusals for ever, beside what they are about.
fn recusals() -> Select<recusal::Entity> {
    let to_item: RelationDef = recusal::Entity::belongs_to(review_item::Entity)
        .from(recusal::Column::ItemId)
        .to(review_item::Column::Id)
        .into();
    recusal::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, to_item)
        .filter(recusal::Column::Until.is_null())
}

/// Blocks, beside what the blocked one wrote under her name. What she wrote under an alias is never among it: it
/// would tell whose it is.
fn blocks() -> Select<mute::Entity> {
    let to_written: RelationDef =
        mute::Entity::belongs_to(post::Entity).from(mute::Column::OtherId).to(post::Column::AuthorId).into();
    mute::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, to_written)
        .filter(mute::Column::Kind.eq(BLOCK))
        .filter(post::Column::Alias.is_null())
}

/// Posts of whom she said that she knows the person.
pub(crate) fn known_to(member: &Member) -> SelectStatement {
    recusals()
        .column(review_item::Column::PostId)
        .filter(recusal::Column::MemberId.eq(member.id.as_str()))
        .filter(review_item::Column::PostId.is_not_null())
        .into_query()
}

/// Topics that were opened by whom she said that she knows.
pub(crate) fn opened_by_known(member: &Member) -> SelectStatement {
    recusals()
        .column(post::Column::TopicId)
        .join(JoinType::InnerJoin, super::queue_row::item_to_post())
        .filter(recusal::Column::MemberId.eq(member.id.as_str()))
        .filter(post::Column::IsOpening.eq(true))
        .into_query()
}

/// Posts of those whom she blocks.
fn blocked_by(member: &Member) -> SelectStatement {
    blocks().column(post::Column::Id).filter(mute::Column::MemberId.eq(member.id.as_str())).into_query()
}

/// Rows that name a post of whom she knows or blocks: one of these must hold.
fn kept_from<C: ColumnTrait>(member: &Member, post: C) -> Condition {
    Condition::any()
        .add(ColumnTrait::in_subquery(&post, known_to(member)))
        .add(ColumnTrait::in_subquery(&post, blocked_by(member)))
}

/// Of rows that name the post they are about (`post`), those that this person may see: not where she said that she
/// knows the person, nor where she blocks her. For every list of the desk.
pub(crate) fn not_kept_from<C: ColumnTrait>(member: &Member, post: C) -> Condition {
    let (known, blocked) = (known_to(member), blocked_by(member));
    let somebody_else = Condition::all()
        .add(ColumnTrait::not_in_subquery(&post, known))
        .add(ColumnTrait::not_in_subquery(&post, blocked));
    Condition::any().add(ColumnTrait::is_null(&post)).add(somebody_else)
}

/// Lines of the moderators' log that this person may read: not what was done about whom she knows or blocks, nor what
/// became of reports about herself or about what she answered. Nobody learns an outcome from the log that the queue
/// keeps from her.
pub(super) fn log_in_sight(member: &Member) -> Condition {
    let me = member.id.as_str();
    let topics = post::Entity::find()
        .select_only()
        .column(post::Column::TopicId)
        .filter(post::Column::IsOpening.eq(true))
        .filter(kept_from(member, post::Column::Id))
        .into_query();
    let items = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .filter(kept_from(member, review_item::Column::PostId))
        .into_query();
    let cases = report_case::Entity::find()
        .select_only()
        .column(report_case::Column::Id)
        .filter(
            kept_from(member, report_case::Column::PostId)
                .add(report_case::Column::PostId.in_subquery(written_by(member))),
        )
        .into_query();
    let sanctions = sanction::Entity::find()
        .select_only()
        .column(sanction::Column::Id)
        .filter(kept_from(member, sanction::Column::PostId).add(sanction::Column::MemberId.eq(me)))
        .into_query();
    let appeals = appeal::Entity::find()
        .select_only()
        .column(appeal::Column::Id)
        .filter(kept_from(member, appeal::Column::PostId).add(appeal::Column::MemberId.eq(me)))
        .into_query();
    let mut seen = Condition::all().add(
        Condition::any()
            .add(mod_log::Column::TargetType.ne("post"))
            .add(kept_from(member, mod_log::Column::TargetId).not()),
    );
    for (kind, hidden) in [
        ("topic", topics),
        ("item", items),
        ("report_case", cases),
        ("sanction", sanctions),
        ("appeal", appeals),
    ] {
        seen = seen.add(
            Condition::any()
                .add(mod_log::Column::TargetType.ne(kind))
                .add(mod_log::Column::TargetId.not_in_subquery(hidden)),
        );
    }
    seen.add(
        Condition::any()
            .add(mod_log::Column::TargetType.ne("complaint"))
            .add(mod_log::Column::TargetId.in_subquery(messages::complaints_in_sight(member))),
    )
}

/// Whether she knows, or blocks, the person who wrote this post, and decides on nothing about it.
pub(crate) async fn is_recused<C: ConnectionTrait>(
    db: &C,
    member: &Member,
    post: &str,
) -> DomainResult<bool> {
    let me = member.id.as_str();
    let known: Option<String> = recusals()
        .column(recusal::Column::ItemId)
        .filter(recusal::Column::MemberId.eq(me))
        .filter(review_item::Column::PostId.eq(post))
        .into_tuple()
        .one(db)
        .await?;
    if known.is_some() {
        return Ok(true);
    }
    let blocked: Option<String> = blocks()
        .column(mute::Column::OtherId)
        .filter(mute::Column::MemberId.eq(me))
        .filter(post::Column::Id.eq(post))
        .into_tuple()
        .one(db)
        .await?;
    Ok(blocked.is_some())
}

/// Everybody who decides on nothing about one of these posts, because she knows or blocks the person who wrote it:
/// post and account. Two statements, however many they are.
pub(crate) async fn recused_from<C: ConnectionTrait>(
    db: &C,
    posts: &[&str],
) -> DomainResult<Vec<(String, String)>> {
    let mut all: Vec<(String, String)> = recusals()
        .column(review_item::Column::PostId)
        .column(recusal::Column::MemberId)
        .filter(review_item::Column::PostId.is_in(posts.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let blocking: Vec<(String, String)> = blocks()
        .column(post::Column::Id)
        .column(mute::Column::MemberId)
        .filter(post::Column::Id.is_in(posts.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    all.extend(blocking);
    Ok(all)
}

/// From an item to what she passed on for today.
pub(super) fn to_passed(member: &Member) -> RelationDef {
    let member = member.id.as_str().to_owned();
    let relation: RelationDef = review_item::Entity::belongs_to(recusal::Entity)
        .from(review_item::Column::Id)
        .to(recusal::Column::ItemId)
        .into();
    relation.on_condition(move |_, passed| {
        Condition::all().add(Expr::col((passed, recusal::Column::MemberId)).eq(member.as_str()))
    })
}

/// The place of an item within its class, for one reader: what corrects a text that she decided on, what is in
/// the languages that she reads first, the rest, and last what she passed on for today.
pub(super) fn rank(member: &Member, languages: &[&str], now: i64) -> SimpleExpr {
    let passed = Expr::col((recusal::Entity, recusal::Column::Until)).gt(now);
    let offered = Expr::col((review_item::Entity, review_item::Column::OfferedTo)).eq(member.id.as_str());
    let language = Expr::col((review_item::Entity, review_item::Column::Language));
    let hers = language.is_in(languages.iter().copied());
    Expr::case(passed, Expr::cust("3"))
        .case(offered, Expr::cust("0"))
        .case(hers, Expr::cust("1"))
        .finally(Expr::cust("2"))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing::actor};

    #[test]
    fn the_lead_sees_more_and_only_keepers_see_names() {
        for role in Role::ALL {
            let who = actor("a", role);
            assert_eq!(is_lead(&who), matches!(role, Role::LeadModerator | Role::Admin), "{role:?}");
            assert_eq!(sees_names(&who), role == Role::Admin, "{role:?}");
        }
        for raised in Raised::ALL {
            assert_eq!(Raised::parse(raised.as_str()), raised);
        }
        assert_eq!(Raised::parse("?"), Raised::Escalated);
    }
}
