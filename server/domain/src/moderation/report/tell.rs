//! Who is told of a decision: whoever reported the text, and whoever reported one whose case it covers. Nobody is told
//! what became of anybody.

use entity::{
    forum::post,
    report::{report, report_case},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::{CaseState, standing};
use crate::{DomainResult, notify};

/// A decision on a case.
pub(super) struct Told<'a> {
    /// The case before it.
    pub case: &'a report_case::Model,
    /// Its text.
    pub post: &'a post::Model,
    /// When the team decided before, UTC milliseconds.
    pub answered: i64,
    /// UTC milliseconds.
    pub now: i64,
}

impl Told<'_> {
    /// Whom an earlier decision answered is told of the next one only if she said something since.
    fn is_news(&self, said: i64) -> bool {
        said >= self.case.opened_at || said > self.answered
    }

    async fn one(&self, tx: &DatabaseTransaction, report: &report::Model, said: i64) -> DomainResult<()> {
        match report.reporter_id.as_deref() {
            Some(reporter) if self.is_news(said) => {
                notify::event::reported(tx, reporter, &self.case.id, self.case.version, self.now).await
            }
            _ => Ok(()),
        }
    }

    /// Those who reported the text.
    pub async fn reporters(&self, tx: &DatabaseTransaction, reports: &[report::Model]) -> DomainResult<()> {
        for report in reports {
            self.one(tx, report, report.updated_at).await?;
        }
        Ok(())
    }

    /// Those who reported what this case covers: what they heard last is that it does. Not whoever wrote this text: she
    /// does not learn that it was reported. Whoever reported both is told once.
    pub async fn covered(&self, tx: &DatabaseTransaction) -> DomainResult<()> {
        let covered = report_case::Entity::find()
            .filter(report_case::Column::DuplicateOf.eq(self.case.id.as_str()))
            .filter(report_case::Column::State.eq(CaseState::Duplicate.as_str()))
            .order_by_asc(report_case::Column::Id)
            .all(tx)
            .await?;
        for case in covered {
            let reports = standing(tx, &case.id).await?;
            for report in reports.iter().filter(|one| !self.is_author(one)) {
                let said = Ord::max(report.updated_at, case.decided_at.unwrap_or_default());
                self.one(tx, report, said).await?;
            }
        }
        Ok(())
    }

    fn is_author(&self, report: &report::Model) -> bool {
        report.reporter_id.is_some() && report.reporter_id == self.post.author_id
    }
}
