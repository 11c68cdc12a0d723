//! What the team did in a quarter, for everybody: counted from the moderators' log, so that it adds up and cannot be
//! changed afterwards; of a quarter whose lines were emptied, as it was written down before. Nothing here is about one
//! member, and small numbers are withheld.

mod appeals;
pub mod conceal;
mod figures;
mod quarter;
mod waiting;

pub use conceal::{Concealed, Shown};
pub(super) use figures::Figures;
pub use quarter::Quarter;
pub use waiting::{Came, Flowed};

use entity::forum::mod_log;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};

use super::{appeal::State, flow::Book, log_page::midnight, sanction::Kind};
use crate::{
    DomainError, DomainResult, Services,
    codes::codes,
    duty::{self, Staffed},
    setting,
};

/// Most quarters that are offered, the newest.
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

codes! {
    /// How an appeal that waits stands at the end of a quarter.
    Waits {
        /// The seven days are not over.
        InTime = "in_time",
        /// They are.
        Overdue = "overdue",
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

/// What is told of texts, reports or appeals that waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// It is counted from this quarter on.
    From(Quarter),
    /// It was not counted, or what was does not add up.
    Unknown,
    /// Too few to say.
    Few,
    /// So many.
    Told(Flowed),
}

/// A quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which one.
    pub quarter: Quarter,
    /// Texts that were received and read, by what became of them.
    pub readings: Table<Reading>,
    /// Texts that came to wait, and what became of the waiting.
    pub texts: Waiting,
    /// The same of reports; all that is said about one text until the team decided is one.
    pub reports: Waiting,
    /// The same of appeals.
    pub appeals_waiting: Waiting,
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
    /// Appeals that nobody had answered when the quarter was over; nothing where it was not counted then.
    pub waits: Option<Table<Waits>>,
    /// For how long somebody was there, as it was written down day by day; nothing when it was on no day.
    pub staffed: Option<Staffed>,
}

/// How appeals end.
const ENDS: [State; 4] = [State::Upheld, State::Reversed, State::PartlyReversed, State::Inadmissible];

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
    let figures = if let Some(kept) = Figures::kept(db, quarter).await? {
        kept
    } else {
        let counted = Figures::count(db, quarter).await?;
        // Its lines may have been emptied while they were counted.
        Figures::kept(db, quarter).await?.unwrap_or(counted)
    };
    let staffed = duty::staffed(db, &quarter.first_day(), &quarter.next().first_day()).await?;
    Ok(Some(figures.report(quarter, Since::of(db).await?, staffed)))
}

/// The first quarters in which everything that came to wait was counted, where there was something before.
#[derive(Clone, Copy, Debug)]
struct Since {
    texts: Option<Quarter>,
    reports: Option<Quarter>,
}

impl Since {
    async fn of<C: ConnectionTrait>(db: &C) -> DomainResult<Self> {
        Ok(Self {
            texts: counted_from(db, Book::Texts).await?,
            reports: counted_from(db, Book::Reports).await?,
        })
    }
}

async fn counted_from<C: ConnectionTrait>(db: &C, book: Book) -> DomainResult<Option<Quarter>> {
    let since = setting::get(db, book.counted_since()).await?;
    Ok(since.and_then(|day| midnight(&day)).map(|at| Quarter::of(at).next()))
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
