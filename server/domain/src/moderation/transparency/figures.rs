//! The figures of a quarter: as the log tells them, and as they were written down before the log forgot who and what.

use std::collections::BTreeMap;

use contract::ErrorCode;
use entity::{
    forum::{mod_log, post},
    moderation::{report_flow, text_flow, transparency_quarter},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Func, OnConflict, SimpleExpr},
};
use serde::{Deserialize, Serialize};

use super::{
    ENDS, Promptness, Quarter, Reading, Report, ReportOutcome, ReportReason, Shown, Since, Table, Waiting,
    Waits, appeals, conceal,
    waiting::{self, Waited},
};
use crate::{
    DomainError, DomainResult,
    duty::Staffed,
    moderation::{appeal::State, sanction::Kind},
};

/// Numbers by code.
pub(super) type Counts = BTreeMap<String, u64>;

/// What a quarter's report is made of, before small numbers are withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Figures {
    readings: Counts,
    median_minutes: Option<u64>,
    ninth_minutes: Option<u64>,
    report_reasons: Counts,
    report_outcomes: Counts,
    sanctions: Counts,
    appeals: Counts,
    promptness: Counts,
    /// Nothing in what was written down before it was counted.
    waits: Option<Counts>,
    /// The same, of texts.
    waited: Option<Waited>,
    /// The same, of reports.
    reports_waited: Option<Waited>,
    /// The same, of appeals.
    appeals_waited: Option<Waited>,
    /// How appeals waited when the quarter began.
    waits_before: Option<Counts>,
}

pub(super) fn add(counts: &mut Counts, code: &str, number: u64) {
    *counts.entry(code.to_owned()).or_default() += number;
}

fn table<T: Copy + PartialEq>(keys: &[T], counts: &Counts, parse: fn(&str) -> Option<T>) -> Table<T> {
    let counted: Vec<(T, u64)> =
        counts.iter().filter_map(|(code, number)| Some((parse(code)?, *number))).collect();
    Table::of(keys, &counted)
}

impl Figures {
    /// Counts them in the log.
    pub(super) async fn count<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<Self> {
        let mut figures = Self::default();
        for row in &counted(db, quarter).await? {
            let number = u64::try_from(row.count).unwrap_or_default();
            let after = row.after_state.as_deref();
            if let Some(reading) = reading_of(row) {
                add(&mut figures.readings, reading.as_str(), number);
            }
            let outcome = after.and_then(ReportOutcome::parse).filter(|_| row.target_type == "report_case");
            if let Some(outcome) = outcome {
                let reason = row.reason_code.as_deref().and_then(ReportReason::parse);
                add(&mut figures.report_reasons, reason.unwrap_or(ReportReason::Other).as_str(), number);
                add(&mut figures.report_outcomes, outcome.as_str(), number);
            }
            if let Some(kind) = after.and_then(Kind::parse).filter(|_| row.action == "sanction") {
                add(&mut figures.sanctions, kind.as_str(), number);
            }
            if let Some(end) = after.and_then(State::parse).filter(|_| row.action == "appeal_decide") {
                let prompt = if row.late == 1 { Promptness::Late } else { Promptness::InTime };
                add(&mut figures.appeals, end.as_str(), number);
                add(&mut figures.promptness, prompt.as_str(), number);
            }
        }
        (figures.median_minutes, figures.ninth_minutes) = delays(db, quarter).await?;
        let appealed = appeals::count(db, quarter).await?;
        figures.waits = Some(appealed.after);
        figures.waits_before = Some(appealed.before);
        figures.appeals_waited = appealed.waited;
        figures.waited = waiting::count::<_, text_flow::Entity>(
            db,
            quarter,
            (text_flow::Column::Day, text_flow::Column::What),
        )
        .await?;
        figures.reports_waited = waiting::count::<_, report_flow::Entity>(
            db,
            quarter,
            (report_flow::Column::Day, report_flow::Column::What),
        )
        .await?;
        Ok(figures)
    }

    /// As they were written down; nothing while the log still tells them.
    pub(super) async fn kept<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<Option<Self>> {
        let row = transparency_quarter::Entity::find_by_id(quarter.to_string()).one(db).await?;
        row.map(|row| serde_json::from_str(&row.figures))
            .transpose()
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))
    }

    /// Writes them down, once and for good, in the transaction that then empties its lines.
    pub(crate) async fn keep<C: ConnectionTrait>(tx: &C, quarter: Quarter, now: i64) -> DomainResult<()> {
        if Self::kept(tx, quarter).await?.is_some() {
            return Ok(());
        }
        let figures = serde_json::to_string(&Self::count(tx, quarter).await?)
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
        let row = transparency_quarter::ActiveModel {
            quarter: Set(quarter.to_string()),
            figures: Set(figures),
            kept_at: Set(now),
        };
        // Another server may do the same.
        let written = transparency_quarter::Entity::insert(row)
            .on_conflict(OnConflict::column(transparency_quarter::Column::Quarter).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await;
        match written {
            Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// What is told of texts that waited.
    fn texts(&self, readings: &Table<Reading>, from: Option<Quarter>) -> Waiting {
        let decided: u64 = Reading::ALL
            .iter()
            .filter(|reading| **reading != Reading::Direct)
            .filter_map(|reading| self.readings.get(reading.as_str()))
            .sum();
        // What was decided is the sum of the readings without those that did not wait.
        let direct = readings.rows().into_iter().find(|(reading, _)| *reading == Reading::Direct);
        told(self.waited, decided, matches!(direct, Some((_, Shown::Number(_)))), from)
    }

    /// What is told of appeals that waited. Counted in the log, they were so from the first one on.
    fn appeals_waiting(
        &self,
        appeals: &Table<State>,
        promptness: &Table<Promptness>,
        waits: Option<&Table<Waits>>,
    ) -> Waiting {
        let before = self.waits_before.as_ref().map(|before| table(Waits::ALL, before, Waits::parse));
        let (Some(before), Some(after)) = (&before, waits) else { return Waiting::Unknown };
        let is_known =
            appeals.numbers.total != Shown::Small && appeals::bounds_nothing(before, promptness, after);
        told(self.appeals_waited, self.appeals.values().sum(), is_known, None)
    }

    /// The same as everybody sees them.
    pub(super) fn report(&self, quarter: Quarter, since: Since, staffed: Option<Staffed>) -> Report {
        let early = |from: Option<Quarter>| from.filter(|from| quarter < *from);
        let readings = table(Reading::ALL, &self.readings, Reading::parse);
        let report_outcomes = table(ReportOutcome::ALL, &self.report_outcomes, ReportOutcome::parse);
        let reported = self.report_outcomes.values().sum();
        let is_told = report_outcomes.numbers.total != Shown::Small;
        let appeals = table(&ENDS, &self.appeals, State::parse);
        let promptness = table(Promptness::ALL, &self.promptness, Promptness::parse);
        let waits = self.waits.as_ref().map(|waits| table(Waits::ALL, waits, Waits::parse));
        Report {
            quarter,
            texts: self.texts(&readings, early(since.texts)),
            reports: told(self.reports_waited, reported, is_told, early(since.reports)),
            appeals_waiting: self.appeals_waiting(&appeals, &promptness, waits.as_ref()),
            readings,
            median_minutes: self.median_minutes,
            ninth_minutes: self.ninth_minutes,
            report_reasons: table(ReportReason::ALL, &self.report_reasons, ReportReason::parse),
            report_outcomes,
            sanctions: table(Kind::ALL, &self.sanctions, Kind::parse),
            appeals,
            promptness,
            waits,
            staffed,
        }
    }
}

/// What is told of what waited. `decided`: how many were decided on, as the log says; `is_known`: whether everybody
/// sees that. `from`: the quarter is before those in which it was counted.
fn told(waited: Option<Waited>, decided: u64, is_known: bool, from: Option<Quarter>) -> Waiting {
    if let Some(from) = from {
        return Waiting::From(from);
    }
    // Two books that do not agree are not shown as one.
    let Some(waited) = waited.filter(|waited| waited.decided == decided) else { return Waiting::Unknown };
    waiting::show(&waited, is_known).map_or(Waiting::Few, Waiting::Told)
}

#[derive(FromQueryResult)]
struct Counted {
    action: String,
    target_type: String,
    reason_code: Option<String>,
    after_state: Option<String>,
    late: i32,
    count: i64,
}

fn reading_of(row: &Counted) -> Option<Reading> {
    match row.action.as_str() {
        "approve" => Some(Reading::Approved),
        "redact" => Some(Reading::Shortened),
        "publish_directly" => Some(Reading::Direct),
        "request_changes" | "move_private" => Some(Reading::Changed),
        "reject" => Some(Reading::Rejected),
        _ => None,
    }
}

/// Lines of a quarter that are no reversals.
fn of_quarter(quarter: Quarter) -> Condition {
    Condition::all()
        .add(mod_log::Column::At.gte(quarter.begins()))
        .add(mod_log::Column::At.lt(quarter.ends()))
        .add(mod_log::Column::IsRevert.eq(false))
}

async fn counted<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<Vec<Counted>> {
    // As text, without parameters: PostgreSQL takes what is selected and what is grouped by for two expressions else.
    let late = || {
        Expr::cust(
            "CASE WHEN \"mod_log\".\"action\" = 'appeal_decide' \
             AND \"mod_log\".\"at\" > \"mod_log\".\"expires_at\" THEN 1 ELSE 0 END",
        )
    };
    Ok(mod_log::Entity::find()
        .select_only()
        .columns([
            mod_log::Column::Action,
            mod_log::Column::TargetType,
            mod_log::Column::ReasonCode,
            mod_log::Column::AfterState,
        ])
        .expr_as(late(), "late")
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .filter(of_quarter(quarter))
        .group_by(mod_log::Column::Action)
        .group_by(mod_log::Column::TargetType)
        .group_by(mod_log::Column::ReasonCode)
        .group_by(mod_log::Column::AfterState)
        .group_by(late())
        .into_model::<Counted>()
        .all(db)
        .await?)
}

/// When the text of a line was sent.
fn sent_at() -> SimpleExpr {
    let of = |condition: SimpleExpr| {
        let select = post::Entity::find()
            .select_only()
            .expr(Func::min(post::Column::SubmittedAt.into_simple_expr()))
            .filter(condition)
            .into_query();
        SimpleExpr::SubQuery(None, Box::new(select.into()))
    };
    let target = || mod_log::Column::TargetId.into_simple_expr();
    let post = of(post::Column::Id.into_simple_expr().eq(target()));
    let topic = of(post::Column::TopicId
        .into_simple_expr()
        .eq(target())
        .and(post::Column::IsOpening.into_simple_expr().eq(true)));
    Func::coalesce([post, topic]).into()
}

/// Minutes until half, and nine of ten, of the texts that waited had an answer.
async fn delays<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<(Option<u64>, Option<u64>)> {
    let waited = ["approve", "redact", "request_changes", "move_private", "reject"];
    let delay = mod_log::Column::At.into_simple_expr().sub(sent_at());
    let mut all: Vec<i64> = mod_log::Entity::find()
        .select_only()
        .expr_as(delay, "delay")
        .filter(of_quarter(quarter))
        .filter(mod_log::Column::Action.is_in(waited))
        .into_tuple::<Option<i64>>()
        .all(db)
        .await?
        .into_iter()
        .flatten()
        .collect();
    // Of few texts a middle one is somebody's.
    if u64::try_from(all.len()).unwrap_or(u64::MAX) < conceal::LEAST {
        return Ok((None, None));
    }
    all.sort_unstable();
    let at = |share: usize| {
        let place = (all.len() * share).div_ceil(10).max(1) - 1;
        all.get(place).map(|ms| u64::try_from(ms / 60_000).unwrap_or_default())
    };
    Ok((at(5), at(9)))
}
