//! What must stand in a document, in a form that knows no database. The adapters write it out in their own
//! syntax; tokens are letters and digits only, so nothing somebody typed can become syntax.

/// Which tokens are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Words as written, folded.
    Exact,
    /// Stems.
    Stem,
}

/// Where they must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the title.
    Title,
    /// In the title or in the text.
    Anywhere,
}

/// A condition on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A token stands there.
    Token(Field, String),
    /// A token that begins so stands there.
    Prefix(Field, String),
    /// These exact tokens stand there one after the other.
    Phrase(Vec<String>),
    /// All of these.
    All(Vec<Expression>),
    /// At least one of these.
    Any(Vec<Expression>),
}

impl Expression {
    /// All of these; one alone stays as it is.
    pub fn all(mut list: Vec<Self>) -> Option<Self> {
        if list.len() > 1 { Some(Self::All(list)) } else { list.pop() }
    }

    /// At least one of these; one alone stays as it is.
    pub fn any(mut list: Vec<Self>) -> Option<Self> {
        if list.len() > 1 { Some(Self::Any(list)) } else { list.pop() }
    }

    /// At least so many of these.
    pub fn at_least(list: &[Self], count: usize) -> Option<Self> {
        if count <= 1 || count >= list.len() {
            let own = list.to_vec();
            return match count {
                0 => None,
                1 => Self::any(own),
                _ if count == list.len() => Self::all(own),
                _ => None,
            };
        }
        let (first, rest) = list.split_first()?;
        let with =
            Self::all([Some(first.clone()), Self::at_least(rest, count - 1)].into_iter().flatten().collect());
        Self::any([with, Self::at_least(rest, count)].into_iter().flatten().collect())
    }

    /// The same wherever its words stand: what holds it holds this too.
    pub fn without_order(&self) -> Self {
        match self {
            Self::Phrase(tokens) => {
                Self::All(tokens.iter().map(|token| Self::Token(Field::Exact, token.clone())).collect())
            }
            Self::All(list) => Self::All(list.iter().map(Self::without_order).collect()),
            Self::Any(list) => Self::Any(list.iter().map(Self::without_order).collect()),
            other => other.clone(),
        }
    }

    /// Writes it out: `leaf` for what is no combination, and the words for *and* and *or*.
    pub fn write(&self, leaf: &dyn Fn(&Self) -> String, and: &str, or: &str) -> String {
        let join = |list: &[Self], word: &str| {
            let parts: Vec<String> = list.iter().map(|part| part.write(leaf, and, or)).collect();
            format!("({})", parts.join(word))
        };
        match self {
            Self::All(list) => join(list, and),
            Self::Any(list) => join(list, or),
            _ => leaf(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_of_several() {
        let words: Vec<Expression> =
            ["a", "b", "c"].map(|word| Expression::Token(Field::Exact, word.to_owned())).to_vec();
        let leaf = |part: &Expression| match part {
            Expression::Token(_, token) => token.clone(),
            _ => String::new(),
        };
        let told = |count: usize| {
            Expression::at_least(&words, count).map(|some| some.write(&leaf, "&", "|")).unwrap_or_default()
        };
        assert_eq!(
            [told(0), told(1), told(2), told(3), told(4)],
            ["", "(a|b|c)", "((a&(b|c))|(b&c))", "(a&b&c)", ""]
        );
    }
}
