//! A change that waits for the team.

use entity::forum::{post, topic};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, PaginatorTrait, QueryFilter,
};

use super::{
    apply::set_pending,
    revision::{self, RevisionState},
};
use crate::{
    DomainResult, Member,
    forum::{PostState, gate::Gate, visibility::literal},
    moderation::item::{self, Class, ItemKind, NewItem},
};

fn new_item<'a>(
    kind: ItemKind,
    class: Class,
    (post, topic): (&'a post::Model, &'a topic::Model),
    now: i64,
) -> NewItem<'a> {
    NewItem { kind, class, ..NewItem::of_post(post, &topic.category, now) }
}

/// Puts a change into the queue, with the reason why it waits; first, where its words say that somebody may be in danger.
/// What corrects a change that came back is shown first to whoever sent that one back.
pub(super) async fn queue<C: ConnectionTrait>(
    tx: &C,
    place: (&post::Model, &topic::Model),
    n: i32,
    (gate, raises): (Option<Gate>, bool),
    now: i64,
) -> DomainResult<()> {
    set_pending(tx, &place.0.id, Some(n)).await?;
    let class = if raises { Class::Danger } else { Class::Queue };
    let item = NewItem { gate: gate.map(Gate::as_str), ..new_item(ItemKind::Edit, class, place, now) };
    let id = item::open(tx, &item).await?;
    item::offer_to_who_sent_it_back(tx, &id, place.0).await
}

/// Asks the team to look at a text from which something was taken out: a "not" may be gone.
pub(super) async fn check<C: ConnectionTrait>(
    tx: &C,
    place: (&post::Model, &topic::Model),
    now: i64,
) -> DomainResult<()> {
    item::open(tx, &new_item(ItemKind::Check, Class::Check, place, now)).await?;
    Ok(())
}

/// How many texts and changes of a member wait.
pub(super) async fn count<C: ConnectionTrait>(tx: &C, member: &Member) -> DomainResult<u64> {
    let texts = post::Entity::find()
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Pending)))
        .count(tx)
        .await?;
    Ok(texts + revision::waiting_of_member(tx, member.id.as_str()).await?)
}

/// Takes the change of a post out of the queue that nobody needs to decide on any more: another one came, or the
/// text was taken away. It stays in the history.
pub(crate) async fn drop_waiting<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    outcome: &str,
    now: i64,
) -> DomainResult<()> {
    let Some(n) = post.pending_revision else { return Ok(()) };
    revision::decide(tx, (&post.id, n), RevisionState::Replaced, (None, None), now).await?;
    item::close(tx, ItemKind::Edit, &post.id, outcome, now).await?;
    set_pending(tx, &post.id, None).await
}
