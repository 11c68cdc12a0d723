//! An answer: a page, the way to another one, or a file of hers.

use contract::ids::{MemberId, PostId};
use domain::library::bag::Pieces;

use super::Page;

/// What the server does with the session besides answering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionChange {
    /// Nothing.
    Keep,
    /// Begin a session of this member, under a new id.
    Begin(MemberId),
    /// The same, but this is no proof for what matters: the provider may have let her in by a session that stood
    /// open there.
    BeginThroughProvider(MemberId),
    /// She proved herself anew: the same member under a new id.
    Confirm,
    /// She passed the second step: the same member under a new id.
    SecondFactor,
    /// End the session.
    End,
}

/// An answer.
pub struct Reply {
    /// Page or redirect.
    pub kind: ReplyKind,
    /// What happens to the session.
    pub session: SessionChange,
    /// A secret that she sent was right: what was counted as a guess is given back.
    pub no_guess: bool,
}

/// Page or redirect.
pub enum ReplyKind {
    /// A page.
    Page(Box<Page>),
    /// 303: what was asked is done, or lives elsewhere for this person.
    SeeOther(String),
    /// 308: the address changed for good.
    Permanent(String),
    /// 301: what was here stands elsewhere now, joined to something else.
    Moved(String),
    /// What she sent waits for the team: 303 to the page that says how it stands; for a client that asks for JSON, 202 with
    /// the same.
    Waits {
        /// The text.
        post: PostId,
        /// The page.
        path: String,
    },
    /// 204: kept, there is nothing to show, and this is the lock of the next time. For scripts of ours.
    Kept(i64),
    /// A file of hers, to be kept instead of shown; nothing on the way stores it.
    Attachment {
        /// File name, ASCII, telling nothing of what is in it.
        name: String,
        /// Media type.
        media_type: &'static str,
        /// Contents.
        bytes: Vec<u8>,
    },
    /// A file for the team, to be kept instead of shown, that is made while it is fetched; nothing on the way stores it.
    Poured {
        /// File name, ASCII.
        name: String,
        /// Media type.
        media_type: &'static str,
        /// Contents, as they come.
        pieces: Pieces,
    },
}

impl Reply {
    /// 303 to a path of this site.
    pub fn see_other(path: impl Into<String>) -> Self {
        Self { kind: ReplyKind::SeeOther(path.into()), session: SessionChange::Keep, no_guess: false }
    }

    /// 308 to a path of this site.
    pub fn permanent(path: impl Into<String>) -> Self {
        Self { kind: ReplyKind::Permanent(path.into()), session: SessionChange::Keep, no_guess: false }
    }

    /// 301 to a path of this site.
    pub fn moved(path: impl Into<String>) -> Self {
        Self { kind: ReplyKind::Moved(path.into()), session: SessionChange::Keep, no_guess: false }
    }

    /// What she sent waits; `path` is the page that says how it stands.
    pub fn waits(post: PostId, path: impl Into<String>) -> Self {
        let kind = ReplyKind::Waits { post, path: path.into() };
        Self { kind, session: SessionChange::Keep, no_guess: false }
    }

    /// 204: what she writes is kept; the script takes the lock of the next time from `x-kept`.
    pub fn kept(lock: i64) -> Self {
        Self { kind: ReplyKind::Kept(lock), session: SessionChange::Keep, no_guess: false }
    }

    /// A file of hers, to be kept instead of shown.
    pub fn attachment(name: impl Into<String>, media_type: &'static str, bytes: Vec<u8>) -> Self {
        let kind = ReplyKind::Attachment { name: name.into(), media_type, bytes };
        Self { kind, session: SessionChange::Keep, no_guess: false }
    }

    /// A file for the team that is made while it is fetched.
    pub fn poured(name: impl Into<String>, media_type: &'static str, pieces: Pieces) -> Self {
        let kind = ReplyKind::Poured { name: name.into(), media_type, pieces };
        Self { kind, session: SessionChange::Keep, no_guess: false }
    }

    /// The secret that she sent was right.
    #[must_use]
    pub fn no_guess(mut self) -> Self {
        self.no_guess = true;
        self
    }

    /// Also changes the session.
    #[must_use]
    pub fn with_session(mut self, change: SessionChange) -> Self {
        self.session = change;
        self
    }
}

impl From<Page> for Reply {
    fn from(page: Page) -> Self {
        Self { kind: ReplyKind::Page(Box::new(page)), session: SessionChange::Keep, no_guess: false }
    }
}
