//! How the tables of the forum hang together, for the queries of both rooms.

use contract::ids::MemberId;
use entity::{
    forum::{category, category_text, post, read_position, revision, topic},
    identity::member,
};
use sea_orm::{Condition, EntityTrait, ExprTrait, RelationDef, sea_query::Expr};

/// From a category to its words; the query names the language.
pub(crate) fn category_to_text() -> RelationDef {
    category::Entity::belongs_to(category_text::Entity)
        .from(category::Column::Slug)
        .to(category_text::Column::Category)
        .into()
}

/// From a topic to its category.
pub(crate) fn topic_to_category() -> RelationDef {
    topic::Entity::belongs_to(category::Entity)
        .from(topic::Column::Category)
        .to(category::Column::Slug)
        .into()
}

/// From a topic to its author's account; to nothing when it was asked under an alias: the name does not even
/// leave the database.
pub(crate) fn topic_to_author() -> RelationDef {
    let relation: RelationDef =
        topic::Entity::belongs_to(member::Entity).from(topic::Column::AuthorId).to(member::Column::Id).into();
    relation.on_condition(|topic, _| Condition::all().add(Expr::col((topic, topic::Column::Alias)).is_null()))
}

/// From a topic to how far a member has read it.
pub(crate) fn topic_to_reader(member: &MemberId) -> RelationDef {
    let member = member.as_str().to_owned();
    let relation: RelationDef = topic::Entity::belongs_to(read_position::Entity)
        .from(topic::Column::Id)
        .to(read_position::Column::TopicId)
        .into();
    relation.on_condition(move |_, reader| {
        let whose = Expr::col((reader, read_position::Column::MemberId));
        Condition::all().add(whose.eq(member.as_str()))
    })
}

/// From a post to its topic.
pub(crate) fn post_to_topic() -> RelationDef {
    post::Entity::belongs_to(topic::Entity).from(post::Column::TopicId).to(topic::Column::Id).into()
}

/// From a post to its author's account; to nothing when it was written under an alias: the name does not even
/// leave the database.
pub(crate) fn post_to_author() -> RelationDef {
    let relation: RelationDef =
        post::Entity::belongs_to(member::Entity).from(post::Column::AuthorId).to(member::Column::Id).into();
    relation.on_condition(|post, _| Condition::all().add(Expr::col((post, post::Column::Alias)).is_null()))
}

/// From a post of a member's own to the change of it that waits or came back; to nothing from anybody else's.
pub(crate) fn post_to_own_change(member: &MemberId) -> RelationDef {
    let member = member.as_str().to_owned();
    let relation: RelationDef =
        post::Entity::belongs_to(revision::Entity).from(post::Column::Id).to(revision::Column::PostId).into();
    relation.on_condition(move |post, revision| {
        let n = Expr::col((revision, revision::Column::N));
        Condition::all()
            .add(n.equals((post.clone(), post::Column::PendingRevision)))
            .add(Expr::col((post, post::Column::AuthorId)).eq(member.as_str()))
    })
}
