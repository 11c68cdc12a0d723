//! Topics that can be changed together, as they stand before.

use contract::{Locale, ids::TopicId};
use entity::forum::{category_text, topic};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::form::{MOST, ManyTopics, read};
use crate::{
    Actor, DomainResult, Permission, Services,
    forum::{
        TextLanguage,
        list_categories::is_slug,
        relations::{category_to_text, topic_to_category},
        state::PostState,
        visibility::{literal, of_strangers, visible_topics},
    },
    permission::{reach, require},
    services::new_id,
};

/// A topic before it is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToChange {
    /// Topic.
    pub id: TopicId,
    /// Title; empty once its question was taken away.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// Name of its category.
    pub category: String,
    /// Whether nobody answers any more.
    pub closed: bool,
    /// Whether it stands in no list.
    pub unlisted: bool,
}

/// Topics before they are changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicsLook {
    /// Those that she may change.
    pub topics: Vec<ToChange>,
    /// How many of the chosen ones she may not, or that are not public.
    pub left_out: usize,
    /// Names the change, so that it is done once.
    pub key: String,
}

#[derive(FromQueryResult)]
pub(super) struct Row {
    pub(super) id: String,
    title: String,
    language: String,
    category_name: String,
    pub(super) category: String,
    closed_at: Option<i64>,
    unlisted_at: Option<i64>,
}

/// Published topics that she may change: these, or the newest (of one category).
pub(super) async fn rows(
    services: &Services,
    actor: &Actor,
    (these, category): (Option<&[TopicId]>, &str),
    locale: Locale,
) -> DomainResult<Vec<Row>> {
    let reader = require(actor, Permission::Arrange, None)?;
    let mut query = topic::Entity::find()
        .select_only()
        .columns([
            topic::Column::Id,
            topic::Column::Title,
            topic::Column::Language,
            topic::Column::Category,
            topic::Column::ClosedAt,
            topic::Column::UnlistedAt,
        ])
        .column_as(category_text::Column::Name, "category_name")
        .join(JoinType::InnerJoin, topic_to_category())
        .join(JoinType::InnerJoin, category_to_text())
        .filter(category_text::Column::Locale.eq(locale.code()))
        .filter(visible_topics(actor))
        .filter(of_strangers(actor))
        .filter(topic::Column::State.into_simple_expr().eq(literal(PostState::Published)));
    if let Some(inside) = reach(reader, Permission::Arrange).over(topic::Column::Category) {
        query = query.filter(inside);
    }
    query = match these {
        Some(these) => query.filter(topic::Column::Id.is_in(these.iter().map(TopicId::as_str))),
        None if is_slug(category) => query.filter(topic::Column::Category.eq(category)),
        None => query,
    };
    Ok(query
        .order_by_desc(topic::Column::LastPublishedAt)
        .order_by_desc(topic::Column::Id)
        .limit(u64::try_from(MOST).unwrap_or(u64::MAX))
        .into_model::<Row>()
        .all(services.db.read())
        .await?)
}

/// Topics that can be changed together: the newest that she may change, of one category where that is named.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn topics_offered(
    services: &Services,
    actor: &Actor,
    category: &str,
    locale: Locale,
) -> DomainResult<TopicsLook> {
    let found = rows(services, actor, (None, category), locale).await?;
    Ok(TopicsLook { topics: found.into_iter().map(to_change).collect(), left_out: 0, key: new_id() })
}

/// The chosen topics, before anything is done with them.
///
/// # Errors
/// Refused fields `topic`, `what`, `reason`, `to`; `SignInNeeded` or `Forbidden`.
pub async fn topics_chosen(
    services: &Services,
    actor: &Actor,
    form: &ManyTopics,
    locale: Locale,
) -> DomainResult<TopicsLook> {
    let checked = read(actor, form)?;
    let found = rows(services, actor, (Some(checked.topics.as_slice()), ""), locale).await?;
    let left_out = checked.topics.len().saturating_sub(found.len());
    Ok(TopicsLook { topics: found.into_iter().map(to_change).collect(), left_out, key: new_id() })
}

pub(super) fn to_change(row: Row) -> ToChange {
    ToChange {
        id: TopicId::trusted(row.id),
        title: row.title,
        language: TextLanguage::parse(&row.language),
        category: row.category_name,
        closed: row.closed_at.is_some(),
        unlisted: row.unlisted_at.is_some(),
    }
}
