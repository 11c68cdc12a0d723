//! The fixed codes of a question.

use crate::codes::codes;

codes! {
    /// What somebody of the team does with a question.
    Step {
        /// Takes it in hand.
        Claim = "claim",
        /// Gives it back.
        Release = "release",
        /// Answers her.
        Answer = "answer",
        /// Notes something for the team.
        Note = "note",
        /// Asks another one of the team what she thinks.
        Second = "second",
        /// Says what she thinks.
        Opinion = "opinion",
        /// Gives it back with what the next one needs to know.
        HandOver = "hand_over",
        /// Says that somebody may be in danger.
        Escalate = "escalate",
        /// Says that nobody is.
        Calm = "calm",
        /// Closes it.
        Close = "close",
        /// Opens it again.
        Reopen = "reopen",
        /// Says that she knows the woman, and reads it no more.
        Recuse = "recuse",
    }
}

codes! {
    /// What a note of the team is.
    NoteKind {
        /// Something to know.
        Note = "note",
        /// What another one is asked.
        Second = "second",
        /// What she thinks.
        Opinion = "opinion",
        /// What the next one needs to know.
        HandOver = "hand_over",
    }
}

codes! {
    /// What a question may become.
    OfferKind {
        /// A topic of the forum, under no name.
        Topic = "topic",
        /// Something for the editors to write about.
        Article = "article",
    }
}

codes! {
    /// How she answered.
    OfferState {
        /// Not yet.
        Offered = "offered",
        /// Yes.
        Agreed = "agreed",
        /// No.
        Declined = "declined",
    }
}

codes! {
    /// Words with which an answer may begin. The catalogue has them in three languages.
    Template {
        /// We have read it, and answer by a day.
        Received = "received",
        /// Numbers to call now.
        Call = "call",
        /// More is needed to answer.
        More = "more",
        /// Where one goes, and with which papers.
        Office = "office",
        /// What only a lawyer can say.
        Lawyer = "lawyer",
        /// She can always come back.
        Farewell = "farewell",
    }
}
