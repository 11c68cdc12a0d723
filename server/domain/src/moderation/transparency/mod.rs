//! What the team did in a quarter, for everybody: counted from the moderators' log, so that it adds up and cannot be
//! changed afterwards. Nothing here is about one member, and small numbers are withheld.

pub mod conceal;
mod quarter;

pub use conceal::{Concealed, Shown};
pub use quarter::Quarter;

use entity::forum::{mod_log, post};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, Func, SimpleExpr},
};

use super::{appeal::State, sanction::Kind};
use crate::{
    DomainError, DomainResult, Services,
    codes::codes,
    duty::{self, Staffed},
};

/// Most quarters that are offered, the newest: what is older may be pseudonymised by then.
const OFFERED: usize = 12;

codes! {
    /// What became of a text.
    Reading {
        /// Published as it is.
        Approved = "approved",
        /// Published with something masked.
        Shortened = "shortened",
        /// Published without waiting.
        Direct = "direct",
        /// Its author was asked to change something, or answered in private.
        Changed = "changed",
        /// Not published.
        Rejected = "rejected",
    }
}

codes! {
    /// Why something was reported.
    ReportReason {
        /// Danger now.
        Danger = "danger",
        /// Reveals who somebody is.
        Identity = "identity",
        /// Threat, blackmail.
        Threat = "threat",
        /// Harassment.
        Harassment = "harassment",
        /// Hate, insult.
        Hate = "hate",
        /// Sexual content, a minor.
        Sexual = "sexual",
        /// Advertising, fraud.
        Spam = "spam",
        /// Wrong information.
        Misinformation = "misinformation",
        /// Contact outside.
        Contact = "contact",
        /// Off topic.
        OffTopic = "off_topic",
        /// Another one, or none that was noted.
        Other = "other",
    }
}

codes! {
    /// What became of a report.
    ReportOutcome {
        /// It was right.
        Upheld = "upheld",
        /// It was not.
        NotUpheld = "not_upheld",
        /// Another one covers the same.
        Duplicate = "duplicate",
        /// It went the way of danger.
        Escalated = "escalated",
    }
}

codes! {
    /// Whether an appeal was answered in time.
    Promptness {
        /// Within seven days.
        InTime = "in_time",
        /// Later.
        Late = "late",
    }
}

/// A table of a report: what each row counts, and the rows with their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T> {
    /// What each row counts.
    pub keys: Vec<T>,
    /// The numbers, as they may be shown.
    pub numbers: Concealed,
}

impl<T: Copy + PartialEq> Table<T> {
    fn of(keys: &[T], counted: &[(T, u64)]) -> Self {
        let count = |key: &T| counted.iter().filter(|(of, _)| of == key).map(|(_, count)| count).sum();
        let numbers: Vec<u64> = keys.iter().map(count).collect();
        Self { keys: keys.to_vec(), numbers: conceal::conceal(&numbers) }
    }

    /// Rows with what they count; nothing when the rows are not shown.
    pub fn rows(&self) -> Vec<(T, Shown)> {
        let shown = self.numbers.rows.iter().flatten().copied();
        self.keys.iter().copied().zip(shown).collect()
    }
}

/// A quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which one.
    pub quarter: Quarter,
    /// Texts that were received and read, by what became of them.
    pub readings: Table<Reading>,
    /// Minutes until half of those that waited had an answer; nothing for fewer than five.
    pub median_minutes: Option<u64>,
    /// Minutes until nine of ten had.
    pub ninth_minutes: Option<u64>,
    /// Reports that were decided, by reason.
    pub report_reasons: Table<ReportReason>,
    /// The same by outcome.
    pub report_outcomes: Table<ReportOutcome>,
    /// Sanctions that began, by kind.
    pub sanctions: Table<Kind>,
    /// Appeals that were decided, by what became of them.
    pub appeals: Table<State>,
    /// The same by whether the answer came in time.
    pub promptness: Table<Promptness>,
    /// For how long somebody was there, as it was written down day by day; nothing when it was on no day.
    pub staffed: Option<Staffed>,
}

/// How appeals end.
const ENDS: [State; 4] = [State::Upheld, State::Reversed, State::PartlyReversed, State::Inadmissible];

#[derive(FromQueryResult)]
struct Counted {
    action: String,
    target_type: String,
    reason_code: Option<String>,
    after_state: Option<String>,
    late: i32,
    count: i64,
}

/// The report of a quarter; nothing while it runs: whoever looked on two days would learn by subtraction what was
/// done in between, however few it concerns.
///
/// # Errors
/// `NotFound` for one that has not begun, or lies before everything; when the database does not answer.
pub async fn report(services: &Services, quarter: Quarter) -> DomainResult<Option<Report>> {
    let offered = quarters(services).await?;
    if !offered.contains(&quarter) {
        return Err(DomainError::not_found());
    }
    if services.now_ms() < quarter.ends() {
        return Ok(None);
    }
    let db = services.db.read();
    let rows = counted(db, quarter).await?;
    let number = |row: &Counted| u64::try_from(row.count).unwrap_or_default();
    let readings: Vec<_> = rows.iter().filter_map(|row| Some((reading_of(row)?, number(row)))).collect();
    let cases = || rows.iter().filter(|row| row.target_type == "report_case");
    let outcome = |row: &Counted| row.after_state.as_deref().and_then(ReportOutcome::parse);
    let reason = |row: &Counted| {
        row.reason_code.as_deref().and_then(ReportReason::parse).unwrap_or(ReportReason::Other)
    };
    let decided = || cases().filter_map(|row| Some((row, outcome(row)?)));
    let reasons: Vec<_> = decided().map(|(row, _)| (reason(row), number(row))).collect();
    let outcomes: Vec<_> = decided().map(|(row, outcome)| (outcome, number(row))).collect();
    let sanctions: Vec<_> = rows
        .iter()
        .filter(|row| row.action == "sanction")
        .filter_map(|row| Some((row.after_state.as_deref().and_then(Kind::parse)?, number(row))))
        .collect();
    let appeals = || {
        let all = rows.iter().filter(|row| row.action == "appeal_decide");
        all.filter_map(|row| Some((row, row.after_state.as_deref().and_then(State::parse)?)))
    };
    let ends: Vec<_> = appeals().map(|(row, state)| (state, number(row))).collect();
    let prompt = |row: &Counted| if row.late == 1 { Promptness::Late } else { Promptness::InTime };
    let prompts: Vec<_> = appeals().map(|(row, _)| (prompt(row), number(row))).collect();
    let (median, ninth) = delays(db, quarter).await?;
    let staffed = duty::staffed(db, &quarter.first_day(), &quarter.next().first_day()).await?;
    Ok(Some(Report {
        quarter,
        readings: Table::of(Reading::ALL, &readings),
        median_minutes: median,
        ninth_minutes: ninth,
        report_reasons: Table::of(ReportReason::ALL, &reasons),
        report_outcomes: Table::of(ReportOutcome::ALL, &outcomes),
        sanctions: Table::of(Kind::ALL, &sanctions),
        appeals: Table::of(&ENDS, &ends),
        promptness: Table::of(Promptness::ALL, &prompts),
        staffed,
    }))
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

/// Quarters of which there is something to say, the newest first. The one that runs is always among them.
///
/// # Errors
/// When the database does not answer.
pub async fn quarters(services: &Services) -> DomainResult<Vec<Quarter>> {
    let first: Option<i64> = mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::At)
        .order_by_asc(mod_log::Column::At)
        .limit(1)
        .into_tuple()
        .one(services.db.read())
        .await?;
    let last = Quarter::of(services.now_ms());
    let mut quarter = first.map_or(last, Quarter::of).min(last);
    let mut all = vec![quarter];
    while quarter < last && all.len() < 4_000 {
        quarter = quarter.next();
        all.push(quarter);
    }
    all.reverse();
    all.truncate(OFFERED);
    Ok(all)
}
