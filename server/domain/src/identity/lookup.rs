//! Finding accounts.

use std::{collections::HashMap, sync::Arc};

use contract::ids::MemberId;
use entity::identity::{member, role_scope};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::SimpleExpr,
};

use super::{
    ACTIVE, DISABLED,
    skeleton::{folded, skeleton},
};
use crate::{
    DomainResult, Member, Permission, Role, Scope, Services,
    permission::{role_permits, rules::Rules},
    privacy::names,
};

/// Longest text that is looked up as a pseudonym; anything longer is nobody's.
const LONGEST: usize = 200;

/// The account with this name, however it was typed. Names that were two before confusables of Unicode counted
/// stayed two, the later one under its plainly folded form (migration 12): the one spelt alike is meant.
pub(crate) async fn by_name<C: ConnectionTrait>(db: &C, typed: &str) -> DomainResult<Option<member::Model>> {
    let (key, plain) = (key(typed), folded(&start(typed)));
    let mut rows =
        member::Entity::find().filter(member::Column::Skeleton.is_in([key, plain.clone()])).all(db).await?;
    rows.sort_by_key(|row| folded(&row.pseudonym) != plain);
    Ok(rows.into_iter().next())
}

/// The folded form of a name, or of a part of one, as the desk searches for it.
pub(crate) fn search_key(typed: &str) -> String {
    key(typed)
}

/// The same, locked until the transaction ends; asked with as many statements for nobody.
pub(crate) async fn by_name_locked(
    tx: &DatabaseTransaction,
    typed: &str,
) -> DomainResult<Option<member::Model>> {
    let found = by_name(tx, typed).await?.map(|row| row.id).unwrap_or_default();
    Ok(member::Entity::find_by_id(found).lock_exclusive().one(tx).await?)
}

/// Accounts of women who are there: not of those who disappeared, nor rows of those who were erased. Nobody at
/// the desk sees or changes these.
pub(crate) fn is_there() -> SimpleExpr {
    member::Column::State.is_in([ACTIVE, DISABLED])
}

/// Whether a name is somebody's, or was until a short time ago.
pub(crate) async fn is_taken<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    typed: &str,
) -> DomainResult<bool> {
    Ok(by_name(db, typed).await?.is_some()
        || names::is_kept(services, db, &key(typed)).await?
        || names::is_kept(services, db, &folded(&start(typed))).await?)
}

/// The unique form under which a typed name is looked up.
pub(crate) fn key(typed: &str) -> String {
    skeleton(&start(typed))
}

fn start(typed: &str) -> String {
    typed.chars().take(LONGEST).collect()
}

/// A stored account as somebody who asks. A role that cannot be read gives the least.
pub(crate) fn member(row: &member::Model) -> Member {
    let role = Role::parse(&row.role).unwrap_or(Role::Member);
    Member::new(MemberId::trusted(row.id.clone()), row.pseudonym.clone(), role)
}

/// Everybody who moderates and whose account is open, each with her categories and with what administrators say, to be
/// asked with [`crate::permission::reach`]. Two statements, however many they are.
pub(crate) async fn team<C: ConnectionTrait>(db: &C, rules: &Arc<Rules>) -> DomainResult<Vec<Member>> {
    let roles = Role::ALL.into_iter().filter(|role| role_permits(*role, Permission::ReviewQueue));
    let rows = member::Entity::find()
        .filter(member::Column::Role.is_in(roles.map(Role::as_str)))
        .filter(member::Column::State.eq(ACTIVE))
        .all(db)
        .await?;
    let mut held: HashMap<String, Vec<String>> = HashMap::new();
    for row in role_scope::Entity::find().all(db).await? {
        held.entry(row.member_id).or_default().push(row.category_id);
    }
    let of = |row: &member::Model| Member {
        scope: held.remove(&row.id).map_or(Scope::Everywhere, Scope::Categories),
        rules: Arc::clone(rules),
        ..member(row)
    };
    Ok(rows.iter().map(of).collect())
}

/// The member of a session, as she is at this moment; nobody when the account is gone or disabled.
///
/// # Errors
/// When the database does not answer.
pub async fn active_member(services: &Services, id: &MemberId) -> DomainResult<Option<Member>> {
    let row = member::Entity::find_by_id(id.as_str()).one(services.db.read()).await?;
    Ok(row.filter(|row| row.state == ACTIVE).map(|row| member(&row)))
}
