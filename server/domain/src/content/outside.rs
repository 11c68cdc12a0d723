//! What everybody may open of this room, for search engines and feeds.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use contract::{Locale, Section};
use entity::content::{article, article_text};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, sea_query::Query,
};

use super::{
    Kind,
    read::{living, released},
};
use crate::{
    DomainResult, Services,
    outside::{self, News, Public, by_thing},
    services::day_of,
};

/// Documents of these kinds of which readers get a text now.
fn readable(now: i64, kinds: &[Kind]) -> Condition {
    let with_text = Query::select()
        .column(article_text::Column::ArticleId)
        .from(article_text::Entity)
        .cond_where(released(now))
        .to_owned();
    living()
        .add(article::Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .add(article::Column::Id.in_subquery(with_text))
}

/// How many there are.
pub(crate) async fn count_public(services: &Services, kinds: &[Kind]) -> DomainResult<u64> {
    let query = article::Entity::find().filter(readable(services.now_ms(), kinds));
    Ok(query.count(services.db.read()).await?)
}

/// So many of them from there on.
pub(crate) async fn public(
    services: &Services,
    kinds: &[Kind],
    (from, most): (u64, u64),
) -> DomainResult<Vec<Public>> {
    let (db, now) = (services.db.read(), services.now_ms());
    let rows: Vec<(String, String, Option<String>)> = article::Entity::find()
        .select_only()
        .columns([article::Column::Id, article::Column::Kind, article::Column::Section])
        .filter(readable(now, kinds))
        .order_by_asc(article::Column::Id)
        .offset(from)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let texts: Vec<(String, String, String, i64, String)> = article_text::Entity::find()
        .select_only()
        .columns([
            article_text::Column::ArticleId,
            article_text::Column::Locale,
            article_text::Column::Slug,
            article_text::Column::VisibleFrom,
            article_text::Column::CheckedOn,
        ])
        .filter(article_text::Column::ArticleId.is_in(rows.iter().map(|(id, ..)| id.as_str())))
        .filter(released(now))
        .order_by_asc(article_text::Column::ArticleId)
        .order_by_asc(article_text::Column::Locale)
        .into_tuple()
        .all(db)
        .await?;
    let dated = texts.into_iter().map(|(id, locale, slug, since, checked_on)| {
        let day = Some(changed(since, &checked_on)).filter(|at| *at > 0).map(day_of);
        (id, locale, slug, day)
    });
    let mut by_id = by_thing(dated);
    Ok(rows
        .into_iter()
        .filter_map(|(id, kind, section)| {
            let texts = by_id.remove(&id)?;
            // A section is known by its name.
            let id = if kind == Kind::Section.as_str() { section? } else { id };
            Some(Public { id, texts })
        })
        .collect())
}

/// Procedures of which readers get a text now, so many at most: what a computer for everybody keeps for times without a line.
///
/// # Errors
/// The database is away.
pub async fn procedures(services: &Services, most: u64) -> DomainResult<Vec<Public>> {
    public(services, &[Kind::Procedure], (0, most)).await
}

/// When a text was changed. What came with the portal was always there (0): it is as old as its last comparison with its
/// sources; 0 when nobody compared it.
fn changed(since: i64, checked_on: &str) -> i64 {
    if since > 0 {
        return since;
    }
    let noon = checked_on.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(12, 0, 0));
    noon.map_or(0, |at| at.and_utc().timestamp_millis())
}

/// The articles and procedures that were released last.
pub(crate) async fn newest(
    services: &Services,
    locale: Locale,
    section: Option<Section>,
    most: u64,
) -> DomainResult<Vec<News>> {
    let (db, now) = (services.db.read(), services.now_ms());
    let mut query = article_text::Entity::find()
        .select_only()
        .column(article_text::Column::ArticleId)
        .column_as(article_text::Column::VisibleFrom.max(), "newest")
        .join(JoinType::InnerJoin, article_text::Relation::Article.def())
        .filter(article::Column::Kind.is_in([Kind::Article.as_str(), Kind::Procedure.as_str()]))
        .filter(living())
        .filter(released(now));
    if let Some(section) = section {
        query = query.filter(article::Column::Section.eq(section.slug()));
    }
    let ids: Vec<(String, i64)> = query
        .group_by(article_text::Column::ArticleId)
        .order_by_desc(article_text::Column::VisibleFrom.max())
        .order_by_desc(article_text::Column::CheckedOn.max())
        .order_by_asc(article_text::Column::ArticleId)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    type Text = (String, String, String, String, String, i64, String);
    let texts: Vec<Text> = article_text::Entity::find()
        .select_only()
        .columns([
            article_text::Column::ArticleId,
            article_text::Column::Locale,
            article_text::Column::Slug,
            article_text::Column::Title,
            article_text::Column::Summary,
            article_text::Column::VisibleFrom,
            article_text::Column::CheckedOn,
        ])
        .filter(article_text::Column::ArticleId.is_in(ids.iter().map(|(id, _)| id.as_str())))
        .filter(released(now))
        .into_tuple()
        .all(db)
        .await?;
    let mut best: BTreeMap<String, (usize, News)> = BTreeMap::new();
    for (id, own, slug, title, summary, since, checked_on) in texts {
        let Ok(own) = own.parse::<Locale>() else { continue };
        let rank = locale.fallbacks().position(|l| l == own).unwrap_or(usize::MAX);
        if best.get(&id).is_some_and(|(known, _)| *known <= rank) {
            continue;
        }
        let (kind, changed) = (outside::Kind::Articles, changed(since, &checked_on));
        best.insert(id.clone(), (rank, News { kind, id, locale: own, slug, title, summary, changed }));
    }
    Ok(best.into_values().map(|(_, news)| news).collect())
}
