//! The fixed codes of a case of danger. Nothing in it is free text but what she herself says about how to reach her.

use crate::codes::codes;

codes! {
    /// How grave it is. In doubt one level up.
    Level {
        /// Nobody judged it yet.
        Unknown = "unknown",
        /// Past, or a manner of speaking.
        Low = "low",
        /// Present, without anything about to happen.
        Medium = "medium",
        /// Now.
        High = "high",
    }
}

codes! {
    /// Who of the helpers was told.
    Told {
        /// Nobody.
        Nobody = "nobody",
        /// A lead moderator.
        Lead = "lead",
        /// The person of the association who is responsible.
        Association = "association",
        /// A trained adviser.
        Adviser = "adviser",
    }
}

codes! {
    /// What comes next.
    Next {
        /// To wait for what she chooses.
        WaitForHer = "wait_for_her",
        /// To write to her, the way she allowed.
        ContactHer = "contact_her",
        /// A second opinion.
        SecondOpinion = "second_opinion",
        /// To decide whether somebody outside is told.
        Disclosure = "disclosure",
        /// Nothing.
        Nothing = "nothing",
    }
}

codes! {
    /// How it ended.
    Ending {
        /// She says that she is safe.
        Safe = "safe",
        /// Somebody helps her.
        Helped = "helped",
        /// She did not answer.
        NoAnswer = "no_answer",
        /// It was no danger.
        NoDanger = "no_danger",
        /// She left the portal.
        Left = "left",
    }
}

codes! {
    /// What she does with her text.
    Choice {
        /// She shortened it; the team looks whether it can appear.
        Shorten = "shorten",
        /// A private message to the team instead.
        Private = "private",
        /// It goes.
        Withdraw = "withdraw",
    }
}

codes! {
    /// Who outside is told.
    ToWhom {
        /// The child-protection delegate.
        ChildProtection = "child_protection",
        /// The police or national guard.
        Police = "police",
        /// Ambulance or civil protection.
        Rescue = "rescue",
        /// A help centre.
        HelpCentre = "help_centre",
        /// A court.
        Court = "court",
    }
}

codes! {
    /// Why somebody outside is told.
    Why {
        /// She asked for it.
        SheAsked = "she_asked",
        /// Her life is in danger.
        LifeInDanger = "life_in_danger",
        /// A child is in danger.
        ChildInDanger = "child_in_danger",
        /// An order.
        Order = "order",
    }
}

codes! {
    /// On which legal basis. What each of them allows is for a lawyer to say before the forum opens.
    Basis {
        /// Her consent.
        Consent = "consent",
        /// Child Protection Code, article 31.
        ChildCode = "child_code_31",
        /// Law 2017-58.
        Law58 = "law_2017_58",
        /// An order of a court.
        CourtOrder = "court_order",
        /// Somebody's life, where nothing else is left.
        VitalInterest = "vital_interest",
    }
}

codes! {
    /// What was done, in the log.
    Step {
        /// The case was opened.
        Opened = "opened",
        /// It was opened again from another side.
        Again = "again",
        /// Somebody has it in hand.
        Acknowledged = "acknowledged",
        /// Its level was judged.
        Levelled = "levelled",
        /// Somebody was told, and what comes next.
        Noted = "noted",
        /// The text was held.
        Held = "held",
        /// The text came back.
        Released = "released",
        /// She chose what becomes of her text.
        Chosen = "chosen",
        /// She said how she may be reached, or that she may not.
        ContactGiven = "contact_given",
        /// What she said was read.
        ContactRead = "contact_read",
        /// To tell somebody outside was asked for.
        DisclosureAsked = "disclosure_asked",
        /// It was confirmed by a second person.
        DisclosureConfirmed = "disclosure_confirmed",
        /// It was refused, or taken back.
        DisclosureRefused = "disclosure_refused",
        /// The case was closed.
        Closed = "closed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        macro_rules! back {
            ($($name:ident),+) => {
                $(for one in $name::ALL {
                    assert_eq!($name::parse(one.as_str()), Some(*one));
                }
                assert_eq!($name::parse("?"), None);)+
            };
        }
        back!(Level, Told, Next, Ending, Choice, ToWhom, Why, Basis, Step);
    }
}
