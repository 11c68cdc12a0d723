//! Providers with which she signs in.

use async_trait::async_trait;
use entity::identity::{provider_flow, provider_identity, provider_pending};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{DomainResult, Services, forum::leave::Texts, privacy::export::Export};

/// The providers' tables.
pub struct Providers;

#[async_trait]
impl Part for Providers {
    fn held(&self) -> &'static [Held] {
        const BRIEF: Exported = Exported::No("random secrets of a way that ends within half an hour");
        &[
            Held { table: "provider_identity", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "provider_flow", exported: BRIEF, erased: Erased::Rows },
            Held { table: "provider_pending", exported: BRIEF, erased: Erased::Rows },
        ]
    }

    async fn collect(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        let rows = provider_identity::Entity::find()
            .filter(provider_identity::Column::MemberId.eq(whose.id.as_str()))
            .order_by_asc(provider_identity::Column::Provider)
            .all(tx)
            .await?;
        export.providers = rows.into_iter().map(|row| row.provider).collect();
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
        let linked = provider_identity::Entity::find()
            .filter(provider_identity::Column::MemberId.eq(id))
            .all(tx)
            .await?;
        // A first sign-in that was begun with the same identity knows it too.
        let hers = Condition::any().add(provider_pending::Column::MemberId.eq(id)).add(
            provider_pending::Column::IdentityHash.is_in(linked.iter().map(|row| row.identity_hash.as_str())),
        );
        provider_pending::Entity::delete_many().filter(hers).exec(tx).await?;
        provider_flow::Entity::delete_many().filter(provider_flow::Column::MemberId.eq(id)).exec(tx).await?;
        provider_identity::Entity::delete_many()
            .filter(provider_identity::Column::MemberId.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    }
}
