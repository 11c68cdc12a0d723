//! Reports: whoever can read a text may tell the team about it. All that is said about one text is one case; each
//! person has one report in it. Who wrote the text never learns who reported it, nor how many did; who reported
//! sees her own report and a short outcome, nothing else.

mod act;
mod again;
mod case;
mod challenge;
mod code;
mod covers;
mod erase;
mod mine;
mod onwards;
mod policy;
mod submit;
mod tell;
mod weigh;

pub use act::{Act, Current, Decision, Outcome, act};
pub(crate) use again::decided_by;
pub use again::{ASKED_AGAIN, ask_again};
pub use case::{Around, CaseLine, CaseView, ReportView, case, cases};
pub use challenge::Question;
pub use code::Code;
pub use erase::{KEPT_MS, sweep};
pub(crate) use erase::{collect, erase};
pub use mine::{MyReport, my_reports, withdraw};
pub use onwards::next;
pub use policy::{CaseState, Consequence, Decided, Voice, can_handle, consequence, is_young, reopens};
pub use submit::{NewReport, Received, Subject, report, subject};

use entity::{
    forum::mod_log,
    report::{report, report_case},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

use crate::{DomainResult, Member, rate::Limit};

/// How many reports a member may send in a day; those about somebody's safety are not counted.
const REPORTING: Limit = Limit { action: "report", burst: 10.0, refill_ms: 8_640_000.0 };
/// The same while she may not write.
const REPORTING_SILENCED: Limit = Limit { action: "report_silenced", burst: 3.0, refill_ms: 28_800_000.0 };

/// Live cases; the states are literals, so that the planner matches the partial indexes.
fn is_live() -> SimpleExpr {
    let state = |state: CaseState| Expr::Constant(state.as_str().into());
    report_case::Column::State
        .into_simple_expr()
        .is_in([state(CaseState::Open), state(CaseState::InProgress)])
}

/// Posts of a topic that this member reported, for the query of `mute::Lens`.
pub(crate) fn reported_by(member: &Member, topic: &str) -> SelectStatement {
    report::Entity::find()
        .select_only()
        .expr_as(Expr::cust("CAST('reported' AS TEXT)"), "what")
        .column_as(report::Column::PostId, "key")
        .expr_as(Expr::cust("0"), "number")
        .filter(report::Column::ReporterId.eq(member.id.as_str()))
        .filter(report::Column::TopicId.eq(topic))
        .filter(report::Column::WithdrawnAt.is_null())
        .into_query()
}

/// The reports of a case that count: those that were not taken back.
async fn standing<C: ConnectionTrait>(tx: &C, case: &str) -> DomainResult<Vec<report::Model>> {
    Ok(report::Entity::find()
        .filter(report::Column::CaseId.eq(case))
        .filter(report::Column::WithdrawnAt.is_null())
        .all(tx)
        .await?)
}

/// When the team decided last on a case, UTC milliseconds: from the log, for a case that is opened again keeps nothing
/// of it.
async fn last_decision<C: ConnectionTrait>(tx: &C, case: &str) -> DomainResult<Option<i64>> {
    Ok(mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::At)
        .filter(mod_log::Column::TargetType.eq("report_case"))
        .filter(mod_log::Column::TargetId.eq(case))
        .order_by_desc(mod_log::Column::At)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?)
}
