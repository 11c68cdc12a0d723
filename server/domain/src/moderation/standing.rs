//! What a moderator learns of a woman who hides her name: enough to judge, not who.

use sea_orm::sea_query::{Expr, SimpleExpr};

use crate::forum::PostState;

/// From so many on it is many.
const MANY: i64 = 10;

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
            MANY.. => Self::Many,
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

impl Standing {
    /// From the two columns; nothing is none.
    pub(super) fn of(approved: Option<i64>, upheld: Option<i64>) -> Self {
        let roughly = |count: Option<i64>| Roughly::of(count.unwrap_or_default());
        Self { approved: roughly(approved), upheld: roughly(upheld) }
    }
}

/// How much of an author's is published, beside a post of hers under an alias; nothing beside any other.
pub(super) fn approved() -> SimpleExpr {
    count(PostState::Published)
}

/// How much of hers was taken away, likewise.
pub(super) fn upheld() -> SimpleExpr {
    count(PostState::Removed)
}

/// More than many is not counted: a page asks it of each of its posts.
fn count(state: PostState) -> SimpleExpr {
    Expr::cust(format!(
        "(CASE WHEN post.alias IS NULL THEN NULL ELSE (SELECT COUNT(*) FROM (SELECT 1 FROM post AS hers \
         WHERE hers.author_id = post.author_id AND hers.state = '{}' LIMIT {MANY}) AS found) END)",
        state.as_str()
    ))
}

#[cfg(test)]
mod tests {
    use super::{Roughly, Standing};

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
        assert_eq!(Standing::of(None, None), Standing::default());
        let some = Standing { approved: Roughly::Many, upheld: Roughly::Few };
        assert_eq!(Standing::of(Some(10), Some(1)), some);
    }
}
