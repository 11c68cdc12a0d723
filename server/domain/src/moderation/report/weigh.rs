//! What the reports of a case do by themselves.

use std::collections::HashMap;

use entity::{
    forum::post,
    identity::member,
    privacy::consent,
    report::{report, report_case},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    ExprTrait, IntoActiveModel, JoinType, QueryFilter, QuerySelect, RelationDef, sea_query::Expr,
};

use super::{CaseState, Code, Consequence, Voice, consequence, is_young};
use crate::{
    DomainResult, Role, Services, duty,
    forum::PostState,
    moderation::{
        hide,
        item::{self, Class, ItemKind},
        log::{self, Action, Entry},
    },
    notify,
};

/// Holds a text, or tells a lead moderator, as the reports of its case ask for. The caller holds the topic's lock.
pub(super) async fn weigh(
    services: &Services,
    tx: &DatabaseTransaction,
    case: &report_case::Model,
    post: &post::Model,
    now: i64,
) -> DomainResult<()> {
    let voices = voices(tx, case, now).await?;
    // Behind a letter nobody's role counts: a text that no report ever holds would be one of the team's.
    let author = match post.author_id.as_deref().filter(|_| post.alias.is_none()) {
        Some(id) => member::Entity::find_by_id(id).one(tx).await?.and_then(|row| Role::parse(&row.role)),
        None => None,
    };
    match consequence(&voices, author, now) {
        Consequence::Hold if PostState::parse(&post.state) == PostState::Published => {
            if hide::hold(tx, post, now).await? {
                log::by_itself(tx, &Entry::of_post(post, &case.category, Action::Hold), now).await?;
                notify::event::decided(tx, post, notify::Kind::Held, now).await?;
                change(tx, case, |change| change.auto_held = Set(true)).await?;
            }
        }
        Consequence::Brigade if !case.brigade => {
            let class = Ord::min(Class::of(case.class), Class::Severe);
            change(tx, case, |change| {
                change.brigade = Set(true);
                change.class = Set(class.as_number());
            })
            .await?;
            item::raise(tx, ItemKind::Report, &case.id, class).await?;
            duty::tell_leads(services, tx, &format!("brigade:{}", case.id), now).await?;
        }
        Consequence::Hold | Consequence::Brigade | Consequence::None => {}
    }
    Ok(())
}

async fn change<C: ConnectionTrait>(
    tx: &C,
    case: &report_case::Model,
    make: impl FnOnce(&mut report_case::ActiveModel),
) -> DomainResult<()> {
    let mut change = case.clone().into_active_model();
    make(&mut change);
    change.version = Set(case.version + 1);
    change.update(tx).await?;
    Ok(())
}

/// The reports of members in a case, with what is known of them. What was said before the team decided last was heard:
/// it does not weigh once more when somebody opens the case again.
async fn voices<C: ConnectionTrait>(tx: &C, case: &report_case::Model, now: i64) -> DomainResult<Vec<Voice>> {
    let mut rows = super::standing(tx, &case.id).await?;
    rows.retain(|row| row.updated_at >= case.opened_at);
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.reporter_id.as_deref()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let members: HashMap<String, member::Model> = member::Entity::find()
        .filter(member::Column::Id.is_in(ids.iter().copied()))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| (row.id.clone(), row))
        .collect();
    let days: Vec<(String, Option<String>)> = consent::Entity::find()
        .select_only()
        .column(consent::Column::MemberId)
        .column_as(Expr::col((consent::Entity, consent::Column::AtDay)).min(), "day")
        .filter(consent::Column::MemberId.is_in(ids.iter().copied()))
        .group_by(consent::Column::MemberId)
        .into_tuple()
        .all(tx)
        .await?;
    let days: HashMap<String, String> =
        days.into_iter().filter_map(|(id, day)| day.map(|day| (id, day))).collect();
    let mut records = records(tx, &case.id, &ids).await?;
    let voice = |row: report::Model| {
        let id = row.reporter_id?;
        let known = members.get(&id)?;
        let day = days.get(&id).map(String::as_str);
        let (upheld, not_upheld) = records.remove(&id).unwrap_or_default();
        Some(Voice {
            code: Code::parse(&row.gravest_code)?,
            role: Role::parse(&known.role)?,
            joined_month: known.joined_month.clone(),
            young: is_young(&known.joined_month, day, now),
            upheld,
            not_upheld,
            at: row.updated_at,
            member: id,
        })
    };
    Ok(rows.into_iter().filter_map(voice).collect())
}

/// How many of her other reports were right, and how many were not.
async fn records<C: ConnectionTrait>(
    tx: &C,
    case: &str,
    members: &[&str],
) -> DomainResult<HashMap<String, (u32, u32)>> {
    let to_case: RelationDef = report::Entity::belongs_to(report_case::Entity)
        .from(report::Column::CaseId)
        .to(report_case::Column::Id)
        .into();
    let rows: Vec<(String, String, i64)> = report::Entity::find()
        .select_only()
        .column(report::Column::ReporterId)
        .column(report_case::Column::State)
        .expr(Expr::cust("COUNT(*)"))
        .join(JoinType::InnerJoin, to_case)
        .filter(report::Column::ReporterId.is_in(members.iter().copied()))
        .filter(report::Column::CaseId.ne(case))
        .filter(report::Column::WithdrawnAt.is_null())
        .filter(report_case::Column::State.is_in([CaseState::Upheld.as_str(), CaseState::NotUpheld.as_str()]))
        .group_by(report::Column::ReporterId)
        .group_by(report_case::Column::State)
        .into_tuple()
        .all(tx)
        .await?;
    let mut records: HashMap<String, (u32, u32)> = HashMap::new();
    for (member, state, count) in rows {
        let record = records.entry(member).or_default();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match CaseState::parse(&state) {
            CaseState::Upheld => record.0 = count,
            _ => record.1 = count,
        }
    }
    Ok(records)
}
