//! Addresses of what somebody chose of a dataset, of its files, and of its figures as they were imported.

use contract::{Locale, ids::DatasetId};
use domain::statistics::{Choice, cited::CellRef};

use super::{dataset, with_pairs};

fn pairs(choice: &Choice) -> [(&'static str, String); 5] {
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    [
        ("indicator", choice.indicator.clone().unwrap_or_default()),
        ("place", choice.geo.clone().unwrap_or_default()),
        ("sex", choice.sex.clone().unwrap_or_default()),
        ("from", year(choice.from)),
        ("to", year(choice.to)),
    ]
}

/// A dataset, with filters, order and page.
pub fn dataset_of(l: Locale, id: &DatasetId, slug: &str, choice: &Choice) -> String {
    let page = if choice.page > 0 { (choice.page + 1).to_string() } else { String::new() };
    let mut all = pairs(choice).to_vec();
    all.extend([("sort", choice.sort.written()), ("page", page)]);
    with_pairs(&dataset(l, id, slug), &all)
}

/// What somebody chose, as it stands behind the address of a file; empty for everything.
pub fn dataset_query(choice: &Choice) -> String {
    with_pairs("", &pairs(choice))
}

/// A file of a dataset: its ending, or what stands below the page.
pub fn dataset_file(l: Locale, id: &DatasetId, slug: &str, ending: &str, choice: &Choice) -> String {
    with_pairs(&format!("{}{ending}", dataset(l, id, slug)), &pairs(choice))
}

/// The figures of a dataset as they were imported, at the desk.
pub fn dataset_raw(l: Locale, id: &DatasetId) -> String {
    format!("/{l}/desk/statistics/{id}/raw")
}

/// A figure that a text cites, of the version that it cites.
pub fn dataset_cell(l: Locale, id: &DatasetId, slug: &str, cell: &CellRef, version: Option<i32>) -> String {
    let cited = version.map(|n| n.to_string()).unwrap_or_default();
    let path = with_pairs(&dataset(l, id, slug), &[("cell", cell.written()), ("cited", cited)]);
    format!("{path}#cell")
}
