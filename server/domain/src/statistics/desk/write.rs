//! Writes a version: all of it in one transaction, never changed afterwards.

use contract::ErrorCode;
use entity::statistics::{dataset, dataset_version, figure_source, observation, trial as trial_row};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{check::fingerprint, mapping::Mapping, run::Tried, trial::State};
use crate::{
    DomainError, DomainResult, Member, Services, search,
    staff::{
        Action,
        audit::{self, Entry},
    },
    statistics::guard,
};

/// Figures written with one statement: 13 columns, and SQLite takes 32 766 values.
const CHUNK: usize = 2_000;

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
    let id = what.mapping.dataset.as_str();
    let now = services.now_ms();
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
    let checked = &what.tried.checked;
    for (source, (title, url)) in &checked.sources {
        let row = figure_source::ActiveModel {
            id: Set(source.to_string()),
            title: Set(title.clone()),
            url: Set(url.clone()),
        };
        let columns = [figure_source::Column::Title, figure_source::Column::Url];
        figure_source::Entity::insert(row)
            .on_conflict(OnConflict::column(figure_source::Column::Id).update_columns(columns).to_owned())
            .exec_without_returning(&tx)
            .await?;
    }
    let difference = &what.tried.report.difference;
    let number = |count: usize| Some(i32::try_from(count).unwrap_or(i32::MAX));
    let head = dataset_version::ActiveModel {
        dataset_id: Set(id.to_owned()),
        n: Set(n),
        imported_at: Set(now),
        sha256: Set(what.sha256.to_owned()),
        rows_sha256: Set(fingerprint(&checked.figures)),
        note: Set(what.mapping.note.clone()),
        member_id: Set(what.member.map(|member| member.id.as_str().to_owned())),
        added: Set(number(difference.added)),
        changed: Set(number(difference.changed)),
        removed: Set(number(difference.removed)),
    };
    dataset_version::Entity::insert(head).exec_without_returning(&tx).await?;
    let mut done = 0;
    for chunk in checked.figures.chunks(CHUNK) {
        let figures = chunk.iter().map(|f| observation::ActiveModel {
            dataset_id: Set(id.to_owned()),
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
        done += chunk.len();
        step(done);
    }
    dataset::Entity::update_many()
        .col_expr(dataset::Column::Version, Expr::value(n))
        .col_expr(dataset::Column::Accessed, Expr::value(services.today()))
        .col_expr(dataset::Column::DeskAt, Expr::value(Some(now)))
        .filter(dataset::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    // No reader waits for it.
    guard::keep_all(&tx).await?;
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
    Ok(n)
}
