//! What she agreed to and asked of us.

use async_trait::async_trait;
use entity::privacy::{consent, data_export, departure};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::leave::Texts,
    privacy::{
        consent::history,
        export::{Agreed, Asked, Export},
    },
    services::day_of,
};

/// The room `privacy`.
pub struct Privacy;

#[async_trait]
impl Part for Privacy {
    fn held(&self) -> &'static [Held] {
        &[
            Held { table: "consent", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "data_export", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "departure", exported: Exported::Yes, erased: Erased::Rows },
        ]
    }

    async fn collect(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        let id = whose.id.as_str();
        export.consents = history(tx, id)
            .await?
            .into_iter()
            .map(|one| Agreed {
                text: one.text.as_str(),
                version: one.version,
                language: one.locale,
                agreed_on: one.at_day,
                withdrawn_on: one.withdrawn_on,
            })
            .collect();
        let exports = data_export::Entity::find()
            .filter(data_export::Column::MemberId.eq(id))
            .order_by_asc(data_export::Column::AskedAt)
            .all(tx)
            .await?;
        let asked = |what: &str, at: i64| Asked { what: what.to_owned(), on: day_of(at) };
        export.requests = exports.iter().map(|row| asked("export", row.asked_at)).collect();
        let leaving = departure::Entity::find_by_id(id).one(tx).await?;
        export.requests.extend(leaving.iter().map(|row| asked(&row.kind, row.asked_at)));
        Ok(())
    }

    async fn erase(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        _texts: Texts,
    ) -> DomainResult<()> {
        let id = whose.id.as_str();
        consent::Entity::delete_many().filter(consent::Column::MemberId.eq(id)).exec(tx).await?;
        data_export::Entity::delete_many().filter(data_export::Column::MemberId.eq(id)).exec(tx).await?;
        departure::Entity::delete_by_id(id).exec(tx).await?;
        Ok(())
    }
}
