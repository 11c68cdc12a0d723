//! What the team did in a quarter, for everybody; and the same as a file.

use domain::{
    DomainError,
    moderation::{
        appeal::State,
        sanction::Kind,
        transparency::{
            self, Came, Concealed, Promptness, Quarter, Reading, Report, ReportOutcome, ReportReason, Shown,
            Table, Waiting, Waits, conceal,
        },
    },
};
use i18n::{L10nLanguage, dates, plurals::counted};
use leptos::prelude::*;

use super::{
    sanctions::words,
    staff::{choice_of, table},
};
use crate::site::{
    components::{Crumb, NoticeKind, Num, error_summary::Labels, notice, page_header},
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("quarter", |l| l.msg_transparency_quarter())];

fn reading(l: &L10nLanguage, one: Reading) -> String {
    match one {
        Reading::Approved => l.msg_transparency_reading_approved(),
        Reading::Shortened => l.msg_transparency_reading_shortened(),
        Reading::Direct => l.msg_transparency_reading_direct(),
        Reading::Changed => l.msg_transparency_reading_changed(),
        Reading::Rejected => l.msg_transparency_reading_rejected(),
    }
}

fn report_reason(l: &L10nLanguage, one: ReportReason) -> String {
    match one {
        ReportReason::Danger => l.msg_transparency_report_danger(),
        ReportReason::Identity => l.msg_transparency_report_identity(),
        ReportReason::Threat => l.msg_transparency_report_threat(),
        ReportReason::Harassment => l.msg_transparency_report_harassment(),
        ReportReason::Hate => l.msg_transparency_report_hate(),
        ReportReason::Sexual => l.msg_transparency_report_sexual(),
        ReportReason::Spam => l.msg_transparency_report_spam(),
        ReportReason::Misinformation => l.msg_transparency_report_misinformation(),
        ReportReason::Contact => l.msg_transparency_report_contact(),
        ReportReason::OffTopic => l.msg_transparency_report_off_topic(),
        ReportReason::Other => l.msg_transparency_report_other(),
    }
}

fn outcome(l: &L10nLanguage, one: ReportOutcome) -> String {
    match one {
        ReportOutcome::Upheld => l.msg_transparency_outcome_upheld(),
        ReportOutcome::NotUpheld => l.msg_transparency_outcome_not_upheld(),
        ReportOutcome::Duplicate => l.msg_transparency_outcome_duplicate(),
        ReportOutcome::Escalated => l.msg_transparency_outcome_escalated(),
    }
}

fn promptness(l: &L10nLanguage, one: Promptness) -> String {
    match one {
        Promptness::InTime => l.msg_transparency_in_time(),
        Promptness::Late => l.msg_transparency_late(),
    }
}

fn waits(l: &L10nLanguage, one: Waits) -> String {
    match one {
        Waits::InTime => l.msg_transparency_waits_in_time(),
        Waits::Overdue => l.msg_transparency_waits_overdue(),
    }
}

/// A number as it is shown.
pub(super) fn shown(number: Shown) -> String {
    match number {
        Shown::Number(number) => number.to_string(),
        Shown::Small => "<5".to_owned(),
        Shown::Withheld => "–".to_owned(),
    }
}

/// A table in words: its name in files, its title, its rows, its total.
struct Said {
    id: &'static str,
    title: String,
    rows: Vec<(&'static str, String, Shown)>,
    numbers: Concealed,
}

impl Said {
    fn of<T: Copy + PartialEq>(
        id: &'static str,
        title: String,
        table: &Table<T>,
        code: fn(T) -> &'static str,
        name: impl Fn(T) -> String,
    ) -> Self {
        let rows = table.rows().into_iter().map(|(key, number)| (code(key), name(key), number)).collect();
        Self { id, title, rows, numbers: table.numbers.clone() }
    }
}

fn tables(l: &L10nLanguage, report: &Report) -> Vec<Said> {
    let mut all = vec![
        Said::of("texts", l.msg_transparency_readings(), &report.readings, Reading::as_str, |one| {
            reading(l, one)
        }),
        Said::of(
            "report_reasons",
            l.msg_transparency_report_reasons(),
            &report.report_reasons,
            ReportReason::as_str,
            |one| report_reason(l, one),
        ),
        Said::of(
            "report_outcomes",
            l.msg_transparency_report_outcomes(),
            &report.report_outcomes,
            ReportOutcome::as_str,
            |one| outcome(l, one),
        ),
        Said::of("sanctions", l.msg_transparency_sanctions(), &report.sanctions, Kind::as_str, |one| {
            words::kind(l, one)
        }),
        Said::of("appeals", l.msg_transparency_appeals(), &report.appeals, State::as_str, |one| {
            words::state(l, one)
        }),
        Said::of("answers", l.msg_transparency_promptness(), &report.promptness, Promptness::as_str, |one| {
            promptness(l, one)
        }),
    ];
    all.extend(report.waits.as_ref().map(|table| {
        Said::of("appeals_waiting", l.msg_transparency_waits(), table, Waits::as_str, |one| waits(l, one))
    }));
    all
}

/// What waited, in words.
struct Waited {
    id: &'static str,
    title: String,
    /// What went without an answer.
    gone: String,
    /// How it is counted.
    how: String,
    told: Waiting,
}

impl Waited {
    /// Codes, names and numbers in the order of the sum; nothing where it is not told.
    fn rows(&self, l: &L10nLanguage) -> Option<[(&'static str, String, String); 5]> {
        let Waiting::Told(told) = self.told else { return None };
        let came = match told.came {
            Came::Number(number) => number.to_string(),
            Came::Between(least, most) => format!("{least}–{most}"),
        };
        Some([
            ("before", l.msg_transparency_waited_before(), shown(told.before)),
            ("received", l.msg_transparency_waited_came(), came),
            ("decided", l.msg_transparency_waited_decided(), told.decided.to_string()),
            ("withdrawn", self.gone.clone(), shown(told.gone)),
            ("waiting", l.msg_transparency_waited_after(), shown(told.after)),
        ])
    }

    /// The table, or why there is none.
    fn drawn(self, l: &L10nLanguage) -> AnyView {
        if let Some(rows) = self.rows(l) {
            let rows = rows.into_iter().map(|(_, name, number)| row(name, number)).collect();
            let heads = vec![l.msg_transparency_what(), l.msg_transparency_count()];
            let how = view! { <p class="muted">{self.how}</p> };
            return view! { {table(self.id, self.title, heads, rows)}{how} }.into_any();
        }
        let why = match self.told {
            Waiting::From(quarter) => l.msg_transparency_waited_from(quarter_name(l, quarter)),
            Waiting::Few => l.msg_transparency_few(),
            Waiting::Unknown | Waiting::Told(_) => l.msg_transparency_waited_unknown(),
        };
        view! { <h2>{self.title}</h2><p class="muted">{why}</p> }.into_any()
    }
}

/// How texts, reports and appeals waited.
fn waited(l: &L10nLanguage, report: &Report) -> [Waited; 3] {
    [
        Waited {
            id: "texts_waiting",
            title: l.msg_transparency_waited(),
            gone: l.msg_transparency_waited_gone(),
            how: l.msg_transparency_waited_how(),
            told: report.texts,
        },
        Waited {
            id: "reports_waiting",
            title: l.msg_transparency_waited_reports(),
            gone: l.msg_transparency_waited_gone_otherwise(),
            how: l.msg_transparency_waited_reports_how(),
            told: report.reports,
        },
        Waited {
            id: "appeals_received",
            title: l.msg_transparency_waited_appeals(),
            gone: l.msg_transparency_waited_gone_otherwise(),
            how: l.msg_transparency_waited_appeals_how(),
            told: report.appeals_waiting,
        },
    ]
}

/// What the address asks for.
struct Chosen {
    quarter: Quarter,
    /// Nothing while the quarter runs.
    report: Option<Report>,
    /// Quarters that are offered, the newest first.
    all: Vec<Quarter>,
}

/// The quarter that is named, else the last one that is over, else the one that runs.
async fn chosen(ctx: &RequestCtx) -> Result<Chosen, DomainError> {
    let all = transparency::quarters(&ctx.services).await?;
    let named = ctx.query.get("quarter");
    let quarter = if named.is_empty() {
        all.get(1).or(all.first()).copied()
    } else {
        Some(Quarter::parse(named).ok_or_else(DomainError::not_found)?)
    };
    let quarter = quarter.ok_or_else(DomainError::not_found)?;
    Ok(Chosen { quarter, report: transparency::report(&ctx.services, quarter).await?, all })
}

/// The page of the quarter in `?quarter=`.
///
/// # Errors
/// `NotFound` for a quarter of which there is nothing to say.
pub async fn transparency(ctx: RequestCtx) -> PageResult {
    let chosen = chosen(&ctx).await?;
    let title = ctx.l().msg_transparency_title();
    let lead = ctx.l().msg_transparency_lead();
    Ok(Page::new(title, move || view(&ctx, &chosen)).description(lead).into())
}

/// A quarter in words.
pub(super) fn quarter_name(l: &L10nLanguage, quarter: Quarter) -> String {
    l.msg_transparency_quarter_name(quarter.number.to_string(), quarter.year.to_string())
}

fn hours(l: &L10nLanguage, minutes: u64) -> String {
    let (n, digits) = counted(minutes.div_ceil(60).max(1));
    l.msg_transparency_hours(n, digits)
}

/// How many requests of authorities were recorded in a quarter; as few as could be recognised are not told.
fn requests(ctx: &RequestCtx, quarter: Quarter) -> Option<Shown> {
    let count = ctx.site.authority_requests.get(&quarter.to_string())?;
    Some(conceal::alone(u64::from(*count)))
}

fn view(ctx: &RequestCtx, chosen: &Chosen) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_transparency_title();
    let quarter = chosen.quarter;
    let crumbs = vec![Crumb::to(l.msg_nav_about(), routes::about(locale)), Crumb::here(title.clone())];
    let quarters = chosen.all.iter().map(|one| (one.to_string(), quarter_name(l, *one))).collect();
    let body = match &chosen.report {
        Some(report) => figures(ctx, report),
        None => {
            let day = dates::day(locale, &quarter.next().first_day());
            notice(NoticeKind::Info, None, view! { <p>{l.msg_transparency_runs(day)}</p> })
        }
    };
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_transparency_lead()), false)}
        <div class="narrow stack">
            <form class="form" action=routes::transparency(locale, "")>
                {choice_of(LABELS, "", "quarter", quarters, &quarter.to_string(), false)}
                <p class="actions">
                    <button class="button button--secondary" r#type="submit">{l.msg_transparency_show()}</button>
                </p>
            </form>
            <h2>{quarter_name(l, quarter)}</h2>
            {body}
        </div>
    }
    .into_any()
}

/// The figures of a quarter that is over.
fn figures(ctx: &RequestCtx, report: &Report) -> AnyView {
    let l = ctx.l();
    let delay = match (report.median_minutes, report.ninth_minutes) {
        (Some(median), Some(ninth)) => view! {
            <p>{l.msg_transparency_median(hours(l, median))}</p>
            <p>{l.msg_transparency_ninth(hours(l, ninth))}</p>
        }
        .into_any(),
        _ => view! { <p>{l.msg_transparency_no_delay()}</p> }.into_any(),
    };
    let requests = match requests(ctx, report.quarter) {
        Some(number) => view! { <p><Num text=shown(number)/></p> }.into_any(),
        None => view! { <p>{l.msg_transparency_authorities_none()}</p> }.into_any(),
    };
    let waited = waited(l, report).map(|one| one.drawn(l)).into_iter().collect_view();
    let tables = tables(l, report).into_iter().map(|one| drawn(l, one)).collect_view();
    let file = routes::transparency_csv(ctx.locale, &report.quarter.to_string());
    view! {
        <p class="muted">{l.msg_transparency_small()}</p>
        {waited}
        {tables}
        <h2>{l.msg_transparency_delay()}</h2>
        {delay}
        <h2>{l.msg_transparency_staffed()}</h2>
        {staffed(l, report)}
        <h2>{l.msg_transparency_authorities()}</h2>
        {requests}
        <p><a class="more-link" href=file>{l.msg_transparency_csv()}</a></p>
    }
    .into_any()
}

/// For how long somebody was there, as far as it was written down.
fn staffed(l: &L10nLanguage, report: &Report) -> AnyView {
    let Some(staffed) = report.staffed else {
        return view! { <p>{l.msg_transparency_unknown()}</p> }.into_any();
    };
    let (hours, days) = (staffed.minutes / 60, staffed.days);
    let all = report.quarter.days();
    view! {
        <p>{l.msg_transparency_staffed_sum(hours.to_string(), days.to_string(), all.to_string())}</p>
        <p class="muted">{l.msg_transparency_staffed_how()}</p>
    }
    .into_any()
}

fn row(name: String, number: String) -> AnyView {
    view! { <tr><th scope="row">{name}</th><td class="table__num"><bdi>{number}</bdi></td></tr> }.into_any()
}

fn drawn(l: &L10nLanguage, said: Said) -> AnyView {
    let few = said.numbers.rows.is_none().then(|| view! { <p class="muted">{l.msg_transparency_few()}</p> });
    let mut rows: Vec<AnyView> =
        said.rows.into_iter().map(|(_, name, number)| row(name, shown(number))).collect();
    rows.push(row(l.msg_transparency_total(), shown(said.numbers.total)));
    let heads = vec![l.msg_transparency_what(), l.msg_transparency_count()];
    view! { {table(said.id, said.title, heads, rows)}{few} }.into_any()
}

/// A field of a CSV file (RFC 4180).
pub(super) fn field(text: &str) -> String {
    // The marks that keep directions apart on a page are noise in a file.
    let text = text.replace(['\u{2068}', '\u{2069}'], "");
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The file: its name in ASCII, and its contents.
///
/// # Errors
/// Like [`transparency`]; `NotFound` also for the quarter that runs.
pub async fn transparency_csv(ctx: &RequestCtx) -> Result<(String, Vec<u8>), DomainError> {
    let report = chosen(ctx).await?.report.ok_or_else(DomainError::not_found)?;
    let l = ctx.l();
    let quarter = report.quarter.to_string();
    let mut lines = vec!["quarter,table,code,name,count".to_owned()];
    let mut line = |table: &str, code: &str, name: &str, number: &str| {
        let fields = [quarter.as_str(), table, code, name, number].map(field);
        lines.push(fields.join(","));
    };
    for waited in waited(l, &report) {
        for (code, name, number) in waited.rows(l).into_iter().flatten() {
            line(waited.id, code, &name, &number);
        }
    }
    for said in tables(l, &report) {
        for (code, name, number) in &said.rows {
            line(said.id, code, name, &shown(*number));
        }
        line(said.id, "total", &l.msg_transparency_total(), &shown(said.numbers.total));
    }
    let minutes = |minutes: Option<u64>| minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    line("delay_minutes", "median", "", &minutes(report.median_minutes));
    line("delay_minutes", "ninth_decile", "", &minutes(report.ninth_minutes));
    if let Some(staffed) = report.staffed {
        line("staffed", "hours", &l.msg_transparency_staffed(), &(staffed.minutes / 60).to_string());
        line("staffed", "days_noted", "", &staffed.days.to_string());
    }
    if let Some(number) = requests(ctx, report.quarter) {
        line("authorities", "requests", &l.msg_transparency_authorities(), &shown(number));
    }
    let mut text = lines.join("\r\n");
    text.push_str("\r\n");
    Ok((format!("jusoor-transparency-{quarter}-{}.csv", ctx.locale), text.into_bytes()))
}
