//! How the points stand: for the desk's page, for its first page, for `jusoor doctor`.

use std::collections::HashMap;

use contract::ids::MemberId;
use entity::{
    directory::{launch_point, organisation},
    identity::member,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    PointState,
    points::{Group, Point, points},
};
use crate::{
    Actor, Db, DomainError, DomainResult, Permission, Services,
    directory::common::is_due,
    permission::{permits, require},
};

/// A point and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaunchLine {
    /// The question.
    pub point: &'static Point,
    /// How it stands.
    pub state: PointState,
    /// Pseudonym of who looks after it.
    pub owner: Option<String>,
    /// Whether that is who asks.
    pub mine: bool,
    /// ISO day on which it was settled.
    pub day: Option<String>,
    /// What was found out.
    pub note: String,
    /// Pseudonym of who said so last.
    pub checked_by: Option<String>,
    /// How often it was changed.
    pub version: i32,
}

/// The whole list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Groups in their order, each with its points.
    pub groups: Vec<(Group, Vec<LaunchLine>)>,
    /// How many are open.
    pub open: usize,
    /// Whether she may change it.
    pub may_change: bool,
}

/// How much is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// All points.
    pub all: usize,
    /// Codes of the open ones.
    pub open: Vec<&'static str>,
    /// Numbers to dial that nobody confirmed.
    pub dial: Vec<&'static str>,
}

/// What waits for editors, for the desk's first page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// Points of the launch check-list that are open.
    pub launch: usize,
    /// Numbers that help that are to be checked again.
    pub helplines: usize,
    /// Organisations that are to be checked again.
    pub organisations: usize,
}

async fn lines(services: &Services, actor: &Actor) -> DomainResult<Vec<LaunchLine>> {
    let db = services.db.read();
    let mut rows: HashMap<String, launch_point::Model> =
        launch_point::Entity::find().all(db).await?.into_iter().map(|row| (row.code.clone(), row)).collect();
    let named: Vec<String> =
        rows.values().flat_map(|row| [row.owner_id.clone(), row.checked_by.clone()]).flatten().collect();
    let mut names: HashMap<String, String> = HashMap::new();
    if !named.is_empty() {
        let found: Vec<(String, String)> = member::Entity::find()
            .select_only()
            .columns([member::Column::Id, member::Column::Pseudonym])
            .filter(member::Column::Id.is_in(named))
            .into_tuple()
            .all(db)
            .await?;
        names.extend(found);
    }
    let name = |id: &Option<String>| id.as_ref().and_then(|id| names.get(id).cloned());
    let me = actor.member_id().map(MemberId::as_str);
    Ok(points()
        .iter()
        .map(|point| {
            let Some(row) = rows.remove(&point.code) else {
                return LaunchLine {
                    point,
                    state: PointState::Open,
                    owner: None,
                    mine: false,
                    day: None,
                    note: String::new(),
                    checked_by: None,
                    version: 0,
                };
            };
            LaunchLine {
                point,
                // What nobody understands is not confirmed.
                state: PointState::parse(&row.state).unwrap_or(PointState::Open),
                owner: name(&row.owner_id),
                mine: row.owner_id.is_some() && row.owner_id.as_deref() == me,
                day: row.day,
                note: row.note,
                checked_by: name(&row.checked_by),
                version: row.version,
            }
        })
        .collect())
}

/// The list, by groups.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn launch(services: &Services, actor: &Actor) -> DomainResult<Launch> {
    require(actor, Permission::ContentEdit, None)?;
    let mut lines = lines(services, actor).await?;
    let open = lines.iter().filter(|line| line.state == PointState::Open).count();
    let groups = Group::ALL
        .into_iter()
        .map(|group| (group, lines.extract_if(.., |line| line.point.group == group).collect()))
        .collect();
    Ok(Launch { groups, open, may_change: permits(actor, Permission::ContentPublish, None) })
}

/// One point, to be changed.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found.
pub async fn launch_line(services: &Services, actor: &Actor, code: &str) -> DomainResult<LaunchLine> {
    require(actor, Permission::ContentPublish, None)?;
    let lines = lines(services, actor).await?;
    lines.into_iter().find(|line| line.point.code == code).ok_or_else(DomainError::not_found)
}

/// How much is open, for the machine's own console.
///
/// # Errors
/// The database is away.
pub async fn standing(db: &Db) -> DomainResult<Standing> {
    let settled: Vec<String> = launch_point::Entity::find()
        .select_only()
        .column(launch_point::Column::Code)
        .filter(
            launch_point::Column::State
                .is_in([PointState::Confirmed.as_str(), PointState::NotApplicable.as_str()]),
        )
        .into_tuple()
        .all(db.read())
        .await?;
    let open: Vec<&Point> = points().iter().filter(|point| !settled.contains(&point.code)).collect();
    Ok(Standing {
        all: points().len(),
        dial: open.iter().filter_map(|point| point.dial.as_deref()).collect(),
        open: open.iter().map(|point| point.code.as_str()).collect(),
    })
}

/// What waits for her, if she edits; nothing for everybody else.
///
/// # Errors
/// The database is away.
pub async fn todo(services: &Services, actor: &Actor) -> DomainResult<Option<Todo>> {
    if !permits(actor, Permission::ContentEdit, None) {
        return Ok(None);
    }
    let today = services.today();
    let days: Vec<String> = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::CheckedOn)
        .filter(organisation::Column::Published.eq(true))
        .into_tuple()
        .all(services.db.read())
        .await?;
    Ok(Some(Todo {
        launch: standing(&services.db).await?.open.len(),
        helplines: services.helplines().due(&today),
        organisations: days.iter().filter(|day| is_due(day, &today)).count(),
    }))
}
