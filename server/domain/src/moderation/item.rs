//! What waits for the team: one row for each text, change, report and appeal, in one table, so that there is one
//! queue. A room that has something to decide opens an item in its transaction and closes it in the transaction
//! of the decision.

mod kind;

pub use kind::{Class, ItemKind};

use entity::forum::{mod_log, post, recusal, review_item};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, UpdateMany,
    sea_query::{Expr, SimpleExpr},
};

use super::{
    flow::{self, Book, Flow},
    log::{self, Action},
};
use crate::{DomainResult, forum::leave::Texts, services::new_id};

/// Something to be opened.
#[derive(Clone, Copy, Debug)]
pub struct NewItem<'a> {
    /// Kind.
    pub kind: ItemKind,
    /// What it is about, in the table of its kind.
    pub target: &'a str,
    /// The post that it is about in the end.
    pub post: Option<&'a str>,
    /// The topic in which that stands.
    pub topic: Option<&'a str>,
    /// Slug of the category; empty when it is about none.
    pub category: &'a str,
    /// Code of the language of what is to be read.
    pub language: &'a str,
    /// How urgent.
    pub class: Class,
    /// Why it waits, as a code.
    pub gate: Option<&'a str>,
    /// UTC milliseconds.
    pub now: i64,
}

impl<'a> NewItem<'a> {
    /// A new text that waits for its first reading.
    pub(crate) fn of_post(post: &'a post::Model, category: &'a str, now: i64) -> Self {
        Self {
            kind: ItemKind::Post,
            target: &post.id,
            post: Some(&post.id),
            topic: Some(&post.topic_id),
            category,
            language: &post.language,
            class: Class::Queue,
            gate: None,
            now,
        }
    }
}

const OPEN: &str = "open";
const DONE: &str = "done";
const ASIDE: &str = "aside";

/// Open items. The state is a literal, so that the planner matches the partial indexes.
pub(crate) fn is_open() -> SimpleExpr {
    review_item::Column::State.into_simple_expr().eq(Expr::Constant(OPEN.into()))
}

fn of_thing(kind: ItemKind, target: &str, state: SimpleExpr) -> Condition {
    Condition::all()
        .add(review_item::Column::Kind.eq(kind.as_str()))
        .add(review_item::Column::TargetId.eq(target))
        .add(state)
}

fn open_of(kind: ItemKind, target: &str) -> Condition {
    of_thing(kind, target, is_open())
}

/// Opens an item, or finds the one that is open for the same thing. Answers its identifier.
///
/// # Errors
/// When the database does not answer, or when another transaction opened the same item at this moment.
pub async fn open<C: ConnectionTrait>(tx: &C, item: &NewItem<'_>) -> DomainResult<String> {
    let there = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .filter(open_of(item.kind, item.target))
        .into_tuple::<String>()
        .one(tx)
        .await?;
    if let Some(id) = there {
        return Ok(id);
    }
    let id = new_id();
    let row = review_item::ActiveModel {
        id: Set(id.clone()),
        kind: Set(item.kind.as_str().to_owned()),
        target_id: Set(item.target.to_owned()),
        post_id: Set(item.post.map(str::to_owned)),
        topic_id: Set(item.topic.map(str::to_owned)),
        category: Set(item.category.to_owned()),
        language: Set(item.language.to_owned()),
        class: Set(item.class.as_number()),
        gate: Set(item.gate.map(str::to_owned)),
        state: Set(OPEN.to_owned()),
        outcome: Set(None),
        version: Set(1),
        opened_at: Set(item.now),
        decided_at: Set(None),
        claim_by: Set(None),
        claim_until: Set(None),
        raised: Set(None),
        offered_to: Set(None),
    };
    review_item::Entity::insert(row).exec_without_returning(tx).await?;
    if let Some(book) = Book::of(item.kind) {
        flow::note(tx, book, Flow::Came, 1, item.now).await?;
    }
    if let Some(post) = item.post {
        take_over_from_before(tx, &id, post).await?;
    }
    Ok(id)
}

/// Who is not to read an author is not to read what corrects the same text, nor what is reported about it; who
/// decided on the refused text is shown the corrected one first.
async fn take_over_from_before<C: ConnectionTrait>(tx: &C, id: &str, post: &str) -> DomainResult<()> {
    let Some(post) = post::Entity::find_by_id(post).one(tx).await? else { return Ok(()) };
    let about: Vec<&str> =
        [Some(post.id.as_str()), post.resubmission_of.as_deref()].into_iter().flatten().collect();
    let others = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .filter(review_item::Column::PostId.is_in(about))
        .into_query();
    let mut recused: Vec<String> = recusal::Entity::find()
        .select_only()
        .column(recusal::Column::MemberId)
        .filter(recusal::Column::ItemId.in_subquery(others))
        .filter(recusal::Column::Until.is_null())
        .into_tuple()
        .all(tx)
        .await?;
    recused.sort_unstable();
    recused.dedup();
    for member in recused {
        let row =
            recusal::ActiveModel { member_id: Set(member), item_id: Set(id.to_owned()), until: Set(None) };
        recusal::Entity::insert(row).exec_without_returning(tx).await?;
    }
    let Some(refused) = &post.resubmission_of else { return Ok(()) };
    let Some(refused) = post::Entity::find_by_id(refused.as_str()).one(tx).await? else { return Ok(()) };
    let (kind, target) = log::target_of(&refused);
    let decided_by: Option<Option<String>> = mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::ActorId)
        .filter(mod_log::Column::TargetType.eq(kind))
        .filter(mod_log::Column::TargetId.eq(target))
        .filter(mod_log::Column::AfterState.eq(refused.state.as_str()))
        .order_by_desc(mod_log::Column::At)
        .into_tuple()
        .one(tx)
        .await?;
    offer_to(tx, id, decided_by.flatten()).await
}

async fn offer_to<C: ConnectionTrait>(tx: &C, id: &str, somebody: Option<String>) -> DomainResult<()> {
    let Some(somebody) = somebody else { return Ok(()) };
    review_item::Entity::update_many()
        .col_expr(review_item::Column::OfferedTo, Expr::value(somebody))
        .filter(review_item::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Shows the item of a change first to whoever sent the one back that it corrects, if that was the last decision on a
/// change of this post.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn offer_to_who_sent_it_back<C: ConnectionTrait>(
    tx: &C,
    id: &str,
    post: &post::Model,
) -> DomainResult<()> {
    let (kind, target) = log::target_of(post);
    let back = [Action::RejectEdit, Action::RequestEditChanges, Action::MoveEditPrivate].map(Action::as_str);
    let published = [Action::ApproveEdit, Action::RedactEdit].map(Action::as_str);
    let last: Option<(String, Option<String>)> = mod_log::Entity::find()
        .select_only()
        .columns([mod_log::Column::Action, mod_log::Column::ActorId])
        .filter(mod_log::Column::TargetType.eq(kind))
        .filter(mod_log::Column::TargetId.eq(target))
        .filter(mod_log::Column::Action.is_in(back.into_iter().chain(published)))
        .order_by_desc(mod_log::Column::At)
        .into_tuple()
        .one(tx)
        .await?;
    let sent_by = last.filter(|(action, _)| back.contains(&action.as_str())).and_then(|(_, actor)| actor);
    offer_to(tx, id, sent_by).await
}

/// A change of items, which raises their version.
pub(super) fn change() -> UpdateMany<review_item::Entity> {
    review_item::Entity::update_many().col_expr(
        review_item::Column::Version,
        Expr::col((review_item::Entity, review_item::Column::Version)).add(1),
    )
}

/// Closes the open item of a thing with what was decided; the claim ends with it. One that was put aside does not come
/// back any more: that it went is noted already. Answers whether one was open.
///
/// # Errors
/// When the database does not answer.
pub async fn close<C: ConnectionTrait>(
    tx: &C,
    kind: ItemKind,
    target: &str,
    outcome: &str,
    now: i64,
) -> DomainResult<bool> {
    let closing = |which: Condition| {
        change()
            .col_expr(review_item::Column::State, Expr::value(DONE))
            .col_expr(review_item::Column::Outcome, Expr::value(outcome))
            .col_expr(review_item::Column::DecidedAt, Expr::value(now))
            .col_expr(review_item::Column::ClaimBy, Expr::value(Option::<String>::None))
            .col_expr(review_item::Column::ClaimUntil, Expr::value(Option::<i64>::None))
            .filter(which)
            .exec(tx)
    };
    let done = closing(open_of(kind, target)).await?;
    if done.rows_affected == 0 {
        closing(of_thing(kind, target, review_item::Column::State.eq(ASIDE))).await?;
    }
    if let Some(book) = Book::of(kind) {
        flow::note(tx, book, book.ended(outcome), done.rows_affected, now).await?;
    }
    Ok(done.rows_affected > 0)
}

/// Makes an open item more urgent; never less. Answers whether one was open and less urgent.
///
/// # Errors
/// When the database does not answer.
pub async fn raise<C: ConnectionTrait>(
    tx: &C,
    kind: ItemKind,
    target: &str,
    class: Class,
) -> DomainResult<bool> {
    let done = change()
        .col_expr(review_item::Column::Class, Expr::value(class.as_number()))
        .filter(open_of(kind, target))
        .filter(review_item::Column::Class.gt(class.as_number()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Says why an open text waits, where it waited for one of `later` or for nothing that was named.
pub(crate) async fn say_why<C: ConnectionTrait>(
    tx: &C,
    post: &str,
    gate: &str,
    later: &[&str],
) -> DomainResult<()> {
    let before =
        review_item::Column::Gate.is_null().or(review_item::Column::Gate.is_in(later.iter().copied()));
    change()
        .col_expr(review_item::Column::Gate, Expr::value(gate))
        .filter(open_of(ItemKind::Post, post))
        .filter(before)
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether somebody reported a post and nobody has decided on it yet.
pub(crate) async fn is_reported<C: ConnectionTrait>(db: &C, post: &str) -> DomainResult<bool> {
    open_about(db, post, &[ItemKind::Report, ItemKind::Safety]).await
}

/// Whether somebody may be in danger because of a post, or wrote it in danger.
pub(crate) async fn is_in_danger<C: ConnectionTrait>(db: &C, post: &str) -> DomainResult<bool> {
    open_about(db, post, &[ItemKind::Safety]).await
}

/// Whether anything about a post waits for the team.
pub(crate) async fn is_waiting<C: ConnectionTrait>(db: &C, post: &str) -> DomainResult<bool> {
    open_about(db, post, &ItemKind::ALL).await
}

async fn open_about<C: ConnectionTrait>(db: &C, post: &str, kinds: &[ItemKind]) -> DomainResult<bool> {
    let found = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .filter(review_item::Column::PostId.eq(post))
        .filter(review_item::Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .filter(review_item::Column::State.ne(DONE))
        .into_tuple::<String>()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Posts of an author, as a condition on the item's post.
fn about_texts_of(member: &str) -> SimpleExpr {
    let hers = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::AuthorId.eq(member))
        .into_query();
    review_item::Column::PostId.in_subquery(hers)
}

/// Notes what becomes of all items in this state that are about an author's texts.
async fn note_all<C: ConnectionTrait>(
    tx: &C,
    member: &str,
    (state, books): (SimpleExpr, &[Book]),
    what: Flow,
    now: i64,
) -> DomainResult<()> {
    for book in books {
        let found = review_item::Entity::find()
            .filter(review_item::Column::Kind.eq(book.kind().as_str()))
            .filter(state.clone())
            .filter(about_texts_of(member));
        flow::note(tx, *book, what, found.count(tx).await?, now).await?;
    }
    Ok(())
}

/// Takes what waits of an author's texts out of the queue: she disappeared, and may come back.
pub(crate) async fn put_aside<C: ConnectionTrait>(tx: &C, member: &str, now: i64) -> DomainResult<()> {
    note_all(tx, member, (is_open(), Book::ALL), Flow::Gone, now).await?;
    change()
        .col_expr(review_item::Column::State, Expr::value(ASIDE))
        .filter(is_open())
        .filter(about_texts_of(member))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives back what [`put_aside`] took.
pub(crate) async fn take_back<C: ConnectionTrait>(tx: &C, member: &str, now: i64) -> DomainResult<()> {
    let aside = review_item::Column::State.eq(ASIDE);
    note_all(tx, member, (aside, Book::ALL), Flow::Came, now).await?;
    change()
        .col_expr(review_item::Column::State, Expr::value(OPEN))
        .filter(review_item::Column::State.eq(ASIDE))
        .filter(about_texts_of(member))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets what waits about an author's texts, before they are erased: nobody decides on it any more. What is
/// reported about texts that stay without her waits on.
pub(crate) async fn forget<C: ConnectionTrait>(
    tx: &C,
    member: &str,
    texts: Texts,
    now: i64,
) -> DomainResult<()> {
    let books: &[Book] = if texts == Texts::Keep { &[Book::Texts] } else { Book::ALL };
    note_all(tx, member, (is_open(), books), Flow::Gone, now).await?;
    let mut gone = review_item::Entity::delete_many()
        .filter(review_item::Column::State.ne(DONE))
        .filter(about_texts_of(member));
    if texts == Texts::Keep {
        gone = gone.filter(review_item::Column::Kind.ne(ItemKind::Report.as_str()));
    }
    gone.exec(tx).await?;
    Ok(())
}
