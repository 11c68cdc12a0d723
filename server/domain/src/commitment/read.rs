//! How everything stands: for everybody, and at the desk.

use std::collections::HashMap;

use entity::{commitment::point, identity::member};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    CONTACT, OPENING, Progress,
    asked::{Asked, asked},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, permission::require, safety::Trilingual,
};

/// A point and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its code.
    pub code: String,
    /// What was asked for; nothing for what is known about the portal itself.
    pub asked: Option<&'static Asked>,
    /// How it stands.
    pub progress: Progress,
    /// ISO day of the last update; of the opening, the day itself.
    pub day: Option<String>,
    /// What is said of it to everybody, where something is.
    pub note: Trilingual,
    /// How often the desk changed it.
    pub version: i32,
}

/// What everybody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// What was asked for.
    pub lines: Vec<Line>,
    /// ISO day on which the portal opened, once somebody said so.
    pub opened_on: Option<String>,
    /// How the association that answers for it is reached, once somebody said so.
    pub contact: Option<Trilingual>,
}

/// A point at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLine {
    /// The point.
    pub line: Line,
    /// Pseudonym of who said so last.
    pub changed_by: Option<String>,
}

fn line(code: &str, asked: Option<&'static Asked>, row: Option<&point::Model>) -> Line {
    let said = row.filter(|row| row.version > 0);
    // What nobody understands is not there.
    let parsed = |state: &str| Progress::parse(state).unwrap_or(Progress::Open);
    let (progress, day) = match (said, asked) {
        (Some(row), _) => (parsed(&row.state), row.day.clone()),
        (None, Some(asked)) => (parsed(&asked.state), Some(asked.day.clone())),
        (None, None) => (Progress::Open, None),
    };
    let note = said.map(|row| Trilingual {
        ar: row.note_ar.clone(),
        fr: row.note_fr.clone(),
        en: row.note_en.clone(),
    });
    Line {
        code: code.to_owned(),
        asked,
        progress,
        day,
        note: note.unwrap_or_default(),
        version: row.map(|row| row.version).unwrap_or_default(),
    }
}

async fn rows(services: &Services) -> DomainResult<HashMap<String, point::Model>> {
    let rows = point::Entity::find().all(services.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
}

fn lines(rows: &HashMap<String, point::Model>) -> Vec<Line> {
    let asked = asked().iter().map(|one| (one.code.as_str(), Some(one)));
    asked
        .chain([(OPENING, None), (CONTACT, None)])
        .map(|(code, one)| line(code, one, rows.get(code)))
        .collect()
}

/// What everybody is told. A fact that nobody confirmed is not in it.
///
/// # Errors
/// The database is away.
pub async fn commitment(services: &Services) -> DomainResult<Commitment> {
    let (asked, facts): (Vec<Line>, Vec<Line>) =
        lines(&rows(services).await?).into_iter().partition(|line| line.asked.is_some());
    let known = |code: &str| facts.iter().find(|line| line.code == code && line.progress == Progress::There);
    Ok(Commitment {
        opened_on: known(OPENING).and_then(|line| line.day.clone()),
        contact: known(CONTACT).map(|line| line.note.clone()),
        lines: asked,
    })
}

/// Every point with who changed it last.
///
/// # Errors
/// Like [`require`] of [`Permission::CommitmentKeep`].
pub async fn desk(services: &Services, actor: &Actor) -> DomainResult<Vec<DeskLine>> {
    require(actor, Permission::CommitmentKeep, None)?;
    let rows = rows(services).await?;
    let named: Vec<String> = rows.values().filter_map(|row| row.changed_by.clone()).collect();
    let mut names: HashMap<String, String> = HashMap::new();
    if !named.is_empty() {
        let found: Vec<(String, String)> = member::Entity::find()
            .select_only()
            .columns([member::Column::Id, member::Column::Pseudonym])
            .filter(member::Column::Id.is_in(named))
            .into_tuple()
            .all(services.db.read())
            .await?;
        names.extend(found);
    }
    let by = |code: &str| {
        let id = rows.get(code).and_then(|row| row.changed_by.as_ref());
        id.and_then(|id| names.get(id).cloned())
    };
    Ok(lines(&rows).into_iter().map(|line| DeskLine { changed_by: by(&line.code), line }).collect())
}

/// One point, to be changed.
///
/// # Errors
/// As [`desk`]; not found.
pub async fn desk_line(services: &Services, actor: &Actor, code: &str) -> DomainResult<DeskLine> {
    let all = desk(services, actor).await?;
    all.into_iter().find(|one| one.line.code == code).ok_or_else(DomainError::not_found)
}
