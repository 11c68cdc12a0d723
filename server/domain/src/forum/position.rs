//! How far a member has read a topic: one number a topic, no times. It only ever rises.

use contract::ids::{MemberId, TopicId};
use entity::forum::read_position;
use sea_orm::{
    ActiveValue::Set,
    EntityTrait, ExprTrait,
    sea_query::{Expr, OnConflict},
};

use super::{PostState, TopicView, policy::POSTS_PER_PAGE};
use crate::{Actor, DomainResult, Services, notify};

/// The page on which the first text stands that comes after a number.
pub fn page_after(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default() / POSTS_PER_PAGE + 1
}

/// Remembers that a member saw this page, beside the request: a page is not late because the disk is slow, and
/// not refused because it is full.
pub fn remember(services: &Services, actor: &Actor, view: &TopicView) {
    let Some(member) = actor.member() else { return };
    let end = i64::try_from(view.page.saturating_mul(POSTS_PER_PAGE)).unwrap_or(i64::MAX);
    let n = Ord::min(end, view.last_position);
    if view.state != PostState::Published || view.read_to.is_some_and(|read_to| read_to >= n) {
        return;
    }
    let (services, member, topic) = (services.clone(), member.id.clone(), view.id.clone());
    #[cfg(feature = "testing")]
    let writing = waiting::Writing::begin();
    tokio::spawn(async move {
        #[cfg(feature = "testing")]
        let _writing = writing;
        if let Err(error) = advance(&services, &member, &topic, n).await {
            tracing::warn!(code = ?error.code, at = %error.at, "a reading position could not be kept");
        }
    });
}

/// Moves a member's position in a topic on to `n`; never back, whichever of two tabs comes last.
///
/// # Errors
/// When the database does not answer, or there is no such member or topic.
pub async fn advance(services: &Services, member: &MemberId, topic: &TopicId, n: i64) -> DomainResult<()> {
    let row = read_position::ActiveModel {
        member_id: Set(member.as_str().to_owned()),
        topic_id: Set(topic.as_str().to_owned()),
        n: Set(n),
    };
    let rises = Expr::col((read_position::Entity, read_position::Column::N)).lt(n);
    let tx = services.db.begin().await?;
    read_position::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([read_position::Column::MemberId, read_position::Column::TopicId])
                .update_column(read_position::Column::N)
                .action_and_where(rises)
                .to_owned(),
        )
        .exec_without_returning(&tx)
        .await?;
    notify::seen(&tx, member.as_str(), topic.as_str(), n, services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}

/// For tests: waits until nothing is being written beside a request.
#[cfg(feature = "testing")]
pub mod waiting {
    use std::sync::atomic::{AtomicUsize, Ordering};

    static WRITING: AtomicUsize = AtomicUsize::new(0);

    /// Something is being written; also when its runtime ends before it is done.
    pub(super) struct Writing;

    impl Writing {
        pub(super) fn begin() -> Self {
            WRITING.fetch_add(1, Ordering::SeqCst);
            Self
        }
    }

    impl Drop for Writing {
        fn drop(&mut self) {
            WRITING.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// Waits until every position that was to be remembered is written.
    pub async fn settled() {
        while WRITING.load(Ordering::SeqCst) > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::page_after;

    #[test]
    fn the_first_text_after_a_number_stands_on() {
        for (n, page) in [(0, 1), (1, 1), (19, 1), (20, 2), (39, 2), (40, 3)] {
            assert_eq!(page_after(n), page, "{n}");
        }
    }
}
