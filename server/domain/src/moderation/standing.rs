//! What a moderator learns of a woman who hides her name: enough to judge, not who.

use std::collections::HashMap;

use entity::forum::post;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use crate::{
    DomainResult,
    forum::{PostState, visibility::literal},
};

/// A number that is not told exactly: in a small town a count of texts is a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Roughly {
    /// None.
    #[default]
    None,
    /// One or two.
    Few,
    /// Three to nine.
    Some,
    /// Ten or more.
    Many,
}

impl Roughly {
    /// From a count.
    pub fn of(count: i64) -> Self {
        match count {
            ..=0 => Self::None,
            1..=2 => Self::Few,
            3..=9 => Self::Some,
            10.. => Self::Many,
        }
    }
}

/// How somebody behind an alias stands with the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Texts of hers that are published.
    pub approved: Roughly,
    /// Texts of hers that the team took away after they were published: reports that were upheld.
    pub upheld: Roughly,
}

/// How these authors stand; who has published nothing is not in it.
pub(super) async fn of_authors<C: ConnectionTrait>(
    db: &C,
    authors: Vec<String>,
) -> DomainResult<HashMap<String, Standing>> {
    let mut found: HashMap<String, Standing> = HashMap::new();
    if authors.is_empty() {
        return Ok(found);
    }
    let rows: Vec<(String, String, i64)> = post::Entity::find()
        .select_only()
        .columns([post::Column::AuthorId, post::Column::State])
        .expr(Expr::cust("COUNT(*)"))
        .filter(post::Column::AuthorId.is_in(authors))
        .filter(
            post::Column::State
                .into_simple_expr()
                .is_in([literal(PostState::Published), literal(PostState::Removed)]),
        )
        .group_by(post::Column::AuthorId)
        .group_by(post::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    for (author, state, count) in rows {
        let standing = found.entry(author).or_default();
        match PostState::parse(&state) {
            PostState::Published => standing.approved = Roughly::of(count),
            _ => standing.upheld = Roughly::of(count),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::Roughly;

    #[test]
    fn counts_are_told_roughly() {
        let table = [
            (0, Roughly::None),
            (1, Roughly::Few),
            (2, Roughly::Few),
            (3, Roughly::Some),
            (9, Roughly::Some),
        ];
        for (count, expected) in table.into_iter().chain([(10, Roughly::Many), (4_000, Roughly::Many)]) {
            assert_eq!(Roughly::of(count), expected, "{count}");
        }
    }
}
