//! The same as files: one line a point, a fact or a number. What the page withholds is withheld here.

use domain::{
    DomainError,
    commitment::{self, Commitment, Figures, Line},
    moderation::transparency::Shown,
    statistics::export::harmless,
};

use super::words;
use crate::site::{
    pages::transparency::{field, shown},
    request::RequestCtx,
};

/// Names of the columns.
pub const COLUMNS: [&str; 11] = [
    "part",
    "code",
    "name",
    "state",
    "period",
    "count",
    "note",
    "address",
    "source",
    "source_url",
    "checked_on",
];

/// A line: a value for each column; empty where there is none.
pub type DataLine = [String; COLUMNS.len()];

/// A line in the making.
#[derive(Default)]
struct Making<'a> {
    part: &'a str,
    code: &'a str,
    name: String,
    state: &'a str,
    period: String,
    count: String,
    note: String,
    address: String,
    source: &'a str,
}

impl Making<'_> {
    fn line(self, ctx: &RequestCtx) -> DataLine {
        let source = commitment::source(self.source);
        let of = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
        [
            self.part.to_owned(),
            self.code.to_owned(),
            of(&self.name),
            self.state.to_owned(),
            self.period,
            self.count,
            self.note,
            self.address,
            source.map(|one| one.title.get(ctx.locale).to_owned()).unwrap_or_default(),
            source.map(|one| one.url.clone()).unwrap_or_default(),
            source.map(|one| one.checked_on.clone()).unwrap_or_default(),
        ]
    }
}

/// Everything that the page says, line by line.
///
/// # Errors
/// The database is away.
pub async fn data(ctx: &RequestCtx) -> Result<Vec<DataLine>, DomainError> {
    let found = commitment::commitment(&ctx.services).await?;
    let figures = commitment::figures(&ctx.services).await?;
    let mut lines = Vec::new();
    for fact in commitment::facts() {
        let name = fact.text.get(ctx.locale).to_owned();
        lines.push(Making { part: "commitment", name, source: &fact.source, ..Making::default() }.line(ctx));
    }
    lines.extend(found.lines.iter().map(|line| point(ctx, line)));
    lines.extend(portal(ctx, &found));
    lines.extend(numbers(ctx, &figures));
    Ok(lines)
}

fn point(ctx: &RequestCtx, line: &Line) -> DataLine {
    let (l, locale) = (ctx.l(), ctx.locale);
    let places = line.asked.map(|asked| asked.places.as_slice()).unwrap_or_default();
    let addresses: Vec<String> = places
        .iter()
        .flat_map(|place| words::links(l, locale, *place))
        .map(|(path, _)| format!("{}{path}", ctx.site.public_url))
        .collect();
    Making {
        part: "asked",
        code: &line.code,
        name: words::name(l, locale, line),
        state: line.progress.as_str(),
        period: line.day.clone().unwrap_or_default(),
        note: words::note(&line.note, locale).map(|(_, text)| text).unwrap_or_default(),
        address: addresses.join(" "),
        source: line.asked.map(|asked| asked.source.as_str()).unwrap_or_default(),
        ..Making::default()
    }
    .line(ctx)
}

fn portal(ctx: &RequestCtx, found: &Commitment) -> [DataLine; 2] {
    let l = ctx.l();
    let contact = found.contact.as_ref().and_then(|note| words::note(note, ctx.locale));
    let opening = Making {
        part: "portal",
        code: commitment::OPENING,
        name: l.msg_commitment_opening(),
        period: found.opened_on.clone().unwrap_or_default(),
        ..Making::default()
    };
    let contact = Making {
        part: "portal",
        code: commitment::CONTACT,
        name: l.msg_commitment_contact(),
        note: contact.map(|(_, text)| text).unwrap_or_default(),
        ..Making::default()
    };
    [opening.line(ctx), contact.line(ctx)]
}

fn numbers(ctx: &RequestCtx, all: &Figures) -> Vec<DataLine> {
    let l = ctx.l();
    let number = |part: &str, code: &str, name: String, period: &str, number: Shown| {
        Making { part, code, name, period: period.to_owned(), count: shown(number), ..Making::default() }
            .line(ctx)
    };
    let total = |part: &str, period: &str, shown: Shown| {
        number(part, "total", l.msg_transparency_total(), period, shown)
    };
    let today = ctx.services.today();
    let mut lines: Vec<DataLine> = all
        .content
        .rows()
        .into_iter()
        .map(|(one, shown)| number("content", one.as_str(), words::content(l, one), &today, shown))
        .collect();
    lines.push(total("content", &today, all.content.numbers.total));
    let quarter = all.quarter.map(|quarter| quarter.to_string()).unwrap_or_default();
    if let Some(told) = &all.participation {
        if let Some(questions) = &told.questions {
            lines.extend(questions.rows().into_iter().map(|(section, shown)| {
                let code = section.map_or("none", |section| section.slug());
                number("questions", code, words::section(l, section), &quarter, shown)
            }));
            lines.push(total("questions", &quarter, questions.numbers.total));
        }
        lines.push(number("accounts", "opened", l.msg_commitment_accounts(), &quarter, told.accounts));
    }
    if let Some(report) = &all.moderation {
        let sums = words::sums(l, report);
        lines.extend(sums.into_iter().map(|(code, name, shown)| number("team", code, name, &quarter, shown)));
    }
    lines
}

/// A line of the table, with its end: nothing in it is ever run as a formula.
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| field(&harmless(cell))).collect();
    format!("{}\r\n", cells.join(","))
}
