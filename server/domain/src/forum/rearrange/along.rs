//! What the desk and members' notifications have about texts goes with them.

use entity::{
    forum::review_item,
    moderation::{appeal, sanction},
    report::{report, report_case},
    safety::safety_case,
    staff::identity_request,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use super::SOME;
use crate::{DomainResult, notify};

/// Changes columns of the rows of a table that are about these texts.
macro_rules! follow {
    ($tx:expr, $posts:expr, $table:ident, $($column:ident = $value:expr),+) => {
        $table::Entity::update_many()
            $(.col_expr($table::Column::$column, Expr::value($value)))+
            .filter($table::Column::PostId.is_in($posts.iter().map(String::as_str)))
            .exec($tx)
            .await?
    };
}

/// Everything about these texts is about texts of another topic now, for whoever moderates its category.
pub(super) async fn bring(
    tx: &DatabaseTransaction,
    posts: &[String],
    (topic, category): (&str, &str),
) -> DomainResult<()> {
    for some in posts.chunks(SOME) {
        follow!(tx, some, review_item, TopicId = topic, Category = category);
        follow!(tx, some, report, TopicId = topic);
        follow!(tx, some, report_case, TopicId = topic, Category = category);
        follow!(tx, some, safety_case, TopicId = topic, Category = category);
        follow!(tx, some, appeal, TopicId = topic, Category = category);
        follow!(tx, some, sanction, TopicId = topic, Category = category);
        // Its category is that of the moment in which it was asked.
        follow!(tx, some, identity_request, TopicId = topic);
        notify::moved(tx, some, topic).await?;
    }
    Ok(())
}

/// Reports of an opening text are of its topic, those of any other of the text: so they are found when there is another
/// report.
pub(super) async fn retarget(
    tx: &DatabaseTransaction,
    from: (&str, &str),
    to: (&str, &str),
) -> DomainResult<()> {
    report_case::Entity::update_many()
        .col_expr(report_case::Column::TargetKind, Expr::value(to.0))
        .col_expr(report_case::Column::TargetId, Expr::value(to.1))
        .filter(report_case::Column::TargetKind.eq(from.0))
        .filter(report_case::Column::TargetId.eq(from.1))
        .exec(tx)
        .await?;
    Ok(())
}
