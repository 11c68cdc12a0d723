//! Behind which aliases she hides, and what she did as one of the two who may look behind others.

use async_trait::async_trait;
use entity::staff::identity_request;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::{alias, leave::Texts},
    privacy::export::Export,
};

/// Aliases of the forum. Her texts under them are exported with the others.
pub struct Aliases;

#[async_trait]
impl Part for Aliases {
    fn held(&self) -> &'static [Held] {
        &[
            Held {
                table: "topic_alias",
                exported: Exported::No("each of her texts in the export names its alias"),
                erased: Erased::Rows,
            },
            Held {
                table: "identity_request",
                exported: Exported::No(
                    "what the team did; whom it concerns is told by a message, which is exported",
                ),
                erased: Erased::Reduced,
            },
        ]
    }

    async fn collect(
        &self,
        _services: &Services,
        _tx: &DatabaseTransaction,
        _whose: &Whose,
        _export: &mut Export,
    ) -> DomainResult<()> {
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
        alias::forget(tx, id).await?;
        use identity_request::Column::{AskedBy, ConfirmedBy, HoldBy};
        for column in [AskedBy, ConfirmedBy, HoldBy] {
            identity_request::Entity::update_many()
                .col_expr(column, Expr::value(Option::<String>::None))
                .filter(column.eq(id))
                .exec(tx)
                .await?;
        }
        Ok(())
    }
}
