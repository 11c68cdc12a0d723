//! The figures of a quarter: as the log tells them, and as they were written down before the log forgot who and what.

use std::collections::BTreeMap;

use contract::ErrorCode;
use entity::{
    forum::{mod_log, post},
    moderation::{text_flow, transparency_quarter},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Func, OnConflict, SimpleExpr},
};
use serde::{Deserialize, Serialize};

use super::{
    ENDS, Promptness, Quarter, Reading, Report, ReportOutcome, ReportReason, Shown, Table, Texts, Waits,
    conceal,
    texts::{self, Waited},
};
use crate::{
    DomainError, DomainResult,
    duty::Staffed,
    moderation::{appeal::State, flow::Flow, line::Event, sanction::Kind},
};

/// Numbers by code.
type Counts = BTreeMap<String, u64>;

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
    /// The same.
    waited: Option<Waited>,
}

fn add(counts: &mut Counts, code: &str, number: u64) {
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
        figures.waits = Some(waits(db, quarter).await?);
        figures.waited = waited(db, quarter).await?;
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

    /// What is told of texts that waited. `from`: the quarter is before those in which they were counted.
    fn texts(&self, readings: &Table<Reading>, from: Option<Quarter>) -> Texts {
        if let Some(from) = from {
            return Texts::From(from);
        }
        let decided: u64 = Reading::ALL
            .iter()
            .filter(|reading| **reading != Reading::Direct)
            .filter_map(|reading| self.readings.get(reading.as_str()))
            .sum();
        // Two books that do not agree are not shown as one.
        let Some(waited) = self.waited.filter(|waited| waited.decided == decided) else {
            return Texts::Unknown;
        };
        // What was decided is the sum of the readings without those that did not wait.
        let direct = readings.rows().into_iter().find(|(reading, _)| *reading == Reading::Direct);
        let is_known = matches!(direct, Some((_, Shown::Number(_))));
        texts::show(&waited, is_known).map_or(Texts::Few, Texts::Told)
    }

    /// The same as everybody sees them.
    pub(super) fn report(&self, quarter: Quarter, from: Option<Quarter>, staffed: Option<Staffed>) -> Report {
        let readings = table(Reading::ALL, &self.readings, Reading::parse);
        Report {
            quarter,
            texts: self.texts(&readings, from.filter(|from| quarter < *from)),
            readings,
            median_minutes: self.median_minutes,
            ninth_minutes: self.ninth_minutes,
            report_reasons: table(ReportReason::ALL, &self.report_reasons, ReportReason::parse),
            report_outcomes: table(ReportOutcome::ALL, &self.report_outcomes, ReportOutcome::parse),
            sanctions: table(Kind::ALL, &self.sanctions, Kind::parse),
            appeals: table(&ENDS, &self.appeals, State::parse),
            promptness: table(Promptness::ALL, &self.promptness, Promptness::parse),
            waits: self.waits.as_ref().map(|waits| table(Waits::ALL, waits, Waits::parse)),
            staffed,
        }
    }
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

/// Appeals that nobody had answered when a quarter was over. Each line of an appeal says by when it is due, also the one
/// that decides on it, or says that it is gone: so they are counted without asking which is which, after what they name
/// was emptied as well. How many came is not told: with it, from one quarter to the next, a small number could be worked
/// out.
async fn waits<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<Counts> {
    let end = quarter.ends();
    // As in `counted`.
    let overdue = || Expr::cust(format!("CASE WHEN \"mod_log\".\"expires_at\" < {end} THEN 1 ELSE 0 END"));
    let came = Event::Appeal.as_str();
    let rows: Vec<(String, i32, i64)> = mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::Action)
        .expr_as(overdue(), "late")
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .filter(mod_log::Column::At.lt(end))
        .filter(mod_log::Column::Action.is_in([
            came,
            Event::AppealDecide.as_str(),
            Event::AppealGone.as_str(),
        ]))
        .group_by(mod_log::Column::Action)
        .group_by(overdue())
        .into_tuple()
        .all(db)
        .await?;
    let mut counts = Counts::new();
    for (code, late) in [(Waits::InTime, 0), (Waits::Overdue, 1)] {
        let of = |row: &&(String, i32, i64)| row.1 == late;
        let sum: i64 = rows.iter().filter(of).map(|row| if row.0 == came { row.2 } else { -row.2 }).sum();
        add(&mut counts, code.as_str(), u64::try_from(sum).unwrap_or_default());
    }
    Ok(counts)
}

/// Texts that came to wait, and what became of the waiting; nothing where the lines do not add up.
async fn waited<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<Option<Waited>> {
    let first = quarter.first_day();
    // As in `counted`.
    let before = || Expr::cust(format!("CASE WHEN \"text_flow\".\"day\" < '{first}' THEN 1 ELSE 0 END"));
    let rows: Vec<(String, i32, i64)> = text_flow::Entity::find()
        .select_only()
        .column(text_flow::Column::What)
        .expr_as(before(), "before")
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .filter(text_flow::Column::Day.lt(quarter.next().first_day()))
        .group_by(text_flow::Column::What)
        .group_by(before())
        .into_tuple()
        .all(db)
        .await?;
    let sum = |before: i32, what: Flow| -> i64 {
        rows.iter().filter(|row| row.1 == before && row.0 == what.as_str()).map(|row| row.2).sum()
    };
    let more = |before| sum(before, Flow::Came) + sum(before, Flow::Carried);
    let less = |before| sum(before, Flow::Decided) + sum(before, Flow::Gone);
    let waits = more(1) - less(1);
    let [Ok(before), Ok(came), Ok(decided), Ok(gone), Ok(after)] =
        [waits, more(0), sum(0, Flow::Decided), sum(0, Flow::Gone), waits + more(0) - less(0)]
            .map(u64::try_from)
    else {
        return Ok(None);
    };
    Ok(Some(Waited { before, came, decided, gone, after }))
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
