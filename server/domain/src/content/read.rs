//! Reading documents.

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale, Section, ids::ArticleId};
use entity::content::{article, article_text};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    sea_query::{Query, SelectStatement},
};

use super::{
    around::{Around, section_around},
    document::{ArticleCard, Document, Home, Kind, SectionCard, SectionPage},
};
use crate::{DomainError, DomainResult, Services, markup::SafeHtml};

/// Columns of a card, in the order of [`CardRow`].
type CardRow = (String, String, Option<String>, i32, String, String, String, String);

/// What is to be had: neither gone nor merged into something else.
pub(crate) fn living() -> Condition {
    Condition::all().add(article::Column::GoneAt.is_null()).add(article::Column::MergedInto.is_null())
}

/// The identifiers of these, for a query that knows no more of documents.
pub(crate) fn living_ids() -> SelectStatement {
    Query::select().column(article::Column::Id).from(article::Entity).cond_where(living()).to_owned()
}

/// That readers get a text now: it was released, its time has come and is not over. Every public reading asks this and
/// nothing else.
pub fn released(now: i64) -> Condition {
    use article_text::Column::{VisibleFrom, VisibleTo};
    Condition::all()
        .add(VisibleFrom.lte(now))
        .add(Condition::any().add(VisibleTo.is_null()).add(VisibleTo.gt(now)))
}

async fn cards(
    services: &Services,
    locale: Locale,
    filter: Condition,
) -> DomainResult<Vec<(ArticleCard, i32)>> {
    let rows: Vec<CardRow> = article::Entity::find()
        .select_only()
        .column(article::Column::Id)
        .column(article::Column::Kind)
        .column(article::Column::Section)
        .column(article::Column::Position)
        .column(article_text::Column::Locale)
        .column(article_text::Column::Slug)
        .column(article_text::Column::Title)
        .column(article_text::Column::Summary)
        .join(JoinType::InnerJoin, article_text::Relation::Article.def().rev())
        .filter(filter)
        .filter(living())
        .filter(released(services.now_ms()))
        .order_by_asc(article::Column::Id)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut best: BTreeMap<String, (usize, ArticleCard, i32)> = BTreeMap::new();
    for (id, kind, section, position, text_locale, slug, title, summary) in rows {
        let (Some(kind), Ok(text_locale)) = (Kind::parse(&kind), text_locale.parse::<Locale>()) else {
            continue;
        };
        let rank = locale.fallbacks().position(|l| l == text_locale).unwrap_or(usize::MAX);
        let card = ArticleCard {
            id: ArticleId::trusted(id.clone()),
            kind,
            section: section.and_then(|slug| slug.parse().ok()),
            locale: text_locale,
            slug,
            title,
            summary,
        };
        match best.get(&id) {
            Some((known, ..)) if *known <= rank => {}
            _ => {
                best.insert(id, (rank, card, position));
            }
        }
    }
    let mut list: Vec<_> = best.into_values().map(|(_, card, position)| (card, position)).collect();
    // Procedures first: what to do comes before what to know.
    list.sort_by_key(|(card, position)| (*position, card.kind != Kind::Procedure, card.title.clone()));
    Ok(list)
}

/// Sections and most needed procedures. One query.
pub async fn home(services: &Services, locale: Locale) -> DomainResult<Home> {
    let filter = Condition::any()
        .add(article::Column::Kind.eq(Kind::Section.as_str()))
        .add(article::Column::MostNeeded.eq(true));
    let mut home = Home::default();
    for (card, _) in cards(services, locale, filter).await? {
        match (card.kind, card.section) {
            (Kind::Section, Some(section)) => {
                home.sections.push(SectionCard { section, locale: card.locale, summary: card.summary })
            }
            (Kind::Section, None) => {}
            _ => home.most_needed.push(card),
        }
    }
    home.sections.sort_by_key(|card| card.section);
    home.most_needed.sort_by_key(|card| card.section != Some(Section::ProtectionOfWomen));
    Ok(home)
}

/// Documents on a page of a section.
const CARDS: usize = 60;

/// A section with a page of its documents, from 1. Two queries.
///
/// # Errors
/// [`ErrorCode::NotFound`] when its introduction was never seeded, and for a page that there is not.
pub async fn section(
    services: &Services,
    locale: Locale,
    section: Section,
    page: usize,
) -> DomainResult<SectionPage> {
    let id = section.slug().replace('-', "");
    let Around { document: intro, glossary, .. } = section_around(services, locale, &id).await?;
    let filter = Condition::all()
        .add(article::Column::Section.eq(section.slug()))
        .add(article::Column::Kind.is_in([Kind::Article.as_str(), Kind::Procedure.as_str()]));
    let before = page.saturating_sub(1).saturating_mul(CARDS);
    let mut articles: Vec<ArticleCard> =
        cards(services, locale, filter).await?.into_iter().skip(before).map(|(card, _)| card).collect();
    if page > 1 && articles.is_empty() {
        return Err(DomainError::not_found());
    }
    let more = articles.len() > CARDS;
    articles.truncate(CARDS);
    Ok(SectionPage { intro, glossary, articles, page: page.max(1), more })
}

/// An article or procedure. One query.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn article(services: &Services, locale: Locale, id: &ArticleId) -> DomainResult<Document> {
    document(services, locale, id.as_str(), &[Kind::Article, Kind::Procedure]).await
}

/// A standing page by its name (`safety`, `about`, `terms`, `privacy`). One query.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn page(services: &Services, locale: Locale, name: &str) -> DomainResult<Document> {
    document(services, locale, name, &[Kind::Page]).await
}

async fn document(services: &Services, locale: Locale, id: &str, kinds: &[Kind]) -> DomainResult<Document> {
    let rows = article_text::Entity::find()
        .find_also_related(article::Entity)
        .filter(article_text::Column::ArticleId.eq(id))
        .filter(living())
        .filter(released(services.now_ms()))
        .all(services.db.read())
        .await?;
    best(rows, locale, kinds)
}

/// The text in the best language there is, of all releases of a document.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none, or the document is of another kind.
pub(super) fn best(
    rows: Vec<(article_text::Model, Option<article::Model>)>,
    locale: Locale,
    kinds: &[Kind],
) -> DomainResult<Document> {
    let mut languages: Vec<(Locale, String)> =
        rows.iter().filter_map(|(text, _)| Some((text.locale.parse().ok()?, text.slug.clone()))).collect();
    languages.sort();
    let best = rows
        .into_iter()
        .filter_map(|(text, head)| Some((text.locale.parse::<Locale>().ok()?, text, head?)))
        .min_by_key(|(text_locale, ..)| locale.fallbacks().position(|l| l == *text_locale));
    let Some((text_locale, text, head)) = best else { return Err(DomainError::not_found()) };
    let Some(kind) = Kind::parse(&head.kind).filter(|kind| kinds.contains(kind)) else {
        return Err(DomainError::not_found());
    };
    let broken = |error: serde_json::Error| DomainError::caused(ErrorCode::Internal, error);
    let procedure = if text.procedure.is_empty() {
        None
    } else {
        Some(serde_json::from_str(&text.procedure).map_err(broken)?)
    };
    Ok(Document {
        id: ArticleId::trusted(text.article_id),
        kind,
        section: head.section.and_then(|slug| slug.parse().ok()),
        locale: text_locale,
        slug: text.slug,
        title: text.title,
        summary: text.summary,
        html: SafeHtml::from_store(text.html),
        procedure,
        sources: serde_json::from_str(&text.sources).map_err(broken)?,
        checked_on: text.checked_on,
        languages,
    })
}
