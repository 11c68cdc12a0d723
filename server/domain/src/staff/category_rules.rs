//! What a role may do in a category, said by administrators.

use contract::{ErrorCode, FieldCode, Locale};
use entity::forum::{category, permission_rule};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};

use super::{
    audit::{self, Action, Entry},
    set_state::still_holds,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services, forum,
    permission::{
        Grant, require, role_permits_in,
        rules::{self, RULED, RULED_ROLES, Rules, grant_code, grant_of},
    },
};

/// A category, and how much is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuledCategory {
    /// Slug.
    pub slug: String,
    /// Name.
    pub name: String,
    /// How many things are said.
    pub said: usize,
}

/// What is said about a verb and a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The role.
    pub role: Role,
    /// What is said; nothing where nothing can be.
    pub says: Option<Grant>,
    /// Whether the role has the verb, everything weighed.
    pub holds: bool,
}

/// The table of a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesPage {
    /// Slug.
    pub slug: String,
    /// Name.
    pub name: String,
    /// One row a verb of [`RULED`], one cell a role of [`RULED_ROLES`].
    pub rows: Vec<(Permission, Vec<Cell>)>,
    /// Whether nobody at all may read what waits there, or decide on reports.
    pub unread: bool,
}

/// One thing that is to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saying {
    /// For whom.
    pub role: Role,
    /// About what.
    pub verb: Permission,
    /// What was said when the form was drawn; nothing: whatever it was.
    pub was: Option<Grant>,
    /// What is to be said; *inherit* takes back what was.
    pub says: Grant,
}

impl Saying {
    /// As a form sends it: role, verb, what was said, what is to be said, joined by points.
    pub fn code(self) -> Option<String> {
        let verb = rules::code(self.verb)?;
        let was = grant_code(self.was.unwrap_or(Grant::Inherit));
        Some(format!("{}.{verb}.{was}.{}", self.role.as_str(), grant_code(self.says)))
    }

    /// Reads that; nothing for what cannot be said.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (role, verb) = (Role::parse(parts.next()?)?, rules::verb_of(parts.next()?)?);
        let (was, says) = (grant_of(parts.next()?)?, grant_of(parts.next()?)?);
        Self { role, verb, was: Some(was), says }.possible().filter(|_| parts.next().is_none())
    }

    /// From words of the command line.
    pub fn of(role: &str, verb: &str, says: &str) -> Option<Self> {
        let (role, verb) = (Role::parse(role)?, rules::verb_of(verb)?);
        Self { role, verb, was: None, says: grant_of(says)? }.possible()
    }

    fn possible(self) -> Option<Self> {
        rules::is_open(self.role, self.verb).then_some(self)
    }
}

/// All categories, for the page that leads to their tables.
///
/// # Errors
/// Like [`require`] of [`Permission::RoleChange`].
pub async fn ruled_categories(
    services: &Services,
    actor: &Actor,
    locale: Locale,
) -> DomainResult<Vec<RuledCategory>> {
    let reader = require(actor, Permission::RoleChange, None)?;
    let categories = forum::list_categories(services, locale).await?;
    let tx = services.db.begin().await?;
    let slugs: Vec<String> = permission_rule::Entity::find()
        .select_only()
        .column(permission_rule::Column::CategoryId)
        .into_tuple()
        .all(&tx)
        .await?;
    audit::record(&tx, Some(reader), Entry::of(Action::RulesRead), services.now_ms()).await?;
    tx.commit().await?;
    let said = |slug: &str| slugs.iter().filter(|other| *other == slug).count();
    Ok(categories
        .into_iter()
        .map(|one| RuledCategory { said: said(&one.slug), slug: one.slug, name: one.name })
        .collect())
}

/// The table of one category.
///
/// # Errors
/// Like [`require`] of [`Permission::RoleChange`]; `NotFound`.
pub async fn category_rules(
    services: &Services,
    actor: &Actor,
    slug: &str,
    locale: Locale,
) -> DomainResult<RulesPage> {
    let reader = require(actor, Permission::RoleChange, None)?;
    let categories = forum::list_categories(services, locale).await?;
    let found = categories.into_iter().find(|one| one.slug == slug).ok_or_else(DomainError::not_found)?;
    let tx = services.db.begin().await?;
    let rows =
        permission_rule::Entity::find().filter(permission_rule::Column::CategoryId.eq(slug)).all(&tx).await?;
    let entry = Entry::of(Action::RulesRead).on("category", slug);
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    let said = Rules::new(rows.iter().filter_map(rules::read).collect());
    let cell = |role: Role, verb: Permission| Cell {
        role,
        says: rules::is_open(role, verb).then(|| said.stated(slug, role, verb)),
        holds: role_permits_in(role, verb, slug, &said),
    };
    let rows: Vec<_> = RULED
        .into_iter()
        .map(|(verb, _)| (verb, Vec::from(RULED_ROLES.map(|role| cell(role, verb)))))
        .collect();
    let nobody = |verb: Permission| Role::ALL.iter().all(|role| !role_permits_in(*role, verb, slug, &said));
    let unread = nobody(Permission::ReviewQueue) || nobody(Permission::HandleReports);
    Ok(RulesPage { slug: found.slug, name: found.name, rows, unread })
}

/// Changes what is said about a category: at once in this process, within a minute in every other. One row of the
/// audit log for each thing that changes.
///
/// # Errors
/// Like [`require`] of [`Permission::RoleChange`]; [`ErrorCode::ConfirmNeeded`]; `NotFound`; the refused field `rule`;
/// [`ErrorCode::Conflict`] when somebody else changed one of them meanwhile.
pub async fn change_rules(
    services: &Services,
    actor: &Actor,
    slug: &str,
    chosen: &[String],
) -> DomainResult<()> {
    let me = require(actor, Permission::RoleChange, None)?;
    actor.require_confirmed(services.now_ms())?;
    let wanted: Option<Vec<Saying>> = chosen.iter().map(|text| Saying::parse(text)).collect();
    let wanted = wanted.ok_or_else(|| DomainError::field("rule", FieldCode::UnknownChoice))?;
    let tx = services.db.begin().await?;
    still_holds(&tx, me).await?;
    say_all(services, &tx, Some(me), slug, &wanted).await?;
    tx.commit().await?;
    rules::load(services).await
}

/// Says one thing from the machine's own console.
///
/// # Errors
/// `NotFound` for an unknown category.
pub async fn say_rule(services: &Services, slug: &str, saying: Saying) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    say_all(services, &tx, None, slug, &[saying]).await?;
    tx.commit().await?;
    rules::load(services).await
}

async fn say_all(
    services: &Services,
    tx: &DatabaseTransaction,
    by: Option<&Member>,
    slug: &str,
    wanted: &[Saying],
) -> DomainResult<()> {
    // Two changes of one category come one after the other.
    let locked = category::Entity::find_by_id(slug).lock_exclusive().one(tx).await?;
    locked.ok_or_else(DomainError::not_found)?;
    for saying in wanted.iter().filter(|saying| saying.was != Some(saying.says)) {
        let Some(verb) = rules::code(saying.verb) else { continue };
        let (role, says) = (saying.role.as_str(), grant_code(saying.says));
        let key = (slug.to_owned(), role.to_owned(), verb.to_owned());
        let row = permission_rule::Entity::find_by_id(key.clone()).one(tx).await?;
        let before = row.as_ref().and_then(|row| grant_of(&row.says)).unwrap_or(Grant::Inherit);
        if before == saying.says {
            continue;
        }
        if saying.was.is_some_and(|was| was != before) {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
        match row {
            Some(row) if saying.says != Grant::Inherit => {
                let mut change = row.into_active_model();
                change.says = Set(says.to_owned());
                change.update(tx).await?;
            }
            Some(_) => {
                permission_rule::Entity::delete_by_id(key).exec(tx).await?;
            }
            None => {
                let (category_id, role, verb) = key;
                let row = permission_rule::ActiveModel {
                    category_id: Set(category_id),
                    role: Set(role),
                    verb: Set(verb),
                    says: Set(says.to_owned()),
                };
                permission_rule::Entity::insert(row).exec_without_returning(tx).await?;
            }
        }
        let detail = format!("{role} {verb} {} {says}", grant_code(before));
        let entry = Entry::of(Action::RuleChange).on("category", slug).detail(detail);
        audit::record(tx, by, entry, services.now_ms()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_said_reads_back() {
        let mut open = 0;
        for role in Role::ALL {
            for (verb, _) in RULED {
                for says in [Grant::Allow, Grant::Inherit, Grant::Never] {
                    let saying = Saying { role, verb, was: Some(Grant::Never), says };
                    let code = saying.code().expect("a code");
                    let read = Saying::parse(&code);
                    assert_eq!(read, rules::is_open(role, verb).then_some(saying), "{code}");
                    open += usize::from(read.is_some());
                }
            }
        }
        // Less than the fields that a form may have.
        assert_eq!(open / 3, 58);
        for wrong in ["", "member", "member.start", "member.start.allow", "member.start.inherit.yes"] {
            assert_eq!(Saying::parse(wrong), None, "{wrong}");
        }
        for (role, verb) in [("member", "purge"), ("trusted", "review_queue"), ("auditor", "start")] {
            assert_eq!(Saying::of(role, verb, "allow"), None, "{role} {verb}");
        }
        assert_eq!(Saying::parse("member.start.inherit.never.never"), None);
    }
}
