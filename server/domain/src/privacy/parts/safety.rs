//! Cases in which she may have been in danger, and her hours as one of the team.

use async_trait::async_trait;
use entity::duty::shift;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{DomainResult, Services, forum::leave::Texts, privacy::export::Export, safety::danger};

/// Cases of danger, and the roster.
pub struct Safety;

#[async_trait]
impl Part for Safety {
    fn held(&self) -> &'static [Held] {
        &[
            Held {
                table: "safety_case",
                exported: Exported::No(
                    "a file that somebody else opens on her telephone would tell of it; she sees it on her own page",
                ),
                erased: Erased::Reduced,
            },
            Held {
                table: "safety_log",
                exported: Exported::No("codes of what the team did; names of the team are in no export"),
                erased: Erased::Kept(
                    "the database lets nobody change it; it says what the team did, and holds nothing that was \
                     written",
                ),
            },
            Held {
                table: "safety_disclosure",
                exported: Exported::No("what two of the team decided; their names are in no export"),
                erased: Erased::Kept("whoever lets something out of this house answers for it"),
            },
            Held {
                table: "duty_shift",
                exported: Exported::No("hours of the team; they are on the desk"),
                erased: Erased::Rows,
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
        services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        _texts: Texts,
    ) -> DomainResult<()> {
        shift::Entity::delete_many().filter(shift::Column::MemberId.eq(whose.id.as_str())).exec(tx).await?;
        danger::erase(tx, &whose.id, services.now_ms()).await
    }
}
