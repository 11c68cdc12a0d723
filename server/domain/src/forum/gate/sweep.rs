//! Once a day: what was kept to compare texts goes, and trust is counted anew.

use entity::{
    forum::{post, post_gate, trust},
    identity::member,
    report::{report, report_case},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType,
    QueryFilter, QuerySelect, QueryTrait, RelationDef,
    sea_query::{Expr, OnConflict, SelectStatement},
};

use crate::{
    DomainResult, Role, Services,
    forum::{PostState, visibility::literal},
    moderation::{
        item::Class,
        report::{CaseState, Code},
    },
    staff::audit::{self, Action, Entry},
};
use contract::ids::MemberId;

const DAY_MS: i64 = 86_400_000;
/// Texts are compared within a day; the hashes of older ones tell nothing any more.
const HASHES_MS: i64 = 2 * DAY_MS;
/// So many published texts,
pub const TRUSTED_AFTER: i64 = 20;
/// over at least so many days, and no grave report that was right.
pub const TRUSTED_DAYS: i64 = 30;
/// How long such a report counts.
pub const WRONG_MS: i64 = 365 * DAY_MS;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Members who are trusted now.
    pub trusted: u64,
    /// Members who are not any more.
    pub untrusted: u64,
    /// Hashes that went.
    pub hashes: u64,
}

#[derive(FromQueryResult)]
struct Row {
    author_id: String,
}

/// Forgets hashes, gives trust that was earned, takes back what was lost. Trust that somebody of the team gave or
/// took by hand stays as it is. Each change is one row of the audit log; nobody else is told.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(services: &Services) -> DomainResult<Swept> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let hashes = post_gate::Entity::update_many()
        .col_expr(post_gate::Column::TextHash, Expr::value(Option::<String>::None))
        .col_expr(post_gate::Column::SimHash, Expr::value(Option::<i64>::None))
        .filter(post_gate::Column::At.lt(now - HASHES_MS))
        .filter(post_gate::Column::TextHash.is_not_null().or(post_gate::Column::SimHash.is_not_null()))
        .exec(&tx)
        .await?
        .rows_affected;
    let mut swept = Swept { hashes, ..Swept::default() };
    for id in earned(&tx, now).await? {
        if change(&tx, &id, Role::Member, Role::Trusted).await? {
            let row = trust::ActiveModel {
                member_id: Set(id.clone()),
                earned_at: Set(Some(now)),
                by_hand: Set(false),
            };
            trust::Entity::insert(row)
                .on_conflict(
                    OnConflict::column(trust::Column::MemberId)
                        .update_column(trust::Column::EarnedAt)
                        .to_owned(),
                )
                .exec_without_returning(&tx)
                .await?;
            note(&tx, Action::TrustGive, &id, now).await?;
            swept.trusted += 1;
        }
    }
    for id in lost(&tx, now).await? {
        trust::Entity::delete_by_id(id.as_str()).exec(&tx).await?;
        if change(&tx, &id, Role::Trusted, Role::Member).await? {
            note(&tx, Action::TrustTake, &id, now).await?;
            swept.untrusted += 1;
        }
    }
    tx.commit().await?;
    Ok(swept)
}

/// Somebody of the team gave this member a role: from now on nothing changes by itself.
pub(crate) async fn by_hand<C: ConnectionTrait>(tx: &C, member: &MemberId) -> DomainResult<()> {
    let row = trust::ActiveModel {
        member_id: Set(member.as_str().to_owned()),
        earned_at: Set(None),
        by_hand: Set(true),
    };
    trust::Entity::insert(row)
        .on_conflict(
            OnConflict::column(trust::Column::MemberId)
                .update_columns([trust::Column::EarnedAt, trust::Column::ByHand])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Authors of texts of which a grave report was right: it said who somebody is, threatened, or was about a minor, and the
/// team hid it or took it away (S19). That somebody was in danger is no fault of hers; and what was given back, because
/// an appeal was right or because it was hidden for a while alone, does not count.
fn wrong(since: i64) -> SelectStatement {
    let to_post: RelationDef = report_case::Entity::belongs_to(post::Entity)
        .from(report_case::Column::PostId)
        .to(post::Column::Id)
        .into();
    let grave = || Code::ALL.into_iter().filter(|code| code.class() == Class::Severe).map(Code::as_str);
    let said = report::Entity::find()
        .select_only()
        .column(report::Column::CaseId)
        .filter(report::Column::WithdrawnAt.is_null())
        .filter(report::Column::Code.is_in(grave()).or(report::Column::GravestCode.is_in(grave())))
        .into_query();
    report_case::Entity::find()
        .select_only()
        .column(post::Column::AuthorId)
        .join(JoinType::InnerJoin, to_post)
        .filter(report_case::Column::State.eq(CaseState::Upheld.as_str()))
        .filter(report_case::Column::DecidedAt.gte(since))
        .filter(report_case::Column::Id.in_subquery(said))
        .filter(post::Column::AuthorId.is_not_null())
        .filter(post::Column::State.into_simple_expr().ne(literal(PostState::Published)))
        .into_query()
}

async fn earned<C: ConnectionTrait>(tx: &C, now: i64) -> DomainResult<Vec<String>> {
    let members = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::Role.eq(Role::Member.as_str()))
        .filter(member::Column::State.eq("active"))
        .into_query();
    let by_hand = trust::Entity::find()
        .select_only()
        .column(trust::Column::MemberId)
        .filter(trust::Column::ByHand.eq(true))
        .into_query();
    let published = || Expr::col((post::Entity, post::Column::PublishedAt));
    let rows = post::Entity::find()
        .select_only()
        .column(post::Column::AuthorId)
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .filter(post::Column::AuthorId.in_subquery(members))
        .filter(post::Column::AuthorId.not_in_subquery(by_hand))
        .filter(post::Column::AuthorId.not_in_subquery(wrong(now - WRONG_MS)))
        .group_by(post::Column::AuthorId)
        .having(Expr::cust("COUNT(*)").gte(TRUSTED_AFTER))
        .having(published().max().sub(published().min()).gte(TRUSTED_DAYS * DAY_MS))
        .into_model::<Row>()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.author_id).collect())
}

async fn lost<C: ConnectionTrait>(tx: &C, now: i64) -> DomainResult<Vec<String>> {
    Ok(trust::Entity::find()
        .select_only()
        .column(trust::Column::MemberId)
        .filter(trust::Column::ByHand.eq(false))
        .filter(trust::Column::MemberId.in_subquery(wrong(now - WRONG_MS)))
        .into_tuple()
        .all(tx)
        .await?)
}

async fn change<C: ConnectionTrait>(tx: &C, id: &str, from: Role, to: Role) -> DomainResult<bool> {
    let done = member::Entity::update_many()
        .col_expr(member::Column::Role, Expr::value(to.as_str()))
        .filter(member::Column::Id.eq(id))
        .filter(member::Column::Role.eq(from.as_str()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

async fn note<C: ConnectionTrait>(tx: &C, action: Action, id: &str, now: i64) -> DomainResult<()> {
    let id = MemberId::trusted(id.to_owned());
    audit::record(tx, None, Entry::of(action).on_member(&id), now).await
}
