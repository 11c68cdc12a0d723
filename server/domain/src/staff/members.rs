//! The list of members, as the desk sees it: a name, a role, a state. Never an address.

use contract::ids::MemberId;
use entity::identity::{member, role_scope, two_step};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::{
    ROWS_PER_PAGE,
    audit::{self, Action, Entry},
};
use crate::{Actor, DomainError, DomainResult, Permission, Role, Services, identity, permission::require};

/// An account, as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// Account.
    pub id: MemberId,
    /// Public name.
    pub pseudonym: String,
    /// Role.
    pub role: Role,
    /// Whether the account is shut.
    pub disabled: bool,
    /// Month of joining, `2026-11`.
    pub joined_month: String,
}

impl MemberLine {
    fn of(row: member::Model) -> Self {
        Self {
            id: MemberId::trusted(row.id),
            pseudonym: row.pseudonym,
            role: Role::parse(&row.role).unwrap_or(Role::Member),
            disabled: row.state != identity::ACTIVE,
            joined_month: row.joined_month,
        }
    }
}

/// A page of the list, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberList {
    /// The page.
    pub rows: Vec<MemberLine>,
    /// Behind whom the next page begins.
    pub next: Option<MemberId>,
}

/// One account with what can be changed about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberPage {
    /// The account.
    pub line: MemberLine,
    /// The categories of a moderator; empty: all.
    pub categories: Vec<String>,
    /// Whether the account asks for a second step.
    pub two_step: bool,
    /// Whether it is the reader's own.
    pub is_mine: bool,
}

/// Accounts by name. `search` is a part of a name, however it is written; `after` the last one of the page before.
///
/// # Errors
/// Like [`require`] of [`Permission::MembersList`]; `NotFound` for a place that is none.
pub async fn members(
    services: &Services,
    actor: &Actor,
    search: &str,
    after: Option<&MemberId>,
) -> DomainResult<MemberList> {
    let reader = require(actor, Permission::MembersList, None)?;
    let tx = services.db.begin().await?;
    let mut query = member::Entity::find().filter(identity::is_there());
    if !search.trim().is_empty() {
        let key = identity::search_key(search);
        query = if key.is_empty() {
            query.filter(Expr::cust("1 = 0"))
        } else {
            query.filter(member::Column::Skeleton.contains(key))
        };
    }
    if let Some(after) = after {
        let name: String = member::Entity::find_by_id(after.as_str())
            .select_only()
            .column(member::Column::Pseudonym)
            .into_tuple()
            .one(&tx)
            .await?
            .ok_or_else(DomainError::not_found)?;
        let place = Expr::tuple([
            Expr::col((member::Entity, member::Column::Pseudonym)),
            Expr::col((member::Entity, member::Column::Id)),
        ]);
        query = query.filter(place.gt(Expr::tuple([Expr::value(name), Expr::value(after.as_str())])));
    }
    let mut rows = query
        .order_by_asc(member::Column::Pseudonym)
        .order_by_asc(member::Column::Id)
        .limit(ROWS_PER_PAGE + 1)
        .all(&tx)
        .await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    audit::record(&tx, Some(reader), Entry::of(Action::MembersRead), services.now_ms()).await?;
    tx.commit().await?;
    let next = rows.last().filter(|_| more).map(|row| MemberId::trusted(row.id.clone()));
    Ok(MemberList { rows: rows.into_iter().map(MemberLine::of).collect(), next })
}

/// One account.
///
/// # Errors
/// Like [`require`] of [`Permission::MembersList`]; `NotFound`.
pub async fn member(services: &Services, actor: &Actor, id: &MemberId) -> DomainResult<MemberPage> {
    let reader = require(actor, Permission::MembersList, None)?;
    let tx = services.db.begin().await?;
    let row = member::Entity::find_by_id(id.as_str()).filter(identity::is_there()).one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let categories = role_scope::Entity::find()
        .select_only()
        .column(role_scope::Column::CategoryId)
        .filter(role_scope::Column::MemberId.eq(id.as_str()))
        .order_by_asc(role_scope::Column::CategoryId)
        .into_tuple()
        .all(&tx)
        .await?;
    let two_step = two_step::Entity::find_by_id(id.as_str())
        .filter(two_step::Column::ConfirmedAt.is_not_null())
        .one(&tx)
        .await?
        .is_some();
    let entry = Entry::of(Action::MemberRead).on_member(id);
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(MemberPage { line: MemberLine::of(row), categories, two_step, is_mine: reader.id == *id })
}
