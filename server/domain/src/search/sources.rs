//! What the rooms publish, as documents. Everything here is what a guest may read, or, marked so, every member.

use std::collections::HashMap;

use contract::Locale;
use entity::{
    forum::{category, post, topic},
    library::{agent_text, item, item_agent, item_subject, item_text, segment, segment_text, subject_text},
    statistics::{dataset, indicator},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{
    Body, Document, Kind, Landing, Spot,
    document::{BODY_MAX, retain, volume},
    inside::{self, AS_THE_ITEM},
    plain_text, put,
    spots::VOLUMES,
    team,
};
use crate::{
    Actor, DomainResult, Services, directory,
    forum::visibility::{listed, visible_posts, visible_topics},
    library,
    markup::SafeHtml,
    statistics,
};

/// Everything that can be found.
pub(super) async fn all<C: ConnectionTrait>(services: &Services, db: &C) -> DomainResult<Vec<Document>> {
    let mut documents = team::texts(db, services.now_ms(), None).await?;
    documents.extend(items(services, db, None).await?);
    documents.extend(datasets(db, None).await?);
    documents.extend(topics(db, None).await?);
    documents.extend(organisations(db, None).await?);
    Ok(documents)
}

/// Brings the index in line with what the world sees of an organisation, in the caller's transaction.
pub async fn index_organisation<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<()> {
    let documents = organisations(tx, Some(id)).await?;
    // A language that was taken away is found no more; neither is what was hidden.
    retain(tx, Kind::Organisation, id, &documents).await?;
    for document in documents {
        put(tx, &document).await?;
    }
    Ok(())
}

/// Organisations that are shown, all of them or one; how they are reached only where everybody sees it.
async fn organisations<C: ConnectionTrait>(db: &C, only: Option<&str>) -> DomainResult<Vec<Document>> {
    let mut documents = Vec::new();
    for (row, texts) in directory::published(db, only, None).await? {
        let reached = directory::shows_contact(&row);
        let section = row.sections.split_whitespace().next().map(str::to_owned);
        for text in texts {
            let mut parts = vec![text.what_they_do];
            if reached {
                parts.extend([text.hours, text.address, row.phone.clone()]);
            }
            documents.push(Document {
                kind: Kind::Organisation,
                target_id: row.id.clone(),
                locale: text.locale.parse().ok(),
                slug: text.slug,
                section: section.clone(),
                title: text.name,
                body: parts.join("\n"),
                spots: Vec::new(),
                window: (None, None),
                reach: library::Reach::Everybody,
            });
        }
    }
    Ok(documents)
}

/// Brings the index in line with what the world sees of an item, in the caller's transaction: whoever publishes,
/// changes or takes one away calls this afterwards.
pub async fn index_item<C: ConnectionTrait>(services: &Services, tx: &C, id: &str) -> DomainResult<()> {
    let documents = items(services, tx, Some(&[id])).await?;
    // A description that was taken away is found no more.
    retain(tx, Kind::Item, id, &documents).await?;
    for document in documents {
        put(tx, &document).await?;
    }
    Ok(())
}

/// Brings the index in line with what is said of a dataset, in the caller's transaction.
pub async fn index_dataset<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<()> {
    let documents = datasets(tx, Some(id)).await?;
    retain(tx, Kind::Dataset, id, &documents).await?;
    for document in documents {
        put(tx, &document).await?;
    }
    Ok(())
}

/// Puts items into the index that were never in it, in the caller's transaction.
pub async fn index_items<C: ConnectionTrait>(services: &Services, tx: &C, ids: &[&str]) -> DomainResult<()> {
    for document in items(services, tx, Some(ids)).await? {
        put(tx, &document).await?;
    }
    Ok(())
}

/// Library items, all of them or some: what describes them, who made them, what they are about, and what can be read in
/// them. What is published for later is among them, with its dates.
async fn items<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    only: Option<&[&str]>,
) -> DomainResult<Vec<Document>> {
    let mut heads = item::Entity::find()
        .filter(library::published())
        .order_by_asc(item::Column::PublishedOn)
        .order_by_asc(item::Column::Id);
    let mut words = item_text::Entity::find().order_by_asc(item_text::Column::Locale);
    let mut hands = item_agent::Entity::find()
        .select_only()
        .column(item_agent::Column::ItemId)
        .columns([agent_text::Column::Locale, agent_text::Column::Name])
        .join(JoinType::InnerJoin, item_agent::Relation::Agent.def())
        .join(JoinType::InnerJoin, agent_text::Relation::Agent.def().rev())
        .order_by_asc(item_agent::Column::Position);
    let mut subjects = item_subject::Entity::find()
        .select_only()
        .column(item_subject::Column::ItemId)
        .columns([subject_text::Column::Locale, subject_text::Column::Label, subject_text::Column::Others])
        .join(JoinType::InnerJoin, item_subject::Relation::Subject.def())
        .join(JoinType::InnerJoin, subject_text::Relation::Subject.def().rev())
        .order_by_asc(item_subject::Column::Position);
    if let Some(ids) = only {
        heads = heads.filter(item::Column::Id.is_in(ids.iter().copied()));
        words = words.filter(item_text::Column::ItemId.is_in(ids.iter().copied()));
        hands = hands.filter(item_agent::Column::ItemId.is_in(ids.iter().copied()));
        subjects = subjects.filter(item_subject::Column::ItemId.is_in(ids.iter().copied()));
    }
    let rows = heads.all(db).await?;
    // By item: in a large library nothing is looked through once for each of them.
    let mut words = by_item(words.all(db).await?, |text| text.item_id.clone());
    let hands: Vec<(String, String, String)> = hands.into_tuple().all(db).await?;
    let hands = by_item(hands, |(item, ..)| item.clone());
    let subjects: Vec<(String, String, String, String)> = subjects.into_tuple().all(db).await?;
    let subjects = by_item(subjects, |(item, ..)| item.clone());
    let recorded = by_item(recorded(db, only).await?, |(item, ..)| item.clone());
    let mut documents = Vec::new();
    for row in rows {
        let insides = inside::of(services, db, &row).await?;
        let described = words.remove(&row.id).unwrap_or_default();
        let others = library::Details::read(&row.details).unwrap_or_default().others;
        for (index, text) in described.iter().enumerate() {
            // A text in a language in which nobody described it is found under the first description.
            let is_here = |language: &str| {
                language == text.locale
                    || index == 0 && described.iter().all(|other| other.locale != language)
            };
            // What describes the item stands with what has no dates of its own, which comes first.
            let mut about = Body::default();
            about.push(&text.summary, None);
            others
                .iter()
                .filter(|(tongue, _)| is_here(tongue.code()))
                .for_each(|(_, title)| about.push(title, None));
            let of_this =
                hands.get(&row.id).into_iter().flatten().filter(|(_, locale, _)| *locale == text.locale);
            of_this.for_each(|(_, _, name)| about.push(name, None));
            let subjects =
                subjects.get(&row.id).into_iter().flatten().filter(|(_, locale, ..)| *locale == text.locale);
            subjects
                .flat_map(|(.., label, others)| [label, others])
                .for_each(|words| about.push(words, None));
            let mut volumes = Vec::new();
            for inside in &insides {
                let mut body = std::mem::take(&mut about);
                let held = recorded.get(&row.id).into_iter().flatten().filter(|_| inside.parts);
                for (_, second, part) in held.filter(|(_, _, part)| part.locale == text.locale) {
                    let moment = inside.heard.moment(&text.locale, *second);
                    for words in [&part.title, &part.synopsis, &part.keywords] {
                        body.push(words, moment.clone());
                    }
                }
                for (_, said) in inside.texts.iter().filter(|(language, _)| is_here(language)) {
                    body.append(said);
                }
                let Some(window) = within(library::window(&row), inside.window) else { continue };
                if inside.window == AS_THE_ITEM || !body.text.is_empty() {
                    volumes.extend(body.volumes(BODY_MAX).into_iter().map(|body| (window, body)));
                }
            }
            for (part, (window, body)) in volumes.into_iter().take(VOLUMES).enumerate() {
                documents.push(Document {
                    kind: Kind::Item,
                    target_id: volume(&row.id, part),
                    locale: text.locale.parse().ok(),
                    slug: text.slug.clone(),
                    section: row.section.clone(),
                    title: text.title.clone(),
                    body: body.text,
                    spots: body.spots,
                    window,
                    reach: library::reach(&row),
                });
            }
        }
    }
    Ok(documents)
}

/// The dates of a file within those of its item; nothing where it is never given. What has none of its own has the item's,
/// whatever these are.
fn within(
    item: (Option<i64>, Option<i64>),
    own: (Option<i64>, Option<i64>),
) -> Option<(Option<i64>, Option<i64>)> {
    if own == AS_THE_ITEM {
        return Some(item);
    }
    let from = item.0.max(own.0);
    let to = [item.1, own.1].into_iter().flatten().min();
    from.zip(to).is_none_or(|(from, to)| from < to).then_some((from, to))
}

/// Rows by their item, in their order.
fn by_item<T>(rows: Vec<T>, item: fn(&T) -> String) -> HashMap<String, Vec<T>> {
    let mut sorted: HashMap<String, Vec<T>> = HashMap::new();
    for row in rows {
        sorted.entry(item(&row)).or_default().push(row);
    }
    sorted
}

/// What the parts of recordings are about, with the item and the second of each, in order of time.
async fn recorded<C: ConnectionTrait>(
    db: &C,
    only: Option<&[&str]>,
) -> DomainResult<Vec<(String, i32, segment_text::Model)>> {
    let mut query = segment_text::Entity::find()
        .find_also_related(segment::Entity)
        .order_by_asc(segment::Column::ItemId)
        .order_by_asc(segment::Column::StartSecond);
    if let Some(ids) = only {
        query = query.filter(segment::Column::ItemId.is_in(ids.iter().copied()));
    }
    let rows = query.all(db).await?;
    let with_place = |(text, part): (segment_text::Model, Option<segment::Model>)| {
        let part = part?;
        Some((part.item_id, part.start_second, text))
    };
    Ok(rows.into_iter().filter_map(with_place).collect())
}

/// Datasets, with the names and meanings of what they measure.
async fn datasets<C: ConnectionTrait>(db: &C, only: Option<&str>) -> DomainResult<Vec<Document>> {
    let mut measured: HashMap<String, Vec<indicator::Model>> = HashMap::new();
    let mut indicators = indicator::Entity::find();
    // Nobody sees what has no version yet.
    let mut sets = dataset::Entity::find().filter(dataset::Column::Version.gt(0));
    if let Some(id) = only {
        indicators = indicators.filter(indicator::Column::DatasetId.eq(id));
        sets = sets.filter(dataset::Column::Id.eq(id));
    }
    for row in indicators.order_by_asc(indicator::Column::Position).all(db).await? {
        measured.entry(row.dataset_id.clone()).or_default().push(row);
    }
    let rows = sets.order_by_asc(dataset::Column::Position).all(db).await?;
    let mut documents = Vec::new();
    for row in rows {
        let measured = measured.remove(&row.id).unwrap_or_default();
        for locale in Locale::ALL {
            let indicators = measured.iter().flat_map(|one| [&one.label, &one.definition]);
            let parts =
                [&row.summary].into_iter().chain(indicators).chain([&row.coverage]).chain(&row.method.0);
            let mut lines: Vec<&str> = parts.map(|words| statistics::text(words, locale)).collect();
            lines.push(statistics::text(&row.publisher, locale));
            documents.push(Document {
                kind: Kind::Dataset,
                target_id: row.id.clone(),
                locale: Some(locale),
                slug: statistics::text(&row.slug, locale).to_owned(),
                section: Some(row.section.clone()),
                title: statistics::text(&row.title, locale).to_owned(),
                body: lines.join("\n"),
                spots: Vec::new(),
                window: (None, None),
                reach: library::Reach::Everybody,
            });
        }
    }
    Ok(documents)
}

/// Brings the index in line with what a guest sees of a topic, in the caller's transaction: whoever publishes,
/// changes or hides a topic or one of its posts calls this afterwards.
pub async fn index_topic<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<()> {
    let documents = topics(tx, Some(id)).await?;
    // A topic that grew shorter has fewer parts; what is hidden has none.
    retain(tx, Kind::Topic, id, &documents).await?;
    for document in documents {
        put(tx, &document).await?;
    }
    Ok(())
}

/// Topics as a guest reads them, with their posts, each of which is a place to go to; all of them, or one. What stands under
/// a content note is not met unasked in a list of results.
async fn topics<C: ConnectionTrait>(db: &C, only: Option<&str>) -> DomainResult<Vec<Document>> {
    let mut heads = topic::Entity::find()
        .filter(visible_topics(&Actor::Guest))
        .filter(listed())
        .order_by_asc(topic::Column::Id);
    let mut posts = post::Entity::find()
        .select_only()
        .columns([post::Column::TopicId, post::Column::Id, post::Column::IsOpening, post::Column::Html])
        .filter(visible_posts(&Actor::Guest))
        .filter(post::Column::ContentNote.is_null())
        .order_by_asc(post::Column::TopicId)
        .order_by_asc(post::Column::Position);
    if let Some(id) = only {
        heads = heads.filter(topic::Column::Id.eq(id));
        posts = posts.filter(post::Column::TopicId.eq(id));
    }
    let mut texts: HashMap<String, Vec<(Option<String>, String)>> = HashMap::new();
    for (topic, post, is_opening, html) in
        posts.into_tuple::<(String, String, bool, String)>().all(db).await?
    {
        // The question stands where the topic opens.
        let place = (!is_opening).then_some(post);
        texts.entry(topic).or_default().push((place, plain_text(&SafeHtml::from_store(html))));
    }
    let sections: HashMap<String, String> = category::Entity::find()
        .select_only()
        .column(category::Column::Slug)
        .column(category::Column::Section)
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let mut documents = Vec::new();
    for head in heads.all(db).await? {
        let locale: Option<Locale> = head.language.parse().ok();
        let mut body = Body::default();
        for (post, text) in texts.remove(&head.id).unwrap_or_default() {
            body.push(&text, post.map(|post| of_post(post, locale)));
        }
        for (part, body) in body.volumes(BODY_MAX).into_iter().enumerate() {
            documents.push(Document {
                kind: Kind::Topic,
                target_id: volume(&head.id, part),
                locale,
                slug: String::new(),
                section: sections.get(&head.category).cloned(),
                title: head.title.clone(),
                body: body.text,
                spots: body.spots,
                window: (None, None),
                reach: library::Reach::Everybody,
            });
        }
    }
    Ok(documents)
}

/// Where a post is read. Its page is the same in every language; one that is none of ours is told by the first.
pub(super) fn of_post(id: String, written: Option<Locale>) -> Landing {
    Landing { spot: Spot::Post(id), language: written.unwrap_or(Locale::Ar).into() }
}
