//! One edition of an item: the file of a role in the language that somebody reads.

use contract::{Locale, Tongue, ids::ItemId};
use entity::library::item;
use sea_orm::{ColumnTrait, Condition};

use super::{
    item::{described_in, files},
    life::refusal,
    list::cards,
    model::{FileInfo, ItemCard},
    words::FileRole,
};
use crate::{DomainError, DomainResult, Services};

/// An item with the file of it that is read.
pub(super) struct Edition {
    pub card: ItemCard,
    pub described_in: Vec<(Locale, String)>,
    pub file: FileInfo,
    pub languages: Vec<Tongue>,
}

/// The file of an item with this role: in `wanted`, else in the reader's language, else in the first there is.
///
/// # Errors
/// [`contract::ErrorCode::Gone`] for what was withdrawn or erased; not found when there is no such visible item, or no
/// such file in the language asked for.
pub(super) async fn edition(
    services: &Services,
    locale: Locale,
    id: &ItemId,
    wanted: Option<Tongue>,
    role: FileRole,
) -> DomainResult<Edition> {
    let filter = Condition::all().add(item::Column::Id.eq(id.as_str()));
    let Some(card) = cards(services, locale, filter, 1).await?.pop() else {
        return Err(refusal(services.db.read(), id).await?);
    };
    let mut editions = files(services, locale, id).await?;
    editions.retain(|file| file.role == role);
    let mut languages: Vec<Tongue> = editions.iter().map(|file| file.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let file = editions
        .into_iter()
        .find(|file| wanted.is_none_or(|language| file.language == language))
        .ok_or_else(DomainError::not_found)?;
    let described_in = described_in(services, id).await?;
    Ok(Edition { card, described_in, file, languages })
}
