//! Writing under no name: one alias for each woman in each discussion, and what must never follow from it.
//!
//! The number of an alias is drawn at random. Given one after the other, numbers would tell of women whose texts
//! wait or were refused; drawn, a letter tells nothing until there is no letter left.

use contract::{FieldCode, ids::PostId};
use entity::forum::{post, topic, topic_alias};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SimpleExpr},
};

use super::{PostState, visibility::literal};
use crate::{Actor, DomainResult, Member, Permission, permission::permits};

/// Aliases that have a letter; whoever comes later has a number.
pub const LETTERS: i32 = 26;
/// Among how many numbers is drawn when there is no letter left.
const NUMBERS: i32 = 999;

/// What a form says about her name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    /// She hides her pseudonym in this discussion.
    pub hide: bool,
    /// She knows that this is not how she stood there until now.
    pub switch: bool,
}

/// How she stood in a discussion until now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// The alias under which she wrote there.
    pub alias: Option<i32>,
    /// Whether she wrote there under her pseudonym.
    pub named: bool,
}

/// What the form for a reply offers about her name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Whether she may hide it here.
    pub allowed: bool,
    /// How she stood until now.
    pub before: Before,
}

/// Whether somebody may hide her name in a category that allows it or does not.
pub fn may_hide(actor: &Actor, category: &str, allowed: bool) -> bool {
    allowed && permits(actor, Permission::PostAnonymous, Some(category))
}

/// Whether this text stands under an alias. Nobody unmasks herself, nor puts a mask on before people who know her
/// already, by mistake: a change asks once more.
///
/// # Errors
/// [`FieldCode::UnknownChoice`] where no name can be hidden, [`FieldCode::NotConfirmed`].
pub fn choose(mask: Mask, before: Before, allowed: bool) -> Result<bool, FieldCode> {
    if mask.hide && !allowed {
        return Err(FieldCode::UnknownChoice);
    }
    let changes = match (mask.hide, before) {
        (false, Before { alias: Some(_), .. }) | (true, Before { alias: None, named: true }) => true,
        (true | false, _) => false,
    };
    if changes && !mask.switch { Err(FieldCode::NotConfirmed) } else { Ok(mask.hide) }
}

/// A number that nobody in the discussion has, nor ever had; `draw` gives one below its argument.
fn free(taken: &[i32], mut draw: impl FnMut(usize) -> usize) -> i32 {
    for range in [1..=LETTERS, LETTERS + 1..=NUMBERS] {
        let left: Vec<i32> = range.filter(|number| !taken.contains(number)).collect();
        if !left.is_empty() {
            return left.get(draw(left.len())).or(left.first()).copied().unwrap_or(1);
        }
    }
    taken.iter().max().map_or(1, |last| last + 1)
}

/// A number that nobody in the discussion has, drawn.
pub(super) fn drawn(taken: &[i32]) -> i32 {
    free(taken, |below| usize::try_from(rand::random::<u32>()).unwrap_or_default() % below)
}

/// The first alias of a discussion that does not exist yet.
pub(super) fn first() -> i32 {
    drawn(&[])
}

/// Remembers whose an alias is.
pub(super) async fn remember<C: ConnectionTrait>(
    tx: &C,
    topic: &str,
    member: &str,
    number: i32,
) -> DomainResult<()> {
    let row = topic_alias::ActiveModel {
        topic_id: Set(topic.to_owned()),
        member_id: Set(member.to_owned()),
        number: Set(number),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Her alias in a discussion: the one she has, or a new one. Locks the topic, so that no two women draw the same.
pub(super) async fn of_member(tx: &DatabaseTransaction, topic: &str, member: &str) -> DomainResult<i32> {
    topic::Entity::find_by_id(topic)
        .select_only()
        .column(topic::Column::Id)
        .lock_exclusive()
        .into_tuple::<String>()
        .one(tx)
        .await?;
    let key = (topic.to_owned(), member.to_owned());
    if let Some(row) = topic_alias::Entity::find_by_id(key).one(tx).await? {
        return Ok(row.number);
    }
    let number = unused(tx, topic).await?;
    remember(tx, topic, member, number).await?;
    Ok(number)
}

async fn unused<C: ConnectionTrait>(tx: &C, topic: &str) -> DomainResult<i32> {
    // Those of women who are gone stand on their texts alone, and are theirs for ever.
    let mut taken: Vec<i32> = topic_alias::Entity::find()
        .select_only()
        .column(topic_alias::Column::Number)
        .filter(topic_alias::Column::TopicId.eq(topic))
        .into_tuple()
        .all(tx)
        .await?;
    let written: Vec<Option<i32>> = post::Entity::find()
        .select_only()
        .column(post::Column::Alias)
        .distinct()
        .filter(post::Column::TopicId.eq(topic))
        .filter(post::Column::Alias.is_not_null())
        .into_tuple()
        .all(tx)
        .await?;
    taken.extend(written.into_iter().flatten());
    Ok(drawn(&taken))
}

fn named_posts(topic: &str, member: &str) -> Select<post::Entity> {
    post::Entity::find()
        .filter(post::Column::TopicId.eq(topic))
        .filter(post::Column::AuthorId.eq(member))
        .filter(post::Column::Alias.is_null())
        .filter(post::Column::State.into_simple_expr().ne(literal(PostState::Purged)))
}

/// How she stood in a discussion until now.
pub(super) async fn before<C: ConnectionTrait>(db: &C, topic: &str, member: &Member) -> DomainResult<Before> {
    let key = (topic.to_owned(), member.id.as_str().to_owned());
    let alias = topic_alias::Entity::find_by_id(key).one(db).await?.map(|row| row.number);
    let named = named_posts(topic, member.id.as_str()).one(db).await?.is_some();
    Ok(Before { alias, named })
}

/// How the refused text stood that a new one corrects: a new discussion knows nobody yet, but her text had no name.
pub(super) async fn before_correcting<C: ConnectionTrait>(
    db: &C,
    member: &Member,
    named: &str,
) -> DomainResult<Before> {
    let Ok(id) = named.parse::<PostId>() else { return Ok(Before::default()) };
    let old = post::Entity::find_by_id(id.as_str())
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .one(db)
        .await?;
    Ok(Before { alias: old.and_then(|old| old.alias), named: false })
}

/// The columns `my_alias` and `my_named` of a query over one topic: nothing for a guest.
pub(super) fn columns(query: Select<topic::Entity>, actor: &Actor, topic: &str) -> Select<topic::Entity> {
    let Some(member) = actor.member() else {
        return query
            .column_as(Expr::cust("CAST(NULL AS INTEGER)"), "my_alias")
            .column_as(Expr::cust("CAST(NULL AS BIGINT)"), "my_named");
    };
    let alias = topic_alias::Entity::find()
        .select_only()
        .column(topic_alias::Column::Number)
        .filter(topic_alias::Column::TopicId.eq(topic))
        .filter(topic_alias::Column::MemberId.eq(member.id.as_str()))
        .into_query();
    let named =
        named_posts(topic, member.id.as_str()).select_only().expr(Expr::cust("COUNT(*)")).into_query();
    let of = |query: sea_orm::sea_query::SelectStatement| SimpleExpr::SubQuery(None, Box::new(query.into()));
    query.column_as(of(alias), "my_alias").column_as(of(named), "my_named")
}

/// Who asked, so that her answers can be marked as hers: by the name, or by the alias, under which she asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asker {
    pub author: Option<String>,
    pub former: Option<i32>,
    pub alias: Option<i32>,
}

impl Asker {
    /// Whether she wrote a post, as far as readers may know.
    pub fn wrote(&self, author: Option<&str>, former: Option<i32>, alias: Option<i32>) -> bool {
        match (self.alias, alias) {
            (Some(asked), Some(answered)) => asked == answered,
            (Some(_), None) | (None, Some(_)) => false,
            (None, None) => {
                (author.is_some() && author == self.author.as_deref())
                    || (former.is_some() && former == self.former)
            }
        }
    }
}

/// Cuts the link between an author and what she published in a topic under her alias, and forgets whose it is. With
/// `before` (UTC milliseconds) only when something of it is older. What she never published gets another alias, so
/// that it does not lead to the rest. Answers whether there was anything.
pub(super) async fn part(
    tx: &DatabaseTransaction,
    topic: &str,
    author: &str,
    before: Option<i64>,
) -> DomainResult<bool> {
    let hers = || {
        post::Entity::find()
            .filter(post::Column::TopicId.eq(topic))
            .filter(post::Column::AuthorId.eq(author))
            .filter(post::Column::Alias.is_not_null())
    };
    let public = || {
        post::Column::State
            .into_simple_expr()
            .is_in([literal(PostState::Published), literal(PostState::Held)])
    };
    let mut due = hers().filter(public());
    if let Some(before) = before {
        due = due.filter(post::Column::PublishedAt.lt(before));
    }
    if due.one(tx).await?.is_none() {
        return Ok(false);
    }
    post::Entity::update_many()
        .col_expr(post::Column::AuthorId, Expr::value(Option::<String>::None))
        .col_expr(post::Column::Note, Expr::value(Option::<String>::None))
        .filter(post::Column::TopicId.eq(topic))
        .filter(post::Column::AuthorId.eq(author))
        .filter(post::Column::Alias.is_not_null())
        .filter(public())
        .exec(tx)
        .await?;
    let parted = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::TopicId.eq(topic))
        .filter(post::Column::AuthorId.is_null())
        .into_query();
    topic::Entity::update_many()
        .col_expr(topic::Column::AuthorId, Expr::value(Option::<String>::None))
        .filter(topic::Column::Id.eq(topic))
        .filter(topic::Column::AuthorId.eq(author))
        .filter(topic::Column::Alias.is_not_null())
        .filter(topic::Column::OpeningPostId.in_subquery(parted))
        .exec(tx)
        .await?;
    topic_alias::Entity::delete_by_id((topic.to_owned(), author.to_owned())).exec(tx).await?;
    if hers().one(tx).await?.is_some() {
        let number = unused(tx, topic).await?;
        post::Entity::update_many()
            .col_expr(post::Column::Alias, Expr::value(number))
            .filter(post::Column::TopicId.eq(topic))
            .filter(post::Column::AuthorId.eq(author))
            .filter(post::Column::Alias.is_not_null())
            .exec(tx)
            .await?;
        remember(tx, topic, author, number).await?;
    }
    Ok(true)
}

/// Forgets every alias of hers.
pub(crate) async fn forget<C: ConnectionTrait>(tx: &C, member: &str) -> DomainResult<()> {
    topic_alias::Entity::delete_many().filter(topic_alias::Column::MemberId.eq(member)).exec(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing::actor};

    #[test]
    fn a_change_asks_once_more_and_nothing_else_does() {
        use FieldCode::{NotConfirmed, UnknownChoice};
        let (nothing, alias, name) =
            (Before::default(), Before { alias: Some(4), named: false }, Before { alias: None, named: true });
        let both = Before { alias: Some(4), named: true };
        // before, hides, switches, allowed, expected
        let table = [
            (nothing, false, false, true, Ok(false)),
            (nothing, true, false, true, Ok(true)),
            (nothing, true, true, false, Err(UnknownChoice)),
            (alias, true, false, true, Ok(true)),
            (alias, false, false, true, Err(NotConfirmed)),
            (alias, false, true, true, Ok(false)),
            // Where hiding was switched off meanwhile, nobody is unmasked by it.
            (alias, false, false, false, Err(NotConfirmed)),
            (alias, true, false, false, Err(UnknownChoice)),
            (name, false, false, true, Ok(false)),
            (name, true, false, true, Err(NotConfirmed)),
            (name, true, true, true, Ok(true)),
            (both, true, false, true, Ok(true)),
            (both, false, false, true, Err(NotConfirmed)),
        ];
        for (before, hide, switch, allowed, expected) in table {
            assert_eq!(
                choose(Mask { hide, switch }, before, allowed),
                expected,
                "{before:?} {hide} {switch} {allowed}"
            );
        }
    }

    #[test]
    fn numbers_are_drawn_among_those_that_nobody_had() {
        assert_eq!(free(&[], |_| 0), 1);
        assert_eq!(free(&[], |below| below - 1), LETTERS);
        let some: Vec<i32> = (2..=LETTERS).collect();
        assert_eq!(free(&some, |below| below - 1), 1, "the last letter");
        let letters: Vec<i32> = (1..=LETTERS).collect();
        assert_eq!(free(&letters, |_| 0), LETTERS + 1);
        assert_eq!(free(&letters, |below| below - 1), NUMBERS);
        let all: Vec<i32> = (1..=NUMBERS).collect();
        assert_eq!(free(&all, |_| 0), NUMBERS + 1);
    }

    #[test]
    fn an_answer_is_the_askers_only_under_the_same_name() {
        let named = Asker { author: Some("a".into()), former: None, alias: None };
        assert!(named.wrote(Some("a"), None, None));
        assert!(!named.wrote(Some("b"), None, None));
        assert!(!named.wrote(Some("a"), None, Some(3)), "she answers under an alias");
        let hidden = Asker { author: Some("a".into()), former: None, alias: Some(3) };
        assert!(hidden.wrote(Some("a"), None, Some(3)));
        assert!(hidden.wrote(None, None, Some(3)), "her account is gone");
        assert!(!hidden.wrote(Some("a"), None, None), "she answers under her name");
        assert!(!hidden.wrote(Some("b"), None, Some(4)));
        let gone = Asker { author: None, former: Some(2), alias: None };
        assert!(gone.wrote(None, Some(2), None));
        assert!(!gone.wrote(None, Some(1), None) && !gone.wrote(None, None, None));
    }

    #[test]
    fn whoever_writes_may_hide_her_name_where_the_category_lets_her() {
        for role in Role::ALL {
            assert_eq!(may_hide(&actor("a", role), "unions", true), role != Role::Auditor, "{role:?}");
            assert!(!may_hide(&actor("a", role), "unions", false));
        }
        assert!(!may_hide(&Actor::Guest, "unions", true));
    }
}
