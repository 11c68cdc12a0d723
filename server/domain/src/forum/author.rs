//! Under which name a text stands.

/// What stands in `former` of the team's own words, which no account wrote: former members are counted from 1.
pub(crate) const TEAM: i32 = 0;

/// Under which name a text stands, for everybody but its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// The public name of an account.
    Named(String),
    /// A name hidden in this discussion; the number counts within the topic alone.
    Alias(i32),
    /// The account is gone. The number counts within the topic alone, and is not known everywhere.
    Former(Option<i32>),
    /// The team, in words that came with the portal.
    Team,
}

impl Author {
    /// From what the rows say; an alias wins over everything.
    pub fn of(pseudonym: Option<String>, alias: Option<i32>, former: Option<i32>) -> Self {
        match (alias, pseudonym, former) {
            (Some(number), ..) => Self::Alias(number),
            (None, Some(name), _) => Self::Named(name),
            (None, None, Some(TEAM)) => Self::Team,
            (None, None, former) => Self::Former(former),
        }
    }

    /// The public name, when there is one to show.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Alias(_) | Self::Former(_) | Self::Team => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Author;

    #[test]
    fn an_alias_hides_the_name_whatever_else_is_known() {
        assert_eq!(Author::of(Some("زيتونة".into()), Some(2), None), Author::Alias(2));
        assert_eq!(Author::of(Some("زيتونة".into()), Some(2), Some(1)), Author::Alias(2));
        assert_eq!(Author::of(Some("زيتونة".into()), None, None), Author::Named("زيتونة".into()));
        assert_eq!(Author::of(None, None, Some(3)), Author::Former(Some(3)));
        assert_eq!(Author::of(None, None, Some(0)), Author::Team);
        assert_eq!(Author::of(None, None, None), Author::Former(None), "nobody is taken for the team");
        assert_eq!(Author::of(Some("زيتونة".into()), None, Some(0)), Author::Named("زيتونة".into()));
        assert_eq!((Author::Alias(2).name(), Author::Team.name()), (None, None));
        assert_eq!(Author::Named("ز".into()).name(), Some("ز"));
    }
}
