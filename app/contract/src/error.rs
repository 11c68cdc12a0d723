//! What can go wrong, as codes that the catalogue translates by an exhaustive match (`i18n::errors`).

use serde::{Deserialize, Serialize};

/// Why a request could not be answered as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// There is no such thing, or this person may not know that there is.
    NotFound,
    /// The request needs somebody who is signed in.
    SignInNeeded,
    /// The request needs somebody who proved herself a moment ago.
    ConfirmNeeded,
    /// Allowed, but only with the second step: set up, or passed with this session.
    SecondFactorNeeded,
    /// The team closed the members' pages to her for a time.
    Suspended,
    /// The team asked her not to write for a time.
    Silenced,
    /// Known and signed in, but not allowed.
    Forbidden,
    /// One or more fields were refused; see the field errors.
    InvalidForm,
    /// The bytes sent are not a form we can read (encoding, size, shape).
    UnreadableForm,
    /// The form holds a field that this page does not ask for.
    UnknownField,
    /// Somebody changed the thing meanwhile.
    Conflict,
    /// Too many tries; wait.
    TooManyRequests,
    /// As many of her texts wait for a moderator as may wait at a time.
    TooManyWaiting,
    /// Pseudonym or passphrase is wrong (which one is never said).
    WrongCredentials,
    /// The request came from another site.
    CrossSite,
    /// The team closed the topic: nobody answers there any more.
    TopicClosed,
    /// Something that may tell who somebody is was found in her text, and she did not say yet what to do with it.
    PersonalData,
    /// She blocked whoever wrote it, and wants something that is contact.
    Blocked,
    /// It was here and was erased for good.
    Gone,
    /// More than the accepted size.
    TooLarge,
    /// A picture of more bytes or points than are shown on a page.
    PictureTooLarge,
    /// The database, the disk or another part is away; nothing was lost, try again.
    Unavailable,
    /// No room left to keep what was sent.
    StorageFull,
    /// A file that we keep is not what it was any more: it is out of service until it is whole again.
    Damaged,
    /// A defect of ours.
    Internal,
}

impl ErrorCode {
    /// The HTTP status that answers this code.
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::SignInNeeded => 401,
            Self::ConfirmNeeded
            | Self::SecondFactorNeeded
            | Self::Suspended
            | Self::Silenced
            | Self::Forbidden
            | Self::CrossSite => 403,
            Self::InvalidForm | Self::WrongCredentials | Self::PersonalData => 422,
            Self::UnreadableForm | Self::UnknownField => 400,
            Self::Conflict | Self::TopicClosed | Self::Blocked => 409,
            Self::Gone => 410,
            Self::TooManyRequests | Self::TooManyWaiting => 429,
            Self::TooLarge | Self::PictureTooLarge => 413,
            Self::Unavailable | Self::Damaged => 503,
            Self::StorageFull => 507,
            Self::Internal => 500,
        }
    }
}

/// Why one field was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code", content = "limit")]
pub enum FieldCode {
    /// Nothing was written or chosen.
    Required,
    /// Fewer characters than the limit carried here.
    TooShort(usize),
    /// More characters than the limit carried here.
    TooLong(usize),
    /// Not one of the offered choices.
    UnknownChoice,
    /// Characters that cannot stand in this field.
    BadCharacters,
    /// Taken, or too close to a name that is taken.
    Taken,
    /// Reserved for the team.
    Reserved,
    /// Too easy to guess.
    TooEasy,
    /// The consent box was not ticked.
    MustAgree,
    /// Not valid UTF-8 text.
    NotText,
    /// The last administrator cannot go: nobody could name another.
    LastAdmin,
    /// Not an e-mail address.
    NotAnAddress,
    /// Fewer lines than the limit carried here.
    TooFew(usize),
    /// More lines than the limit carried here.
    TooMany(usize),
    /// Not what she chose before: she must say that she means it.
    NotConfirmed,
    /// More members named than the limit carried here.
    TooManyMentions(usize),
    /// Something was written into a text that may only be shortened.
    OnlyShorter,
    /// Somebody of the team, who cannot be blocked.
    OfTheTeam,
    /// A day that is over.
    InThePast,
    /// A last day that lies before the first one.
    BeforeFirst,
    /// Fewer days than the limit carried here.
    FewerDays(usize),
    /// More days than the limit carried here.
    MoreDays(usize),
    /// Must stay empty: only machines fill it.
    NotEmpty,
    /// Reads like advertising.
    Advertising,
    /// What is quoted is not there, or not for her to read.
    QuoteUnknown,
    /// What is quoted does not stand in its source.
    QuoteInvented,
    /// Quotes stand deeper in one another than the limit carried here.
    QuoteTooDeep(usize),
    /// Here read people who do not read the source.
    QuoteWider,
    /// More quotes than the limit carried here.
    TooManyQuotes(usize),
    /// Not the answer to the question of the form.
    WrongAnswer,
    /// The very same file is there already.
    HeldTwice,
    /// Somebody else than who made it must do this.
    SecondPerson,
    /// A testimony whose speaker did not agree to this, or does no more.
    NoConsent,
    /// Something that must not be before readers as it is; the label says what.
    Unfit,
    /// No day of the calendar.
    NotADay,
    /// No day and hour.
    NotATime,
    /// A day that has not come, where it must have.
    InTheFuture,
    /// Something is in it still, or belongs to it: it cannot be taken away.
    InUse,
    /// The portal ships it: taken away, it would come back with the next update.
    Shipped,
    /// No whole address on the web.
    NotALink,
    /// No number in figures, or none that the field allows.
    NotANumber,
    /// No date of a work: year, month or day, or two with `/` between where the field takes them.
    NotADate,
}

/// A refused field: its form name and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Form name of the field, for instance `title`.
    pub field: String,
    /// Why.
    pub code: FieldCode,
}

impl FieldError {
    /// A refused field.
    pub fn new(field: impl Into<String>, code: FieldCode) -> Self {
        Self { field: field.into(), code }
    }
}
