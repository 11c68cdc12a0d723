//! Who wrote under an alias: a glass to be broken by two. One of the team asks and says why, another one confirms,
//! both prove themselves anew, the name can be looked at for an hour, every step leaves a row in the audit log,
//! and the woman is told after seven days.
//!
//! The request does not hold the name, and no page of an address does: it is on the answer to the form that looks.

mod ask;
mod confirm;
mod hold;
mod list;
mod look;
mod tell;

pub use ask::{Question, ask};
pub use confirm::{confirm, refuse};
pub use hold::{hold, release};
pub use list::{Request, RequestState, Subject, request, requests, subject};
pub use look::look;
pub use tell::{TOLD_AFTER_MS, tell_due};

use contract::{
    ErrorCode,
    ids::{MemberId, RequestId},
};
use entity::{forum::post, staff::identity_request};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect};

use crate::{
    Actor, DomainError, DomainResult, Member, Permission,
    codes::codes,
    moderation::is_recused,
    permission::{permits, require},
};

/// How long a request waits for its second person.
pub const WAITS_MS: i64 = 24 * 3_600_000;
/// How long the name can be looked at.
pub const OPEN_MS: i64 = 3_600_000;

codes! {
    /// Why somebody must be known: a short fixed list, so that no text about her rests in the log.
    Cause {
        /// She is in danger.
        SheIsInDanger = "she_is_in_danger",
        /// She threatens somebody, or says that somebody is in danger.
        OthersInDanger = "others_in_danger",
        /// A court or authority ordered it.
        LegalOrder = "legal_order",
        /// Rules are broken again and again behind aliases.
        SeriousAbuse = "serious_abuse",
    }
}

codes! {
    /// Why she must not be told now.
    HoldCause {
        /// Being told would put her in danger.
        DangerIfTold = "danger_if_told",
        /// It would put somebody else in danger.
        DangerToOthers = "danger_to_others",
        /// A court or authority forbids it.
        LegalOrder = "told_forbidden",
    }
}

/// Whoever holds one of the two keys in this category, and proved herself a moment ago.
///
/// # Errors
/// Like [`require`] of [`Permission::SeeIdentity`]; `NotFound` outside of her scope; [`ErrorCode::ConfirmNeeded`].
fn key_holder<'a>(actor: &'a Actor, category: Option<&str>, now: i64) -> DomainResult<&'a Member> {
    let member = require(actor, Permission::SeeIdentity, None)?;
    if !permits(actor, Permission::SeeIdentity, category) {
        return Err(DomainError::not_found());
    }
    actor.require_confirmed(now)?;
    Ok(member)
}

/// Who wrote a text, as long as that is known.
async fn author_of<C: ConnectionTrait>(db: &C, post: &str) -> DomainResult<Option<MemberId>> {
    let found = post::Entity::find_by_id(post).one(db).await?;
    Ok(found.and_then(|post| post.author_id).map(MemberId::trusted))
}

/// A request under its lock, for somebody whom it does not concern herself.
async fn locked(
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: &RequestId,
) -> DomainResult<identity_request::Model> {
    let row = identity_request::Entity::find_by_id(id.as_str()).lock_exclusive().one(tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    concerns_another(tx, actor, &row).await?;
    Ok(row)
}

/// Nobody acts on herself, or on whom she said that she knows, and nobody outside of her categories learns that there is
/// a request.
async fn concerns_another<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    row: &identity_request::Model,
) -> DomainResult<()> {
    let author = author_of(db, &row.post_id).await?;
    let mine = author.is_some() && author.as_ref() == actor.member_id();
    if mine || !permits(actor, Permission::SeeIdentity, Some(&row.category)) {
        return Err(DomainError::not_found());
    }
    apart(db, actor, &row.post_id).await
}

/// Whoever knows the person, or blocks her, breaks no glass before her name.
async fn apart<C: ConnectionTrait>(db: &C, actor: &Actor, post: &str) -> DomainResult<()> {
    if let Some(member) = actor.member()
        && is_recused(db, member, post).await?
    {
        return Err(DomainError::not_found());
    }
    Ok(())
}

/// Whether a second person may turn her key now.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for whoever asked, [`ErrorCode::Conflict`] for a request that does not wait any more.
pub fn may_confirm(row: &identity_request::Model, me: &MemberId, now: i64) -> DomainResult<()> {
    // Once her account is gone nobody can be told apart from her.
    if row.asked_by.as_deref().is_none_or(|asked| asked == me.as_str()) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    if RequestState::of(row, now) == RequestState::Waiting {
        Ok(())
    } else {
        Err(DomainError::new(ErrorCode::Conflict))
    }
}

/// Whether this person may look at the name now: one of the two, within the hour.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for anybody else, [`ErrorCode::Conflict`] before and after.
pub fn may_look(row: &identity_request::Model, me: &MemberId, now: i64) -> DomainResult<()> {
    let mine = [&row.asked_by, &row.confirmed_by].into_iter().any(|who| who.as_deref() == Some(me.as_str()));
    if !mine {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    if RequestState::of(row, now) == RequestState::Open {
        Ok(())
    } else {
        Err(DomainError::new(ErrorCode::Conflict))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> identity_request::Model {
        identity_request::Model {
            id: "r".into(),
            topic_id: "t".into(),
            post_id: "p".into(),
            category: "unions".into(),
            alias: 3,
            reason: Cause::LegalOrder.as_str().into(),
            asked_by: Some("lead".into()),
            asked_at: 0,
            confirmed_by: None,
            confirmed_at: None,
            refused_at: None,
            looked_at: None,
            hold_reason: None,
            hold_by: None,
            told_at: None,
        }
    }

    #[test]
    fn two_persons_and_one_hour() {
        use RequestState::{Lapsed, Open, Over, Refused, Waiting};
        let (lead, admin, third) =
            (MemberId::trusted("lead"), MemberId::trusted("admin"), MemberId::trusted("third"));
        let confirmed = |at| identity_request::Model {
            confirmed_by: Some("admin".into()),
            confirmed_at: Some(at),
            ..row()
        };
        let refused = identity_request::Model { refused_at: Some(5), ..row() };
        // row, now, state, then for the one who asked, the one who confirms, a third: may confirm, may look
        let (f, c) = (Some(ErrorCode::Forbidden), Some(ErrorCode::Conflict));
        let table = [
            (row(), 10, Waiting, [f, None, None], [c, f, f]),
            (row(), WAITS_MS, Waiting, [f, None, None], [c, f, f]),
            (row(), WAITS_MS + 1, Lapsed, [f, c, c], [c, f, f]),
            (refused, 10, Refused, [f, c, c], [c, f, f]),
            (confirmed(20), 20, Open, [f, c, c], [None, None, f]),
            (confirmed(20), 20 + OPEN_MS, Open, [f, c, c], [None, None, f]),
            (confirmed(20), 21 + OPEN_MS, Over, [f, c, c], [c, c, f]),
        ];
        for (row, now, state, confirms, looks) in table {
            assert_eq!(RequestState::of(&row, now), state, "{now}");
            let code = |result: DomainResult<()>| result.err().map(|error| error.code);
            for (who, (confirm, look)) in
                [&lead, &admin, &third].into_iter().zip(confirms.into_iter().zip(looks))
            {
                assert_eq!(code(may_confirm(&row, who, now)), confirm, "{who} confirms {state:?}");
                assert_eq!(code(may_look(&row, who, now)), look, "{who} looks {state:?}");
            }
        }
        let orphan = identity_request::Model { asked_by: None, ..row() };
        assert!(may_confirm(&orphan, &admin, 10).is_err(), "nobody confirms what nobody asked");
    }

    #[test]
    fn codes_read_back() {
        assert!(Cause::ALL.iter().all(|one| Cause::parse(one.as_str()) == Some(*one)));
        assert!(HoldCause::ALL.iter().all(|one| HoldCause::parse(one.as_str()) == Some(*one)));
        assert_eq!(Cause::parse("curiosity"), None);
    }
}
