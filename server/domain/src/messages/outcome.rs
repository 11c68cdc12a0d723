//! How a report about a message of the team ends: somebody who did not answer there decides, or she takes it back.

use contract::{ErrorCode, ids::CaseId};
use entity::messages::{private_case, private_message};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{CLOSED, Kind, begin::say, hers, list::excerpt, team::locked, write::checked};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    moderation::{
        log::{self, Action, Entry},
        report::{CaseState, Code, Decided, reopens},
    },
    notify,
    permission::require,
    services::day_of,
    submission::{self, FormKey},
};

/// Most rows on her page.
const MOST: u64 = 100;

/// How a report about a message stands; nothing for another conversation.
pub(super) fn standing(case: &private_case::Model) -> Option<CaseState> {
    let state = || CaseState::parse(case.report_state.as_deref().unwrap_or_default());
    (Kind::parse(&case.kind) == Kind::Complaint).then(state)
}

/// Whether it waits for a decision.
pub(super) fn waits(case: &private_case::Model) -> bool {
    standing(case).is_some_and(CaseState::is_live)
}

/// Whether somebody may decide: also on what she took back, where it is about somebody's safety.
pub(super) fn can_decide(case: &private_case::Model) -> bool {
    let safety = case.report_code.as_deref().and_then(Code::parse).is_some_and(Code::is_about_safety);
    waits(case) || (safety && standing(case) == Some(CaseState::Withdrawn))
}

/// How it stands when she says more, by the rules of any report.
pub(super) fn said_more(case: &private_case::Model, code: Code, now: i64) -> CaseState {
    let state = standing(case).unwrap_or(CaseState::Open);
    let codes: Vec<Code> = case.report_code.as_deref().and_then(Code::parse).into_iter().collect();
    // A message does not change.
    let decided =
        Decided { state, at: case.decided_at.unwrap_or_default(), revision: 0, codes: codes.as_slice() };
    if !state.is_live() && reopens(decided, code, 0, now) { CaseState::Open } else { state }
}

/// Decides on a report about a message: whether it is right, with an answer to her. It is one line of the moderators'
/// log, and she is told once.
///
/// # Errors
/// Like [`super::team_thread`]; `Conflict` for what is decided, was taken back or is no such report; the refused field
/// `body`.
pub async fn judge(
    services: &Services,
    actor: &Actor,
    id: &CaseId,
    is_right: bool,
    typed: &str,
    form_key: &str,
) -> DomainResult<()> {
    let me = require(actor, Permission::MessagesAnswer, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let case = locked(&tx, actor, me, id).await?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("judge:{}:{id}", me.id);
    if submission::first_result(&tx, &scope, &key).await?.is_some() {
        return Ok(());
    }
    let before = standing(&case).filter(|_| can_decide(&case));
    let Some(before) = before else { return Err(DomainError::new(ErrorCode::Conflict)) };
    let body = checked(typed)?;
    submission::spend(&tx, &scope, &key, id.as_str(), now).await?;
    say(&tx, id.as_str(), true, body, None, now).await?;
    let (state, action) = if is_right {
        (CaseState::Upheld, Action::ReportUpheld)
    } else {
        (CaseState::NotUpheld, Action::ReportNotUpheld)
    };
    let mut entry = Entry::of_complaint(id.as_str(), action, before.as_str());
    if let Some(code) = case.report_code.as_deref().and_then(Code::parse) {
        entry = entry.for_code(code.as_str());
    }
    log::record(&tx, me, &entry, now).await?;
    notify::event::reported(&tx, &case.member_id, id.as_str(), now, now).await?;
    let mut change = case.into_active_model();
    change.report_state = Set(Some(state.as_str().to_owned()));
    change.decided_at = Set(Some(now));
    change.state = Set(CLOSED.to_owned());
    change.waits = Set(false);
    change.unread = Set(true);
    change.last_at = Set(now);
    change.update(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a report of hers about a message back. What is about somebody's safety stays with the team.
///
/// # Errors
/// `SignInNeeded`; `NotFound` when it is not hers, and for a conversation that is no such report; `Conflict` once
/// somebody decided, and when it was taken back before.
pub async fn withdraw(services: &Services, actor: &Actor, id: &CaseId) -> DomainResult<()> {
    let member = actor.require_member()?;
    let tx = services.db.begin().await?;
    let case = hers(&tx, member, id).await?;
    let state = standing(&case).ok_or_else(DomainError::not_found)?;
    if !state.is_live() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let safety = case.report_code.as_deref().and_then(Code::parse).is_some_and(Code::is_about_safety);
    let mut change = case.into_active_model();
    change.report_state = Set(Some(CaseState::Withdrawn.as_str().to_owned()));
    if !safety {
        change.state = Set(CLOSED.to_owned());
        change.waits = Set(false);
    }
    change.update(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// A report of hers about a message of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyComplaint {
    /// The conversation, in which the answer stands.
    pub id: CaseId,
    /// What she said it is.
    pub code: Option<Code>,
    /// A few words of the message.
    pub excerpt: String,
    /// How it stands.
    pub state: CaseState,
    /// Whether she can take it back.
    pub can_withdraw: bool,
    /// ISO day.
    pub day: String,
}

/// Her reports about messages of the team, newest first.
///
/// # Errors
/// `SignInNeeded`; when the database does not answer.
pub async fn my_complaints(services: &Services, actor: &Actor) -> DomainResult<Vec<MyComplaint>> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let rows = private_case::Entity::find()
        .filter(private_case::Column::MemberId.eq(member.id.as_str()))
        .filter(private_case::Column::Kind.eq(Kind::Complaint.as_str()))
        .order_by_desc(private_case::Column::OpenedAt)
        .order_by_desc(private_case::Column::Id)
        .limit(MOST)
        .all(db)
        .await?;
    let about = rows.iter().filter_map(|row| row.about_message.as_deref());
    let messages =
        private_message::Entity::find().filter(private_message::Column::Id.is_in(about)).all(db).await?;
    let said = |id: &str| messages.iter().find(|one| one.id == id).map(|one| excerpt(&one.body));
    Ok(rows
        .into_iter()
        .map(|row| MyComplaint {
            code: row.report_code.as_deref().and_then(Code::parse),
            excerpt: row.about_message.as_deref().and_then(said).unwrap_or_default(),
            state: standing(&row).unwrap_or(CaseState::Open),
            can_withdraw: waits(&row),
            day: day_of(row.opened_at),
            id: CaseId::trusted(row.id),
        })
        .collect())
}
