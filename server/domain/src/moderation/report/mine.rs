//! What a member reported, for herself alone: her own words, how it stands, and nothing of what became of anybody.

use std::collections::HashMap;

use contract::{ErrorCode, ids::PostId};
use entity::{
    forum::post,
    report::{report, report_case},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use super::{CaseState, Code, again, case::to_post, covers};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    forum::TextLanguage,
    markup,
    moderation::{
        hide,
        item::{self, ItemKind},
        log::{self, Action, Entry},
    },
    notify,
    services::day_of,
};

/// Most rows on her page.
const MOST: u64 = 100;

/// A report of hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyReport {
    /// Names it in forms.
    pub id: String,
    /// The text.
    pub post: PostId,
    /// A few words of it, as she saw it.
    pub excerpt: String,
    /// Its language, where it was kept.
    pub language: Option<TextLanguage>,
    /// What she said it is.
    pub code: Option<Code>,
    /// Her words.
    pub text: String,
    /// How the case stands; taken back when she took hers back.
    pub state: CaseState,
    /// What the team decided on the case that covers it.
    pub covering: Option<CaseState>,
    /// Whether she can take it back.
    pub can_withdraw: bool,
    /// Whether she can ask that somebody else look at it.
    pub can_ask_again: bool,
    /// ISO day.
    pub day: String,
}

/// Her reports, newest first.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn my_reports(services: &Services, actor: &Actor) -> DomainResult<Vec<MyReport>> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let rows = report::Entity::find()
        .filter(report::Column::ReporterId.eq(member.id.as_str()))
        .order_by_desc(report::Column::CreatedAt)
        .order_by_desc(report::Column::Id)
        .limit(MOST)
        .all(db)
        .await?;
    let cases = report_case::Entity::find()
        .filter(report_case::Column::Id.is_in(rows.iter().map(|row| row.case_id.as_str())))
        .all(db)
        .await?;
    let of = cases.iter().filter_map(|case| case.duplicate_of.as_deref());
    let decided = decided(db, member, of.collect()).await?;
    let ids: Vec<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    let looked = again::looked_again(db, &ids).await?;
    let now = services.now_ms();
    let states: HashMap<&str, (CaseState, Option<CaseState>, bool)> = cases
        .iter()
        .map(|case| {
            let state = CaseState::parse(&case.state);
            let of = case.duplicate_of.as_ref().filter(|_| state == CaseState::Duplicate);
            let may_ask = again::may_ask(case, looked.get(&case.id).copied(), now);
            (case.id.as_str(), (state, of.and_then(|of| decided.get(of).copied()), may_ask))
        })
        .collect();
    let gone = (CaseState::Withdrawn, None, false);
    Ok(rows
        .into_iter()
        .map(|row| {
            let (state, covering, may_ask) = states.get(row.case_id.as_str()).copied().unwrap_or(gone);
            let taken_back = row.withdrawn_at.is_some();
            MyReport {
                id: row.id,
                post: PostId::trusted(row.post_id),
                excerpt: markup::excerpt(&row.seen_text, 120),
                language: row.seen_language.as_deref().map(TextLanguage::parse),
                code: Code::parse(&row.code),
                text: row.text,
                state: if taken_back { CaseState::Withdrawn } else { state },
                covering: covering.filter(|_| !taken_back),
                can_withdraw: !taken_back && state.is_live(),
                can_ask_again: !taken_back && may_ask,
                day: day_of(row.created_at),
            }
        })
        .collect())
}

/// What was decided on these cases, but for those about a text of hers: she does not learn that it was reported.
async fn decided<C: ConnectionTrait>(
    db: &C,
    member: &Member,
    ids: Vec<&str>,
) -> DomainResult<HashMap<String, CaseState>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let somebody_else = Condition::any()
        .add(post::Column::AuthorId.is_null())
        .add(post::Column::AuthorId.ne(member.id.as_str()));
    let rows: Vec<(String, String)> = report_case::Entity::find()
        .select_only()
        .columns([report_case::Column::Id, report_case::Column::State])
        .join(JoinType::InnerJoin, to_post())
        .filter(report_case::Column::Id.is_in(ids))
        .filter(somebody_else)
        .into_tuple()
        .all(db)
        .await?;
    let parsed = rows.into_iter().map(|(id, state)| (id, CaseState::parse(&state)));
    Ok(parsed.filter(|(_, state)| state.is_answered()).collect())
}

/// Takes a report of hers back. The last one to go closes the case, unless it is about somebody's safety.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; [`ErrorCode::NotFound`] for one that is not hers; [`ErrorCode::Conflict`] once the
/// team decided, and for one that was taken back before.
pub async fn withdraw(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = actor.require_member()?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let hers = || report::Entity::find_by_id(id).filter(report::Column::ReporterId.eq(member.id.as_str()));
    let row = hers().one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let case = report_case::Entity::find_by_id(&row.case_id).one(&tx).await?;
    let case = case.ok_or_else(DomainError::not_found)?;
    covers::lock(&tx, &case).await?;
    let case =
        report_case::Entity::find_by_id(&case.id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let row = hers().one(&tx).await?.ok_or_else(DomainError::not_found)?;
    if row.withdrawn_at.is_some() || !CaseState::parse(&case.state).is_live() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut change = row.into_active_model();
    change.withdrawn_at = Set(Some(now));
    change.update(&tx).await?;
    let all = report::Entity::find().filter(report::Column::CaseId.eq(&case.id)).all(&tx).await?;
    let stands = all.iter().any(|row| {
        row.withdrawn_at.is_none() || Code::parse(&row.gravest_code).is_some_and(Code::is_about_safety)
    });
    if !stands {
        let post = post::Entity::find_by_id(&case.post_id).one(&tx).await?;
        if let Some(post) = post.filter(|_| case.auto_held)
            && hide::release(&tx, &post, now).await?
        {
            log::by_itself(&tx, &Entry::of_post(&post, &case.category, Action::Release), now).await?;
            notify::event::decided(&tx, &post, notify::Kind::Restored, now).await?;
        }
        item::close(&tx, ItemKind::Report, &case.id, CaseState::Withdrawn.as_str(), now).await?;
        covers::release(&tx, &case.id, None, now).await?;
        let version = case.version;
        let mut change = case.into_active_model();
        change.state = Set(CaseState::Withdrawn.as_str().to_owned());
        change.decided_at = Set(Some(now));
        change.version = Set(version + 1);
        change.update(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}
