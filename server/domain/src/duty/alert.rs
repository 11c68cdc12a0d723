//! Telling the team that something cannot wait: a line in the list of notifications, and a message that says nothing
//! but that there is something.

use entity::identity::member;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::able::{About, Talk, Team, to_tell};
use crate::{
    DomainResult, Permission, Role, Services,
    identity::ACTIVE,
    mail::{self, Kind, Token},
    notify,
};

/// For how long a message may wait for the mail server.
const USEFUL_MS: i64 = 6 * 3_600_000;

fn case_of<'a>(post: &'a str, category: &'a str) -> About<'a> {
    About { verb: Permission::SafetyCase, category, post: Some(post), lead_only: false, apart: &[] }
}

/// Whether somebody is there at this moment who may act on a case of danger about a text of a category: only then is it
/// promised when it is in somebody's hand.
///
/// # Errors
/// When the database does not answer.
pub async fn is_promised<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    (post, category): (&str, &str),
    now: i64,
) -> DomainResult<bool> {
    let roster = services.roster();
    let there = roster.on_duty(now);
    if there.is_empty() {
        return Ok(false);
    }
    let team = Team::of(services, tx, &[post]).await?;
    let able = team.may_act(&case_of(post, category));
    Ok(able.iter().any(|one| there.contains(&one.id.as_str())))
}

/// Tells of a case of danger about a text of a category: of those who may act on it, whoever is there now; when nobody
/// is, whoever is next and the lead moderators, else all of them. Where nobody may, because everybody knows her, the
/// administrators learn that somebody from outside is needed. `key` makes it happen once for each of them.
///
/// # Errors
/// When the database does not answer.
pub async fn alert_case<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    (post, category): (&str, &str),
    key: &str,
    now: i64,
) -> DomainResult<()> {
    let team = Team::of(services, tx, &[post]).await?;
    let able = team.may_act(&case_of(post, category));
    if able.is_empty() {
        return tell(services, tx, &team.may_ask_outside(Some(post)), Says::Outside, key, now).await;
    }
    let mut who = to_tell(&services.roster(), &able, now);
    who.sort_unstable();
    tell(services, tx, &who, Says::Waits, key, now).await
}

/// Tells of a conversation in which somebody may not be safe those who may answer in it, as [`alert_case`] does.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn alert_messages<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    talk: &Talk<'_>,
    key: &str,
    now: i64,
) -> DomainResult<()> {
    let team = Team::of(services, tx, &[]).await?;
    let able = team.may_answer(talk);
    if able.is_empty() {
        let mut outside = team.may_ask_outside(None);
        outside.retain(|id| id != talk.writer);
        return tell(services, tx, &outside, Says::Outside, key, now).await;
    }
    let mut who = to_tell(&services.roster(), &able, now);
    who.sort_unstable();
    tell(services, tx, &who, Says::Waits, key, now).await
}

/// Tells the lead moderators.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_leads<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    key: &str,
    now: i64,
) -> DomainResult<()> {
    let who = of_role(tx, Role::LeadModerator).await?;
    tell(services, tx, &who, Says::Waits, key, now).await
}

/// Tells the administrators.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_admins<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    key: &str,
    now: i64,
) -> DomainResult<()> {
    let who = of_role(tx, Role::Admin).await?;
    tell(services, tx, &who, Says::Waits, key, now).await
}

async fn of_role<C: ConnectionTrait>(tx: &C, role: Role) -> DomainResult<Vec<String>> {
    Ok(member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::Role.eq(role.as_str()))
        .filter(member::Column::State.eq(ACTIVE))
        .into_tuple()
        .all(tx)
        .await?)
}

/// What somebody is told, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Something waits for her.
    Waits,
    /// Something waits on which nobody of the team may decide.
    Outside,
}

pub(super) async fn tell<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    who: &[String],
    says: Says,
    key: &str,
    now: i64,
) -> DomainResult<()> {
    for member in who {
        match says {
            Says::Waits => notify::event::duty(tx, member, key, now).await?,
            Says::Outside => notify::event::outside(tx, member, key, now).await?,
        }
        if !services.offers_mail() {
            continue;
        }
        let contact = mail::of_member(tx, member).await?.filter(|contact| contact.verified_at.is_some());
        if let Some(contact) = contact {
            let (expires, token) = (now + USEFUL_MS, Token::fresh());
            mail::enqueue(services, tx, Kind::Duty, Some(&contact.id), &token, expires).await?;
        }
    }
    Ok(())
}
