//! Who of the team may act on something that waits: nobody is woken for what she may not touch.

use std::collections::{HashMap, HashSet};

use entity::forum::post;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Roster;
use crate::{
    DomainResult, Member, Permission, Role, Services, identity::lookup, moderation::recused_from,
    permission::reach,
};

/// Something that waits.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'a> {
    /// The verb of whoever acts on it.
    pub verb: Permission,
    /// Slug of its category.
    pub category: &'a str,
    /// The post that it is about.
    pub post: Option<&'a str>,
    /// Whether the lead moderators alone have it.
    pub lead_only: bool,
    /// Who took part in what it is about, and does not decide on it.
    pub apart: &'a [String],
}

/// A conversation with the team, as who may answer in it is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Talk<'a> {
    /// What whoever answers needs besides answering at all.
    pub verb: Option<Permission>,
    /// Slug of the category that it began in.
    pub category: Option<&'a str>,
    /// Whose it is.
    pub writer: &'a str,
    /// Who took part in what it is about, and does not read it.
    pub apart: &'a [String],
}

/// The team, beside who wrote some posts and who decides on nothing about them.
pub(super) struct Team {
    all: Vec<Member>,
    authors: HashMap<String, String>,
    recused: HashSet<(String, String)>,
}

impl Team {
    /// For things about these posts.
    pub(super) async fn of<C: ConnectionTrait>(
        services: &Services,
        db: &C,
        posts: &[&str],
    ) -> DomainResult<Self> {
        let authors: Vec<(String, String)> = post::Entity::find()
            .select_only()
            .columns([post::Column::Id, post::Column::AuthorId])
            .filter(post::Column::Id.is_in(posts.iter().copied()))
            .filter(post::Column::AuthorId.is_not_null())
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self {
            all: lookup::team(db, &services.rules()).await?,
            authors: authors.into_iter().collect(),
            recused: recused_from(db, posts).await?.into_iter().collect(),
        })
    }

    /// Those who may act on it: with the verb in its category, not its author, and not whoever knows or blocks her.
    pub(super) fn may_act(&self, about: &About<'_>) -> Vec<&Member> {
        let has = |one: &Member, verb| reach(one, verb).holds(about.category);
        let is_kept_from = |one: &Member, post: &str| {
            self.authors.get(post).is_some_and(|author| author == one.id.as_str())
                || self.recused.contains(&(post.to_owned(), one.id.as_str().to_owned()))
        };
        self.all
            .iter()
            .filter(|one| has(one, about.verb) && (!about.lead_only || has(one, Permission::Purge)))
            .filter(|one| about.post.is_none_or(|post| !is_kept_from(one, post)))
            .filter(|one| about.apart.iter().all(|apart| apart != one.id.as_str()))
            .collect()
    }

    /// Those who have a verb at all, for what is of no category.
    pub(super) fn anywhere(&self, verb: Permission) -> Vec<&Member> {
        self.all.iter().filter(|one| !reach(one, verb).is_nowhere()).collect()
    }

    /// Those who read a conversation with the team, and answer in it.
    pub(super) fn may_answer(&self, talk: &Talk<'_>) -> Vec<&Member> {
        let has = |one: &Member, verb| !reach(one, verb).is_nowhere();
        let reviews = |one: &Member, slug: &str| reach(one, Permission::ReviewQueue).holds(slug);
        self.all
            .iter()
            .filter(|one| has(one, Permission::MessagesAnswer))
            .filter(|one| talk.verb.is_none_or(|verb| has(one, verb)))
            .filter(|one| talk.category.is_none_or(|slug| reviews(one, slug)))
            .filter(|one| one.id.as_str() != talk.writer)
            .filter(|one| talk.apart.iter().all(|apart| apart != one.id.as_str()))
            .collect()
    }

    /// Who can ask somebody from outside into the team, where nobody of it may act: administrators, but for whoever
    /// wrote what it is about, who learns nothing of it.
    pub(super) fn may_ask_outside(&self, post: Option<&str>) -> Vec<String> {
        let author = post.and_then(|post| self.authors.get(post));
        let all = self.all.iter().filter(|one| one.role == Role::Admin).map(|one| one.id.as_str());
        all.filter(|id| author.is_none_or(|author| author != id)).map(str::to_owned).collect()
    }
}

/// Of those who may act, whoever is there now; when nobody is, whoever is next and the lead moderators, else all of
/// them.
pub(super) fn to_tell(roster: &Roster, able: &[&Member], now: i64) -> Vec<String> {
    let (there, next) = (roster.on_duty(now), roster.next_on_duty(now));
    let id = |one: &&Member| one.id.as_str().to_owned();
    let now: Vec<String> = able.iter().filter(|one| there.contains(&one.id.as_str())).map(id).collect();
    if !now.is_empty() {
        return now;
    }
    let soon = |one: &&&Member| one.role == Role::LeadModerator || next.contains(&one.id.as_str());
    let soon: Vec<String> = able.iter().filter(soon).map(id).collect();
    if soon.is_empty() { able.iter().map(id).collect() } else { soon }
}

#[cfg(test)]
mod tests {
    use contract::ids::MemberId;

    use super::*;
    use crate::{
        Scope,
        duty::{Shift, When},
    };

    fn member(id: &str, role: Role) -> Member {
        Member::new(MemberId::trusted(id), id, role)
    }

    fn ids(of: &[&Member]) -> Vec<String> {
        of.iter().map(|one| one.id.as_str().to_owned()).collect()
    }

    #[test]
    fn only_whoever_may_act_is_told() {
        let scope = Scope::Categories(vec!["poverty".into()]);
        let team = Team {
            all: vec![
                member("moderator", Role::Moderator),
                member("lead", Role::LeadModerator),
                Member { scope, ..member("elsewhere", Role::LeadModerator) },
                member("author", Role::LeadModerator),
                member("knows", Role::LeadModerator),
                member("keeper", Role::Admin),
                member("writes", Role::Admin),
            ],
            authors: [("post".to_owned(), "author".to_owned()), ("own".to_owned(), "writes".to_owned())]
                .into(),
            recused: ["knows", "keeper", "writes"].map(|id| ("post".to_owned(), id.to_owned())).into(),
        };
        let about =
            |verb, lead_only| About { verb, category: "unions", post: Some("post"), lead_only, apart: &[] };
        let case = team.may_act(&about(Permission::SafetyCase, false));
        assert_eq!(ids(&case), ["lead"]);
        assert_eq!(team.may_ask_outside(Some("post")), ["keeper", "writes"], "they learn nothing else");
        assert_eq!(team.may_ask_outside(Some("own")), ["keeper"]);
        assert_eq!(ids(&team.may_act(&about(Permission::ReviewQueue, false))), ["moderator", "lead"]);
        assert_eq!(ids(&team.may_act(&about(Permission::ReviewQueue, true))), ["lead"]);
        let apart = ["lead".to_owned()];
        let appealed = About { apart: &apart, ..about(Permission::ReviewQueue, false) };
        assert_eq!(ids(&team.may_act(&appealed)), ["moderator"]);

        let talk = |verb, category| Talk { verb, category, writer: "author", apart: &apart };
        let all = ids(&team.may_answer(&talk(None, Some("unions"))));
        let not = "not who wrote it, who answered before, or is elsewhere";
        assert_eq!(all, ["moderator", "knows", "keeper", "writes"], "{not}");
        let few = ids(&team.may_answer(&talk(Some(Permission::SafetyCase), Some("unions"))));
        assert_eq!(few, ["knows", "keeper", "writes"]);
        let anywhere = ids(&team.may_answer(&talk(Some(Permission::SafetyCase), None)));
        assert_eq!(anywhere, ["elsewhere", "knows", "keeper", "writes"], "of no category");

        // Wednesday, 2026-11-18, noon in Tunisia.
        let noon = 1_794_960_000_000 + 11 * 3_600_000;
        let shift = |member: &str, from, to| Shift { member: member.into(), when: When::Weekly(2), from, to };
        let roster = Roster::new(vec![shift("moderator", 660, 780), shift("author", 660, 780)]);
        assert_eq!(to_tell(&roster, &case, noon), ["lead"], "those who are there may not act");
        let all = team.may_act(&about(Permission::ReviewQueue, false));
        assert_eq!(to_tell(&roster, &all, noon), ["moderator"]);
        assert_eq!(
            to_tell(&Roster::default(), &all[..1], noon),
            ["moderator"],
            "no lead may act, nobody is next"
        );
        let later = Roster::new(vec![shift("moderator", 800, 900)]);
        assert_eq!(to_tell(&later, &all, noon), ["moderator", "lead"], "who is next, and the lead");
    }
}
