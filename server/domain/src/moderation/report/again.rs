//! The team let a text be, and whoever reported it does not agree: somebody else looks once more (S9). Whoever decided
//! before takes no part, as in an appeal; what is decided then stands.

use std::collections::HashMap;

use contract::ErrorCode;
use entity::{
    forum::{mod_log, review_item},
    report::{report, report_case},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect, QueryTrait,
};

use super::{CaseState, Code, covers, submit};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    moderation::{
        appeal::WITHIN_MS,
        item::{self, Class, ItemKind, NewItem},
    },
    permission::require,
    safety::danger::{self, Origin},
};

/// Why such a case waits, as its item says it.
pub const ASKED_AGAIN: &str = "asked_again";

/// Whether somebody else may be asked to look at a decided case: within thirty days, once. `looked_again`: when it was
/// decided because somebody asked.
pub(super) fn may_ask(case: &report_case::Model, looked_again: Option<i64>, now: i64) -> bool {
    let decided = case.decided_at.filter(|_| CaseState::parse(&case.state) == CaseState::NotUpheld);
    decided.is_some_and(|at| now - at <= WITHIN_MS && looked_again != Some(at))
}

/// When cases were decided last because somebody asked for another look.
pub(super) async fn looked_again<C: ConnectionTrait>(
    db: &C,
    cases: &[&str],
) -> DomainResult<HashMap<String, i64>> {
    if cases.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, Option<i64>)> = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::TargetId)
        .column_as(review_item::Column::DecidedAt.max(), "at")
        .filter(review_item::Column::Kind.eq(ItemKind::Report.as_str()))
        .filter(review_item::Column::TargetId.is_in(cases.iter().copied()))
        .filter(review_item::Column::Gate.eq(ASKED_AGAIN))
        .group_by(review_item::Column::TargetId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(id, at)| Some((id, at?))).collect())
}

/// Whoever decided on each of these cases before, as far as the log still tells it.
pub(crate) async fn decided_by<C: ConnectionTrait>(
    db: &C,
    cases: &[&str],
) -> DomainResult<HashMap<String, Vec<String>>> {
    let mut all: HashMap<String, Vec<String>> = HashMap::new();
    if cases.is_empty() {
        return Ok(all);
    }
    let rows: Vec<(String, String)> = mod_log::Entity::find()
        .select_only()
        .columns([mod_log::Column::TargetId, mod_log::Column::ActorId])
        .filter(mod_log::Column::TargetType.eq("report_case"))
        .filter(mod_log::Column::TargetId.is_in(cases.iter().copied()))
        .filter(mod_log::Column::ActorId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    for (case, member) in rows {
        all.entry(case).or_default().push(member);
    }
    Ok(all)
}

/// Whether another look was asked for that is still to come.
pub(super) async fn is_asked<C: ConnectionTrait>(db: &C, case: &str) -> DomainResult<bool> {
    let open = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Gate)
        .filter(review_item::Column::Kind.eq(ItemKind::Report.as_str()))
        .filter(review_item::Column::TargetId.eq(case))
        .filter(item::is_open())
        .into_tuple::<Option<String>>()
        .one(db)
        .await?;
    Ok(open.flatten().as_deref() == Some(ASKED_AGAIN))
}

/// Whether this person decided on a case before, so that another look at it is not hers.
pub(super) async fn is_apart<C: ConnectionTrait>(db: &C, case: &str, member: &Member) -> DomainResult<bool> {
    let by = decided_by(db, &[case]).await?;
    Ok(by.get(case).is_some_and(|all| all.iter().any(|one| one == member.id.as_str())))
}

/// Cases on which another look was asked for, and on which this person decided before: one of both does not hold of
/// what she reads next.
pub(super) fn not_apart(member: &Member) -> Condition {
    let asked = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::TargetId)
        .filter(review_item::Column::Kind.eq(ItemKind::Report.as_str()))
        .filter(review_item::Column::Gate.eq(ASKED_AGAIN))
        .filter(item::is_open())
        .into_query();
    let decided = mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::TargetId)
        .filter(mod_log::Column::TargetType.eq("report_case"))
        .filter(mod_log::Column::ActorId.eq(member.id.as_str()))
        .into_query();
    Condition::any()
        .add(report_case::Column::Id.not_in_subquery(asked))
        .add(report_case::Column::Id.not_in_subquery(decided))
}

/// Asks that somebody else look at what she reported. It hides nothing by itself: what was said was heard before.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; [`ErrorCode::NotFound`] for a report that is not hers, and for a text that she does not
/// read; [`ErrorCode::Conflict`] where nothing was decided, where it is right or was looked at twice, and after thirty
/// days.
pub async fn ask_again(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::Report, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let hers = || report::Entity::find_by_id(id).filter(report::Column::ReporterId.eq(member.id.as_str()));
    let row = hers().one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let found = || report_case::Entity::find_by_id(row.case_id.as_str());
    let case = found().one(&tx).await?.ok_or_else(DomainError::not_found)?;
    covers::lock(&tx, &case).await?;
    let case = found().one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let row = hers().one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let looked = looked_again(&tx, &[case.id.as_str()]).await?.remove(&case.id);
    if row.withdrawn_at.is_some() || !may_ask(&case, looked, now) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let (post, topic) = submit::standing(&tx, actor, &row.post_id).await?;
    let code = Code::parse(&row.gravest_code);
    let class = code.map_or(Class::Report, Code::class);
    let mut said = row.into_active_model();
    said.updated_at = Set(now);
    said.update(&tx).await?;
    let (id, version) = (case.id.clone(), case.version);
    let mut change = case.into_active_model();
    change.state = Set(CaseState::Open.as_str().to_owned());
    change.class = Set(class.as_number());
    change.brigade = Set(false);
    change.decided_revision = Set(None);
    change.decided_at = Set(None);
    change.opened_at = Set(now);
    change.version = Set(version + 1);
    change.update(&tx).await?;
    let new = NewItem {
        kind: ItemKind::Report,
        target: &id,
        post: Some(&post.id),
        topic: Some(&topic.id),
        category: &topic.category,
        language: &post.language,
        class,
        gate: Some(ASKED_AGAIN),
        now,
    };
    item::open(&tx, &new).await?;
    if code == Some(Code::Danger) {
        danger::open(services, &tx, &post, &topic.category, Origin::Report, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_within_thirty_days_and_only_where_the_text_was_let_be() {
        let case = |state: CaseState| report_case::Model {
            id: "c".into(),
            target_kind: "post".into(),
            target_id: "p".into(),
            post_id: "p".into(),
            topic_id: "t".into(),
            category: "unions".into(),
            language: "ar".into(),
            state: state.as_str().into(),
            class: 2,
            auto_held: false,
            brigade: false,
            duplicate_of: None,
            decided_revision: Some(1),
            version: 2,
            opened_at: 0,
            decided_at: Some(5),
        };
        for state in CaseState::ALL {
            assert_eq!(may_ask(&case(state), None, 6), state == CaseState::NotUpheld, "{state:?}");
        }
        let kept = case(CaseState::NotUpheld);
        for (looked, now, may) in [
            (Some(5), 6, false),
            (Some(4), 6, true),
            (None, 5 + WITHIN_MS, true),
            (None, 6 + WITHIN_MS, false),
        ] {
            assert_eq!(may_ask(&kept, looked, now), may, "{looked:?} {now}");
        }
    }
}
