//! Texts that she has not sent yet.

use async_trait::async_trait;
use entity::forum::draft;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::leave::Texts,
    privacy::export::{Drafted, Export},
    services::day_of,
};

/// Drafts.
pub struct Drafts;

#[async_trait]
impl Part for Drafts {
    fn held(&self) -> &'static [Held] {
        &[Held { table: "draft", exported: Exported::Yes, erased: Erased::Rows }]
    }

    async fn collect(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        let rows = draft::Entity::find()
            .filter(draft::Column::MemberId.eq(whose.id.as_str()))
            .order_by_asc(draft::Column::UpdatedAt)
            .all(tx)
            .await?;
        export.drafts = rows
            .into_iter()
            .map(|row| Drafted {
                // What she quotes there is not hers.
                text: crate::markup::quote::own_words(&row.body).into_owned(),
                place: row.place,
                title: row.title,
                saved_on: day_of(row.updated_at),
            })
            .collect();
        Ok(())
    }

    async fn erase(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        _texts: Texts,
    ) -> DomainResult<()> {
        draft::Entity::delete_many().filter(draft::Column::MemberId.eq(whose.id.as_str())).exec(tx).await?;
        Ok(())
    }
}
