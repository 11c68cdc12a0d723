//! Why her texts waited, what was noticed about them, and whether they earned trust; the words that she watches for
//! the team.

use async_trait::async_trait;
use entity::forum::{post, post_gate, trust, watched_pattern};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr,
};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{DomainResult, Services, forum::leave::Texts, privacy::export::Export};

/// The gate before publication.
pub struct Gate;

#[async_trait]
impl Part for Gate {
    fn held(&self) -> &'static [Held] {
        &[
            Held {
                table: "trust",
                exported: Exported::No("her role, which is in the export, says whether she is trusted"),
                erased: Erased::Rows,
            },
            Held {
                table: "watched_pattern",
                exported: Exported::No("what the team watches; who keeps a word is in no export"),
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
        let hers = post::Entity::find()
            .select_only()
            .column(post::Column::Id)
            .filter(post::Column::AuthorId.eq(id))
            .into_query();
        post_gate::Entity::delete_many().filter(post_gate::Column::PostId.in_subquery(hers)).exec(tx).await?;
        trust::Entity::delete_by_id(id).exec(tx).await?;
        watched_pattern::Entity::update_many()
            .col_expr(watched_pattern::Column::AddedBy, Expr::value(Option::<String>::None))
            .filter(watched_pattern::Column::AddedBy.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    }
}
