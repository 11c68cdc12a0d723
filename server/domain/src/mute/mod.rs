//! The room `mute`: whom and what a member does not want to read.
//!
//! *Mute* is one-way and hers alone: posts and topics stand folded for her, and nothing that they write is told to
//! her. *Block* does the same and parts the two for contact, both ways. Nobody is told, and nothing that the other
//! one sees is different by a byte. An alias is muted as an alias, within its topic; a mute of a name never
//! touches what the same woman writes under an alias, or it would tell who she is. Words fold what holds them.

mod change;
mod lens;
mod list;
mod words;

pub use change::{Change, by_post, lift_alias, lift_name, set_words};
pub(crate) use lens::Lens;
pub use lens::Quiet;
pub use list::{MutedAlias, MutedName, Mutes, mutes};
pub use words::{MAX_WORDS, WORDS_LENGTH};

/// `mute.kind` of a mute.
pub(crate) const MUTE: &str = "mute";
/// `mute.kind` of a block.
pub(crate) const BLOCK: &str = "block";

use entity::notify::mute;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::DomainResult;

/// Whether the first of the two blocked the second.
pub(crate) async fn blocks<C: ConnectionTrait>(db: &C, who: &str, whom: &str) -> DomainResult<bool> {
    let found = mute::Entity::find_by_id((who.to_owned(), whom.to_owned())).one(db).await?;
    Ok(found.is_some_and(|row| row.kind == BLOCK))
}

/// Whether one of the two blocked the other: then there is no contact between them, and neither is told why.
pub async fn is_parted<C: ConnectionTrait>(db: &C, one: &str, other: &str) -> DomainResult<bool> {
    let way = |from: &str, to: &str| {
        Condition::all().add(mute::Column::MemberId.eq(from)).add(mute::Column::OtherId.eq(to))
    };
    let found = mute::Entity::find()
        .filter(mute::Column::Kind.eq(BLOCK))
        .filter(Condition::any().add(way(one, other)).add(way(other, one)))
        .count(db)
        .await?;
    Ok(found > 0)
}
