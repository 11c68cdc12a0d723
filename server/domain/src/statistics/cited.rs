//! A single figure that a text cites: written as its codes, with commas between (`SL.TLF.CACT, TN, 2014, F, 15+`), found
//! again in the version that is shown, and beside it what stood there in the version that was cited.

use contract::ids::DatasetId;
use entity::statistics::observation;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect};

use super::{
    choice::Choice,
    dataset::{Cell, Row},
    load,
    long::{figures, read},
    period::Period,
};
use crate::{DomainResult, Services, content::references::cites_version};

/// Longest way of writing one.
const MOST_BYTES: usize = 200;

/// A figure as a text refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRef {
    period: Period,
    sex: Option<String>,
    age: Option<String>,
    /// Indicator and place, in whatever order.
    codes: Vec<String>,
}

impl CellRef {
    /// Reads one; nothing for words that are none. A figure has a period, and an indicator or a place.
    pub fn read(text: &str) -> Option<Self> {
        let (mut period, mut sex, mut age, mut codes) = (None, None, None, Vec::new());
        if text.len() > MOST_BYTES {
            return None;
        }
        for part in text.split([',', '،', ';', '؛', '·']).map(str::trim).filter(|part| !part.is_empty()) {
            if let Ok(at) = part.parse::<Period>() {
                period = Some(at);
            } else if ["F", "M", "T"].contains(&part) {
                sex = Some(part.to_owned());
            } else if part == "total" || part.starts_with(|c: char| c.is_ascii_digit() || c == '<') {
                age = Some(part.to_owned());
            } else if part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)) {
                codes.push(part.to_owned());
            } else {
                return None;
            }
        }
        (!codes.is_empty() && codes.len() < 3).then_some(())?;
        Some(Self { period: period?, sex, age, codes })
    }

    /// As it stands in an address.
    pub fn written(&self) -> String {
        let mut parts = self.codes.clone();
        parts.push(self.period.to_string());
        parts.extend(self.sex.clone());
        parts.extend(self.age.clone());
        parts.join(",")
    }
}

/// How a figure is cited: as the text that editors copy.
pub fn written(row: &Row) -> String {
    format!("{}, {}, {}, {}, {}", row.indicator, row.geo, row.period, row.sex, row.age)
}

/// A figure that is cited, as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The figure as it is shown now, or, where it is not shown any more, as it stood.
    pub row: Row,
    /// It is shown now.
    pub shown: bool,
    /// The version that was cited and what stood there, when that is another one than is shown. Small counts are withheld.
    pub then: Option<(i32, Cell)>,
}

impl Cited {
    /// Whether this is the figure.
    pub fn is(&self, row: &Row) -> bool {
        let key = |row: &Row| {
            (row.indicator.clone(), row.geo.clone(), row.period, row.sex.clone(), row.age.clone())
        };
        self.shown && key(&self.row) == key(row)
    }

    /// What to choose of a dataset that is read a page at a time, so that the figure is on the page.
    pub fn choice(&self) -> Choice {
        Choice {
            indicator: Some(self.row.indicator.clone()),
            geo: Some(self.row.geo.clone()),
            sex: Some(self.row.sex.clone()),
            from: Some(self.row.period.year()),
            to: Some(self.row.period.year()),
            ..Choice::default()
        }
    }
}

/// Finds a figure that a text cites; nothing where there is none, or more than one fits. Three queries.
///
/// # Errors
/// Not found for an unknown dataset, or the database refuses.
pub async fn cited(
    services: &Services,
    id: &DatasetId,
    cell: &CellRef,
    version: Option<i32>,
) -> DomainResult<Option<Cited>> {
    use observation::Column as C;
    let head = load::head(services, id).await?;
    let now = head.set.version;
    let mut before = version.filter(|cited| *cited != now && *cited > 0);
    if let Some(n) = before
        && !cites_version(services, id.as_str(), n).await?
    {
        // What was taken back is nobody's, unless a text says that it stood there.
        before = None;
    }
    let mut query = figures(&head)
        .filter(C::Version.is_in([Some(now), before].into_iter().flatten()))
        .filter(C::Period.eq(cell.period.to_string()));
    for code in &cell.codes {
        query = query.filter(Condition::any().add(C::Indicator.eq(code)).add(C::Geo.eq(code)));
    }
    for (column, wanted) in [(C::Sex, &cell.sex), (C::Age, &cell.age)] {
        if let Some(code) = wanted {
            query = query.filter(column.eq(code));
        }
    }
    let found = read(services, &head, query.limit(3)).await?;
    let in_version = |n: i32| {
        let rows: Vec<&Row> = found.iter().filter(|(version, _)| *version == n).map(|(_, row)| row).collect();
        match rows.as_slice() {
            [row] => Some((*row).clone()),
            _ => None,
        }
    };
    let (today, then) = (in_version(now), before.and_then(in_version));
    let told = before.zip(then.as_ref().map(|row| row.cell));
    Ok(match (today, then) {
        (Some(row), _) => Some(Cited { row, shown: true, then: told }),
        (None, Some(row)) => Some(Cited { row, shown: false, then: told }),
        (None, None) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_words_are_not() {
        let cell = CellRef::read("SL.TLF.CACT، TN، 2014، F").expect("a figure");
        assert_eq!(cell.written(), "SL.TLF.CACT,TN,2014,F");
        assert_eq!(CellRef::read(&cell.written()), Some(cell));
        let whole = CellRef::read("AFC.MANARA.CALLS, TN-33, 2021-01/2021-10, T, 15-24").expect("a figure");
        assert_eq!(whole.written(), "AFC.MANARA.CALLS,TN-33,2021-01/2021-10,T,15-24");
        for text in ["", "2014", "TN", "2014, Le Kef", "p. 12", "a, b, c, 2014", &"x".repeat(300)] {
            assert_eq!(CellRef::read(text), None, "{text}");
        }
    }
}
