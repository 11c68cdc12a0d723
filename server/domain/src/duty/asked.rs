//! Reminding of questions without an account that wait too long. They are about no text and of no category.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;

use super::{
    able::{Team, to_tell},
    alert::{self, Says},
    nag::whom,
};
use crate::{DomainResult, Member, Permission, Services, ask};

/// Those who may act on such a question, or on one that is for few, but for whoever knows the woman. `recused`: question
/// and account.
fn may_act<'a>(
    team: &'a Team,
    (question, for_few): (&str, bool),
    recused: &[(String, String)],
) -> Vec<&'a Member> {
    let verb = if for_few { Permission::SafetyCase } else { Permission::MessagesAnswer };
    let knows = |one: &Member| recused.iter().any(|(of, who)| of == question && who == one.id.as_str());
    team.anywhere(verb).into_iter().filter(|one| !knows(one)).collect()
}

/// Tells of a question without an account those who may act on it: whoever is there, else whoever is next and the leads.
/// Where nobody may, because everybody knows her, administrators learn that somebody from outside is needed. `key` makes
/// it happen once for each of them.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn alert_ask<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    about: (&str, bool),
    key: &str,
    now: i64,
) -> DomainResult<()> {
    let team = Team::of(services, tx, &[]).await?;
    let recused = ask::recused_from(tx, &[about.0]).await?;
    let able = may_act(&team, about, &recused);
    if able.is_empty() {
        return alert::tell(services, tx, &team.may_ask_outside(None), Says::Outside, key, now).await;
    }
    let mut who = to_tell(&services.roster(), &able, now);
    who.sort_unstable();
    alert::tell(services, tx, &who, Says::Waits, key, now).await
}

/// Somebody knows the woman and reads her question no more: where nobody is left, administrators learn that somebody
/// from outside is needed.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn ask_outside<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    about: (&str, bool),
    key: &str,
    now: i64,
) -> DomainResult<()> {
    let team = Team::of(services, tx, &[]).await?;
    let recused = ask::recused_from(tx, &[about.0]).await?;
    if !may_act(&team, about, &recused).is_empty() {
        return Ok(());
    }
    alert::tell(services, tx, &team.may_ask_outside(None), Says::Outside, key, now).await
}

/// Reminds those who may act on a question that waits too long: all of them where somebody may be in danger, else
/// whoever is there or next; later whoever begins a shift; administrators where nobody may. One message for all of them. Answers how many they are.
pub(super) async fn nag(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let roster = services.roster();
    let since = roster.since(now);
    let late = ask::late(services.db.read(), &roster, now).await?;
    if late.is_empty() {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    let team = Team::of(services, &tx, &[]).await?;
    let ids: Vec<&str> = late.iter().map(|one| one.id.as_str()).collect();
    let recused = ask::recused_from(&tx, &ids).await?;
    let (mut told, mut outside) = (BTreeSet::new(), BTreeSet::new());
    let (mut first, mut count) = (None, 0);
    for one in &late {
        let able = may_act(&team, (&one.id, one.for_few), &recused);
        let who: Vec<String> = match one.reminded_at {
            None if one.danger => able.iter().map(|one| one.id.as_str().to_owned()).collect(),
            before => whom((&roster, &since), &able, before, now),
        };
        if (one.reminded_at.is_some() && who.is_empty()) || !ask::note_reminder(&tx, one, now).await? {
            continue;
        }
        count += 1;
        first.get_or_insert(one.id.as_str());
        if able.is_empty() {
            outside.extend(team.may_ask_outside(None));
        }
        told.extend(who);
    }
    if let Some(first) = first {
        for (who, says) in [(told, Says::Waits), (outside, Says::Outside)] {
            let who: Vec<String> = who.into_iter().collect();
            alert::tell(services, &tx, &who, says, &format!("ask-nag:{first}:{now}"), now).await?;
        }
    }
    tx.commit().await?;
    Ok(count)
}
