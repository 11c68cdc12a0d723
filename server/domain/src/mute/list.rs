//! Everything that she muted, for herself alone.

use contract::ids::TopicId;
use entity::{
    forum::topic,
    identity::member,
    notify::{alias_mute, mute, word_mute},
};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef};

use super::BLOCK;
use crate::{
    Actor, DomainResult, Services,
    forum::{TextLanguage, visibility::visible_topics},
};

/// Most rows of each kind on the page.
const MOST: u64 = 500;

/// Somebody whom she muted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MutedName {
    /// Public name.
    pub pseudonym: String,
    /// Whether she blocked her.
    pub blocked: bool,
}

/// An alias that she muted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MutedAlias {
    /// The topic.
    pub topic: TopicId,
    /// Its title; empty when the question was taken away.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// Number of the alias within it.
    pub alias: i32,
}

/// Everything that she muted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mutes {
    /// Names.
    pub names: Vec<MutedName>,
    /// Aliases, in topics that she may read.
    pub aliases: Vec<MutedAlias>,
    /// Words, one a line.
    pub words: String,
}

/// Everything that she muted.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn mutes(services: &Services, actor: &Actor) -> DomainResult<Mutes> {
    let reader = actor.require_member()?.id.as_str();
    let db = services.db.read();
    let to_other: RelationDef =
        mute::Entity::belongs_to(member::Entity).from(mute::Column::OtherId).to(member::Column::Id).into();
    let names: Vec<(String, String)> = mute::Entity::find()
        .select_only()
        .column(member::Column::Pseudonym)
        .column(mute::Column::Kind)
        .join(JoinType::InnerJoin, to_other)
        .filter(mute::Column::MemberId.eq(reader))
        .filter(crate::identity::is_there())
        .order_by_asc(member::Column::Pseudonym)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    let to_topic: RelationDef = alias_mute::Entity::belongs_to(topic::Entity)
        .from(alias_mute::Column::TopicId)
        .to(topic::Column::Id)
        .into();
    let aliases: Vec<(String, String, String, i32)> = alias_mute::Entity::find()
        .select_only()
        .columns([topic::Column::Id, topic::Column::Title, topic::Column::Language])
        .column(alias_mute::Column::Alias)
        .join(JoinType::InnerJoin, to_topic)
        .filter(alias_mute::Column::MemberId.eq(reader))
        .filter(visible_topics(actor))
        .order_by_asc(alias_mute::Column::CreatedAt)
        .order_by_asc(alias_mute::Column::Alias)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    let words = word_mute::Entity::find_by_id(reader).one(db).await?;
    Ok(Mutes {
        names: names
            .into_iter()
            .map(|(pseudonym, kind)| MutedName { pseudonym, blocked: kind == BLOCK })
            .collect(),
        aliases: aliases
            .into_iter()
            .map(|(topic, title, language, alias)| MutedAlias {
                topic: TopicId::trusted(topic),
                title,
                language: TextLanguage::parse(&language),
                alias,
            })
            .collect(),
        words: words.map(|row| row.words).unwrap_or_default(),
    })
}
