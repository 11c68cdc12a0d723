//! The case that is read next.

use entity::{
    forum::post,
    report::{report, report_case},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::{
    again,
    case::{text_is_there, to_post},
    is_live,
};
use crate::{
    Actor, DomainResult, Permission, Services,
    moderation::sight,
    permission::{reach, require},
};

/// The next live case in the order of the list on which she decides: neither about a text of hers, nor one that she
/// reported herself, nor one at which somebody else is to look, nor the one that she has just left.
///
/// # Errors
/// As [`require`] of [`Permission::HandleReports`].
pub async fn next(services: &Services, actor: &Actor, left: &str) -> DomainResult<Option<String>> {
    let reader = require(actor, Permission::HandleReports, None)?;
    let me = reader.id.as_str();
    let reported = report::Entity::find()
        .select_only()
        .column(report::Column::CaseId)
        .filter(report::Column::ReporterId.eq(me))
        .into_query();
    let somebody_else =
        Condition::any().add(post::Column::AuthorId.is_null()).add(post::Column::AuthorId.ne(me));
    let mut query = report_case::Entity::find()
        .select_only()
        .column(report_case::Column::Id)
        .join(JoinType::InnerJoin, to_post())
        .filter(text_is_there())
        .filter(is_live())
        .filter(sight::not_kept_from(reader, report_case::Column::PostId))
        .filter(report_case::Column::Id.ne(left))
        .filter(report_case::Column::Id.not_in_subquery(reported))
        .filter(somebody_else)
        .filter(again::not_apart(reader));
    if let Some(inside) = reach(reader, Permission::HandleReports).over(report_case::Column::Category) {
        query = query.filter(inside);
    }
    Ok(query
        .order_by_asc(report_case::Column::Class)
        .order_by_asc(report_case::Column::OpenedAt)
        .order_by_asc(report_case::Column::Id)
        .into_tuple()
        .one(services.db.read())
        .await?)
}
