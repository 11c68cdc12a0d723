//! Subjects, numbers and warnings of an item: the one place that writes their rows, for the desk, the table and the
//! starter shelf.

use entity::library::{identifier, item_subject, warning};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};

use super::{identifier::Identifier, words::WarningKind};
use crate::DomainResult;

/// A warning as its row has it: what it is, from second, to second.
pub(super) type Told = (WarningKind, Option<i32>, Option<i32>);

/// What is said of an item beside its texts and people, each in order.
pub(super) struct Said<'a> {
    pub subjects: &'a [String],
    pub numbers: &'a [Identifier],
    pub warnings: &'a [Told],
}

/// Puts it in the place of what was said before. A subject that is named twice counts once.
pub(super) async fn write_said<C: ConnectionTrait>(tx: &C, item: &str, said: &Said<'_>) -> DomainResult<()> {
    item_subject::Entity::delete_many().filter(item_subject::Column::ItemId.eq(item)).exec(tx).await?;
    for (position, subject) in (0_i32..).zip(said.subjects) {
        let row = item_subject::ActiveModel {
            item_id: Set(item.to_owned()),
            subject_id: Set(subject.clone()),
            position: Set(position),
        };
        let key = [item_subject::Column::ItemId, item_subject::Column::SubjectId];
        item_subject::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    identifier::Entity::delete_many().filter(identifier::Column::ItemId.eq(item)).exec(tx).await?;
    for (position, one) in (0_i32..).zip(said.numbers) {
        let row = identifier::ActiveModel {
            item_id: Set(item.to_owned()),
            position: Set(position),
            kind: Set(one.kind.as_str().to_owned()),
            value: Set(one.value.clone()),
        };
        identifier::Entity::insert(row).exec_without_returning(tx).await?;
    }
    warning::Entity::delete_many().filter(warning::Column::ItemId.eq(item)).exec(tx).await?;
    for (position, (kind, from, to)) in (0_i32..).zip(said.warnings) {
        let row = warning::ActiveModel {
            item_id: Set(item.to_owned()),
            position: Set(position),
            kind: Set(kind.as_str().to_owned()),
            from_second: Set(*from),
            to_second: Set(*to),
        };
        warning::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
