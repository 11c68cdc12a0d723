//! What somebody of the team wrote for readers, and what she did not save.

use async_trait::async_trait;
use entity::content::{article_audio, article_revision, article_work, working_copy};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{DomainResult, Services, forum::leave::Texts, privacy::export::Export};

/// The editorial desk.
pub struct Editorial;

#[async_trait]
impl Part for Editorial {
    fn held(&self) -> &'static [Held] {
        &[
            Held {
                table: "article_revision",
                exported: Exported::No("texts of the association; who wrote them is known to the desk alone"),
                erased: Erased::Reduced,
            },
            Held {
                table: "article_work",
                exported: Exported::No("where the work on texts of the association stands"),
                erased: Erased::Reduced,
            },
            Held {
                table: "article_audio",
                exported: Exported::No(
                    "texts of the association, read aloud; who brought them is known to the desk alone",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "working_copy",
                exported: Exported::No(
                    "what she did not save of texts of the association; on her page of them",
                ),
                erased: Erased::Rows,
            },
            Held {
                table: "article_transition",
                exported: Exported::No("what the team did; names of the team are in no export"),
                erased: Erased::Kept(
                    "the database lets nobody change it; identifiers in it lead to an empty row once the account \
                     is erased",
                ),
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
        article_revision::Entity::update_many()
            .col_expr(article_revision::Column::AuthorId, Expr::value(Option::<String>::None))
            .filter(article_revision::Column::AuthorId.eq(id))
            .exec(tx)
            .await?;
        article_audio::Entity::update_many()
            .col_expr(article_audio::Column::MadeBy, Expr::value(Option::<String>::None))
            .filter(article_audio::Column::MadeBy.eq(id))
            .exec(tx)
            .await?;
        for column in [
            article_work::Column::SubmittedBy,
            article_work::Column::ApprovedBy,
            article_work::Column::OwnerId,
        ] {
            article_work::Entity::update_many()
                .col_expr(column, Expr::value(Option::<String>::None))
                .filter(column.eq(id))
                .exec(tx)
                .await?;
        }
        working_copy::Entity::delete_many().filter(working_copy::Column::MemberId.eq(id)).exec(tx).await?;
        Ok(())
    }
}
