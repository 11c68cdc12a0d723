//! The log says for two years who did what to what (S17). Then it says that something was done, and why: what is
//! counted stays, nothing in it leads to anybody.

use entity::forum::mod_log;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::transparency::{Figures, Quarter};
use crate::{DomainResult, Services};

/// How long lines stay as they are. The database lets nobody change one before it is 730 days old by its own clock; a
/// day more, so that it never refuses because its clock is slower than ours.
pub const LOG_KEPT_MS: i64 = 731 * 86_400_000;

/// Lines from before that still lead to somebody.
fn full(before: i64) -> Condition {
    let tells = Condition::any()
        .add(mod_log::Column::ActorId.is_not_null())
        .add(mod_log::Column::TargetId.ne(""))
        .add(mod_log::Column::Note.is_not_null())
        .add(mod_log::Column::BeforeState.is_not_null())
        .add(mod_log::Column::ParentId.is_not_null());
    Condition::all().add(mod_log::Column::At.lt(before)).add(tells)
}

/// Empties lines that are older than two years. Before, in the same transaction, it writes down the figures of the
/// quarters that they are in: how long somebody waited is counted with the text that the line names. Runs every day.
/// Answers how many lines were emptied.
///
/// # Errors
/// When the database does not answer, or refuses because its clock says that a line is younger.
pub async fn forget_log(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let before = now - LOG_KEPT_MS;
    let tx = services.db.begin().await?;
    let mut from = i64::MIN;
    loop {
        let next: Option<i64> = mod_log::Entity::find()
            .select_only()
            .column(mod_log::Column::At)
            .filter(full(before))
            .filter(mod_log::Column::At.gte(from))
            .order_by_asc(mod_log::Column::At)
            .limit(1)
            .into_tuple()
            .one(&tx)
            .await?;
        let Some(at) = next else { break };
        let quarter = Quarter::of(at);
        Figures::keep(&tx, quarter, now).await?;
        from = quarter.ends().max(at + 1);
    }
    let nothing = || Expr::value(Option::<String>::None);
    let emptied = mod_log::Entity::update_many()
        .col_expr(mod_log::Column::ActorId, nothing())
        .col_expr(mod_log::Column::TargetId, Expr::value(""))
        .col_expr(mod_log::Column::Note, nothing())
        .col_expr(mod_log::Column::BeforeState, nothing())
        .col_expr(mod_log::Column::ParentId, nothing())
        .filter(full(before))
        .exec(&tx)
        .await?
        .rows_affected;
    tx.commit().await?;
    Ok(emptied)
}
