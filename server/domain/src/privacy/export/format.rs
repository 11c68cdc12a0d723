//! What is in the file.

use contract::ErrorCode;
use serde::Serialize;

use crate::{DomainError, DomainResult};

/// Everything of hers. Names of others, of the team and internal notes are not in it: who acted is `self`,
/// `other` or `staff`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Export {
    /// Name and version of this format.
    pub format: &'static str,
    /// ISO day.
    pub made_on: String,
    /// Language of the readable page.
    pub language: &'static str,
    /// Her account.
    pub profile: Profile,
    /// What she agreed to.
    pub consents: Vec<Agreed>,
    /// Browsers that are signed in.
    pub sign_ins: Vec<SignIn>,
    /// Her recovery codes, in numbers.
    pub recovery_codes: Codes,
    /// Addresses that she gave.
    pub contacts: Vec<Contact>,
    /// Keys of the providers with which she signs in, for instance `google`.
    pub providers: Vec<String>,
    /// Everything she wrote, in every state, oldest first.
    pub texts: Vec<Written>,
    /// What she and the team wrote to one another, oldest first.
    pub messages: Vec<Conversation>,
    /// What she reported, oldest first.
    pub reports: Vec<Reported>,
    /// What she asked of us: exports, leaving.
    pub requests: Vec<Asked>,
    /// What she marked, sent without words, chose, and how far she has read.
    pub marks: Vec<Marked>,
    /// What she follows or silenced.
    pub follows: Vec<Followed>,
    /// `daily` or `weekly`, when she is told by e-mail that there is something new.
    pub digest: Option<String>,
    /// Whom she muted or blocked.
    pub mutes: Vec<Muted>,
    /// Words that she does not want to read unprepared.
    pub hidden_words: Vec<String>,
    /// Texts that she keeps and has not sent yet.
    pub drafts: Vec<Drafted>,
    /// What the team decided about her, oldest first.
    pub sanctions: Vec<Sanctioned>,
    /// Her appeals, oldest first.
    pub appeals: Vec<Appealed>,
    /// What she wrote for herself after a shift of the team, oldest first.
    pub debriefs: Vec<Debriefed>,
}

/// Something that she wrote for herself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Debriefed {
    /// Plain text.
    pub text: String,
    /// ISO day.
    pub on: String,
}

/// Something that the team decided about her.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sanctioned {
    /// Code of the kind.
    pub kind: String,
    /// Code of the rule.
    pub rule: String,
    /// Words of the team to her.
    pub message: String,
    /// The text that gave cause.
    pub about_post: String,
    /// ISO day.
    pub from: Option<String>,
    /// ISO day: its last one; nothing where it has none.
    pub until: Option<String>,
    /// ISO day on which it was ended before its time.
    pub ended_on: Option<String>,
    /// Code of why.
    pub ended_because: Option<String>,
    /// Words of the team to her about that.
    pub ended_with: Option<String>,
    /// `staff`.
    pub decided_by: &'static str,
}

/// An appeal of hers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Appealed {
    /// Code of what it is against.
    pub against: String,
    /// The text.
    pub about_post: String,
    /// Her words.
    pub text: String,
    /// What the team asked.
    pub question: Option<String>,
    /// What she answered.
    pub reply: Option<String>,
    /// Code of how it stands.
    pub state: String,
    /// The team's answer.
    pub answer: Option<String>,
    /// ISO day.
    pub on: String,
    /// ISO day.
    pub answered_on: Option<String>,
}

impl Export {
    /// For machines.
    ///
    /// # Errors
    /// None that we know of.
    pub fn to_json(&self) -> DomainResult<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
    }
}

/// Her account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// Public name.
    pub pseudonym: String,
    /// Role.
    pub role: String,
    /// State of the account.
    pub state: String,
    /// Language chosen at registration.
    pub language: String,
    /// Month of joining.
    pub joined_month: String,
    /// Slugs of the categories that she moderates.
    pub categories: Vec<String>,
    /// ISO day on which she set up the second step.
    pub second_step_since: Option<String>,
}

/// A consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agreed {
    /// `terms` or `privacy`.
    pub text: &'static str,
    /// Version (day) of the text.
    pub version: String,
    /// Language in which she read it.
    pub language: String,
    /// ISO day, or month.
    pub agreed_on: String,
    /// ISO day.
    pub withdrawn_on: Option<String>,
}

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignIn {
    /// ISO day.
    pub since: String,
    /// ISO day of the last visit, as far as it was noted.
    pub last_seen: Option<String>,
    /// `phone`, `computer` or nothing.
    pub device: Option<String>,
}

/// Recovery codes in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Codes {
    /// Not used yet.
    pub left: u64,
    /// Used.
    pub used: u64,
}

/// An address that she gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// `email`.
    pub kind: String,
    /// The whole address: it is hers.
    pub address: String,
    /// Whether she proved that it is hers.
    pub verified: bool,
    /// ISO day.
    pub given_on: String,
}

/// Something she wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Identifier of the post.
    pub id: String,
    /// Identifier of the topic.
    pub topic: String,
    /// Title, when she opened the topic.
    pub title: Option<String>,
    /// Slug of the category.
    pub category: String,
    /// Whether it opens the topic.
    pub opens_topic: bool,
    /// Number of the alias under which it stands, where her pseudonym is hidden.
    pub alias: Option<i32>,
    /// State.
    pub state: String,
    /// Markdown, as she wrote it.
    pub text: String,
    /// Language of the text.
    pub language: String,
    /// ISO day.
    pub sent_on: String,
    /// ISO day.
    pub published_on: Option<String>,
    /// ISO day.
    pub decided_on: Option<String>,
    /// Who decided: always the team, never a name.
    pub decided_by: Option<&'static str>,
    /// Code of the reason that she was given.
    pub reason: Option<String>,
    /// The words that she was given.
    pub note: Option<String>,
    /// The post that this one corrects.
    pub corrects: Option<String>,
    /// What the team offered when it sent the text back: to answer it in private.
    pub offer: Option<Offered>,
    /// What the text was before she changed it, and changes that wait or were refused, oldest first.
    pub revisions: Vec<Revised>,
}

/// An offer of the team to answer a text in private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// Code of the kind of conversation that it would become.
    pub kind: String,
    /// The first words of the team, which she reads whatever she answers.
    pub words: Option<String>,
    /// ISO day.
    pub on: String,
    /// `offered` while she did not answer, `accepted` or `declined`.
    pub state: String,
    /// ISO day of her answer.
    pub answered_on: Option<String>,
    /// `staff`.
    pub by: &'static str,
}

/// A revision of a text of hers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revised {
    /// Number.
    pub number: i32,
    /// `shown`, `waiting`, `refused` or `replaced`.
    pub state: String,
    /// Title, when she opened the topic.
    pub title: Option<String>,
    /// Markdown, as she wrote it.
    pub text: String,
    /// `self` or `staff`.
    pub by: &'static str,
    /// ISO day.
    pub written_on: String,
    /// Whether nobody but the team can read it any more.
    pub hidden: bool,
    /// Code of the reason that she was given.
    pub reason: Option<String>,
    /// The words that she was given.
    pub note: Option<String>,
}

/// Something she did without writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// `bookmark`, `reaction`, `vote`, `read`, `list` (that she keeps one of the library) or `listed` (what is on it).
    pub what: &'static str,
    /// Identifier of the post (bookmark, reaction), item (listed) or topic; empty for a list.
    pub of: String,
    /// Her label, the kind of reaction, the answer, the number up to which she read, or an ISO day.
    pub detail: String,
}

impl Marked {
    pub(in crate::privacy) fn new(what: &'static str, of: String, detail: String) -> Self {
        Self { what, of, detail }
    }
}

/// A conversation with the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conversation {
    /// Code of what it is about.
    pub kind: String,
    /// `open` or `closed`.
    pub state: String,
    /// Of a report about a message of the team: how it stands.
    pub report: Option<String>,
    /// Whether her pseudonym is hidden from the team.
    pub name_hidden: bool,
    /// Oldest first.
    pub messages: Vec<Said>,
}

/// A message of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `self` or `staff`.
    pub by: &'static str,
    /// Plain text; empty where the portal told her that the team looked who wrote under an alias.
    pub text: String,
    /// Identifier of the topic that it is about.
    pub about_topic: Option<String>,
    /// ISO day.
    pub on: String,
}

/// Something that she reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reported {
    /// Identifier of the post.
    pub post: String,
    /// Code of the reason.
    pub reason: String,
    /// Her words.
    pub text: String,
    /// ISO day.
    pub on: String,
    /// Whether she took it back.
    pub taken_back: bool,
}

/// A place that she follows or silenced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Followed {
    /// `topic` or `category`.
    pub place: String,
    /// Identifier of the topic, slug of the category.
    pub id: String,
    /// `all`, `replies_to_me` or `none`.
    pub level: String,
}

/// Somebody whom she muted or blocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Muted {
    /// `mute`, `block` or `alias`.
    pub kind: String,
    /// Public name; for an alias the topic's identifier and the number.
    pub whom: String,
}

/// A text that she has not sent yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Drafted {
    /// Identifier of the topic that it answers, `c/` and the slug of a category, or `new`.
    pub place: String,
    /// Title of a new topic.
    pub title: String,
    /// Her own words in it.
    pub text: String,
    /// ISO day.
    pub saved_on: String,
}

/// Something she asked of us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// `export`, `keep`, `withdraw` or `vanish`.
    pub what: String,
    /// ISO day.
    pub on: String,
}
