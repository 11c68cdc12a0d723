//! A member's own bookmarks. Nobody else knows of them.

use std::collections::HashMap;

use contract::{
    FieldError,
    ids::{PostId, TopicId},
};
use entity::forum::{bookmark, post, topic};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{TextLanguage, policy::ROWS_PER_PAGE, relations::post_to_topic, visibility::visible_in_forum};
use crate::{Actor, DomainError, DomainResult, Services, text};

/// Longest label.
pub const LABEL_MAX: usize = 60;

/// A bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// Post.
    pub post: PostId,
    /// Topic.
    pub topic: TopicId,
    /// Her own word for it; empty: the title stands there.
    pub label: String,
    /// Title of the topic; empty once the opening post was taken away.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// ISO day on which she marked it.
    pub day: String,
}

/// A page of her bookmarks, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmarks {
    /// The page. What she may not see any more is not in it.
    pub rows: Vec<Bookmark>,
    /// Where the older ones begin.
    pub older: Option<PostId>,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    topic_id: String,
    title: String,
    language: String,
}

/// Her bookmarks, newest first.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for a cursor that is no bookmark of hers.
pub async fn my_bookmarks(
    services: &Services,
    actor: &Actor,
    after: Option<&PostId>,
) -> DomainResult<Bookmarks> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let mut query = bookmark::Entity::find().filter(bookmark::Column::MemberId.eq(member.id.as_str()));
    if let Some(after) = after {
        let at = bookmark::Entity::find_by_id((member.id.as_str().to_owned(), after.as_str().to_owned()))
            .one(db)
            .await?
            .ok_or_else(DomainError::not_found)?
            .created_at;
        let place = Expr::tuple([
            Expr::col((bookmark::Entity, bookmark::Column::CreatedAt)),
            Expr::col((bookmark::Entity, bookmark::Column::PostId)),
        ]);
        query = query.filter(place.lt(Expr::tuple([Expr::value(at), Expr::value(after.as_str())])));
    }
    let mut kept = query
        .order_by_desc(bookmark::Column::CreatedAt)
        .order_by_desc(bookmark::Column::PostId)
        .limit(ROWS_PER_PAGE + 1)
        .all(db)
        .await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = kept.len() > page;
    kept.truncate(page);
    let older = kept.last().filter(|_| more).map(|row| PostId::trusted(row.post_id.clone()));
    // What she may see of it today: two small steps, so that no planner walks through all topics.
    let seen = post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::TopicId])
        .columns([topic::Column::Title, topic::Column::Language])
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(post::Column::Id.is_in(kept.iter().map(|row| row.post_id.as_str())))
        .filter(visible_in_forum(actor))
        .into_model::<Row>()
        .all(db)
        .await?;
    let mut seen: HashMap<String, Row> = seen.into_iter().map(|row| (row.id.clone(), row)).collect();
    let rows = kept.into_iter().filter_map(|row| {
        let found = seen.remove(&row.post_id)?;
        Some(Bookmark {
            post: PostId::trusted(row.post_id),
            topic: TopicId::trusted(found.topic_id),
            label: row.label,
            title: found.title,
            language: TextLanguage::parse(&found.language),
            day: crate::services::day_of(row.created_at),
        })
    });
    Ok(Bookmarks { rows: rows.collect(), older })
}

/// Gives a bookmark of hers a word of her own, or takes it away (an empty one).
///
/// # Errors
/// `SignInNeeded`, `NotFound`; a label that is too long.
pub async fn label_bookmark(
    services: &Services,
    actor: &Actor,
    id: &PostId,
    label: &str,
) -> DomainResult<()> {
    let member = actor.require_member()?;
    let label = text::single_line(label);
    let mut errors: Vec<FieldError> = Vec::new();
    text::check_length(&mut errors, "label", &label, 0, LABEL_MAX);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let tx = services.db.begin().await?;
    let done = bookmark::Entity::update_many()
        .col_expr(bookmark::Column::Label, Expr::value(label))
        .filter(bookmark::Column::MemberId.eq(member.id.as_str()))
        .filter(bookmark::Column::PostId.eq(id.as_str()))
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    tx.commit().await?;
    Ok(())
}

/// Forgets a bookmark of hers; one that is not there is forgotten already.
///
/// # Errors
/// `SignInNeeded` for a guest.
pub async fn remove_bookmark(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<()> {
    let member = actor.require_member()?;
    let tx = services.db.begin().await?;
    let key = (member.id.as_str().to_owned(), id.as_str().to_owned());
    bookmark::Entity::delete_by_id(key).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}
