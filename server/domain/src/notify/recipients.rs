//! Who is told of an event, asked at the moment of telling.

use std::collections::{BTreeMap, HashMap, HashSet};

use entity::{
    forum::{post, topic},
    identity::member,
    notify::{alias_mute, event, follow, mention, mute},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QuerySelect,
    Select,
};

use super::{Kind, Level, event::What, follow::TEAM};
use crate::{
    Actor, DomainResult,
    forum::{PostState, relations::post_to_topic, visibility::visible_in_forum},
    identity::{ACTIVE, lookup},
    moderation::sanction,
    mute::BLOCK,
};

/// Somebody who is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipient {
    pub member: String,
    pub kind: Kind,
    pub topic: Option<String>,
    pub post: Option<String>,
    pub group: String,
}

/// Everybody who is told.
pub(super) async fn of<C: ConnectionTrait>(
    tx: &C,
    event: &event::Model,
    now: i64,
) -> DomainResult<Vec<Recipient>> {
    let Some(what) = What::parse(&event.kind) else { return Ok(Vec::new()) };
    match what {
        What::Message => return message(tx, event).await,
        What::Sanctioned => return sanctioned(tx, event).await,
        What::Reported => return alone(tx, event, Kind::ReportDecided).await,
        What::Duty => return alone(tx, event, Kind::Duty).await,
        What::Outside => return alone(tx, event, Kind::Outside).await,
        What::Published | What::Decided | What::Mentioned => {}
    }
    let Some(id) = event.post_id.as_deref() else { return Ok(Vec::new()) };
    let Some(post) = post::Entity::find_by_id(id).one(tx).await? else { return Ok(Vec::new()) };
    let Some(topic) = topic::Entity::find_by_id(&post.topic_id).one(tx).await? else {
        return Ok(Vec::new());
    };
    let scene = Scene { post, topic, now };
    match what {
        What::Decided => scene.decided(tx, event).await,
        What::Mentioned => scene.told(tx, event.recipient_id.as_deref()).await,
        What::Published => scene.told(tx, None).await,
        What::Message | What::Sanctioned | What::Reported | What::Duty | What::Outside => Ok(Vec::new()),
    }
}

/// Nobody can have this muted: it says what she may do.
async fn sanctioned<C: ConnectionTrait>(tx: &C, event: &event::Model) -> DomainResult<Vec<Recipient>> {
    let Some(id) = event.recipient_id.as_deref() else { return Ok(Vec::new()) };
    let decision = event.detail.as_deref().unwrap_or_default();
    Ok(accounts(tx, [id])
        .await?
        .into_iter()
        .map(|row| Recipient {
            member: row.id,
            kind: Kind::Decision,
            topic: None,
            post: None,
            group: Kind::Decision.group("", "", decision),
        })
        .collect())
}

async fn message<C: ConnectionTrait>(tx: &C, event: &event::Model) -> DomainResult<Vec<Recipient>> {
    let Some(id) = event.recipient_id.as_deref() else { return Ok(Vec::new()) };
    let conversation = event.detail.as_deref().unwrap_or_default();
    let muted = follow::Entity::find_by_id((id.to_owned(), TEAM.to_owned(), String::new())).one(tx).await?;
    if muted.is_some_and(|row| Level::parse(&row.level) == Some(Level::None)) {
        return Ok(Vec::new());
    }
    Ok(accounts(tx, [id])
        .await?
        .into_iter()
        .map(|row| Recipient {
            member: row.id,
            kind: Kind::TeamMessage,
            topic: None,
            post: None,
            group: Kind::TeamMessage.group("", "", conversation),
        })
        .collect())
}

/// The one whom it is about.
async fn alone<C: ConnectionTrait>(tx: &C, event: &event::Model, kind: Kind) -> DomainResult<Vec<Recipient>> {
    let Some(id) = event.recipient_id.as_deref() else { return Ok(Vec::new()) };
    let group = kind.group("", "", event.detail.as_deref().unwrap_or_default());
    let recipient = |row: member::Model| Recipient {
        member: row.id,
        kind,
        topic: None,
        post: None,
        group: group.clone(),
    };
    Ok(accounts(tx, [id]).await?.into_iter().map(recipient).collect())
}

/// Those of them whose accounts are open, also while they are suspended: what is decided about her she is told.
async fn accounts<C: ConnectionTrait>(
    tx: &C,
    ids: impl IntoIterator<Item = &str>,
) -> DomainResult<Vec<member::Model>> {
    Ok(open(ids).all(tx).await?)
}

fn open<'a>(ids: impl IntoIterator<Item = &'a str>) -> Select<member::Entity> {
    member::Entity::find().filter(member::Column::Id.is_in(ids)).filter(member::Column::State.eq(ACTIVE))
}

/// A post and where it stands, at a moment.
struct Scene {
    post: post::Model,
    topic: topic::Model,
    now: i64,
}

impl Scene {
    fn recipient(&self, member: String, kind: Kind) -> Recipient {
        Recipient {
            member,
            kind,
            group: kind.group(&self.topic.category, &self.topic.id, &self.post.id),
            topic: Some(self.topic.id.clone()),
            post: Some(self.post.id.clone()),
        }
    }

    /// The author, as long as the decision still stands.
    async fn decided<C: ConnectionTrait>(
        &self,
        tx: &C,
        event: &event::Model,
    ) -> DomainResult<Vec<Recipient>> {
        let Some(author) =
            self.post.author_id.as_deref().filter(|id| event.recipient_id.as_deref() == Some(id))
        else {
            return Ok(Vec::new());
        };
        let Some(kind) = event.detail.as_deref().and_then(Kind::parse) else { return Ok(Vec::new()) };
        let stands: &[PostState] = match kind {
            Kind::Approved | Kind::Restored => &[PostState::Published],
            Kind::Refused => &[PostState::Rejected],
            Kind::Changes => &[PostState::ChangesRequested],
            // About a new text, or about a change of one that everybody reads.
            Kind::PrivateOffer => &[PostState::ChangesRequested, PostState::Published, PostState::Held],
            Kind::EditRefused | Kind::EditChanges => &[PostState::Published, PostState::Held],
            // What waits still can be a cause of worry, too.
            Kind::Held => &[PostState::Held, PostState::Pending],
            Kind::Removed => &[PostState::Removed],
            _ => return Ok(Vec::new()),
        };
        if !stands.contains(&PostState::parse(&self.post.state)) {
            return Ok(Vec::new());
        }
        let open = accounts(tx, [author]).await?;
        Ok(open.into_iter().map(|row| self.recipient(row.id, kind)).collect())
    }

    /// Those who follow, are answered, or are named; with `only`, nobody else. Not those to whom the forum is closed at
    /// this moment: nothing of it is told to them later.
    async fn told<C: ConnectionTrait>(&self, tx: &C, only: Option<&str>) -> DomainResult<Vec<Recipient>> {
        if PostState::parse(&self.post.state) != PostState::Published {
            return Ok(Vec::new());
        }
        let mut wanted = self.wanted(tx, only).await?;
        if let Some(author) = &self.post.author_id {
            wanted.remove(author);
        }
        for id in self.silenced(tx, wanted.keys()).await? {
            wanted.remove(&id);
        }
        let suspended = sanction::suspended_until((member::Entity, member::Column::Id), self.now);
        let open = open(wanted.keys().map(String::as_str)).filter(suspended.is_null()).all(tx).await?;
        let public = self.is_seen_by(tx, &Actor::Guest).await?;
        let mut told = Vec::with_capacity(open.len());
        for row in open {
            if public || self.is_seen_by(tx, &Actor::Member(lookup::member(&row))).await? {
                let Some(kind) = wanted.get(&row.id).copied() else { continue };
                told.push(self.recipient(row.id, kind));
            }
        }
        Ok(told)
    }

    async fn levels<C: ConnectionTrait>(
        &self,
        tx: &C,
        place: &str,
        id: &str,
    ) -> DomainResult<HashMap<String, Level>> {
        let rows = follow::Entity::find()
            .filter(follow::Column::Place.eq(place))
            .filter(follow::Column::PlaceId.eq(id))
            .all(tx)
            .await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Level::parse(&row.level).map(|level| (row.member_id, level)))
            .collect())
    }

    /// Who wants to know, and of what: the strongest reason of each.
    async fn wanted<C: ConnectionTrait>(
        &self,
        tx: &C,
        only: Option<&str>,
    ) -> DomainResult<BTreeMap<String, Kind>> {
        let of_topic = self.levels(tx, "topic", &self.topic.id).await?;
        let of_category = self.levels(tx, "category", &self.topic.category).await?;
        let mut reasons: Vec<(String, Kind)> = Vec::new();
        if only.is_none() {
            if self.post.is_opening {
                // What stands in no list is told to nobody who follows one.
                let of_category = of_category.iter().filter(|_| self.topic.unlisted_at.is_none());
                let all = of_category.filter(|(_, level)| **level == Level::All);
                reasons.extend(all.map(|(id, _)| (id.clone(), Kind::NewTopic)));
            } else {
                let all = of_topic.iter().filter(|(_, level)| **level == Level::All);
                reasons.extend(all.map(|(id, _)| (id.clone(), Kind::ReplyFollowed)));
                reasons.extend(self.answered().into_iter().map(|id| (id, Kind::ReplyToMe)));
            }
        }
        let named = mention::Entity::find()
            .filter(mention::Column::PostId.eq(&self.post.id))
            .filter(mention::Column::NotifiedAt.is_null())
            .all(tx)
            .await?;
        reasons.extend(named.into_iter().map(|row| (row.member_id, Kind::Mention)));
        let mut wanted = BTreeMap::new();
        for (id, kind) in reasons {
            let silent = match of_topic.get(&id) {
                Some(level) => *level == Level::None,
                None => of_category.get(&id) == Some(&Level::None),
            };
            if silent || only.is_some_and(|only| only != id) {
                continue;
            }
            let strongest = wanted.entry(id).or_insert(kind);
            *strongest = Ord::max(*strongest, kind);
        }
        Ok(wanted)
    }

    /// Whom this post answers: the person who asked.
    fn answered(&self) -> Vec<String> {
        self.topic.author_id.iter().cloned().collect()
    }

    /// Those who do not want to hear from its author, and those from whom she keeps herself away. An alias is
    /// silenced as an alias only: anything else would tell who stands behind it.
    async fn silenced<'a, C: ConnectionTrait>(
        &self,
        tx: &C,
        ids: impl Iterator<Item = &'a String>,
    ) -> DomainResult<HashSet<String>> {
        let ids: Vec<&str> = ids.map(String::as_str).collect();
        if let Some(alias) = self.post.alias {
            let rows = alias_mute::Entity::find()
                .filter(alias_mute::Column::TopicId.eq(&self.topic.id))
                .filter(alias_mute::Column::Alias.eq(alias))
                .filter(alias_mute::Column::MemberId.is_in(ids))
                .all(tx)
                .await?;
            return Ok(rows.into_iter().map(|row| row.member_id).collect());
        }
        let Some(author) = self.post.author_id.as_deref() else { return Ok(HashSet::new()) };
        let by_them = Condition::all()
            .add(mute::Column::OtherId.eq(author))
            .add(mute::Column::MemberId.is_in(ids.iter().copied()));
        let by_her = Condition::all()
            .add(mute::Column::MemberId.eq(author))
            .add(mute::Column::Kind.eq(BLOCK))
            .add(mute::Column::OtherId.is_in(ids));
        let rows = mute::Entity::find().filter(Condition::any().add(by_them).add(by_her)).all(tx).await?;
        Ok(rows
            .into_iter()
            .map(|row| if row.member_id == author { row.other_id } else { row.member_id })
            .collect())
    }

    async fn is_seen_by<C: ConnectionTrait>(&self, tx: &C, actor: &Actor) -> DomainResult<bool> {
        let found: Option<String> = post::Entity::find_by_id(&self.post.id)
            .select_only()
            .column(post::Column::Id)
            .join(JoinType::InnerJoin, post_to_topic())
            .filter(visible_in_forum(actor))
            .into_tuple()
            .one(tx)
            .await?;
        Ok(found.is_some())
    }
}
