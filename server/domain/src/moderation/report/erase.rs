//! What is kept of reports, how it goes with an account, and how it goes by itself.

use contract::ids::MemberId;
use entity::{
    forum::post,
    report::{report, report_case},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::Expr,
};

use super::{CaseState, is_live};
use crate::{DomainResult, Services, forum::leave::Texts, privacy::export::Reported, services::day_of};

/// How long words and copies of texts are kept after a decision: a year, so that an appeal and the next report of
/// the same find them.
pub const KEPT_MS: i64 = 365 * 86_400_000;

/// Her reports, for her export.
pub(crate) async fn collect<C: ConnectionTrait>(tx: &C, whose: &MemberId) -> DomainResult<Vec<Reported>> {
    let rows = report::Entity::find()
        .filter(report::Column::ReporterId.eq(whose.as_str()))
        .order_by_asc(report::Column::CreatedAt)
        .order_by_asc(report::Column::Id)
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Reported {
            post: row.post_id,
            reason: row.code,
            text: row.text,
            on: day_of(row.created_at),
            taken_back: row.withdrawn_at.is_some(),
        })
        .collect())
}

/// Takes her out: her name and words out of what she reported, and copies of her texts out of what others did.
/// Before her texts lose their author.
pub(crate) async fn erase<C: ConnectionTrait>(
    tx: &C,
    whose: &MemberId,
    texts: Texts,
    now: i64,
) -> DomainResult<()> {
    let id = whose.as_str();
    report::Entity::update_many()
        .col_expr(report::Column::ReporterId, Expr::value(Option::<String>::None))
        .col_expr(report::Column::Text, Expr::value(""))
        .filter(report::Column::ReporterId.eq(id))
        .exec(tx)
        .await?;
    let hers = || {
        post::Entity::find()
            .select_only()
            .column(post::Column::Id)
            .filter(post::Column::AuthorId.eq(id))
            .into_query()
    };
    empty(tx, Condition::all().add(report::Column::PostId.in_subquery(hers())), false).await?;
    if texts == Texts::Keep {
        // What stays can be wrong still.
        return Ok(());
    }
    // Nothing is left to decide on; its item goes with her texts.
    report_case::Entity::update_many()
        .col_expr(report_case::Column::State, Expr::value(CaseState::Withdrawn.as_str()))
        .col_expr(report_case::Column::DecidedAt, Expr::value(now))
        .col_expr(
            report_case::Column::Version,
            Expr::col((report_case::Entity, report_case::Column::Version)).add(1),
        )
        .filter(report_case::Column::PostId.in_subquery(hers()))
        .filter(is_live())
        .exec(tx)
        .await?;
    Ok(())
}

async fn empty<C: ConnectionTrait>(tx: &C, of: Condition, words: bool) -> DomainResult<u64> {
    let mut update = report::Entity::update_many()
        .col_expr(report::Column::SeenText, Expr::value(""))
        .col_expr(report::Column::SeenTitle, Expr::value(""))
        .filter(of)
        .filter(report::Column::SeenText.ne(""));
    if words {
        update = update.col_expr(report::Column::Text, Expr::value(""));
    }
    Ok(update.exec(tx).await?.rows_affected)
}

/// Empties reports of cases that were decided long ago. What is counted stays.
async fn sweep_old<C: ConnectionTrait>(tx: &C, before: i64) -> DomainResult<u64> {
    let old = report_case::Entity::find()
        .select_only()
        .column(report_case::Column::Id)
        .filter(report_case::Column::DecidedAt.lt(before))
        .into_query();
    empty(tx, Condition::all().add(report::Column::CaseId.in_subquery(old)), true).await
}

/// Runs every hour. Answers how many reports were emptied.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(services: &Services) -> DomainResult<u64> {
    let tx = services.db.begin().await?;
    let done = sweep_old(&tx, services.now_ms() - KEPT_MS).await?;
    tx.commit().await?;
    Ok(done)
}
