//! The dry run: every row is read, everything that is wrong is told at once.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use entity::statistics::parts::Localised;

use super::{
    expected::{Expected, Fault},
    known::Known,
    mapping::{ASK, Mapping, OUT},
    series::{alike, breaks, order},
};
use crate::statistics::{
    catalogue::sha256,
    formats::{Read, Role, digits, number},
    period::Period,
};

/// Faults that are kept; of more, it is only known how many.
const MOST_FAULTS: usize = 100_000;
/// Characters of a value that are told.
const VALUE_CHARS: usize = 200;
/// Most characters of a remark, a name or an address.
const TEXT_CHARS: usize = 1_000;
const SEXES: [&str; 3] = ["F", "M", "T"];
const STATUSES: [&str; 5] = ["normal", "modelled", "partial", "adjusted", "missing"];

/// A figure, checked.
#[derive(Clone, Debug)]
pub(super) struct Fig {
    pub line: usize,
    pub indicator: Arc<str>,
    pub geo: Arc<str>,
    pub sex: &'static str,
    pub age: Arc<str>,
    pub period: Period,
    pub value: Option<f64>,
    /// Nothing where the file does not say it.
    pub status: Option<&'static str>,
    pub comparable: Option<Arc<str>>,
    pub note: Option<Localised>,
    pub code: Arc<str>,
    pub source: Arc<str>,
    /// A new series begins here.
    pub breaks: bool,
}

/// A file, checked.
#[derive(Default)]
pub(super) struct Checked {
    pub figures: Vec<Fig>,
    /// Names and addresses by identifier.
    pub sources: BTreeMap<Arc<str>, (Localised, String)>,
    pub faults: Vec<Fault>,
    /// Faults that are not kept.
    pub more: usize,
    /// Rows that she leaves out.
    pub left_out: usize,
}

impl Checked {
    fn fault(&mut self, row: usize, column: &str, value: &str, expected: Expected) {
        if self.faults.len() >= MOST_FAULTS {
            self.more += 1;
            return;
        }
        let mut told: String = value.chars().take(VALUE_CHARS).collect();
        if told.len() < value.len() {
            told.push('…');
        }
        self.faults.push(Fault { row, column: column.to_owned(), value: told, expected });
    }
}

/// What a code of the file is here.
#[derive(Clone)]
enum Target {
    Out,
    Unknown,
    Is { code: Arc<str>, sex: Option<&'static str>, age: Option<Arc<str>> },
}

struct Checker<'a> {
    read: &'a Read,
    mapping: &'a Mapping,
    known: &'a Known,
    targets: HashMap<(Role, &'a str), Target>,
    /// Texts that stand in many figures, kept once.
    kept: HashMap<String, Arc<str>>,
    done: Checked,
}

fn sex(code: &str) -> Option<&'static str> {
    SEXES.into_iter().find(|known| *known == code)
}

/// A status of ours, or of SDMX; and whether a series breaks there.
fn status(text: &str) -> Option<(Option<&'static str>, bool)> {
    if let Some(known) = STATUSES.into_iter().find(|known| *known == text) {
        return Some((Some(known), false));
    }
    Some(match text {
        "" | "A" | "D" => (None, false),
        "B" => (None, true),
        "E" | "F" | "I" | "S" => (Some("modelled"), false),
        "P" | "U" => (Some("partial"), false),
        "M" | "L" | "O" | "N" | "H" | "Q" => (Some("missing"), false),
        _ => return None,
    })
}

/// A period as other files write it.
pub(super) fn period(text: &str) -> Option<Period> {
    let text = digits(text);
    let text = text.trim();
    let direct = text.parse().ok();
    direct.or_else(|| {
        let (year, part) = text.split_at_checked(4)?;
        let part = part.trim_start_matches(['-', ' ']).to_ascii_uppercase();
        let part = part.replace(['S'], "H").replace('T', "Q");
        format!("{year}-{part}").parse().ok()
    })
}

impl<'a> Checker<'a> {
    fn keep(&mut self, text: &str) -> Arc<str> {
        if let Some(kept) = self.kept.get(text) {
            return kept.clone();
        }
        let kept: Arc<str> = text.into();
        self.kept.insert(text.to_owned(), kept.clone());
        kept
    }

    fn cell(&self, row: usize, role: Role) -> Option<&'a str> {
        let column = self.mapping.columns.get(&role)?;
        Some(self.read.sheet.cell(row, *column))
    }

    /// The column as the file calls it.
    fn column(&self, row: usize, role: Role) -> &'a str {
        let headers = self.read.sheet.headers();
        let own = self.mapping.columns.get(&role).and_then(|column| headers.get(*column));
        let period = || self.cell(row, Role::Period).unwrap_or_default();
        match own {
            Some(_) if self.read.sheet.wide && matches!(role, Role::Value | Role::Period) => period(),
            Some(name) => name,
            None => role.as_str(),
        }
    }

    fn resolve(&mut self, role: Role, code: &'a str) -> Target {
        if let Some(known) = self.targets.get(&(role, code)) {
            return known.clone();
        }
        let target = self.resolved(role, code);
        self.targets.insert((role, code), target.clone());
        target
    }

    fn resolved(&mut self, role: Role, code: &str) -> Target {
        let text = match self.mapping.target(role, code) {
            Some(OUT) => return Target::Out,
            Some(ASK) | None => return Target::Unknown,
            Some(text) => text.to_owned(),
        };
        let mut parts = text.split('/');
        let ours = parts.next().unwrap_or_default();
        let fine = match role {
            Role::Indicator => {
                let set = self.mapping.dataset.as_str();
                self.known.indicators.iter().any(|one| one.dataset_id == set && one.code == ours)
            }
            Role::Sex => sex(ours).is_some(),
            _ => self.known.has(role.as_str(), ours),
        };
        let of_sex = parts.next();
        let of_age = parts.next();
        let sound = of_sex.is_none_or(|code| sex(code).is_some())
            && of_age.is_none_or(|code| self.known.has("age", code));
        if !fine || !sound {
            return Target::Unknown;
        }
        let age = of_age.map(|code| self.keep(code));
        Target::Is { code: self.keep(ours), sex: of_sex.and_then(sex), age }
    }

    /// What a coded cell is here; a fault where nobody knows.
    fn coded(&mut self, row: usize, role: Role, expected: Expected) -> Option<Target> {
        let code = self.cell(row, role).unwrap_or_default();
        match self.resolve(role, code) {
            Target::Unknown => {
                let column = self.column(row, role);
                self.done.fault(self.read.sheet.line(row), column, code, expected);
                None
            }
            target => Some(target),
        }
    }

    fn source(&mut self, row: usize) -> Option<Arc<str>> {
        let line = self.read.sheet.line(row);
        // A file that names its sources names them in every row: what stands at the check is for files that do not.
        let name = match self.cell(row, Role::Source) {
            Some(text) => Localised { ar: text.to_owned(), fr: text.to_owned(), en: text.to_owned() },
            None => self.mapping.source.clone(),
        };
        let url = self.cell(row, Role::Url).unwrap_or(&self.mapping.url);
        let named = [&name.ar, &name.fr, &name.en].iter().all(|text| !text.trim().is_empty());
        if !named {
            let column = self.column(row, Role::Source);
            self.done.fault(line, column, "", Expected::Source);
        }
        let sound = (url.starts_with("https://") || url.starts_with("http://"))
            && !url.contains(char::is_whitespace)
            && url.chars().count() <= TEXT_CHARS;
        if !sound {
            let column = self.column(row, Role::Url);
            self.done.fault(line, column, url, Expected::Address);
        }
        if !named || !sound {
            return None;
        }
        // Another name in any language is another source: versions never change, nor what their sources are called.
        let id = if name.ar == name.en && name.fr == name.en {
            sha256(&[name.en.as_bytes(), url.as_bytes()])
        } else {
            sha256(&[name.en.as_bytes(), name.ar.as_bytes(), name.fr.as_bytes(), url.as_bytes()])
        };
        let id: String = id.chars().take(16).collect();
        let id = self.keep(&id);
        if !self.done.sources.contains_key(&id) {
            self.done.sources.insert(id.clone(), (name, url.to_owned()));
        }
        Some(id)
    }

    fn note(&mut self, row: usize) -> Option<Localised> {
        let text = self.cell(row, Role::Note).filter(|text| !text.is_empty())?;
        if text.chars().count() > TEXT_CHARS {
            let column = self.column(row, Role::Note);
            self.done.fault(self.read.sheet.line(row), column, text, Expected::Short(TEXT_CHARS));
        }
        Some(Localised { ar: text.to_owned(), fr: text.to_owned(), en: text.to_owned() })
    }

    fn row(&mut self, row: usize) {
        let line = self.read.sheet.line(row);
        let indicator = self.coded(row, Role::Indicator, Expected::Indicator);
        let geo = self.coded(row, Role::Geo, Expected::Geo);
        if matches!(indicator, Some(Target::Out)) || matches!(geo, Some(Target::Out)) {
            self.done.left_out += 1;
            return;
        }
        let (of_indicator, of_sex, of_age) = match indicator {
            Some(Target::Is { code, sex, age }) => (Some(code), sex, age),
            _ => (None, None, None),
        };
        let sex = match of_sex {
            Some(sex) => Some(sex),
            None => match self.coded(row, Role::Sex, Expected::Sex) {
                Some(Target::Is { code, .. }) => sex(&code),
                Some(_) => {
                    self.done.left_out += 1;
                    return;
                }
                None => None,
            },
        };
        let age = match of_age {
            Some(age) => Some(age),
            None => match self.coded(row, Role::Age, Expected::Age) {
                Some(Target::Is { code, .. }) => Some(code),
                Some(_) => {
                    self.done.left_out += 1;
                    return;
                }
                None => None,
            },
        };
        let when = self.cell(row, Role::Period).unwrap_or_default();
        let period = period(when);
        if period.is_none() {
            let column = self.column(row, Role::Period);
            self.done.fault(line, column, when, Expected::Period);
        }
        let text = self.cell(row, Role::Value).unwrap_or_default();
        let value = if self.read.is_missing(text) { None } else { number(text, self.mapping.decimal) };
        if value.is_none() && !self.read.is_missing(text) {
            let column = self.column(row, Role::Value);
            self.done.fault(line, column, text, Expected::Number(self.mapping.decimal));
        }
        let said = self.cell(row, Role::Status).unwrap_or_default();
        let read = status(said);
        if read.is_none() {
            let column = self.column(row, Role::Status);
            self.done.fault(line, column, said, Expected::Status);
        }
        let (status, breaks) = read.unwrap_or_default();
        // Nothing is not zero, and what is called missing has no figure.
        if status == Some("missing") && value.is_some() {
            let column = self.column(row, Role::Status);
            self.done.fault(line, column, said, Expected::Status);
        }
        let note = self.note(row);
        let source = self.source(row);
        let Some(Target::Is { code: geo, .. }) = geo else { return };
        let (Some(indicator), Some(sex), Some(age), Some(period), Some(source)) =
            (of_indicator, sex, age, period, source)
        else {
            return;
        };
        let spelled = self.cell(row, Role::Indicator).unwrap_or_default();
        let code = if spelled.is_empty() { indicator.clone() } else { self.keep(spelled) };
        let status = if value.is_none() { Some("missing") } else { status };
        self.done.figures.push(Fig {
            line,
            indicator,
            geo,
            sex,
            age,
            period,
            value,
            status,
            comparable: None,
            note,
            code,
            source,
            breaks,
        });
    }
}

/// Looks at every row. `step` hears how many were looked at.
pub(super) fn check(read: &Read, mapping: &Mapping, known: &Known, step: impl Fn(usize)) -> Checked {
    let mut checker = Checker {
        read,
        mapping,
        known,
        targets: HashMap::new(),
        kept: HashMap::new(),
        done: Checked::default(),
    };
    if known.dataset(&mapping.dataset).is_none() {
        checker.done.fault(0, "dataset", &mapping.dataset, Expected::Dataset);
    }
    for role in [Role::Period, Role::Value] {
        if !mapping.columns.contains_key(&role) {
            checker.done.fault(0, role.as_str(), "", Expected::Column);
        }
    }
    if !checker.done.faults.is_empty() {
        return checker.done;
    }
    for (line, found) in read.sheet.uneven() {
        let wanted = Expected::Cells(read.sheet.headers().len());
        checker.done.fault(*line, "", &found.to_string(), wanted);
    }
    for row in 0..read.sheet.len() {
        checker.row(row);
        if row % 10_000 == 0 {
            step(row);
        }
    }
    let mut done = checker.done;
    done.figures.sort_by(order);
    let twice: Vec<(usize, usize, String)> = done
        .figures
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if alike(a, b) && a.period == b.period => {
                let (first, second) = (a.line.min(b.line), a.line.max(b.line));
                Some((first, second, format!("{} {} {} {}", a.indicator, a.geo, a.sex, a.period)))
            }
            _ => None,
        })
        .collect();
    for (first, second, value) in twice {
        done.fault(second, "", &value, Expected::Once(first));
    }
    done.faults.sort_by_key(|fault| fault.row);
    breaks(&mut done.figures);
    done
}
