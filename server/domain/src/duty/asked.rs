//! Reminding of questions without an account that wait too long. They are about no text and of no category.

use std::collections::BTreeSet;

use super::{
    able::Team,
    alert::{self, Says},
    nag::whom,
};
use crate::{DomainResult, Member, Permission, Services, ask};

/// Whose verb it takes to act on such a question.
pub(super) fn verb(danger: bool) -> Permission {
    if danger { Permission::SafetyCase } else { Permission::MessagesAnswer }
}

/// Reminds those who may act on a question that waits too long: all of them where somebody may be in danger, else
/// whoever is there or next; later whoever begins a shift. One message for all of them. Answers how many they are.
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
    let (mut told, mut first, mut count) = (BTreeSet::new(), None, 0);
    for one in &late {
        let able: Vec<&Member> = team.anywhere(verb(one.danger));
        let who: Vec<String> = match one.reminded_at {
            None if one.danger => able.iter().map(|one| one.id.as_str().to_owned()).collect(),
            before => whom((&roster, &since), &able, before, now),
        };
        if (one.reminded_at.is_some() && who.is_empty()) || !ask::note_reminder(&tx, one, now).await? {
            continue;
        }
        count += 1;
        first.get_or_insert(one.id.as_str());
        told.extend(who);
    }
    if let Some(first) = first {
        let who: Vec<String> = told.into_iter().collect();
        alert::tell(services, &tx, &who, Says::Waits, &format!("ask-nag:{first}:{now}"), now).await?;
    }
    tx.commit().await?;
    Ok(count)
}
