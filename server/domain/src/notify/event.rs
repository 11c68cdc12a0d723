//! What happened, written in the transaction in which it happens.

use entity::{forum::post, notify::event};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, sea_query::OnConflict};

use super::Kind;
use crate::DomainResult;

/// What happened, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A post became public.
    Published,
    /// The team decided on a text.
    Decided,
    /// A public post names somebody whom it did not name before.
    Mentioned,
    /// The team wrote to somebody.
    Message,
    /// The team decided something about somebody.
    Sanctioned,
    /// The team decided on what somebody reported.
    Reported,
    /// Something waits for somebody of the team.
    Duty,
    /// Something waits on which nobody of the team may decide.
    Outside,
}

impl What {
    const ALL: [Self; 8] = [
        Self::Published,
        Self::Decided,
        Self::Mentioned,
        Self::Message,
        Self::Sanctioned,
        Self::Reported,
        Self::Duty,
        Self::Outside,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Decided => "decided",
            Self::Mentioned => "mentioned",
            Self::Message => "message",
            Self::Sanctioned => "sanctioned",
            Self::Reported => "reported",
            Self::Duty => "duty",
            Self::Outside => "outside",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == text)
    }
}

/// The same thing happens once: its identifier is made from it.
async fn write<C: ConnectionTrait>(tx: &C, id: String, what: What, of: Of<'_>, now: i64) -> DomainResult<()> {
    let row = event::ActiveModel {
        id: Set(id),
        kind: Set(what.as_str().to_owned()),
        post_id: Set(of.post.map(str::to_owned)),
        recipient_id: Set(of.recipient.map(str::to_owned)),
        detail: Set(of.detail.map(str::to_owned)),
        created_at: Set(now),
        due_at: Set(now),
        attempts: Set(0),
    };
    let written = event::Entity::insert(row)
        .on_conflict(OnConflict::column(event::Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    match written {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[derive(Default)]
struct Of<'a> {
    post: Option<&'a str>,
    recipient: Option<&'a str>,
    detail: Option<&'a str>,
}

/// A post became public. Published again after it was hidden, it is told of no second time once it was.
pub async fn published<C: ConnectionTrait>(tx: &C, post: &str, now: i64) -> DomainResult<()> {
    let of = Of { post: Some(post), ..Of::default() };
    write(tx, format!("p:{post}"), What::Published, of, now).await
}

/// The team decided on a text: [`Kind::Approved`], [`Kind::Refused`], [`Kind::Changes`],
/// [`Kind::PrivateOffer`], [`Kind::EditRefused`], [`Kind::EditChanges`], [`Kind::Held`], [`Kind::Removed`] or
/// [`Kind::Restored`].
pub async fn decided<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    decision: Kind,
    now: i64,
) -> DomainResult<()> {
    let Some(author) = post.author_id.as_deref() else { return Ok(()) };
    let of = Of { post: Some(&post.id), recipient: Some(author), detail: Some(decision.as_str()) };
    // Who decides may count from the text before or after it: the decision is part of what happened.
    let key = format!("d:{}:{}:{}", post.id, post.version, decision.as_str());
    write(tx, key, What::Decided, of, now).await
}

/// A public post names somebody since its last change.
pub async fn mentioned<C: ConnectionTrait>(tx: &C, post: &str, member: &str, now: i64) -> DomainResult<()> {
    let of = Of { post: Some(post), recipient: Some(member), ..Of::default() };
    write(tx, format!("m:{post}:{member}"), What::Mentioned, of, now).await
}

/// The team wrote to somebody. `conversation` groups the notifications, `message` makes each happen once.
pub async fn message<C: ConnectionTrait>(
    tx: &C,
    recipient: &str,
    conversation: &str,
    message: &str,
    now: i64,
) -> DomainResult<()> {
    let of = Of { post: None, recipient: Some(recipient), detail: Some(conversation) };
    write(tx, format!("t:{message}"), What::Message, of, now).await
}

/// The team decided something about somebody, or answered her appeal; `decision` makes each happen once. What it says
/// stands on her page alone.
pub async fn sanctioned<C: ConnectionTrait>(
    tx: &C,
    recipient: &str,
    decision: &str,
    now: i64,
) -> DomainResult<()> {
    let of = Of { post: None, recipient: Some(recipient), detail: Some(decision) };
    write(tx, format!("s:{decision}"), What::Sanctioned, of, now).await
}

/// The team decided on what somebody reported; `version` makes each decision happen once.
pub async fn reported<C: ConnectionTrait>(
    tx: &C,
    reporter: &str,
    case: &str,
    version: i64,
    now: i64,
) -> DomainResult<()> {
    let of = Of { post: None, recipient: Some(reporter), detail: Some(case) };
    write(tx, format!("r:{case}:{version}:{reporter}"), What::Reported, of, now).await
}

/// Something waits for somebody of the team: nothing says what. `key` makes it happen once.
pub async fn duty<C: ConnectionTrait>(tx: &C, member: &str, key: &str, now: i64) -> DomainResult<()> {
    let of = Of { post: None, recipient: Some(member), detail: None };
    write(tx, format!("u:{key}:{member}"), What::Duty, of, now).await
}

/// Something waits on which nobody of the team may decide: nothing says what. `key` makes it happen once.
pub async fn outside<C: ConnectionTrait>(tx: &C, member: &str, key: &str, now: i64) -> DomainResult<()> {
    let of = Of { post: None, recipient: Some(member), detail: None };
    write(tx, format!("o:{key}:{member}"), What::Outside, of, now).await
}
