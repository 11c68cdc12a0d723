//! Reads one line: everything that is wrong in it, at once.

use std::collections::{BTreeMap, BTreeSet};

use contract::{Locale, Section, Tongue, ids::ItemId};

use super::{
    expected::Expected,
    known::Known,
    table::{Fault, Row},
};
use crate::library::{
    Access, AgentRole, Audience, Genre, Identifier, IdentifierKind, InLanguages, Kind, Licence, RelationKind,
    Target, Warning, WarningKind,
    columns::{ACCESS_NOTE, BETWEEN, HOLDER, OTHER, in_language, tongues},
    details::{COVERED, Details, OTHERS, PAGES_MAX},
    edtf::{is_date, is_span},
    identifier::is_address,
    life::start_of_day,
};

pub(super) const DAY_MS: i64 = 86_400_000;
/// Days that a table may name: from the first of 1970 to the last of 2199, in Tunisia.
const DAYS: std::ops::RangeInclusive<i64> = -3_600_000..=7_258_114_800_000;
/// Most characters of a title or name.
const TITLE: usize = 300;
/// Most characters of a note of a few sentences.
const NOTE: usize = 600;
/// Most characters of a longer text.
const TEXT: usize = 5_000;

/// Texts in one language.
pub(super) struct Text {
    pub title: String,
    pub summary: String,
    pub rights: Option<String>,
}

/// An item that can be written, but for its files.
pub(super) struct Ready {
    pub line: u64,
    /// The identifier that the table wants for it.
    pub id: Option<ItemId>,
    pub kind: Kind,
    pub genre: Option<Genre>,
    pub section: Option<Section>,
    pub work: Option<String>,
    pub languages: Vec<Tongue>,
    pub year: Option<i32>,
    pub licence: Licence,
    pub source: Option<String>,
    pub machine_read: bool,
    pub published_on: Option<String>,
    pub visible_from: Option<i64>,
    pub visible_to: Option<i64>,
    pub accessibility: Vec<Access>,
    pub testimony: bool,
    pub audience: Option<Audience>,
    pub details: Details,
    pub texts: BTreeMap<Locale, Text>,
    pub people: Vec<(AgentRole, InLanguages)>,
    pub holder: Option<InLanguages>,
    pub subjects: Vec<String>,
    pub identifiers: Vec<Identifier>,
    pub warnings: Vec<Warning>,
    pub relations: Vec<(RelationKind, Target)>,
    pub collections: Vec<String>,
}

/// An instant of the table: a day, of which the end is `DAY_MS` later, or milliseconds as they are exported.
pub(super) fn instant(value: &str, more: i64) -> Option<i64> {
    let read = start_of_day(value).map(|day| day + more).or_else(|| value.parse::<i64>().ok());
    read.filter(|at| DAYS.contains(at))
}

/// A line, and what is wrong in it so far.
pub(super) struct Reader<'a> {
    row: &'a Row,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Reader<'a> {
    pub fn new(row: &'a Row, faults: &'a mut Vec<Fault>) -> Self {
        Self { row, faults }
    }

    pub fn get(&self, column: &str) -> &'a str {
        self.row.cells.get(column).map(String::as_str).unwrap_or_default()
    }

    pub fn fault(&mut self, column: &str, value: &str, expected: Expected) {
        self.faults.push(Fault::new(self.row.line, column, value, expected));
    }

    /// Repeated values, without empty ones.
    pub fn list(&self, column: &str) -> Vec<&'a str> {
        let all = self.get(column).split(BETWEEN).map(str::trim);
        all.filter(|value| !value.is_empty()).collect()
    }

    /// A value that is not there, or can be read.
    fn optional<T>(
        &mut self,
        column: &str,
        expected: Expected,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(column);
        if value.is_empty() {
            return None;
        }
        let found = read(value);
        if found.is_none() {
            self.fault(column, value, expected);
        }
        found
    }

    /// Repeated values that can be read.
    fn each<T>(&mut self, column: &str, expected: &Expected, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        for value in self.list(column) {
            match read(value) {
                Some(one) => found.push(one),
                None => self.fault(column, value, expected.clone()),
            }
        }
        found
    }

    fn text(&mut self, field: &str, locale: Locale, most: usize) -> Option<String> {
        let column = in_language(field, locale);
        let value = self.get(&column);
        if value.chars().count() > most {
            let begun: String = value.chars().take(40).collect();
            self.fault(&column, &format!("{begun}…"), Expected::Characters(most));
        }
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn texts(&mut self) -> BTreeMap<Locale, Text> {
        let mut texts = BTreeMap::new();
        for l in Locale::ALL {
            let title = self.text("title", l, TITLE);
            let summary = self.text("abstract", l, TEXT);
            let rights = self.text("rights", l, TEXT);
            match title {
                Some(title) => {
                    texts.insert(l, Text { title, summary: summary.unwrap_or_default(), rights });
                }
                None if summary.is_some() || rights.is_some() => {
                    self.fault(&in_language("title", l), "", Expected::TitleOfTexts);
                }
                None => {}
            }
        }
        if Locale::ALL.into_iter().all(|l| self.get(&in_language("title", l)).is_empty()) {
            self.fault("title[ar]", "", Expected::Title);
        }
        texts
    }

    /// Names by place: the second of one language is the second of the others.
    fn names(&mut self, field: &str) -> Vec<InLanguages> {
        let mut people: Vec<InLanguages> = Vec::new();
        for l in Locale::ALL {
            let column = in_language(field, l);
            for (place, name) in self.get(&column).split(BETWEEN).map(str::trim).enumerate() {
                if people.len() <= place {
                    people.push(InLanguages::new());
                }
                if name.chars().count() > TITLE {
                    self.fault(&column, name, Expected::Names(TITLE));
                }
                if !name.is_empty()
                    && let Some(person) = people.get_mut(place)
                {
                    person.insert(l, name.to_owned());
                }
            }
        }
        people.retain(|names| !names.is_empty());
        people
    }

    fn warning(value: &str) -> Option<Warning> {
        let Some((kind, range)) = value.split_once(':') else {
            return Some(Warning { kind: WarningKind::parse(value)?, range: None });
        };
        let (from, to) = range.split_once('-')?;
        let (from, to) = (from.trim().parse::<u32>().ok()?, to.trim().parse::<u32>().ok()?);
        let bearable = from < to && i32::try_from(to).is_ok();
        bearable.then_some(Warning { kind: WarningKind::parse(kind)?, range: Some((from, to)) })
    }

    fn relations(&mut self, known: &Known) -> Vec<(RelationKind, Target)> {
        self.each("relation", &Expected::Relation, |value| {
            let (kind, target) = value.split_once(':')?;
            let kind = RelationKind::parse(kind)?;
            if is_address(target) {
                return Some((kind, Target::Url(target.to_owned())));
            }
            let there = known.items.contains(target) || known.coming.contains_key(target);
            let id: ItemId = target.parse().ok().filter(|_| there)?;
            Some((kind, Target::Item(id)))
        })
    }

    fn id(&mut self, known: &Known) -> Option<ItemId> {
        let id = self.optional("id", Expected::Id, |value| value.parse::<ItemId>().ok())?;
        if known.items.contains(id.as_str()) {
            self.fault("id", id.as_str(), Expected::IdNew);
        } else if known.coming.get(id.as_str()).is_some_and(|times| *times > 1) {
            self.fault("id", id.as_str(), Expected::IdOnce);
        }
        Some(id)
    }

    /// Repeated values, of which there may be only so many.
    fn few<T>(&mut self, column: &str, most: usize, values: Vec<T>) -> Vec<T> {
        if values.len() > most {
            self.fault(column, "", Expected::AtMost(most));
        }
        values
    }

    /// What a catalogue says of a work beyond what every item has.
    fn details(&mut self) -> Details {
        let mut others = Vec::new();
        for tongue in tongues() {
            let column = in_language(OTHER, tongue);
            for title in self.list(&column) {
                if title.chars().count() > TITLE {
                    self.fault(&column, title, Expected::Characters(TITLE));
                }
                others.push((tongue, title.to_owned()));
            }
        }
        let kept = |value: &str| Some(value.to_owned());
        let short = |value: &str| kept(value).filter(|value| value.chars().count() <= TITLE);
        let date = |value: &str| kept(value).filter(|value| is_date(value));
        let pages = |value: &str| value.parse::<u32>().ok().filter(|pages| (1..=PAGES_MAX).contains(pages));
        let places = self.each("coverage", &Expected::Characters(TITLE), short);
        let periods =
            self.each("period", &Expected::Span, |value| kept(value).filter(|value| is_span(value)));
        let mut access_note = InLanguages::new();
        for l in Locale::ALL {
            access_note.extend(self.text(ACCESS_NOTE, l, NOTE).map(|note| (l, note)));
        }
        Details {
            others: self.few(OTHER, OTHERS, others),
            created: self.optional("created", Expected::Date, date),
            recorded: self.optional("recorded", Expected::Date, date),
            place: self.optional("place", Expected::Characters(TITLE), short),
            pages: self.optional("pages", Expected::Pages, pages),
            places: self.few("coverage", COVERED, places),
            periods: self.few("period", COVERED, periods),
            access_note,
        }
    }

    fn languages(&mut self) -> Vec<Tongue> {
        let codes = Expected::one_of(Tongue::ALL.map(Tongue::code));
        let mut languages = self.each("languages", &codes, |value| value.parse::<Tongue>().ok());
        if self.list("languages").is_empty() {
            self.fault("languages", "", Expected::MainLanguage);
        }
        // What says that there is none, or that nobody knows it, stands alone.
        if languages.len() > 1
            && let Some(none) = languages.iter().find(|one| !one.is_known())
        {
            let known = Tongue::ALL.into_iter().filter(|one| one.is_known());
            self.fault("languages", none.code(), Expected::one_of(known.map(Tongue::code)));
        }
        let mut seen = BTreeSet::new();
        languages.retain(|one| seen.insert(*one));
        languages
    }

    /// Everything but the files.
    pub fn item(&mut self, known: &Known) -> Option<Ready> {
        let before = self.faults.len();
        let kinds = Expected::one_of(Kind::ALL.iter().map(|one| one.as_str()));
        let kind = self.optional("kind", kinds.clone(), Kind::parse);
        if self.get("kind").is_empty() {
            self.fault("kind", "", kinds);
        }
        let genres = Expected::one_of(Genre::ALL.iter().map(|one| one.as_str()));
        let genre = self.optional("genre", genres, Genre::parse);
        let languages = self.languages();
        let licences = Expected::one_of(Licence::ALL.iter().map(|one| one.as_str()));
        let accesses = Expected::one_of(Access::ALL.iter().map(|one| one.as_str()));
        let texts = self.texts();
        let mut people = Vec::new();
        for role in AgentRole::ALL {
            people.extend(self.names(role.as_str()).into_iter().map(|names| (*role, names)));
        }
        let mut holders = self.names(HOLDER);
        if holders.len() > 1 {
            self.fault(HOLDER, "", Expected::OneHolder);
        }
        let id = self.id(known);
        let section = self.optional("section", Expected::Section, |value| value.parse::<Section>().ok());
        let latest = known.latest;
        let year = self.optional("year", Expected::Year, |value| {
            let year = value.parse::<i32>().ok().filter(|year| (1..=latest).contains(year));
            year.filter(|_| value.bytes().all(|byte| byte.is_ascii_digit()))
        });
        let licence = self.optional("licence", licences, Licence::parse).unwrap_or(Licence::NotEvaluated);
        let address = |value: &str| is_address(value).then(|| value.to_owned());
        let source = self.optional("source", Expected::Address, address);
        let yes = |value: &str| match value {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let machine_read = self.optional("machine_read", Expected::YesNo, yes);
        let testimony = self.optional("testimony", Expected::YesNo, yes);
        let audiences = Expected::one_of(Audience::ALL.iter().map(|one| one.as_str()));
        let audience = self.optional("audience", audiences, Audience::parse);
        let details = self.details();
        let day = |value: &str| start_of_day(value).filter(|at| DAYS.contains(at)).map(|_| value.to_owned());
        let published_on = self.optional("published_on", Expected::Day, day);
        let visible_from = self.optional("visible_from", Expected::Day, |value| instant(value, 0));
        let visible_to = self.optional("visible_to", Expected::Day, |value| instant(value, DAY_MS));
        if visible_from.zip(visible_to).is_some_and(|(from, to)| from >= to) {
            self.fault("visible_to", self.get("visible_to"), Expected::DayAfter);
        }
        let accessibility = self.each("accessibility", &accesses, Access::parse);
        let subjects = self.each("subject", &Expected::Subject, |value| {
            known.subjects.get(value).or_else(|| known.subjects.get(&value.to_lowercase())).cloned()
        });
        let identifiers = self.each("identifier", &Expected::Identifier, |value| {
            let (kind, value) = value.split_once(':')?;
            let kind = IdentifierKind::parse(kind).filter(|kind| kind.accepts(value))?;
            Some(Identifier { kind, value: value.to_owned() })
        });
        let warnings = self.each("warning", &Expected::Warning, Self::warning);
        let relations = self.relations(known);
        let collections =
            self.each("collection", &Expected::Collection, |value| known.collections.get(value).cloned());
        let work = self.get("work");
        let ready = Ready {
            line: self.row.line,
            id,
            kind: kind?,
            genre,
            section,
            work: (!work.is_empty()).then(|| work.to_owned()),
            languages,
            year,
            licence,
            source,
            machine_read: machine_read.unwrap_or_default(),
            published_on,
            visible_from,
            visible_to,
            accessibility,
            testimony: testimony.unwrap_or_default(),
            audience,
            details,
            texts,
            people,
            holder: holders.pop(),
            subjects,
            identifiers,
            warnings,
            relations,
            collections,
        };
        (self.faults.len() == before).then_some(ready)
    }
}
