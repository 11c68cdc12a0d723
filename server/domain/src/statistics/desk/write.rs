//! Writes a version in several short transactions, so that nobody who writes elsewhere waits for 500 000 figures. Until the
//! last of them its head has no hash of its figures: nobody sees such a version, and one that broke off is taken away.

use std::time::Duration;

use contract::ErrorCode;
use entity::statistics::{
    dataset, dataset_version, figure_source, observation, statistics_guard, trial as trial_row,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{check::Checked, mapping::Mapping, run::Tried, series::fingerprint, state::State};
use crate::{
    DomainError, DomainResult, Member, Services, search,
    staff::{
        Action,
        audit::{self, Entry},
    },
    statistics::guard,
};

/// Figures written with one statement, and in one transaction: 13 columns, and SQLite takes 32 766 values.
const CHUNK: usize = 2_000;
/// Between two transactions another process comes to its turn; those of this one stand in a queue anyway.
const PAUSE: Duration = Duration::from_millis(10);

/// What is written, and by whom.
pub(super) struct Writing<'a> {
    pub mapping: &'a Mapping,
    /// Hash of the file.
    pub sha256: &'a str,
    pub tried: &'a Tried,
    pub member: Option<&'a Member>,
    pub trial: Option<&'a str>,
}

/// Writes it and shows it. Answers the number of the version.
pub(super) async fn write(
    services: &Services,
    what: &Writing<'_>,
    step: impl Fn(usize),
) -> DomainResult<i32> {
    let (set, n) = begin(services, what).await?;
    let written = match fill(services, what, &set, n, step).await {
        Ok(()) => finish(services, what, &set, n).await,
        Err(error) => Err(error),
    };
    if let Err(error) = written {
        if let Err(also) = take_away(services, &set.id, n).await {
            tracing::warn!(code = ?also.code, at = %also.at, "a version that broke off stays until the next start");
        }
        return Err(error);
    }
    Ok(n)
}

/// Its head, and the sources of its figures.
async fn begin(services: &Services, what: &Writing<'_>) -> DomainResult<(dataset::Model, i32)> {
    let id = what.mapping.dataset.as_str();
    let tx = services.db.begin().await?;
    let set = dataset::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    // Somebody imported or took back meanwhile: what she saw is not what would happen.
    if set.version != what.tried.report.against {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let last: Option<i32> = dataset_version::Entity::find()
        .select_only()
        .column(dataset_version::Column::N)
        .filter(dataset_version::Column::DatasetId.eq(id))
        .order_by_desc(dataset_version::Column::N)
        .into_tuple()
        .one(&tx)
        .await?;
    let n = last.unwrap_or_default() + 1;
    sources(&tx, &what.tried.checked).await?;
    let difference = &what.tried.report.difference;
    let number = |count: usize| Some(i32::try_from(count).unwrap_or(i32::MAX));
    let head = dataset_version::ActiveModel {
        dataset_id: Set(id.to_owned()),
        n: Set(n),
        imported_at: Set(services.now_ms()),
        sha256: Set(what.sha256.to_owned()),
        rows_sha256: Set(String::new()),
        note: Set(what.mapping.note.clone()),
        member_id: Set(what.member.map(|member| member.id.as_str().to_owned())),
        added: Set(number(difference.added)),
        changed: Set(number(difference.changed)),
        removed: Set(number(difference.removed)),
        accessed: Set(Some(services.today())),
    };
    dataset_version::Entity::insert(head).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok((set, n))
}

/// Sources that are not known yet. One that is known is never changed: older versions name it too.
async fn sources<C: ConnectionTrait>(tx: &C, checked: &Checked) -> DomainResult<()> {
    let known = OnConflict::column(figure_source::Column::Id).do_nothing().to_owned();
    let rows: Vec<figure_source::ActiveModel> = checked
        .sources
        .iter()
        .map(|(id, (title, url))| figure_source::ActiveModel {
            id: Set(id.to_string()),
            title: Set(title.clone()),
            url: Set(url.clone()),
        })
        .collect();
    for chunk in rows.chunks(CHUNK) {
        let written = figure_source::Entity::insert_many(chunk.to_vec())
            .on_conflict(known.clone())
            .exec_without_returning(tx)
            .await;
        match written {
            Ok(_) | Err(DbErr::RecordNotInserted) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Its figures, and which of them are withheld.
async fn fill(
    services: &Services,
    what: &Writing<'_>,
    set: &dataset::Model,
    n: i32,
    step: impl Fn(usize),
) -> DomainResult<()> {
    let mut done = 0;
    for chunk in what.tried.checked.figures.chunks(CHUNK) {
        if done > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        let tx = services.db.begin().await?;
        let figures = chunk.iter().map(|f| observation::ActiveModel {
            dataset_id: Set(set.id.clone()),
            version: Set(n),
            indicator: Set(f.indicator.to_string()),
            geo: Set(f.geo.to_string()),
            period: Set(f.period.to_string()),
            sex: Set(f.sex.to_owned()),
            age: Set(f.age.to_string()),
            value: Set(f.value),
            status: Set(f.status.unwrap_or("normal").to_owned()),
            comparable: Set(f.comparable.as_deref().unwrap_or(&f.indicator).to_owned()),
            note: Set(f.note.clone()),
            source_code: Set(f.code.to_string()),
            source_id: Set(f.source.to_string()),
        });
        observation::Entity::insert_many(figures).exec_without_returning(&tx).await?;
        tx.commit().await?;
        done += chunk.len();
        step(done);
    }
    guard::prepare(services, set, n).await
}

/// All of it is there: it gets its hash, and is shown.
async fn finish(services: &Services, what: &Writing<'_>, set: &dataset::Model, n: i32) -> DomainResult<()> {
    let id = set.id.as_str();
    let now = services.now_ms();
    let checked = &what.tried.checked;
    let hash = fingerprint(&checked.figures);
    let tx = services.db.begin().await?;
    let whole = observation::Entity::find()
        .filter(observation::Column::DatasetId.eq(id))
        .filter(observation::Column::Version.eq(n))
        .count(&tx)
        .await?;
    let sealed = dataset_version::Entity::update_many()
        .col_expr(dataset_version::Column::RowsSha256, Expr::value(hash))
        .filter(dataset_version::Column::DatasetId.eq(id))
        .filter(dataset_version::Column::N.eq(n))
        .filter(dataset_version::Column::RowsSha256.eq(""))
        .exec(&tx)
        .await?;
    let shown = dataset::Entity::update_many()
        .col_expr(dataset::Column::Version, Expr::value(n))
        .col_expr(dataset::Column::Accessed, Expr::value(services.today()))
        .col_expr(dataset::Column::DeskAt, Expr::value(Some(now)))
        .filter(dataset::Column::Id.eq(id))
        .filter(dataset::Column::Version.eq(set.version))
        .exec(&tx)
        .await?;
    if whole != checked.figures.len() as u64 || sealed.rows_affected == 0 || shown.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let present = dataset::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    if present.edit != set.edit {
        // What is withheld was worked out for another description: it is worked out anew before anybody reads.
        statistics_guard::Entity::delete_by_id((id.to_owned(), n)).exec(&tx).await?;
    }
    search::index_dataset(&tx, id).await?;
    if let Some(trial) = what.trial {
        let changed = trial_row::Entity::update_many()
            .col_expr(trial_row::Column::State, Expr::value(State::Imported.as_str()))
            .col_expr(trial_row::Column::Version, Expr::value(Some(n)))
            .col_expr(trial_row::Column::ChangedAt, Expr::value(now))
            .filter(trial_row::Column::Id.eq(trial))
            .filter(trial_row::Column::State.eq(State::Importing.as_str()))
            .exec(&tx)
            .await?;
        if changed.rows_affected == 0 {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
    }
    let entry = Entry::of(Action::StatisticsImport).on("dataset", id).detail(n.to_string());
    audit::record(&tx, what.member, entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes away what was begun before a moment and broke off; nobody ever saw it.
///
/// # Errors
/// The database is away.
pub(super) async fn clean(services: &Services, before: Option<i64>) -> DomainResult<()> {
    let mut broken = dataset_version::Entity::find().filter(dataset_version::Column::RowsSha256.eq(""));
    if let Some(before) = before {
        broken = broken.filter(dataset_version::Column::ImportedAt.lte(before));
    }
    for version in broken.all(services.db.read()).await? {
        take_away(services, &version.dataset_id, version.n).await?;
    }
    Ok(())
}

/// Takes a version away that has no hash yet, piece by piece. Any other one stays.
async fn take_away(services: &Services, id: &str, n: i32) -> DomainResult<()> {
    let head = dataset_version::Entity::find_by_id((id.to_owned(), n)).one(services.db.writer()).await?;
    if head.is_none_or(|head| !head.rows_sha256.is_empty()) {
        return Ok(());
    }
    let parts: Vec<(String, String)> = observation::Entity::find()
        .select_only()
        .columns([observation::Column::Indicator, observation::Column::Period])
        .filter(observation::Column::DatasetId.eq(id))
        .filter(observation::Column::Version.eq(n))
        .distinct()
        .into_tuple()
        .all(services.db.writer())
        .await?;
    for (indicator, period) in parts {
        observation::Entity::delete_many()
            .filter(observation::Column::DatasetId.eq(id))
            .filter(observation::Column::Version.eq(n))
            .filter(observation::Column::Indicator.eq(indicator))
            .filter(observation::Column::Period.eq(period))
            .exec(services.db.writer())
            .await?;
    }
    // What is known of it besides goes with it.
    dataset_version::Entity::delete_many()
        .filter(dataset_version::Column::DatasetId.eq(id))
        .filter(dataset_version::Column::N.eq(n))
        .filter(dataset_version::Column::RowsSha256.eq(""))
        .exec(services.db.writer())
        .await?;
    Ok(())
}
