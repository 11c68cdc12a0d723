//! Made-up texts that wait for the team, among many that it read: for measuring the queue.

use contract::ErrorCode;
use entity::forum::post;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{counters, populate::among};
use crate::{DomainError, DomainResult, Services};

/// Takes the newest made-up answers out of sight and lets them wait; every other text counts as read. Answers how many
/// wait. Counters are right afterwards.
///
/// # Errors
/// `Forbidden` where people have accounts, unless `among_people`; `InvalidForm` when there are not so many answers.
pub async fn populate_waiting(services: &Services, waiting: u64, among_people: bool) -> DomainResult<u64> {
    among(services, among_people).await?;
    let answers =
        post::Entity::find().filter(post::Column::IsOpening.eq(false)).count(services.db.read()).await?;
    if waiting == 0 || answers < waiting {
        return Err(DomainError::new(ErrorCode::InvalidForm));
    }
    let newest = format!(
        "SELECT id FROM post WHERE is_opening = FALSE ORDER BY submitted_at DESC, id LIMIT {waiting}"
    );
    let items = |state: &str, which: &str| {
        format!(
            "INSERT INTO review_item (id, kind, target_id, post_id, topic_id, category, language, class, gate, \
             state, version, opened_at) SELECT 'i' || substr(post.id, 2), 'post', post.id, post.id, \
             post.topic_id, topic.category, post.language, CASE WHEN post.position = 7 THEN 1 ELSE 3 END, \
             'first_contributions', '{state}', 1, post.submitted_at FROM post \
             JOIN topic ON topic.id = post.topic_id WHERE post.author_id IS NOT NULL AND post.id {which}"
        )
    };
    let tx = services.db.begin().await?;
    for statement in [
        items("open", &format!("IN ({newest})")),
        items("done", &format!("NOT IN ({newest})")),
        "UPDATE post SET state = 'pending', position = NULL, published_at = NULL, decided_at = NULL, version = 1 \
         WHERE id IN (SELECT post_id FROM review_item WHERE state = 'open')"
            .to_owned(),
    ] {
        tx.execute_unprepared(&statement).await?;
    }
    tx.commit().await?;
    counters::repair(services).await?;
    // The planner learns how much there is.
    services.db.analyze().await?;
    Ok(waiting)
}
