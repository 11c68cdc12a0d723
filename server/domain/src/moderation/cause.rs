//! Why the team changes something that readers see of a discussion: for the order of the room, or for one of the
//! [`Reason`]s. A code, because it stands in the log.

use contract::{FieldCode, FieldError};

use super::Reason;

/// Why the team changes something about a discussion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// So that everything stands where others find it: nobody did anything wrong.
    Order,
    /// One of the reasons that texts have.
    Because(Reason),
}

impl Cause {
    const ORDER: &'static str = "room_order";

    /// Those that can be chosen, in the order in which they are offered.
    pub fn offered() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Order).chain(Reason::OFFERED.map(Self::Because))
    }

    /// As stored and as the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Order => Self::ORDER,
            Self::Because(reason) => reason.as_str(),
        }
    }

    /// Reads what a form chose, or what is stored.
    pub fn chosen(text: &str) -> Option<Self> {
        Self::offered().find(|cause| cause.as_str() == text)
    }

    /// The same where one must be named.
    ///
    /// # Errors
    /// The refused field `reason`.
    pub(crate) fn required(text: &str) -> Result<Self, FieldError> {
        let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        Self::chosen(text).ok_or_else(|| FieldError::new("reason", code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_read_back_and_nobody_chooses_an_answer_in_private() {
        for cause in Cause::offered() {
            assert_eq!(Cause::chosen(cause.as_str()), Some(cause));
        }
        assert_eq!(Cause::offered().next(), Some(Cause::Order));
        assert_eq!(Cause::chosen(Reason::AnsweredPrivately.as_str()), None);
        assert_eq!(Cause::required("").map_err(|error| error.code), Err(FieldCode::Required));
        assert_eq!(Cause::required("because").map_err(|error| error.code), Err(FieldCode::UnknownChoice));
    }
}
