//! In which categories somebody has a verb, as a value and as a condition.

use sea_orm::{ExprTrait, IntoSimpleExpr, sea_query::SimpleExpr};

use super::{Permission, Scope, role_permits, role_permits_in};
use crate::Member;

/// In which categories somebody has a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In all.
    Everywhere,
    /// In all but these (slugs).
    But(Vec<String>),
    /// In these (slugs).
    Only(Vec<String>),
}

impl Reach {
    /// Whether it is any at all.
    pub fn is_nowhere(&self) -> bool {
        matches!(self, Self::Only(slugs) if slugs.is_empty())
    }

    /// Whether a category is inside.
    pub fn holds(&self, category: &str) -> bool {
        match self {
            Self::Everywhere => true,
            Self::But(slugs) => slugs.iter().all(|slug| slug != category),
            Self::Only(slugs) => slugs.iter().any(|slug| slug == category),
        }
    }

    /// The same as a condition over a column with the slug of a category; nothing when there is no limit.
    pub(crate) fn over(&self, category: impl IntoSimpleExpr) -> Option<SimpleExpr> {
        let slugs = match self {
            Self::Everywhere => return None,
            Self::But(slugs) | Self::Only(slugs) => slugs.iter().map(String::as_str),
        };
        let category = category.into_simple_expr();
        Some(if matches!(self, Self::But(_)) { category.is_not_in(slugs) } else { category.is_in(slugs) })
    }
}

/// In which categories this member's role has a verb: by the table, by what administrators say, within the scope of a
/// moderator. What she needs besides is asked by [`super::permits`].
pub fn reach(member: &Member, permission: Permission) -> Reach {
    let rules = &member.rules;
    let held = match &member.scope {
        Scope::Categories(slugs) if permission.is_of_forum() => Some(slugs),
        _ => None,
    };
    if !role_permits(member.role, permission) {
        return Reach::Only(rules.named(permission, |category| {
            role_permits_in(member.role, permission, category, rules)
                && held.is_none_or(|slugs| slugs.iter().any(|slug| slug == category))
        }));
    }
    let forbidden = rules.forbidden(member.role, permission);
    match held {
        Some(slugs) => Reach::Only(slugs.iter().filter(|slug| !forbidden.contains(slug)).cloned().collect()),
        None if forbidden.is_empty() => Reach::Everywhere,
        None => Reach::But(forbidden),
    }
}
