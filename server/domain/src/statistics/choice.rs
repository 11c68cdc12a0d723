//! What somebody chose of a dataset: filters, order and page. Everything is withheld before anything is chosen.

use super::dataset::Row;

/// Datasets with more figures than this (all versions in use) are read a page at a time.
pub const LONG: u64 = 5_000;
/// Figures on a page of such a dataset.
pub const PAGE: u64 = 200;
/// Pages that one can turn; whoever looks for more chooses a place or a time.
pub const PAGES: u64 = 50;
/// Most figures in one file.
pub const FILE: u64 = 100_000;

/// The order of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As the table is laid out.
    #[default]
    AsLaid,
    /// The other way round; in a long table the newest first.
    Reversed,
    /// By the figures of a column.
    Column {
        /// Number of the column, from 0.
        n: usize,
        /// From the highest.
        falling: bool,
    },
}

impl Sort {
    /// Reads an address: `rows`, `c0`, `-c0`; anything else is the usual order.
    pub fn read(text: &str) -> Self {
        let (falling, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        match name.strip_prefix('c').and_then(|n| n.parse().ok()) {
            Some(n) => Self::Column { n, falling },
            None if text == "rows" => Self::Reversed,
            None => Self::AsLaid,
        }
    }

    /// As in an address; nothing for the usual order.
    pub fn written(self) -> String {
        match self {
            Self::AsLaid => String::new(),
            Self::Reversed => "rows".to_owned(),
            Self::Column { n, falling } => format!("{}c{n}", if falling { "-" } else { "" }),
        }
    }
}

/// What somebody chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Indicator.
    pub indicator: Option<String>,
    /// Place.
    pub geo: Option<String>,
    /// `F`, `M`, `T`.
    pub sex: Option<String>,
    /// First year.
    pub from: Option<u16>,
    /// Last year.
    pub to: Option<u16>,
    /// Order.
    pub sort: Sort,
    /// Page, from 0.
    pub page: u64,
}

impl Choice {
    /// Reads an address; `get` gives a parameter, empty for none. What is malformed is as if it were not there.
    pub fn read<'a>(get: impl Fn(&str) -> &'a str) -> Self {
        let code = |name: &str| {
            let code = get(name);
            let fine = !code.is_empty() && code.len() <= 64 && !code.contains(char::is_control);
            fine.then(|| code.to_owned())
        };
        let year = |name: &str| get(name).parse().ok().filter(|year| (1900..=2100).contains(year));
        let page = get("page").parse::<u64>().unwrap_or(1).clamp(1, PAGES) - 1;
        Self {
            indicator: code("indicator"),
            geo: code("place"),
            sex: code("sex"),
            from: year("from"),
            to: year("to"),
            sort: Sort::read(get("sort")),
            page,
        }
    }

    /// Whether a part of the figures is chosen.
    pub fn is_narrow(&self) -> bool {
        self.indicator.is_some()
            || self.geo.is_some()
            || self.sex.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }

    /// Whether it is the page as everybody first sees it.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a figure is among what was chosen.
    pub fn keeps(&self, row: &Row) -> bool {
        let fits =
            |wanted: &Option<String>, code: &str| wanted.as_deref().is_none_or(|wanted| wanted == code);
        let year = row.period.year();
        fits(&self.indicator, &row.indicator)
            && fits(&self.geo, &row.geo)
            && fits(&self.sex, &row.sex)
            && self.from.is_none_or(|from| year >= from)
            && self.to.is_none_or(|to| year <= to)
    }
}

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Places, in order.
    pub geos: Vec<String>,
    /// `F`, `M`, `T` as far as they occur.
    pub sexes: Vec<String>,
    /// First and last year.
    pub years: Option<(u16, u16)>,
}

/// Most of a dataset that is read a page at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// There is a next page.
    pub more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_nonsense_is_left_out() {
        let asked = [("sort", "-c1"), ("from", "2004"), ("to", "x"), ("place", "TN"), ("page", "9999")];
        let choice = Choice::read(|name| {
            asked.iter().find(|(key, _)| *key == name).map(|(_, value)| *value).unwrap_or_default()
        });
        assert_eq!(choice.sort, Sort::Column { n: 1, falling: true });
        assert_eq!(choice.sort.written(), "-c1");
        assert_eq!((choice.from, choice.to, choice.geo.as_deref()), (Some(2004), None, Some("TN")));
        assert_eq!(choice.page, PAGES - 1);
        assert!(Choice::read(|_| "").is_usual());
    }
}
