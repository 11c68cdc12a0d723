//! Pages of the room `statistics`.

mod choose;
mod dataset;
pub mod desk;
mod download;
mod figure;
mod index;
mod raw;
mod story;
mod table;
pub mod words;

use contract::{Locale, ids::split_slugged};
use domain::{DomainError, statistics};

pub use dataset::dataset;
pub use download::{Download, Format, download, shared};
pub use figure::teaser;
pub use index::{card_list, index, link_list};
pub use raw::raw;

/// The dataset that a segment of an address names; anything malformed is not found.
async fn named(
    services: &domain::Services,
    segment: &str,
    choice: &statistics::Choice,
) -> Result<(statistics::Dataset, String), DomainError> {
    let (id, slug) = split_slugged(segment);
    let id = id.parse().map_err(|_| DomainError::not_found())?;
    Ok((statistics::chosen(services, &id, choice).await?, slug.to_owned()))
}

/// The address of a dataset in each language, with what was chosen of it.
fn alternates(set: &statistics::Dataset, choice: &statistics::Choice) -> Vec<(Locale, String)> {
    let at = |locale| crate::site::routes::dataset_of(locale, &set.id, set.slug_in(locale), choice);
    Locale::ALL.into_iter().map(|locale| (locale, at(locale))).collect()
}
