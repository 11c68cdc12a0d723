//! Telling the team that something cannot wait: a line in the list of notifications, and a message that says nothing
//! but that there is something.

use entity::identity::member;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    DomainResult, Role, Services,
    identity::ACTIVE,
    mail::{self, Kind, Token},
    notify,
};

/// For how long a message may wait for the mail server.
const USEFUL_MS: i64 = 6 * 3_600_000;

/// Tells those who are there now; when nobody is, whoever is next and the lead moderators. `key` makes it happen once
/// for each of them.
///
/// # Errors
/// When the database does not answer.
pub async fn alert<C: ConnectionTrait>(services: &Services, tx: &C, key: &str, now: i64) -> DomainResult<()> {
    let roster = services.roster();
    let mut who: Vec<String> = roster.on_duty(now).into_iter().map(str::to_owned).collect();
    if who.is_empty() {
        who = roster.next_on_duty(now).into_iter().map(str::to_owned).collect();
        who.extend(leads(tx).await?);
        who.sort_unstable();
        who.dedup();
    }
    tell(services, tx, &who, key, now).await
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
    let who = leads(tx).await?;
    tell(services, tx, &who, key, now).await
}

async fn leads<C: ConnectionTrait>(tx: &C) -> DomainResult<Vec<String>> {
    Ok(member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::Role.eq(Role::LeadModerator.as_str()))
        .filter(member::Column::State.eq(ACTIVE))
        .into_tuple()
        .all(tx)
        .await?)
}

pub(super) async fn tell<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    who: &[String],
    key: &str,
    now: i64,
) -> DomainResult<()> {
    for member in who {
        notify::event::duty(tx, member, key, now).await?;
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
