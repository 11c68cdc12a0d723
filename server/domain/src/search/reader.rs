//! What a member does not want to read unprepared, in what she finds: topics that she muted stand folded, and no
//! passage is cut from a text that stands folded on its page. What is found, and how much, is the same for everybody.

use std::collections::{HashMap, HashSet};

use entity::{
    forum::{post, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    Kind, Query,
    find::{Found, Hit},
    index::Tier,
    offer::Offer,
    plain_text,
    snippet::{Piece, passage_at},
    sources::of_post,
    spots::{Body, landing_of},
};
use crate::{
    Actor, DomainResult, Services,
    forum::{Author, relations::topic_to_author, visibility::visible_posts},
    markup::SafeHtml,
    mute::Lens,
    notify::Place,
};

#[derive(FromQueryResult)]
struct Head {
    id: String,
    author_id: Option<String>,
    alias: Option<i32>,
    former: Option<i32>,
    pseudonym: Option<String>,
}

#[derive(FromQueryResult)]
struct Text {
    id: String,
    is_opening: bool,
    topic_id: String,
    author_id: Option<String>,
    alias: Option<i32>,
    html: String,
}

/// What was found, as this person reads it. Costs a guest nothing, and a member who muted nothing one query.
///
/// # Errors
/// When the database does not answer.
pub async fn as_read_by(
    services: &Services,
    actor: &Actor,
    query: &Query,
    mut found: Found,
) -> DomainResult<Found> {
    let ids: Vec<String> = topics(&mut found).map(|hit| hit.target_id.clone()).collect();
    if ids.is_empty() || actor.member().is_none() {
        return Ok(found);
    }
    let db = services.db.read();
    let (lens, _) = Lens::load(db, actor, &Place::Team, None).await?;
    if lens.is_idle() {
        return Ok(found);
    }
    let heads = heads(db, &ids).await?;
    let mut others = texts_of_others(db, &lens, &ids).await?;
    for hit in topics(&mut found) {
        if let Some(body) = others.remove(&hit.target_id) {
            let (snippet, at) = passage_at(query, &body.text, hit.tier == Tier::Prefix);
            hit.snippet = snippet;
            // A result never leads to what stands folded.
            hit.inside = at.and_then(|at| landing_of(&body.spots, at).cloned());
        }
        let Some(head) = heads.get(&hit.target_id) else { continue };
        let quiet = lens.quiet(head.author_id.as_deref(), head.alias, &head.id, || together(&hit.title));
        hit.quiet = quiet.map(|quiet| (quiet, Author::of(head.pseudonym.clone(), head.alias, head.former)));
        // Whoever wrote the passage, her words are not shown unasked.
        if lens.quiet(None, None, &head.id, || together(&hit.snippet)).is_some() {
            hit.snippet.clear();
            hit.inside = None;
        }
    }
    Ok(found)
}

/// Titles to offer, without the topics that stand folded for this person. Costs what [`as_read_by`] costs.
pub(super) async fn without_folded(
    services: &Services,
    actor: &Actor,
    mut offers: Vec<Offer>,
) -> DomainResult<Vec<Offer>> {
    let topics = offers.iter().filter(|offer| offer.kind == Kind::Topic);
    let ids: Vec<String> = topics.map(|offer| offer.target_id.clone()).collect();
    if ids.is_empty() || actor.member().is_none() {
        return Ok(offers);
    }
    let db = services.db.read();
    let (lens, _) = Lens::load(db, actor, &Place::Team, None).await?;
    if lens.is_idle() {
        return Ok(offers);
    }
    let heads = heads(db, &ids).await?;
    offers.retain(|offer| {
        let folded = |head: &Head| {
            lens.quiet(head.author_id.as_deref(), head.alias, &head.id, || offer.title.clone()).is_some()
        };
        offer.kind != Kind::Topic || heads.get(&offer.target_id).is_some_and(|head| !folded(head))
    });
    Ok(offers)
}

fn topics(found: &mut Found) -> impl Iterator<Item = &mut Hit> {
    found.groups.iter_mut().filter(|group| group.kind == Kind::Topic).flat_map(|group| &mut group.hits)
}

fn together(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

async fn heads<C: ConnectionTrait>(db: &C, ids: &[String]) -> DomainResult<HashMap<String, Head>> {
    let rows = topic::Entity::find()
        .select_only()
        .columns([topic::Column::Id, topic::Column::AuthorId, topic::Column::Alias, topic::Column::Former])
        .column(member::Column::Pseudonym)
        .join(JoinType::LeftJoin, topic_to_author())
        .filter(topic::Column::Id.is_in(ids.iter().map(String::as_str)))
        .into_model::<Head>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// Of topics in which somebody wrote whom she muted: what all the others wrote, by topic.
async fn texts_of_others<C: ConnectionTrait>(
    db: &C,
    lens: &Lens,
    ids: &[String],
) -> DomainResult<HashMap<String, Body>> {
    let Some(muted) = lens.muted_posts() else { return Ok(HashMap::new()) };
    let touched: HashSet<String> = post::Entity::find()
        .select_only()
        .column(post::Column::TopicId)
        .distinct()
        .filter(post::Column::TopicId.is_in(ids.iter().map(String::as_str)))
        .filter(visible_posts(&Actor::Guest))
        .filter(muted)
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    if touched.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::IsOpening])
        .columns([post::Column::TopicId, post::Column::AuthorId, post::Column::Alias, post::Column::Html])
        .filter(post::Column::TopicId.is_in(touched.iter().map(String::as_str)))
        .filter(visible_posts(&Actor::Guest))
        .filter(post::Column::ContentNote.is_null())
        .order_by_asc(post::Column::TopicId)
        .order_by_asc(post::Column::Position)
        .into_model::<Text>()
        .all(db)
        .await?;
    let mut texts: HashMap<String, Body> =
        touched.into_iter().map(|topic| (topic, Body::default())).collect();
    for row in rows {
        let text = plain_text(&SafeHtml::from_store(row.html));
        let quiet = lens.quiet(row.author_id.as_deref(), row.alias, &row.topic_id, || text.clone());
        if quiet.is_none() {
            let place = (!row.is_opening).then(|| of_post(row.id, None));
            texts.entry(row.topic_id).or_default().push(&text, place);
        }
    }
    Ok(texts)
}
