//! Hashes what is due, within the budget, or everything.

use entity::{
    content::article_audio,
    library::{blob, cover, file, fixity},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::{DAY_MS, Outcome, judge::judge};
use crate::{DomainResult, Services, duty, search, services::new_id};

/// Blobs that are looked up at a time.
const CHUNK: u64 = 100;
/// How long it is kept that bytes were fine.
const FINE_MS: i64 = 56 * DAY_MS;
/// How long it is kept that they were not.
const BAD_MS: i64 = 3_653 * DAY_MS;

/// Who asks for a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// The portal, each hour: it takes its share of the day's budget.
    Hourly,
    /// Somebody: whatever is left of the day's budget, and what is out of service at any rate.
    ByHand,
}

/// Bytes that are not what they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Their hash, as it should be.
    pub sha256: String,
    /// What became of them.
    pub outcome: Outcome,
    /// Items and files that stand on them.
    pub files: Vec<(String, String)>,
}

/// What a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Blobs that were hashed.
    pub blobs: u64,
    /// Bytes that were read.
    pub bytes: u64,
    /// What is not what it was.
    pub bad: Vec<Finding>,
    /// Blobs that are due and wait for the next budget.
    pub left: u64,
}

/// What may still be read.
struct Budget {
    day: u64,
    share: u64,
    /// Nothing was read since yesterday: one file goes through, however large.
    untouched: bool,
    /// Nothing was read in this run: one file goes through that the day can bear.
    first: bool,
}

impl Budget {
    fn allows(&self, size: u64) -> bool {
        self.untouched || size <= self.day && (self.first || size <= self.share)
    }

    fn spend(&mut self, read: u64) {
        self.day = self.day.saturating_sub(read);
        self.share = self.share.saturating_sub(read);
        (self.untouched, self.first) = (false, false);
    }
}

async fn budget(services: &Services, run: Run) -> DomainResult<Budget> {
    let since = services.now_ms() - DAY_MS;
    let read: Vec<i64> = fixity::Entity::find()
        .select_only()
        .column(fixity::Column::Bytes)
        .filter(fixity::Column::At.gt(since))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let spent: u64 = read.iter().filter_map(|bytes| u64::try_from(*bytes).ok()).sum();
    let whole = services.fixity().budget_bytes_per_day;
    let day = whole.saturating_sub(spent);
    let share = match run {
        Run::Hourly => (whole / 24).max(1),
        Run::ByHand => day,
    };
    Ok(Budget { day, share, untouched: spent == 0, first: true })
}

/// Hashes what is due, the longest unseen first, as far as the budget goes.
///
/// # Errors
/// The database or the blob store is away.
pub async fn check_due(services: &Services, run: Run) -> DomainResult<Checked> {
    let mut budget = budget(services, run).await?;
    let mut done = Checked::default();
    let begun = services.now_ms();
    let seen_before = match run {
        Run::Hourly => begun - DAY_MS,
        Run::ByHand => begun,
    };
    let bad = Condition::all()
        .add(blob::Column::BadSince.is_not_null())
        .add(blob::Column::CheckedAt.lt(seen_before));
    let due = Condition::all().add(blob::Column::CheckedAt.lte(begun - services.fixity().due_ms()));
    for wanted in [bad, due.clone()] {
        'wanted: loop {
            let rows = blob::Entity::find()
                .filter(wanted.clone())
                .order_by_asc(blob::Column::CheckedAt)
                .order_by_asc(blob::Column::Sha256)
                .limit(CHUNK)
                .all(services.db.read())
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                if !budget.allows(u64::try_from(row.size).unwrap_or_default()) {
                    break 'wanted;
                }
                let read = check(services, row, &mut done).await?;
                budget.spend(read);
            }
        }
    }
    done.left = blob::Entity::find().filter(due).count(services.db.read()).await?;
    name_files(services, &mut done).await?;
    forget(services).await?;
    Ok(done)
}

/// Hashes everything.
///
/// # Errors
/// The database or the blob store is away.
pub async fn check_all(services: &Services) -> DomainResult<Checked> {
    let mut done = Checked::default();
    let mut after = String::new();
    loop {
        let rows = blob::Entity::find()
            .filter(blob::Column::Sha256.gt(after.as_str()))
            .order_by_asc(blob::Column::Sha256)
            .limit(CHUNK)
            .all(services.db.read())
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.sha256.clone();
        for row in &rows {
            check(services, row, &mut done).await?;
        }
    }
    name_files(services, &mut done).await?;
    forget(services).await?;
    Ok(done)
}

/// Hashes one that somebody met damaged.
///
/// # Errors
/// The database or the blob store is away.
pub(in crate::library) async fn look_again(services: &Services, sha256: &str) -> DomainResult<()> {
    if let Some(row) = blob::Entity::find_by_id(sha256).one(services.db.read()).await? {
        check(services, &row, &mut Checked::default()).await?;
    }
    Ok(())
}

/// Hashes one, and takes it out of service or back. Answers how many bytes were read.
async fn check(services: &Services, row: &blob::Model, done: &mut Checked) -> DomainResult<u64> {
    let (outcome, read) = judge(services, &row.sha256, row.size).await?;
    let now = services.now_ms();
    let bad_since = (outcome != Outcome::Match).then(|| row.bad_since.unwrap_or(now));
    let tx = services.db.begin().await?;
    let changed = blob::Entity::update_many()
        .col_expr(blob::Column::CheckedAt, Expr::value(now))
        .col_expr(blob::Column::BadSince, Expr::value(bad_since))
        .filter(blob::Column::Sha256.eq(row.sha256.as_str()))
        // Written anew meanwhile: what was read was the old.
        .filter(blob::Column::StoredAt.eq(row.stored_at))
        .exec(&tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(read);
    }
    fixity::Entity::insert(fixity::ActiveModel {
        id: Set(new_id()),
        sha256: Set(row.sha256.clone()),
        at: Set(now),
        outcome: Set(outcome.as_str().to_owned()),
        bytes: Set(i64::try_from(read).unwrap_or(i64::MAX)),
    })
    .exec_without_returning(&tx)
    .await?;
    if bad_since.is_some() && row.bad_since.is_none() {
        // Once a day, however much is damaged: the notice says nothing but that there is something.
        let key = format!("fixity:{}", services.today());
        duty::tell_admins(services, &tx, &key, now).await?;
    }
    if bad_since.is_some() != row.bad_since.is_some() {
        // What is damaged is not what its items say; what is whole again is.
        let items: Vec<String> = file::Entity::find()
            .select_only()
            .column(file::Column::ItemId)
            .distinct()
            .filter(file::Column::Sha256.eq(row.sha256.as_str()))
            .into_tuple()
            .all(&tx)
            .await?;
        for item in items {
            search::index_item(services, &tx, &item).await?;
        }
    }
    tx.commit().await?;
    done.blobs += 1;
    done.bytes += read;
    if outcome != Outcome::Match {
        tracing::error!(sha256 = row.sha256, outcome = outcome.as_str(), "kept bytes are out of service");
        done.bad.push(Finding { sha256: row.sha256.clone(), outcome, files: Vec::new() });
    } else if row.bad_since.is_some() {
        tracing::info!(sha256 = row.sha256, "kept bytes are whole again");
    }
    Ok(read)
}

async fn name_files(services: &Services, done: &mut Checked) -> DomainResult<()> {
    for finding in &mut done.bad {
        finding.files = file::Entity::find()
            .select_only()
            .columns([file::Column::ItemId, file::Column::Id])
            .filter(file::Column::Sha256.eq(finding.sha256.as_str()))
            .order_by_asc(file::Column::Id)
            .into_tuple()
            .all(services.db.read())
            .await?;
        let of_covers = Condition::any()
            .add(cover::Column::Jpeg.eq(finding.sha256.as_str()))
            .add(cover::Column::Webp.eq(finding.sha256.as_str()));
        let covers: Vec<String> = cover::Entity::find()
            .select_only()
            .column(cover::Column::ItemId)
            .filter(of_covers)
            .into_tuple()
            .all(services.db.read())
            .await?;
        finding.files.extend(covers.into_iter().map(|item| (item, "cover".to_owned())));
        let read_aloud: Vec<(String, String)> = article_audio::Entity::find()
            .select_only()
            .columns([article_audio::Column::ArticleId, article_audio::Column::Locale])
            .filter(article_audio::Column::Sha256.eq(finding.sha256.as_str()))
            .into_tuple()
            .all(services.db.read())
            .await?;
        finding.files.extend(read_aloud);
    }
    Ok(())
}

/// What need not be known any more.
async fn forget(services: &Services) -> DomainResult<()> {
    let now = services.now_ms();
    let old = Condition::any().add(fixity::Column::At.lt(now - BAD_MS)).add(
        Condition::all()
            .add(fixity::Column::Outcome.eq(Outcome::Match.as_str()))
            .add(fixity::Column::At.lt(now - FINE_MS)),
    );
    fixity::Entity::delete_many().filter(old).exec(services.db.writer()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_goes_through_once_a_day_and_never_beside_others() {
        let mut budget = Budget { day: 100, share: 10, untouched: true, first: true };
        assert!(budget.allows(1_000));
        budget.spend(90);
        assert!(!budget.allows(1), "its share of the hour is spent");
        let mut next = Budget { day: 10, share: 4, untouched: false, first: true };
        assert!(next.allows(10) && !next.allows(11));
        next.spend(1);
        assert!(next.allows(3) && !next.allows(4));
    }
}
