//! How far somebody follows a topic or a category.

use contract::{ErrorCode, FieldCode, ids::TopicId};
use entity::{
    forum::{category, topic},
    notify::follow,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

use crate::{
    Actor, DomainError, DomainResult, Services,
    forum::{
        list_categories::is_slug,
        visibility::{readable_categories, visible_topics},
    },
};

/// `follow.place` of the conversations with the team.
pub(super) const TEAM: &str = "team";
/// Most rows on the page of settings.
const MOST: u64 = 200;

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// Everything: each answer of a topic, each new question of a category.
    All,
    /// What answers her.
    RepliesToMe,
    /// Nothing.
    None,
}

impl Level {
    /// All levels, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::RepliesToMe, Self::None];

    /// As stored and as forms name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::RepliesToMe => "replies_to_me",
            Self::None => "none",
        }
    }

    /// Reads a stored level, or one of a form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
}

/// What is followed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A topic.
    Topic(TopicId),
    /// A category, by its slug.
    Category(String),
    /// The conversations with the team: told of, unless she chose otherwise.
    Team,
}

impl Place {
    /// As stored: kind and identifier.
    pub(crate) fn stored(&self) -> (&'static str, &str) {
        match self {
            Self::Topic(id) => ("topic", id.as_str()),
            Self::Category(slug) => ("category", slug),
            Self::Team => (TEAM, ""),
        }
    }
}

/// Sets how far she follows a place that she may read.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; [`ErrorCode::NotFound`] for a place that she may not know of; a level that is none.
pub async fn set_level(services: &Services, actor: &Actor, place: &Place, level: &str) -> DomainResult<()> {
    let member = actor.require_member()?;
    let level = Level::parse(level).ok_or_else(|| DomainError::field("level", FieldCode::UnknownChoice))?;
    if !is_readable(services, actor, place).await? {
        return Err(DomainError::new(ErrorCode::NotFound));
    }
    let tx = services.db.begin().await?;
    let row = row(member.id.as_str(), place, level);
    follow::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([follow::Column::MemberId, follow::Column::Place, follow::Column::PlaceId])
                .update_column(follow::Column::Level)
                .to_owned(),
        )
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn is_readable(services: &Services, actor: &Actor, place: &Place) -> DomainResult<bool> {
    let db = services.db.read();
    let found = match place {
        Place::Topic(id) => {
            let seen = topic::Entity::find_by_id(id.as_str()).filter(visible_topics(actor));
            seen.select_only().column(topic::Column::Id).into_tuple::<String>().one(db).await?
        }
        Place::Category(slug) if is_slug(slug) => {
            let seen = category::Entity::find_by_id(slug.as_str()).filter(readable_categories(actor));
            seen.select_only().column(category::Column::Slug).into_tuple::<String>().one(db).await?
        }
        Place::Category(_) => None,
        Place::Team => return Ok(true),
    };
    Ok(found.is_some())
}

fn row(member: &str, place: &Place, level: Level) -> follow::ActiveModel {
    let (kind, id) = place.stored();
    follow::ActiveModel {
        member_id: Set(member.to_owned()),
        place: Set(kind.to_owned()),
        place_id: Set(id.to_owned()),
        level: Set(level.as_str().to_owned()),
    }
}

/// Whoever posted is told of answers to her, unless she chose something else for the topic or its category.
pub(crate) async fn by_default<C: ConnectionTrait>(
    tx: &C,
    member: &str,
    topic: &str,
    category: &str,
) -> DomainResult<()> {
    let of_category = Place::Category(category.to_owned());
    if level_of(tx, member, &of_category).await? == Some(Level::None) {
        return Ok(());
    }
    let row = row(member, &Place::Topic(TopicId::trusted(topic)), Level::RepliesToMe);
    let written = follow::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([follow::Column::MemberId, follow::Column::Place, follow::Column::PlaceId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await;
    match written {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What she chose for a place, or what posting there chose for her.
async fn level_of<C: ConnectionTrait>(db: &C, member: &str, place: &Place) -> DomainResult<Option<Level>> {
    let (kind, id) = place.stored();
    let found =
        follow::Entity::find_by_id((member.to_owned(), kind.to_owned(), id.to_owned())).one(db).await?;
    Ok(found.and_then(|row| Level::parse(&row.level)))
}

/// How far whoever asks follows a place; nothing for a guest, and where she never chose nor wrote.
///
/// # Errors
/// When the database does not answer.
pub async fn level(services: &Services, actor: &Actor, place: &Place) -> DomainResult<Option<Level>> {
    match actor.member() {
        Some(member) => level_of(services.db.read(), member.id.as_str(), place).await,
        None => Ok(None),
    }
}

/// A place that she follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Which.
    pub place: Place,
    /// How far.
    pub level: Level,
    /// Title of a topic; empty for a category, whose name the page knows, and for a topic without one.
    pub title: String,
    /// Language of the title.
    pub language: String,
}

/// What she follows wholly, and what she silenced: everything that she chose herself. What posting chose is not in
/// it, and neither is what she may not read any more.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn followed(services: &Services, actor: &Actor) -> DomainResult<Vec<Followed>> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let rows = follow::Entity::find()
        .filter(follow::Column::MemberId.eq(member.id.as_str()))
        .filter(follow::Column::Level.ne(Level::RepliesToMe.as_str()))
        .order_by_asc(follow::Column::Place)
        .order_by_asc(follow::Column::PlaceId)
        .limit(MOST)
        .all(db)
        .await?;
    let ids: Vec<&str> =
        rows.iter().filter(|row| row.place == "topic").map(|row| row.place_id.as_str()).collect();
    let topics: Vec<(String, String, String)> = topic::Entity::find()
        .select_only()
        .columns([topic::Column::Id, topic::Column::Title, topic::Column::Language])
        .filter(topic::Column::Id.is_in(ids))
        .filter(visible_topics(actor))
        .into_tuple()
        .all(db)
        .await?;
    let of = |row: follow::Model| {
        let level = Level::parse(&row.level)?;
        if row.place == TEAM {
            return None;
        }
        if row.place == "category" {
            let place = Place::Category(row.place_id);
            return Some(Followed { place, level, title: String::new(), language: String::new() });
        }
        let (id, title, language) = topics.iter().find(|(id, ..)| *id == row.place_id)?.clone();
        Some(Followed { place: Place::Topic(TopicId::trusted(id)), level, title, language })
    };
    Ok(rows.into_iter().filter_map(of).collect())
}
