//! Public counters: what is published, for whoever reads the category; stored beside topic and category. In a
//! public category that is what the guest's predicate returns.

use entity::forum::{category, post, topic};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

use super::visibility::{published_topics, visible_posts};
use crate::{Actor, DomainResult, Services};

fn subquery(select: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(select.into()))
}

/// Counts the posts of a topic anew.
pub(crate) async fn recount_topic<C: ConnectionTrait>(db: &C, id: &str) -> DomainResult<()> {
    let count = post::Entity::find()
        .select_only()
        .expr(Expr::cust("COUNT(*)"))
        .filter(post::Column::TopicId.eq(id))
        .filter(visible_posts(&Actor::Guest))
        .into_query();
    topic::Entity::update_many()
        .col_expr(topic::Column::PublishedPosts, subquery(count))
        .filter(topic::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Counts the topics of a category anew.
pub(crate) async fn recount_category<C: ConnectionTrait>(db: &C, slug: &str) -> DomainResult<()> {
    let visible = || {
        topic::Entity::find()
            .select_only()
            .filter(topic::Column::Category.eq(slug))
            .filter(published_topics())
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

/// Counts everything anew, in one transaction. Answers how many stored counters were wrong.
pub async fn repair(services: &Services) -> DomainResult<u64> {
    let tx = services.db.begin().await?;
    let mut wrong = 0;
    for before in topic::Entity::find().all(&tx).await? {
        recount_topic(&tx, &before.id).await?;
        let after = topic::Entity::find_by_id(before.id.as_str()).one(&tx).await?;
        wrong += u64::from(after.is_some_and(|after| after.published_posts != before.published_posts));
    }
    for before in category::Entity::find().all(&tx).await? {
        recount_category(&tx, &before.slug).await?;
        let after = category::Entity::find_by_id(before.slug.as_str()).one(&tx).await?;
        wrong += u64::from(after.is_some_and(|after| after != before));
    }
    tx.commit().await?;
    Ok(wrong)
}
