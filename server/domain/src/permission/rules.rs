//! What administrators say about a verb, a role and a category, beside the built-in table. Kept in memory like the
//! roster, so that no page asks for it; whoever is signed in carries it with her ([`crate::Member::rules`]).

use entity::forum::permission_rule;
use sea_orm::EntityTrait;

use super::{Grant, Permission, stated, way};
use crate::{DomainResult, Role, Services};

/// The verbs about which something can be said, in the order in which they are offered, each with its code. Whatever
/// is not here is the portal's own: who sees is the audience of the category, who erases and who unmasks are few.
pub const RULED: [(Permission, &str); 13] = [
    (Permission::Start, "start"),
    (Permission::Reply, "reply"),
    (Permission::Poll, "poll"),
    (Permission::PostAnonymous, "post_anonymous"),
    (Permission::StartWithoutReview, "start_without_review"),
    (Permission::ReplyWithoutReview, "reply_without_review"),
    (Permission::Report, "report"),
    (Permission::ReviewQueue, "review_queue"),
    (Permission::HandleReports, "handle_reports"),
    (Permission::Move, "move"),
    (Permission::Arrange, "arrange"),
    (Permission::Remove, "remove"),
    (Permission::Sanction, "sanction"),
];

/// The roles about which something can be said. Editors, librarians and statisticians write like members.
pub const RULED_ROLES: [Role; 6] =
    [Role::Member, Role::Trusted, Role::Helper, Role::Moderator, Role::LeadModerator, Role::Admin];

/// Roles that moderate.
const TEAM: [Role; 3] = [Role::Moderator, Role::LeadModerator, Role::Admin];

/// Whether something can be said about a verb and a role: not where the built-in table says never, and about the
/// verbs of the desk only for those who moderate.
pub fn is_open(role: Role, verb: Permission) -> bool {
    let desk = verb.is_privileged() && !verb.needs_voice();
    RULED_ROLES.contains(&role)
        && RULED.iter().any(|(ruled, _)| *ruled == verb)
        && (!desk || TEAM.contains(&role))
        && way(role).all(|role| stated(role, verb) != Grant::Never)
}

/// The code of a verb about which something can be said.
pub fn code(verb: Permission) -> Option<&'static str> {
    RULED.iter().find(|(ruled, _)| *ruled == verb).map(|(_, code)| *code)
}

/// Reads such a code.
pub fn verb_of(code: &str) -> Option<Permission> {
    RULED.iter().find(|(_, known)| *known == code).map(|(verb, _)| *verb)
}

/// One thing that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Slug of the category.
    pub category: String,
    /// For whom, and for whoever inherits from her.
    pub role: Role,
    /// The verb.
    pub verb: Permission,
    /// Allow or never.
    pub says: Grant,
}

/// All that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules(Vec<Rule>);

impl Rules {
    /// From what is stored.
    pub fn new(rules: Vec<Rule>) -> Self {
        Self(rules)
    }

    /// What is said, in no order.
    pub fn all(&self) -> &[Rule] {
        &self.0
    }

    /// What is said of one role itself.
    pub fn stated(&self, category: &str, role: Role, verb: Permission) -> Grant {
        self.0
            .iter()
            .find(|rule| rule.verb == verb && rule.role == role && rule.category == category)
            .map_or(Grant::Inherit, |rule| rule.says)
    }

    /// Whether a role is kept from a verb in a category by what is said here: of it, or of one that it inherits from.
    pub fn forbids(&self, category: &str, role: Role, verb: Permission) -> bool {
        way(role).any(|role| self.stated(category, role, verb) == Grant::Never)
    }

    /// Slugs of the categories in which a role is kept from a verb.
    pub fn forbidden(&self, role: Role, verb: Permission) -> Vec<String> {
        self.named(verb, |slug| self.forbids(slug, role, verb))
    }

    /// Slugs of the categories in which something is said about a verb and `holds`.
    pub(super) fn named(&self, verb: Permission, holds: impl Fn(&str) -> bool) -> Vec<String> {
        let mut slugs: Vec<String> = self
            .0
            .iter()
            .filter(|rule| rule.verb == verb && holds(&rule.category))
            .map(|rule| rule.category.clone())
            .collect();
        slugs.sort();
        slugs.dedup();
        slugs
    }
}

/// As stored, typed and chosen: `allow`, `never`, `inherit`.
pub fn grant_code(grant: Grant) -> &'static str {
    match grant {
        Grant::Allow => "allow",
        Grant::Inherit => "inherit",
        Grant::Never => "never",
    }
}

/// Reads such a code.
pub fn grant_of(code: &str) -> Option<Grant> {
    [Grant::Inherit, Grant::Allow, Grant::Never].into_iter().find(|grant| grant_code(*grant) == code)
}

/// What a row says. One that nobody understands, or that cannot be said, keeps away: *never* is the careful reading.
pub(crate) fn read(row: &permission_rule::Model) -> Option<Rule> {
    let (role, verb) = (Role::parse(&row.role)?, verb_of(&row.verb)?);
    let says = match grant_of(&row.says) {
        Some(Grant::Inherit) => return None,
        Some(Grant::Allow) if is_open(role, verb) => Grant::Allow,
        _ => Grant::Never,
    };
    Some(Rule { category: row.category_id.clone(), role, verb, says })
}

/// Reads what is said into this process. Called at the start, every minute, and after a change.
///
/// # Errors
/// When the database does not answer; what was known before stays.
pub async fn load(services: &Services) -> DomainResult<()> {
    let rows = permission_rule::Entity::find().all(services.db.read()).await?;
    services.set_rules(Rules::new(rows.iter().filter_map(read).collect()));
    Ok(())
}
