//! Public counters: what is published, for whoever reads the category; stored beside topic and category. In a
//! public category that is what the guest's predicate returns.

use entity::{
    forum::{category, post, reaction, topic},
    notify::mute,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Func, SelectStatement, SimpleExpr},
};

use super::{
    Kind,
    visibility::{listed_topics, visible_posts},
};
use crate::{Actor, DomainResult, Services, mute::BLOCK};

/// Posts in one statement.
const POSTS: usize = 200;

fn subquery(select: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(select.into()))
}

/// Something of the posts that everybody sees, for the topic of the query around.
fn of_posts(what: SimpleExpr) -> SimpleExpr {
    let of_topic = Expr::col((post::Entity, post::Column::TopicId));
    subquery(
        post::Entity::find()
            .select_only()
            .expr(what)
            .filter(of_topic.eq(Expr::col((topic::Entity, topic::Column::Id))))
            .filter(visible_posts(&Actor::Guest))
            .into_query(),
    )
}

fn count_of_posts() -> SimpleExpr {
    of_posts(Expr::cust("COUNT(*)"))
}

/// When the last of them was published; as it was where none is left.
fn last_of_posts() -> SimpleExpr {
    let last = of_posts(Expr::col((post::Entity, post::Column::PublishedAt)).max());
    Func::coalesce([last, Expr::col((topic::Entity, topic::Column::LastPublishedAt))]).into()
}

/// Counts the posts of a topic anew, and looks which is the last.
pub(crate) async fn recount_topic<C: ConnectionTrait>(db: &C, id: &str) -> DomainResult<()> {
    topic::Entity::update_many()
        .col_expr(topic::Column::PublishedPosts, count_of_posts())
        .col_expr(topic::Column::LastPublishedAt, last_of_posts())
        .filter(topic::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Counts the topics of a category anew.
pub(crate) async fn recount_category<C: ConnectionTrait>(db: &C, slug: &str) -> DomainResult<()> {
    let visible = || {
        topic::Entity::find().select_only().filter(topic::Column::Category.eq(slug)).filter(listed_topics())
    };
    let count = visible().expr(Expr::cust("COUNT(*)")).into_query();
    let last = visible().expr(Expr::col((topic::Entity, topic::Column::LastPublishedAt)).max()).into_query();
    category::Entity::update_many()
        .col_expr(category::Column::PublishedTopics, subquery(count))
        .col_expr(category::Column::LastPublishedAt, subquery(last))
        .filter(category::Column::Slug.eq(slug))
        .exec(db)
        .await?;
    Ok(())
}

/// How many reactions of a kind count, for the post of the query around: all but those of somebody whom its author
/// blocked. Under an alias nobody is blocked.
fn reactions(kind: Kind) -> SimpleExpr {
    let reaction = |column| Expr::col((reaction::Entity, column));
    let post = |column| Expr::col((post::Entity, column));
    let blocked = mute::Entity::find()
        .select_only()
        .expr(Expr::cust("1"))
        .filter(mute::Column::Kind.eq(BLOCK))
        .filter(Expr::col((mute::Entity, mute::Column::MemberId)).eq(post(post::Column::AuthorId)))
        .filter(Expr::col((mute::Entity, mute::Column::OtherId)).eq(reaction(reaction::Column::MemberId)))
        .into_query();
    let counts =
        Condition::any().add(post(post::Column::Alias).is_not_null()).add(Expr::exists(blocked).not());
    subquery(
        reaction::Entity::find()
            .select_only()
            .expr(Expr::cust("COUNT(*)"))
            .filter(reaction(reaction::Column::PostId).eq(post(post::Column::Id)))
            .filter(reaction::Column::Kind.eq(kind.as_str()))
            .filter(counts)
            .into_query(),
    )
}

/// Counts the reactions to these posts anew.
pub(crate) async fn recount_reactions<C: ConnectionTrait>(db: &C, posts: &[String]) -> DomainResult<()> {
    for some in posts.chunks(POSTS) {
        let mut update = post::Entity::update_many();
        for kind in Kind::ALL {
            update = update.col_expr(kind.column(), reactions(kind));
        }
        update.filter(post::Column::Id.is_in(some.iter().map(String::as_str))).exec(db).await?;
    }
    Ok(())
}

/// Counts everything anew, in one transaction: a few statements, however much there is. Answers how many stored
/// counters were wrong. Runs once a day.
pub async fn repair(services: &Services) -> DomainResult<u64> {
    let tx = services.db.begin().await?;
    let mut wrong = 0;
    let differs = Condition::any()
        .add(Expr::col((topic::Entity, topic::Column::PublishedPosts)).ne(count_of_posts()))
        .add(Expr::col((topic::Entity, topic::Column::LastPublishedAt)).ne(last_of_posts()));
    wrong += topic::Entity::update_many()
        .col_expr(topic::Column::PublishedPosts, count_of_posts())
        .col_expr(topic::Column::LastPublishedAt, last_of_posts())
        .filter(differs)
        .exec(&tx)
        .await?
        .rows_affected;
    for kind in Kind::ALL {
        wrong += post::Entity::update_many()
            .col_expr(kind.column(), reactions(kind))
            .filter(Expr::col((post::Entity, kind.column())).ne(reactions(kind)))
            .exec(&tx)
            .await?
            .rows_affected;
    }
    for before in category::Entity::find().all(&tx).await? {
        recount_category(&tx, &before.slug).await?;
        let after = category::Entity::find_by_id(before.slug.as_str()).one(&tx).await?;
        wrong += u64::from(after.is_some_and(|after| after != before));
    }
    tx.commit().await?;
    Ok(wrong)
}
