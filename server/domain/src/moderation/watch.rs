//! On what the team keeps an eye from one shift to the next (S6): a text, who wrote it, or its discussion. It is begun
//! from the page of notes on a text and stands on the desk until somebody ends it. Who wrote it is meant by the name
//! under which the text stands: behind an alias the list leads to nobody.

use std::collections::HashMap;

use contract::{
    FieldCode,
    ids::{PostId, TopicId},
};
use entity::{
    forum::{post, topic},
    moderation::desk_watch,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, sea_query::OnConflict,
};

use super::{
    note::{self, Found},
    sight::not_kept_from,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    codes::codes,
    forum::Author,
    permission::{reach, require},
    services::{day_of, new_id},
    staff::audit::{self, Action, Entry},
    text,
};

/// Longest reason.
pub const WORD_MAX: usize = 200;
/// How many are shown, the newest.
const SHOWN: u64 = 100;

codes! {
    /// What is watched.
    What {
        /// The text.
        Text = "text",
        /// Who wrote it: by her name, or by her alias in this discussion.
        Author = "author",
        /// The discussion in which it stands.
        Topic = "topic",
    }
}

/// Something that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Identifier.
    pub id: String,
    /// What.
    pub what: What,
    /// The text from which it was begun.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// The topic's title; empty where it has none.
    pub title: String,
    /// Under which name the text stands.
    pub author: Author,
    /// Why, in a few words; may be empty.
    pub word: String,
    /// Who said it; nothing once her account is gone.
    pub by: Option<String>,
    /// ISO day.
    pub day: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    what: String,
    word: String,
    at: i64,
    written_by: Option<String>,
    post_id: String,
    author_id: Option<String>,
    alias: Option<i32>,
    former: Option<i32>,
    topic_id: String,
    title: String,
}

/// What is watched in her categories, without what is about herself, or about whom she knows or blocks; with `post`, what
/// was begun from there. Newest first.
pub(super) async fn of<C: ConnectionTrait>(
    db: &C,
    me: &Member,
    post: Option<&PostId>,
) -> DomainResult<Vec<Watched>> {
    let to_post: RelationDef = desk_watch::Entity::belongs_to(post::Entity)
        .from(desk_watch::Column::PostId)
        .to(post::Column::Id)
        .into();
    let to_topic: RelationDef =
        post::Entity::belongs_to(topic::Entity).from(post::Column::TopicId).to(topic::Column::Id).into();
    let id = me.id.as_str();
    let about_others = Condition::all()
        .add(Condition::any().add(post::Column::AuthorId.is_null()).add(post::Column::AuthorId.ne(id)))
        .add(
            Condition::any()
                .add(desk_watch::Column::What.ne(What::Topic.as_str()))
                .add(topic::Column::AuthorId.is_null())
                .add(topic::Column::AuthorId.ne(id)),
        );
    let mut query = desk_watch::Entity::find()
        .select_only()
        .columns([
            desk_watch::Column::Id,
            desk_watch::Column::What,
            desk_watch::Column::Word,
            desk_watch::Column::At,
            desk_watch::Column::WrittenBy,
            desk_watch::Column::PostId,
        ])
        .columns([post::Column::AuthorId, post::Column::Alias, post::Column::Former, post::Column::TopicId])
        .column(topic::Column::Title)
        .join(JoinType::InnerJoin, to_post)
        .join(JoinType::InnerJoin, to_topic)
        .filter(post::Column::State.is_not_in(["vanished", "purged"]))
        .filter(about_others)
        .filter(not_kept_from(me, desk_watch::Column::PostId));
    if let Some(inside) = reach(me, Permission::ReviewQueue).over(topic::Column::Category) {
        query = query.filter(inside);
    }
    if let Some(post) = post {
        query = query.filter(desk_watch::Column::PostId.eq(post.as_str()));
    }
    let rows = query
        .order_by_desc(desk_watch::Column::At)
        .order_by_desc(desk_watch::Column::Id)
        .limit(SHOWN)
        .into_model::<Row>()
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows
        .iter()
        .flat_map(|row| [row.written_by.as_deref(), row.author_id.as_deref().filter(|_| row.alias.is_none())])
        .flatten()
        .collect();
    let names: HashMap<String, String> = note::names_of(db, ids).await?;
    let name = |id: Option<&String>| id.and_then(|id| names.get(id).cloned());
    Ok(rows
        .iter()
        .filter_map(|row| {
            let author = row.author_id.as_ref().filter(|_| row.alias.is_none());
            Some(Watched {
                id: row.id.clone(),
                what: What::parse(&row.what)?,
                post: PostId::trusted(row.post_id.clone()),
                topic: TopicId::trusted(row.topic_id.clone()),
                title: row.title.clone(),
                author: Author::of(name(author), row.alias, row.former),
                word: row.word.clone(),
                by: name(row.written_by.as_ref()),
                day: day_of(row.at),
            })
        })
        .collect())
}

/// What is watched from a text.
///
/// # Errors
/// Like [`note::notes`].
pub async fn from_post(services: &Services, actor: &Actor, post: &PostId) -> DomainResult<Vec<Watched>> {
    let db = services.db.read();
    let Found { me, .. } = note::find(db, actor, post.as_str()).await?;
    of(db, me, Some(post)).await
}

/// Asks the team to keep an eye on a text, its author or its discussion. Doing it twice says the last reason.
///
/// # Errors
/// Like [`note::notes`]; the refused fields `watch`, `word`.
pub async fn begin(
    services: &Services,
    actor: &Actor,
    post: &PostId,
    what: &str,
    word: &str,
) -> DomainResult<()> {
    require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let Found { post, me, .. } = note::find(&tx, actor, post.as_str()).await?;
    let what = What::parse(what)
        .filter(|what| *what != What::Author || note::on_author(me, &post).is_some())
        .ok_or_else(|| DomainError::field("watch", FieldCode::UnknownChoice))?;
    let word = text::single_line(word);
    let mut errors = Vec::new();
    text::check_length(&mut errors, "word", &word, 0, WORD_MAX);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let row = desk_watch::ActiveModel {
        id: Set(new_id()),
        post_id: Set(post.id.clone()),
        what: Set(what.as_str().to_owned()),
        word: Set(word),
        written_by: Set(Some(me.id.to_string())),
        at: Set(now),
    };
    desk_watch::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([desk_watch::Column::PostId, desk_watch::Column::What])
                .update_columns([
                    desk_watch::Column::Word,
                    desk_watch::Column::WrittenBy,
                    desk_watch::Column::At,
                ])
                .to_owned(),
        )
        .exec_without_returning(&tx)
        .await?;
    let entry = Entry::of(Action::WatchBegin).on("post", post.id).detail(what.as_str());
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends it, whoever began it.
///
/// # Errors
/// Like [`note::notes`]; `NotFound` for what is not watched, or not any more.
pub async fn end(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = desk_watch::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let Found { me, .. } = note::find(&tx, actor, &row.post_id).await?;
    if desk_watch::Entity::delete_by_id(id).exec(&tx).await?.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    let entry = Entry::of(Action::WatchEnd).on("post", row.post_id).detail(row.what);
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
