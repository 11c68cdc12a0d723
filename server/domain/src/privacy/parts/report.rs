//! What she reported, and copies of her texts in what others reported.

use async_trait::async_trait;
use sea_orm::DatabaseTransaction;

use super::{Erased, Exported, Held, Part, Whose};
use crate::{DomainResult, Services, forum::leave::Texts, moderation::report, privacy::export::Export};

/// Reports.
pub struct Reports;

#[async_trait]
impl Part for Reports {
    fn held(&self) -> &'static [Held] {
        &[Held { table: "report", exported: Exported::Yes, erased: Erased::Reduced }]
    }

    async fn collect(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        export.reports = report::collect(tx, &whose.id).await?;
        Ok(())
    }

    async fn erase(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        texts: Texts,
    ) -> DomainResult<()> {
        report::erase(tx, &whose.id, texts, services.now_ms()).await
    }
}
