//! The message that says that there is something, for those who asked for it.
//!
//! It says nothing else: no title, no name, not even how much. Whether there is something is asked when it is
//! written and once more when it is sent. One goes out, and no other before she has come (the first-unread rule).

use contract::{ErrorCode, FieldCode, FieldError};
use entity::{identity::member, notify::digest};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::list::has_unread;
use crate::{
    Actor, DomainError, DomainResult, Services,
    identity::lookup,
    mail::{self, Kind, Token},
    moderation::sanction::is_suspended,
};

/// Subject lines to choose from; the words are in the catalogue.
pub const SUBJECTS: usize = 4;
/// For how long a message may wait for the mail server: later it would come at an hour that she did not expect.
const USEFUL_MS: i64 = 6 * 3_600_000;
/// Members in one go.
const MOST: u64 = 50;

/// How often, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Once a day.
    Daily,
    /// Once a week.
    Weekly,
}

impl Frequency {
    /// All of them, in the order in which they are offered; not to be told stands beside them.
    pub const ALL: [Self; 2] = [Self::Daily, Self::Weekly];

    /// As stored and as forms name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// Reads a stored frequency.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    fn ms(self) -> i64 {
        match self {
            Self::Daily => 86_400_000,
            Self::Weekly => 7 * 86_400_000,
        }
    }
}

/// What she chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How often; nothing: never.
    pub frequency: Option<Frequency>,
    /// Number of the subject line.
    pub subject: usize,
    /// Whether she has an address that she proved to be hers.
    pub has_address: bool,
}

/// What a member chose.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn settings(services: &Services, actor: &Actor) -> DomainResult<Settings> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let row = digest::Entity::find_by_id(member.id.as_str()).one(db).await?;
    let address = mail::of_member(db, member.id.as_str()).await?;
    Ok(Settings {
        frequency: row.as_ref().and_then(|row| Frequency::parse(&row.frequency)),
        subject: row.map_or(0, |row| subject_of(row.subject)),
        has_address: address.is_some_and(|contact| contact.verified_at.is_some()),
    })
}

/// A stored number as one of the subject lines.
fn subject_of(stored: i32) -> usize {
    usize::try_from(stored).ok().filter(|n| *n < SUBJECTS).unwrap_or_default()
}

/// Chooses: `off`, `daily` or `weekly`, and the number of a subject line.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; [`ErrorCode::NotFound`] where no mail is configured; a refused field, also when
/// there is no address that is proved to be hers.
pub async fn choose(services: &Services, actor: &Actor, frequency: &str, subject: &str) -> DomainResult<()> {
    let member = actor.require_member()?;
    if frequency == "off" {
        return forget(services, member.id.as_str()).await;
    }
    if !services.offers_mail() {
        return Err(DomainError::new(ErrorCode::NotFound));
    }
    let unknown = |field: &str| FieldError::new(field, FieldCode::UnknownChoice);
    let chosen = Frequency::parse(frequency);
    let number = subject.parse::<usize>().ok().filter(|n| *n < SUBJECTS);
    let (Some(chosen), Some(number)) = (chosen, number) else {
        let errors =
            [chosen.is_none().then(|| unknown("frequency")), number.is_none().then(|| unknown("subject"))];
        return Err(DomainError::fields(errors.into_iter().flatten().collect()));
    };
    if !settings(services, actor).await?.has_address {
        return Err(DomainError::field("frequency", FieldCode::UnknownChoice));
    }
    let row = digest::ActiveModel {
        member_id: Set(member.id.as_str().to_owned()),
        frequency: Set(chosen.as_str().to_owned()),
        subject: Set(i32::try_from(number).unwrap_or_default()),
        due_at: Set(services.now_ms() + chosen.ms()),
        announced_at: Set(None),
    };
    let tx = services.db.begin().await?;
    digest::Entity::insert(row)
        .on_conflict(
            OnConflict::column(digest::Column::MemberId)
                .update_columns([
                    digest::Column::Frequency,
                    digest::Column::Subject,
                    digest::Column::DueAt,
                    digest::Column::AnnouncedAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn forget(services: &Services, member: &str) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    digest::Entity::delete_by_id(member).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Stops these messages, and nothing else, for whoever holds the link of one, signed in or not. A token of
/// nothing and one that was used before get the same answer: what was asked holds.
///
/// # Errors
/// When the database does not answer.
pub async fn switch_off(services: &Services, token: &str) -> DomainResult<()> {
    let Some(contact) = mail::of_digest_off_token(services, token) else { return Ok(()) };
    let tx = services.db.begin().await?;
    if let Some(found) = entity::mail::contact::Entity::find_by_id(contact).one(&tx).await? {
        digest::Entity::delete_by_id(found.member_id).exec(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// She has come: the next message may go when there is something again.
///
/// # Errors
/// When the database does not answer.
pub async fn visited<C: ConnectionTrait>(tx: &C, member: &str) -> DomainResult<()> {
    digest::Entity::update_many()
        .col_expr(digest::Column::AnnouncedAt, Expr::value(None::<i64>))
        .filter(digest::Column::MemberId.eq(member))
        .filter(digest::Column::AnnouncedAt.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Puts the messages that are due into the outbox of the mail. Safe on several nodes at once: of two, one moves
/// the time of the next look. Returns how many were written. Does nothing when no mail is configured.
///
/// # Errors
/// When the database does not answer; what was not written comes again.
pub async fn enqueue_due(services: &Services) -> DomainResult<u32> {
    if !services.offers_mail() {
        return Ok(0);
    }
    let due = digest::Entity::find()
        .filter(digest::Column::DueAt.lte(services.now_ms()))
        .order_by_asc(digest::Column::DueAt)
        .limit(MOST)
        .all(services.db.read())
        .await?;
    let mut written = 0;
    for row in due {
        written += u32::from(enqueue(services, &row).await?);
    }
    Ok(written)
}

async fn enqueue(services: &Services, row: &digest::Model) -> DomainResult<bool> {
    let now = services.now_ms();
    let Some(frequency) = Frequency::parse(&row.frequency) else {
        forget(services, &row.member_id).await?;
        return Ok(false);
    };
    let tx = services.db.begin().await?;
    let mine = digest::Entity::update_many()
        .col_expr(digest::Column::DueAt, Expr::value(now + frequency.ms()))
        .filter(digest::Column::MemberId.eq(&row.member_id))
        .filter(digest::Column::DueAt.eq(row.due_at))
        .exec(&tx)
        .await?;
    if mine.rows_affected == 0 {
        return Ok(false);
    }
    let contact = mail::of_member(&tx, &row.member_id).await?.filter(|one| one.verified_at.is_some());
    let announces = match &contact {
        Some(_) => is_due(&tx, &row.member_id, now).await?,
        None => false,
    };
    if let (Some(contact), true) = (contact, announces) {
        mail::enqueue(services, &tx, Kind::Digest, Some(&contact.id), &Token::fresh(), now + USEFUL_MS)
            .await?;
        digest::Entity::update_many()
            .col_expr(digest::Column::AnnouncedAt, Expr::value(now))
            .filter(digest::Column::MemberId.eq(&row.member_id))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(announces)
}

/// Whether she has not been told since she came, and there is something.
async fn is_due<C: ConnectionTrait>(db: &C, member: &str, now: i64) -> DomainResult<bool> {
    let told = digest::Entity::find_by_id(member).one(db).await?.is_none_or(|row| row.announced_at.is_some());
    Ok(!told && has_news(db, member, now).await?)
}

/// Whether there is something. Of the forum nothing is, while it is closed to her.
async fn has_news<C: ConnectionTrait>(db: &C, member: &str, now: i64) -> DomainResult<bool> {
    let row = member::Entity::find_by_id(member).one(db).await?;
    let Some(row) = row.filter(crate::identity::may_sign_in) else { return Ok(false) };
    let suspended = is_suspended(db, member, now).await?;
    has_unread(db, &Actor::Member(lookup::member(&row)), suspended).await
}

/// At the moment of sending: the subject line, if there still is something and she still wants to be told.
/// When there is nothing any more, the next message need not wait until she comes.
pub(crate) async fn at_sending(services: &Services, member: &str) -> DomainResult<Option<usize>> {
    let db = services.db.read();
    let Some(row) = digest::Entity::find_by_id(member).one(db).await? else { return Ok(None) };
    if has_news(db, member, services.now_ms()).await? {
        return Ok(Some(subject_of(row.subject)));
    }
    let tx = services.db.begin().await?;
    visited(&tx, member).await?;
    tx.commit().await?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_writes_and_takes_no_unknown_subject() {
        for one in Frequency::ALL {
            assert_eq!(Frequency::parse(one.as_str()), Some(one));
        }
        assert_eq!(Frequency::parse("off"), None);
        assert_eq!([-1, 0, 3, 4].map(subject_of), [0, 0, 3, 0]);
        assert!(Frequency::Weekly.ms() > Frequency::Daily.ms());
    }
}
