//! Which texts cite a thing, and what else stands beside it.

use std::collections::BTreeMap;

use contract::{Locale, ids::ArticleId};
use entity::content::{article, article_reference, article_text};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait, Select,
    sea_query::{Expr, Query, SimpleExpr},
};

use super::targets::RefKind;
use crate::{
    Actor, DomainResult, Services,
    content::{ArticleCard, Kind, living, released},
    forum::{self, Discussion},
    fresh, json, search,
};

/// Document, kind, section, language, slug, title, summary.
type Citing = (String, String, Option<String>, String, String, String, String);

fn column(at: usize) -> SimpleExpr {
    use article::Column::{Kind, Section};
    use article_text::Column::{ArticleId, Locale, Slug, Summary, Title};
    let of_head = |column| Expr::col((article::Entity, column));
    let of_text = |column| Expr::col((article_text::Entity, column));
    match at {
        0 => of_text(ArticleId),
        1 => of_head(Kind),
        2 => of_head(Section),
        3 => of_text(Locale),
        4 => of_text(Slug),
        5 => of_text(Title),
        _ => of_text(Summary),
    }
}

/// Releases that cite a thing, with their documents; without columns.
fn citing(kind: RefKind, id: &str, now: i64) -> Select<article_text::Entity> {
    let citing = |column: article_reference::Column| {
        Query::select()
            .column(column)
            .from(article_reference::Entity)
            .and_where(article_reference::Column::Kind.eq(kind.as_str()))
            .and_where(article_reference::Column::TargetId.eq(id))
            .to_owned()
    };
    article_text::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, article_text::Relation::Article.def())
        // By their documents first: there is an index on these.
        .filter(article_text::Column::ArticleId.in_subquery(citing(article_reference::Column::ArticleId)))
        .filter(article_text::Column::RevisionId.in_subquery(citing(article_reference::Column::RevisionId)))
        .filter(living())
        .filter(released(now))
}

/// Each document once, in the best language of those in which it cites the thing.
fn cards(locale: Locale, rows: Vec<Citing>) -> Vec<ArticleCard> {
    let mut best: BTreeMap<String, (Option<usize>, ArticleCard)> = BTreeMap::new();
    for (id, kind, section, language, slug, title, summary) in rows {
        let Ok(language) = language.parse::<Locale>() else { continue };
        // Introductions and standing pages have addresses of another kind.
        let Some(kind @ (Kind::Article | Kind::Procedure)) = Kind::parse(&kind) else { continue };
        let rank = locale.fallbacks().position(|l| l == language);
        let card = ArticleCard {
            id: ArticleId::trusted(id.clone()),
            kind,
            section: section.and_then(|slug| slug.parse().ok()),
            locale: language,
            slug,
            title,
            summary,
        };
        if best.get(&id).is_none_or(|(known, _)| *known > rank) {
            best.insert(id, (rank, card));
        }
    }
    let mut cards: Vec<ArticleCard> = best.into_values().map(|(_, card)| card).collect();
    cards.sort_by(|a, b| a.title.cmp(&b.title));
    cards
}

/// The articles and procedures that cite a thing and that readers see now, each once, in the best language of those in
/// which it cites it. One query.
///
/// # Errors
/// The database is away.
pub async fn cited_by(
    services: &Services,
    locale: Locale,
    kind: RefKind,
    id: &str,
) -> DomainResult<Vec<ArticleCard>> {
    let mut query = citing(kind, id, services.now_ms());
    for at in 0..7 {
        query = query.expr_as(column(at), format!("c{at}"));
    }
    let rows: Vec<Citing> =
        query.order_by_asc(article_text::Column::ArticleId).into_tuple().all(services.db.read()).await?;
    Ok(cards(locale, rows))
}

/// Whether readers get a text that cites this version of a dataset. One query.
///
/// # Errors
/// The database is away.
pub(crate) async fn cites_version(services: &Services, id: &str, version: i32) -> DomainResult<bool> {
    let cited = Query::select()
        .column(article_reference::Column::RevisionId)
        .from(article_reference::Entity)
        .and_where(article_reference::Column::Kind.eq(RefKind::Dataset.as_str()))
        .and_where(article_reference::Column::TargetId.eq(id))
        .and_where(article_reference::Column::Version.eq(version))
        .to_owned();
    let found: Option<String> = citing(RefKind::Dataset, id, services.now_ms())
        .column(article_text::Column::RevisionId)
        .filter(article_text::Column::RevisionId.in_subquery(cited))
        .limit(1)
        .into_tuple()
        .one(services.db.read())
        .await?;
    Ok(found.is_some())
}

/// What stands beside a thing of this portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Where it is discussed ([`forum::discussions`]).
    pub talks: Vec<Discussion>,
    /// Who cites it ([`cited_by`]).
    pub citing: Vec<ArticleCard>,
}

/// Where a dataset is discussed and which texts cite it. One query.
///
/// # Errors
/// The database is away.
pub async fn beside(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    dataset: &str,
) -> DomainResult<Beside> {
    let db = services.db.read();
    let backend = services.db.backend();
    let texts = citing(RefKind::Dataset, dataset, services.now_ms())
        .expr(json::text_of(json::rows(backend, [0, 1, 2, 3, 4, 5, 6].map(column))))
        .into_query();
    let query = Query::select()
        .expr_as(forum::discussions_column(backend, actor, search::Kind::Dataset, dataset), "talks")
        .expr_as(SimpleExpr::SubQuery(None, Box::new(texts.into())), "citing")
        .to_owned();
    let (row, apart) = fresh::apart(db.query_one(&query)).await;
    let row = row?;
    if actor.member().is_none() {
        apart.only(&forum::discussed(dataset));
    }
    let Some(row) = row else { return Ok(Beside::default()) };
    let (talks, texts): (Option<String>, Option<String>) =
        (row.try_get("", "talks")?, row.try_get("", "citing")?);
    Ok(Beside {
        talks: forum::discussions_of_column(talks.as_deref())?,
        citing: cards(locale, json::read(texts.as_deref())?),
    })
}
