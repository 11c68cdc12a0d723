//! What the library's list can be narrowed down by, with how many items each choice leaves. Everything counted is
//! visible; six queries at most, and none for who asks the same within a minute.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use contract::{Locale, Tongue};
use entity::library::{
    collection, collection_item, collection_text, file, item, item_subject, subject, subject_text,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
    sea_query::{Expr, Query},
};

use super::{
    life::in_best,
    list::{about, in_time, languages_of, visible},
    model::{Facets, Filter, Named},
    shelf_feed::Choice,
    words::{Having, Kind},
};
use crate::{DomainResult, Services};

/// Subjects, and collections, that are offered.
const OFFERED: usize = 12;
/// Decades that are offered.
const DECADES: usize = 24;

/// Leaves facets out of a filter, for counting what else could be chosen instead.
type Without = fn(Filter) -> Filter;

/// Items that pass a filter at this instant.
pub(super) fn wanted(filter: &Filter, now: i64) -> Condition {
    let mut wanted = Condition::all();
    if let Some(kind) = filter.kind {
        wanted = wanted.add(item::Column::Kind.eq(kind.as_str()));
    }
    if let Some(language) = filter.language {
        wanted = wanted.add(item::Column::Languages.contains(language.code()));
    }
    if let Some(decade) = filter.decade {
        wanted = wanted.add(item::Column::Year.between(decade, decade.saturating_add(9)));
    }
    if let Some(subject) = &filter.subject {
        wanted = wanted.add(about(subject));
    }
    if let Some(slug) = &filter.collection {
        wanted = wanted.add(stands_in(slug));
    }
    if let Some(having) = filter.having {
        let items = Query::select()
            .column(file::Column::ItemId)
            .from(file::Entity)
            .and_where(file::Column::Role.eq(having.role().as_str()))
            .cond_where(in_time(now))
            .to_owned();
        wanted = wanted.add(item::Column::Id.in_subquery(items));
    }
    wanted
}

/// Items of a collection, by its place in addresses.
fn stands_in(slug: &str) -> Condition {
    let named = Query::select()
        .column(collection::Column::Id)
        .from(collection::Entity)
        .and_where(collection::Column::Slug.eq(slug))
        .to_owned();
    let items = Query::select()
        .column(collection_item::Column::ItemId)
        .from(collection_item::Entity)
        // One value: a list makes SQLite walk through the table at times.
        .and_where(Expr::col(collection_item::Column::CollectionId).eq(named))
        .to_owned();
    Condition::all().add(item::Column::Id.in_subquery(items))
}

/// Visible items that pass what is left of a filter.
fn left(services: &Services, filter: &Filter, without: Without) -> Condition {
    visible(services).add(wanted(&without(filter.clone()), services.now_ms()))
}

/// The facets of a filter. What was asked for and is not there has no name, and is not remembered.
pub(super) async fn of(services: &Services, locale: Locale, filter: &Filter) -> DomainResult<Arc<Facets>> {
    let key = (locale, services.readers(), Filter { page: 0, ..filter.clone() });
    let now = services.now_ms();
    let changes = match services.facets().get(&key, now) {
        Ok(facets) => return Ok(facets),
        Err(changes) => changes,
    };
    let facets = Arc::new(count(services, locale, filter).await?);
    let lost = filter.subject.is_some() && facets.subject.is_none()
        || filter.collection.is_some() && facets.collection.is_none();
    if !lost {
        services.facets().keep(key, changes, now, facets.clone());
    }
    Ok(facets)
}

async fn count(services: &Services, locale: Locale, filter: &Filter) -> DomainResult<Facets> {
    let mut facets = Facets::default();
    let offers = filter.may_go_on();
    tally(services, filter, offers, &mut facets).await?;
    let (mut subjects, mut collections) = (Vec::new(), Vec::new());
    if offers {
        facets.having = having(services, filter).await?;
        subjects = most(subjects_left(services, filter).await?);
        collections = most(collections_left(services, filter).await?);
    }
    name_subjects(services, locale, filter, subjects, &mut facets).await?;
    name_collections(services, locale, filter, collections, &mut facets).await?;
    Ok(facets)
}

/// Items of one kind, with the same languages, of the same year.
#[derive(FromQueryResult)]
struct Tally {
    kind: String,
    languages: String,
    year: Option<i32>,
    items: i64,
}

async fn tally(services: &Services, filter: &Filter, offers: bool, facets: &mut Facets) -> DomainResult<()> {
    let tallies = item::Entity::find()
        .select_only()
        .columns([item::Column::Kind, item::Column::Languages, item::Column::Year])
        .expr_as(Expr::cust("COUNT(*)"), "items")
        .filter(left(services, filter, |f| Filter { kind: None, language: None, decade: None, ..f }))
        .group_by(item::Column::Kind)
        .group_by(item::Column::Languages)
        .group_by(item::Column::Year)
        .into_model::<Tally>()
        .all(services.db.read())
        .await?;
    sum_up(&tallies, filter, offers, facets);
    Ok(())
}

/// Each facet is counted beside the others, and its own choice can be exchanged.
fn sum_up(tallies: &[Tally], filter: &Filter, offers: bool, facets: &mut Facets) {
    let sum = |kind: Option<Kind>, language: Option<Tongue>, decade: Option<i32>| -> u64 {
        tallies
            .iter()
            .filter(|one| kind.is_none_or(|kind| one.kind == kind.as_str()))
            .filter(|one| language.is_none_or(|l| languages_of(&one.languages).contains(&l)))
            .filter(|one| {
                decade.is_none_or(|from| one.year.is_some_and(|year| year.div_euclid(10) * 10 == from))
            })
            .map(|one| u64::try_from(one.items).unwrap_or_default())
            .sum()
    };
    facets.total = sum(filter.kind, filter.language, filter.decade);
    if !offers {
        return;
    }
    facets.kinds = Kind::ALL
        .iter()
        .map(|kind| Choice { value: *kind, count: sum(Some(*kind), filter.language, filter.decade) })
        .filter(|choice| choice.count > 0)
        .collect();
    facets.languages = Tongue::ALL
        .into_iter()
        .map(|l| Choice { value: l, count: sum(filter.kind, Some(l), filter.decade) })
        .filter(|choice| choice.count > 0)
        .collect();
    let years = tallies.iter().filter_map(|one| one.year).map(|year| year.div_euclid(10) * 10);
    let decades: BTreeSet<i32> = years.filter(|year| (1000..10_000).contains(year)).collect();
    facets.decades = decades
        .into_iter()
        .rev()
        .take(DECADES)
        .map(|year| Choice { value: year, count: sum(filter.kind, filter.language, Some(year)) })
        .filter(|choice| choice.count > 0)
        .collect();
}

async fn having(services: &Services, filter: &Filter) -> DomainResult<Vec<Choice<Having>>> {
    let rows: Vec<(String, i64)> = file::Entity::find()
        .select_only()
        .column(file::Column::Role)
        .expr_as(Expr::cust("COUNT(DISTINCT \"library_file\".\"item_id\")"), "items")
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(file::Column::Role.is_in(Having::ALL.iter().map(|one| one.role().as_str())))
        .filter(in_time(services.now_ms()))
        .filter(left(services, filter, |f| Filter { having: None, ..f }))
        .group_by(file::Column::Role)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let count = |one: &Having| {
        let found = rows.iter().find(|(role, _)| role == one.role().as_str());
        found.and_then(|(_, items)| u64::try_from(*items).ok()).unwrap_or_default()
    };
    let choices = Having::ALL.iter().map(|one| Choice { value: *one, count: count(one) });
    Ok(choices.filter(|choice| choice.count > 0).collect())
}

/// Of subjects without parts: each item counts once for each of them, so that nothing is sorted for counting.
async fn subjects_left(services: &Services, filter: &Filter) -> DomainResult<Vec<(String, i64)>> {
    let with_parts = Query::select()
        .column(subject::Column::Broader)
        .from(subject::Entity)
        .and_where(subject::Column::Broader.is_not_null())
        .to_owned();
    Ok(item_subject::Entity::find()
        .select_only()
        .column(item_subject::Column::SubjectId)
        .column_as(item_subject::Column::ItemId.count(), "items")
        .join(JoinType::InnerJoin, item_subject::Relation::Item.def())
        .filter(item_subject::Column::SubjectId.not_in_subquery(with_parts))
        .filter(left(services, filter, |f| Filter { subject: None, ..f }))
        .group_by(item_subject::Column::SubjectId)
        .into_tuple()
        .all(services.db.read())
        .await?)
}

async fn collections_left(services: &Services, filter: &Filter) -> DomainResult<Vec<(String, i64)>> {
    Ok(collection_item::Entity::find()
        .select_only()
        .column(collection_item::Column::CollectionId)
        .column_as(collection_item::Column::ItemId.count(), "items")
        .join(JoinType::InnerJoin, collection_item::Relation::Item.def())
        .filter(left(services, filter, |f| Filter { collection: None, ..f }))
        .group_by(collection_item::Column::CollectionId)
        .into_tuple()
        .all(services.db.read())
        .await?)
}

/// Those that leave most.
fn most(mut counts: Vec<(String, i64)>) -> Vec<(String, i64)> {
    counts.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    counts.truncate(OFFERED);
    counts
}

/// Names in each language, by what they name.
type Names = BTreeMap<String, Vec<(String, String)>>;

fn named(names: &Names, locale: Locale, counts: Vec<(String, i64)>) -> Vec<(String, Named)> {
    let of = |(id, items): (String, i64)| {
        let label = in_best(names.get(&id)?, locale)?;
        let count = u64::try_from(items).ok()?;
        Some((id.clone(), Named { name: id, label, count }))
    };
    counts.into_iter().filter_map(of).collect()
}

async fn name_subjects(
    services: &Services,
    locale: Locale,
    filter: &Filter,
    counts: Vec<(String, i64)>,
    facets: &mut Facets,
) -> DomainResult<()> {
    let ids: Vec<&str> = counts.iter().map(|(id, _)| id.as_str()).chain(filter.subject.as_deref()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let rows: Vec<(String, String, String)> = subject_text::Entity::find()
        .select_only()
        .columns([subject_text::Column::SubjectId, subject_text::Column::Locale, subject_text::Column::Label])
        .filter(subject_text::Column::SubjectId.is_in(ids))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut names = Names::new();
    for (id, code, label) in rows {
        names.entry(id).or_default().push((code, label));
    }
    let chosen = filter.subject.as_ref().and_then(|id| names.get(id));
    facets.subject = chosen.and_then(|labels| in_best(labels, locale));
    facets.subjects = named(&names, locale, counts).into_iter().map(|(_, named)| named).collect();
    Ok(())
}

async fn name_collections(
    services: &Services,
    locale: Locale,
    filter: &Filter,
    counts: Vec<(String, i64)>,
    facets: &mut Facets,
) -> DomainResult<()> {
    let ids: Vec<&str> = counts.iter().map(|(id, _)| id.as_str()).collect();
    let mut these = Condition::any();
    if let Some(slug) = &filter.collection {
        these = these.add(collection::Column::Slug.eq(slug));
    }
    if !ids.is_empty() {
        these = these.add(collection::Column::Id.is_in(ids));
    }
    if these.is_empty() {
        return Ok(());
    }
    let rows: Vec<(String, String, String, String)> = collection_text::Entity::find()
        .select_only()
        .columns([collection::Column::Id, collection::Column::Slug])
        .columns([collection_text::Column::Locale, collection_text::Column::Title])
        .join(JoinType::InnerJoin, collection_text::Relation::Collection.def())
        .filter(these)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let (mut names, mut slugs) = (Names::new(), BTreeMap::new());
    for (id, slug, code, title) in rows {
        if filter.collection.as_ref() == Some(&slug) {
            names.entry(String::new()).or_default().push((code.clone(), title.clone()));
        }
        slugs.insert(id.clone(), slug);
        names.entry(id).or_default().push((code, title));
    }
    facets.collection = names.get("").and_then(|titles| in_best(titles, locale));
    facets.collections = named(&names, locale, counts)
        .into_iter()
        .filter_map(|(id, named)| Some(Named { name: slugs.remove(&id)?, ..named }))
        .collect();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_is_counted_beside_the_others_and_can_be_exchanged() {
        let one = |kind: &str, languages: &str, year, items| Tally {
            kind: kind.into(),
            languages: languages.into(),
            year,
            items,
        };
        let tallies = [
            one("book", "ar", Some(1994), 2),
            one("book", "fr", None, 1),
            one("audio", "ar fr", Some(2011), 4),
            one("book", "ber it", None, 3),
        ];
        let filter = Filter { kind: Some(Kind::Book), ..Filter::default() };
        let mut facets = Facets::default();
        sum_up(&tallies, &filter, true, &mut facets);
        assert_eq!(facets.total, 6);
        let kinds: Vec<_> = facets.kinds.iter().map(|one| (one.value, one.count)).collect();
        assert_eq!(kinds, [(Kind::Book, 6), (Kind::Audio, 4)]);
        let languages: Vec<_> = facets.languages.iter().map(|one| (one.value, one.count)).collect();
        assert_eq!(languages, [(Tongue::Ar, 2), (Tongue::Fr, 1), (Tongue::Ber, 3), (Tongue::It, 3)]);
        let decades: Vec<_> = facets.decades.iter().map(|one| (one.value, one.count)).collect();
        assert_eq!(decades, [(1990, 2)]);
        let mut none = Facets::default();
        sum_up(&tallies, &filter, false, &mut none);
        assert!(none.total == 6 && none.kinds.is_empty() && none.decades.is_empty());
    }
}
